#include "core/mail/mime.hpp"

#include "core/base/text.hpp"

#include <ctime>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace followup::mail {
namespace {

std::string of(const std::string& header, const std::string& body) {
    return "From: dana@candidate.example\n" + header + "\n" + body;
}

std::string text_in(const std::string& charset, const std::string& bytes) {
    return parts_of(of("Content-Type: text/plain; charset=" + charset + "\n", bytes)).front().text();
}

TEST(ArrivingParts, StandInOrderWithThoseOfEnclosedMails) {
    const auto parts = parts_of(of("Content-Type: multipart/mixed; boundary=a\n",
                                   "--a\n\none\n--a\nContent-Type: message/rfc822\n\n"
                                   "Subject: within\nContent-Type: multipart/alternative; boundary=b\n\n"
                                   "--b\n\ntwo\n--b\nContent-Type: text/html\n\n<p>three\n--b--\n"
                                   "--a\nContent-Type: image/png; name=photo.png\n\nPNG\n--a--\n"));
    ASSERT_EQ(parts.size(), 7U);
    const char* types[] = {"multipart/mixed", "text/plain", "message/rfc822", "multipart/alternative",
                           "text/plain",      "text/html",  "image/png"};
    const std::size_t ends[] = {7, 2, 6, 6, 5, 6, 7};
    for (std::size_t n = 0; n < parts.size(); ++n) {
        EXPECT_EQ(parts[n].type, types[n]) << n;
        EXPECT_EQ(parts[n].end, ends[n]) << n;
    }
    EXPECT_EQ(parts[3].header("subject"), "within");
    EXPECT_EQ(parts[4].text(), "two");
    EXPECT_EQ(parts[6].file, "photo.png");
    EXPECT_EQ(parts[6].bytes, "") << "nobody reads a picture";
    EXPECT_EQ(parts_of(of("Content-Type: image/png\n", "PNG"), Extent::whole).front().bytes, "PNG\n");
}

TEST(ArrivingParts, AreFilesByTheirDispositionHoweverItIsWritten) {
    const auto part = [](const std::string& header) { return parts_of(of(header, "x\n")).front(); };
    EXPECT_TRUE(part("Content-Disposition: ATTACHMENT; FILENAME=\"notes.txt\"\n").attachment);
    EXPECT_EQ(part("Content-Disposition: inline; filename*=utf-8''Zo%C3%AB.txt\n").file, "Zoë.txt");
    EXPECT_EQ(part("Content-Type: text/plain;\n name=\"=?utf-8?B?Wm/Dqy50eHQ=?=\"\n").file, "Zoë.txt");
    EXPECT_FALSE(part("Content-Disposition: inline\n").attachment);
}

TEST(ArrivingTexts, AreReadInTheirCharacterSet) {
    EXPECT_EQ(text_in("windows-1252", "\x80\x36\x32 \x96 \x93no\x94\n"), "€62 – “no”\n");
    EXPECT_EQ(text_in("iso-8859-1", "\x80 f\xfcr\n"), "€ für\n") << "Windows calls its own set so";
    EXPECT_EQ(text_in("\"KOI8-R\"", "\xf1\n"), "Я\n");
    EXPECT_EQ(text_in("iso-2022-jp", "\x1b$BL@F|\x1b(B\n"), "明日\n");
    EXPECT_EQ(text_in("utf-7", "+AOQ-\n"), "ä\n");
    EXPECT_EQ(text_in("GB2312", "\xc4\xe3\n"), "你\n");
    EXPECT_EQ(text_in("utf-8", "\xef\xbb\xbf"
                               "done\n"),
              "done\n")
        << "without a byte order mark";
    EXPECT_EQ(text_in("iso-8859-1", "für\n"), "für\n") << "what is valid UTF-8 is nothing else";
    EXPECT_EQ(text_in("x-of-my-own", "f\xfcr\n"), "für\n");
    EXPECT_EQ(text_in("utf-8", "f\xfcr\n"), "für\n");
    const auto wide = parts_of(of("Content-Type: text/plain; charset=utf-16le\n"
                                  "Content-Transfer-Encoding: base64\n",
                                  "//5kAG8AbgBlAA==\n"));
    EXPECT_EQ(wide.front().text(), "done");
}

TEST(ArrivingHeaders, AreReadAsPeopleSeeThem) {
    const auto top =
        parts_of("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?Q?_aus?= Rom\nX: f\xfcr\n\n").front();
    EXPECT_EQ(top.header("subject"), "Grüße aus Rom");
    EXPECT_EQ(top.header("x"), "für") << "no header is lost for a byte that may not stand there";
    EXPECT_EQ(top.header("y"), "");
    EXPECT_EQ(addresses_in("\"Reyes, Dana <x@y.example>\" <Dana@candidate.example>, a@b.example"),
              (std::vector<std::string>{"dana@candidate.example", "a@b.example"}));
    EXPECT_EQ(addresses_in("team: a@b.example, c@d.example;"),
              (std::vector<std::string>{"a@b.example", "c@d.example"}));
    EXPECT_EQ(addresses_in("<>"), std::vector<std::string>{});
}

TEST(ArrivingMails, WithoutAHeaderAreText) {
    EXPECT_EQ(parts_of("They said no.\nDone").front().text(), "They said no.\nDone\n");
    EXPECT_EQ(parts_of("").size(), 1U);
    EXPECT_EQ(parts_of("Subject: x\nContent").front().header("subject"), "x") << "cut off within a header";
}

TEST(ArrivingMails, AreDividedThoughACommentStandsBehindTheBoundary) {
    const auto parts = parts_of(
        of("Content-Type: multipart/mixed; boundary=zig (drawn by hand)\n", "--zig\n\ndone\n--zig--\n"));
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[1].text(), "done");
}

TEST(ArrivingMails, KeepWhatStandsBehindManyPhotos) {
    std::string body;
    for (int n = 0; n < 60; ++n)
        body += "--a\nContent-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: base64\n\n"
                + std::string(800'000, 'A') + "\n";
    const auto parts = parts_of(
        of("Content-Type: multipart/mixed; boundary=a\n", body + "--a\n\nAnd that was the hall.\n--a--\n"));
    EXPECT_EQ(parts.size(), 62U);
    EXPECT_EQ(parts.back().text(), "And that was the hall.");
}

/// The most memory that this process had, in KiB.
long peak() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    return 0;
}

/// The same, counted from now on.
long peak_from_here() {
    std::ofstream{"/proc/self/clear_refs"} << "5";
    return peak();
}

/// Hostile mails of 50 MB: what they are made of again and again.
struct Bomb {
    const char* what;
    std::string header;
    std::string piece;
};

#if defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

TEST(ArrivingMails, MadeToHurtAreReadInBoundedTimeAndMemory) {
    const Bomb bombs[] = {
        {"fields", "", "a:\n"},
        {"parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n"},
        {"parts with fields", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\na:\nb:\n\n"},
        {"parts in parts", "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n"},
        {"mails in mails", "", "Content-Type: message/rfc822\n\n"},
        {"a digest", "", "Content-Type: multipart/digest; boundary=b\n\n--b\n\n"},
        {"one field", "Subject: ", "x"},
        {"a folded field", "To: ", "a@b.example,\n "},
        {"a comment in a comment", "From: ", "("},
        {"a preface", "Content-Type: multipart/mixed; boundary=b\n\n", "preface\n"},
        {"nearly boundaries", "Content-Type: multipart/mixed; boundary=b\n\n", "--c\n"},
        {"encoded words", "Subject: ", "=?utf-8?q?=41?= "},
    };
    constexpr std::size_t size = 50'000'000;
    for (const auto& bomb : bombs) {
        std::string piece;
        while (piece.size() < 5000)
            piece += bomb.piece;
        std::string bytes = bomb.header;
        bytes.reserve(size + piece.size());
        while (bytes.size() < size)
            bytes += piece;
        const auto began = std::clock();
        const auto before = peak_from_here();
        const auto parts = parts_of(bytes);
        EXPECT_FALSE(parts.empty());
        for (const auto& part : parts)
            (void)part.text();
        (void)parts.front().header("subject");
        (void)addresses_in(parts.front().header("from"));
        (void)addresses_in(parts.front().header("to"));
        if (sanitized) continue; // what is freed stays for a while, and everything takes longer
        EXPECT_LE(peak() - before, 64 * 1024) << bomb.what;
        EXPECT_LE((std::clock() - began) / CLOCKS_PER_SEC, 5) << bomb.what;
    }
}

RC_GTEST_PROP(ArrivingMails, OfAnyBytesAreParts, (const std::string& bytes)) {
    for (const auto& part : parts_of("Content-Type: multipart/mixed; boundary=b\n\n--b\n" + bytes))
        RC_ASSERT(base::is_utf8(part.text()));
}

} // namespace
} // namespace followup::mail
