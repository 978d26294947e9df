#include "core/mail/vouched.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

constexpr std::string_view us = "mx.glass.example";

bool vouched(const std::string& headers, std::string_view by = us) {
    const auto writer =
        writer_of_mail(headers + "From: Pat Moreno <pat@glass.example>\r\nSubject: x\r\n\r\ntext\r\n", by);
    EXPECT_TRUE(writer);
    return writer && writer->vouched;
}

std::string results(const std::string& said) {
    return "Authentication-Results: " + said + "\r\n";
}

TEST(Vouching, IsOfOurOwnServerForTheDomainOfFrom) {
    for (const auto* said :
         {"mx.glass.example; dkim=pass header.d=glass.example",
          "MX.Glass.Example 1; DKIM = Pass header.d=Glass.Example",
          "mx.glass.example;\r\n dkim=pass (2048-bit key; unprotected)\r\n header.i=@glass.example "
          "header.s=a",
          "mx.glass.example; spf=pass smtp.mailfrom=bounce@mail.glass.example",
          "mx.glass.example; dkim=fail header.d=glass.example; spf=pass smtp.mailfrom=\"glass.example\"",
          "mx.glass.example; dkim=pass header.d=other.example; dkim=pass header.d=glass.example"})
        EXPECT_TRUE(vouched(results(said))) << said;
}

TEST(Vouching, IsNotWhatAnotherServerOrAnotherDomainSays) {
    for (const auto* said : {"mx.evil.example; dkim=pass header.d=glass.example", "mx.glass.example; none",
                             "mx.glass.example; dkim=pass header.d=evil.example",
                             "mx.glass.example; dkim=fail header.d=glass.example",
                             "mx.glass.example; dkim=pass header.d=evilglass.example",
                             "mx.glass.example; dkim=pass header.d=example", "mx.glass.example; dkim=pass",
                             "mx.glass.example; spf=pass smtp.helo=glass.example",
                             "mx.glass.example; spf=softfail smtp.mailfrom=pat@glass.example",
                             "mx.glass.example; dkim=fail reason=\"; dkim=pass header.d=glass.example\"",
                             "mx.glass.example; dkim=fail (; dkim=pass header.d=glass.example)",
                             "mx.glass.example; dkim=fail (\\); dkim=pass header.d=glass.example)",
                             "mx.glass.example; arc=pass header.d=glass.example",
                             "mx.glass.example.evil.example; dkim=pass header.d=glass.example",
                             "mx.glass.example; dkim=pass header.d=glass.example (", ""})
        EXPECT_FALSE(vouched(results(said))) << said;
}

TEST(Vouching, CountsOnTopAlone) {
    const auto good = results("mx.glass.example; dkim=pass header.d=glass.example");
    EXPECT_TRUE(vouched(good + results("mx.other.example; none")));
    EXPECT_FALSE(vouched(results("mx.other.example; none") + good)) << "it may have come with the mail";
    EXPECT_FALSE(vouched(results("mx.glass.example; none") + good));
}

TEST(Vouching, IsNobodysWhereNoServerIsOurs) {
    EXPECT_FALSE(vouched(results("mx.glass.example; dkim=pass header.d=glass.example"), ""));
    EXPECT_FALSE(vouched(results("; dkim=pass header.d=glass.example"), ""));
    EXPECT_FALSE(vouched(""));
}

TEST(Vouching, IsForOneWriterOnly) {
    const std::string good = results("mx.glass.example; dkim=pass header.d=glass.example");
    EXPECT_FALSE(writer_of_mail(good + "From: a@glass.example, b@glass.example\r\n\r\nx", us));
    EXPECT_FALSE(writer_of_mail(good + "From: a@glass.example\r\nFrom: b@glass.example\r\n\r\nx", us));
    EXPECT_FALSE(writer_of_mail(good + "Subject: x\r\n\r\nFrom: a@glass.example", us));
}

TEST(Vouching, IsNotFoundInTheTextOfAMail) {
    const auto writer = writer_of_mail("From: pat@glass.example\n\nAuthentication-Results: mx.glass.example; "
                                       "dkim=pass header.d=glass.example\n",
                                       us);
    ASSERT_TRUE(writer);
    EXPECT_FALSE(writer->vouched);
}

} // namespace
} // namespace followup::mail
