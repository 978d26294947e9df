#include "core/mail/mentions.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

struct Row {
    const char* what;
    std::string mail;
    std::set<std::string> names;
    bool found;
};

std::string text_mail(const std::string& text, const std::string& more = {}) {
    return "Content-Type: text/plain; charset=utf-8\r\n" + more + "\r\n" + text;
}

TEST(Mentions, AreWholeWordsInWhateverForm) {
    const Row rows[] = {
        {"a name", text_mail("Dana Whitfield wrote.\r\n"), {"dana whitfield"}, true},
        {"a name over two lines", text_mail("so Dana\r\n  Whitfield wrote"), {"dana whitfield"}, true},
        {"a name in capitals without its accents", text_mail("JOSE GARCIA"), {"José García"}, true},
        {"a name in quoted-printable",
         text_mail("Jos=C3=A9 Garc=\r\n=C3=ADa", "Content-Transfer-Encoding: quoted-printable\r\n"),
         {"josé garcía"},
         true},
        {"an address in base64",
         text_mail("ZGFuYUB4LmV4YW1wbGU=\r\n", "Content-Transfer-Encoding: base64\r\n"),
         {"dana@x.example"},
         true},
        {"an address in the header", "From: <Dana@X.example>\r\n\r\nhello\r\n", {"dana@x.example"}, true},
        {"an address at the end of a sentence", text_mail("to dana@x.example."), {"dana@x.example"}, true},
        {"a short name in a longer word", text_mail("Al said so, also in general"), {"al"}, true},
        {"only in longer words", text_mail("also in general, and regal"), {"al"}, false},
        {"in a name with a hyphen", text_mail("Al-Rashid, Jean-Al"), {"al"}, false},
        {"in an address", text_mail("x.al@x.example, al.x@x.example"), {"al"}, false},
        {"the end of another address", text_mail("pal@x.example x.al@x.example"), {"al@x.example"}, false},
        {"the beginning of another address", text_mail("al@x.example.org"), {"al@x.example"}, false},
        {"letters of other scripts", text_mail("Айдана"), {"дана"}, false},
        {"nobody", text_mail("Dana"), {}, false},
        {"an empty name", text_mail("Dana"), {"", " "}, false},
        {"one of several", text_mail("It was Bo."), {"ann", "bo"}, true},
    };
    for (const auto& [what, mail, names, found] : rows)
        EXPECT_EQ(mentions(mail, names), found) << what;
}

} // namespace
} // namespace followup::mail
