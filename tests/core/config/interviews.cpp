#include "reading.hpp"

#include <gmock/gmock.h>

namespace followup::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string with_interviews(std::string_view url, std::string_view lines) {
    return "[agency]\nname=\"Glass\"\nzone=\"America/Chicago\"\ndomain=\"glass.example\"\n" + std::string{url}
           + "\n[[recruiter]]\nid=\"pat\"\nname=\"Pat\"\nemail=\"pat@glass.example\"\n[mail]\n"
             "from=\"f@glass.example\"\nreplies=\"r@glass.example\"\n"
           + std::string{lines} + "\n";
}
constexpr std::string_view url = "public_url=\"https://f.glass.example\"";

TEST(InterviewsByMail, HaveAnAddressAndAServerThatVouches) {
    const auto config =
        good(with_interviews(url, "interviews=\"i@glass.example\"\nauthserv_id=\"mx.glass.example\""));
    EXPECT_EQ(config.mail.interviews, "i@glass.example");
    EXPECT_EQ(config.mail.authserv_id, "mx.glass.example");
    EXPECT_THAT(config.warnings, IsEmpty());
}

TEST(InterviewsByMail, AreWarnedOfWhereNobodyVouchesOrNothingCanBeConfirmed) {
    EXPECT_THAT(good(with_interviews(url, "interviews=\"i@glass.example\"")).warnings,
                ElementsAre(HasSubstr("without 'authserv_id' nobody knows who really sent a mail")));
    EXPECT_THAT(good(with_interviews("", "interviews=\"i@glass.example\"\nauthserv_id=\"mx\"")).warnings,
                ElementsAre(HasSubstr("there is no [agency] 'public_url'")));
    EXPECT_THAT(good(with_interviews("", "")).warnings, IsEmpty());
}

TEST(InterviewsByMail, HaveAnAddressOfTheirOwn) {
    EXPECT_THAT(bad(with_interviews(url, "interviews=\"R@glass.example\"")),
                HasSubstr("'interviews' is the address of 'replies' or 'bounces' as well"));
    EXPECT_THAT(bad(with_interviews(url, "interviews=\"nobody\"")), HasSubstr("is not an e-mail address"));
}

} // namespace
} // namespace followup::config
