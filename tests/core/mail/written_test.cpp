#include "core/mail/written.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

/// A multipart of those parts, each with its own header.
std::string many(const std::string& subtype, const std::vector<std::string>& parts,
                 const std::string& sign = "s") {
    auto mail = "Content-Type: multipart/" + subtype + "; boundary=" + sign + "\n\n";
    for (const auto& each : parts)
        mail += "--" + sign + "\n" + each + "\n";
    return mail + "--" + sign + "--\n";
}

std::string plain(const std::string& text, const std::string& header = {}) {
    return "Content-Type: text/plain\n" + header + "\n" + text;
}

std::string html(const std::string& text) {
    return "Content-Type: text/html\n\n" + text;
}

std::string words(const std::string& mail) {
    return own_words(written(parts_of("From: dana@candidate.example\n" + mail)));
}

TEST(WhatSomebodyWrote, IsTheFirstAlternativeThatSaysSomething) {
    EXPECT_EQ(words(many("alternative", {plain("one"), html("two")})), "one");
    EXPECT_EQ(words(many("alternative", {html("two"), plain("one")})), "one");
    EXPECT_EQ(words(many("alternative", {plain(" \n\n"), html("<div>two</div>")})), "two");
    EXPECT_EQ(words(many("alternative", {plain(""), many("related", {html("two"), plain("x")}, "r")})),
              "two");
}

TEST(WhatSomebodyWrote, IsAllTextsOneBelowAnother) {
    EXPECT_EQ(words(many("mixed", {html("<p>They said no.</p>"), plain("A footer.")})),
              "They said no.\n\nA footer.");
    EXPECT_EQ(words(many("mixed",
                         {plain("Look:"), "Content-Type: image/png; name=hall.png\n\nPNG", plain("Well?")})),
              "Look:\nWell?");
    EXPECT_EQ(words(many("signed", {plain("done"), "Content-Type: application/pgp-signature\n\nx"})), "done");
}

TEST(WhatSomebodyWrote, IsNeverWhatIsEnclosedOrAttached) {
    const auto enclosed = "Content-Type: message/rfc822\n\nSubject: x\n\ndone\n";
    EXPECT_EQ(words(many("mixed", {enclosed, html("Not yet.")})), "Not yet.");
    EXPECT_EQ(words(many("mixed", {enclosed})), "");
    EXPECT_EQ(words("Content-Type: message/rfc822\n\nSubject: x\n\ndone\n"), "");
    EXPECT_EQ(words(many("mixed", {plain("done", "Content-Disposition: Attachment\n"), plain("Not yet.")})),
              "Not yet.");
    EXPECT_EQ(words(many("mixed", {plain("done", "Content-Disposition: inline; filename=notes.txt\n")})), "");
    EXPECT_EQ(words(many("mixed", {"Content-Type: text/plain; name=notes.txt\n\ndone"})), "");
    EXPECT_EQ(words(many("mixed", {"Content-Type: text/calendar\n\nBEGIN:VCALENDAR"})), "");
}

TEST(OwnWords, EndWhereAQuotationInHtmlBegins) {
    EXPECT_EQ(words(html("<p>Done</p><blockquote>undo</blockquote>")), "Done");
    EXPECT_EQ(words(html("Done<div id=divRplyFwdMsg><b>De :</b> x</div>undo")), "Done");
}

} // namespace
} // namespace followup::mail
