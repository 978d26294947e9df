#include "reading.hpp"

#include <gmock/gmock.h>

namespace followup::config {
namespace {

using testing::HasSubstr;

std::string agency(std::string_view lines) {
    return "[agency]\n" + std::string{lines}
           + "\n[[recruiter]]\nid=\"pat\"\nname=\"Pat\"\nemail=\"pat@glass.example\"\n[mail]\nfrom=\"f@g."
             "example\"\n";
}
constexpr std::string_view three = "name=\"Glass\"\nzone=\"America/Chicago\"\ndomain=\"glass.example\"\n";

TEST(Agencies, AreReadWithAllTheirKeys) {
    const auto config =
        good(agency(std::string{three}
                    + "email=\"office@glass.example\"\npublic_url=\"https://f.glass.example/\"\n"
                      "language=\"de\"\norder=\"dmy\"\n"));
    const auto& glass = config.rules.agency;
    EXPECT_EQ(glass.name, "Glass");
    EXPECT_EQ(glass.zone.name(), "America/Chicago");
    EXPECT_EQ(glass.domain, "glass.example");
    ASSERT_TRUE(glass.email);
    EXPECT_EQ(glass.email->text(), "office@glass.example");
    EXPECT_EQ(glass.public_url, "https://f.glass.example");
    EXPECT_EQ(glass.language, "de");
    EXPECT_EQ(config.order, when::Order::dmy);
}

TEST(Agencies, SayHowMuchFeedsTellAndRecruitersMayDiffer) {
    using calendar::Privacy;
    EXPECT_EQ(good(agency(three)).feed_privacy.of("pat"), Privacy::full);
    const auto text = agency(std::string{three} + "feed_privacy=\"busy\"\n");
    EXPECT_EQ(good(text).feed_privacy.of("pat"), Privacy::busy);
    auto own = text;
    own.replace(own.find("id=\"pat\""), 0, "feed_privacy=\"initials\"\n");
    EXPECT_EQ(good(own).feed_privacy.of("pat"), Privacy::initials);
    EXPECT_EQ(good(own).feed_privacy.of("kim"), Privacy::busy);
    EXPECT_THAT(bad(agency(std::string{three} + "feed_privacy=\"bussy\"\n")),
                HasSubstr("'bussy' is not known for 'feed_privacy'; did you mean 'busy'?"));
}

TEST(Agencies, NeedANameAZoneAndADomain) {
    const auto problems = bad(agency(""));
    EXPECT_THAT(problems, HasSubstr("etc/f.toml:1:1: [agency] needs 'name'"));
    EXPECT_THAT(problems, HasSubstr("[agency] needs 'zone'"));
    EXPECT_THAT(problems, HasSubstr("[agency] needs 'domain'"));
}

TEST(Agencies, AreToldWhatIsWrongAndWhere) {
    const struct {
        std::string_view lines;
        std::string_view problem;
    } cases[] = {
        {"name=\"Glass\"\nzone=\"America/Chigaco\"\ndomain=\"glass.example\"",
         "etc/f.toml:3:6: no zone is named 'America/Chigaco'; did you mean 'America/Chicago'?"},
        {"name=\"Glass\"\nzone=\"America/Chicago\"\ndomain=\"glass example\"",
         "etc/f.toml:4:8: 'glass example' is not a domain; write it like glass.example"},
        {"name=\"Glass\"\nzone=\"America/Chicago\"\ndomain=\"x@glass.example\"", "is not a domain"},
        {"name=\" \"\nzone=\"America/Chicago\"\ndomain=\"glass.example\"",
         "f.toml:2:6: [agency] needs 'name'"},
        {"name=\"Gl\\u202Eass\"\nzone=\"UTC\"\ndomain=\"g.example\"", "holds a character that may not stand"},
        {"name=\"Gl\\nass\"\nzone=\"UTC\"\ndomain=\"g.example\"", "holds a character that may not stand"},
        {"name=7\nzone=\"UTC\"\ndomain=\"g.example\"", "'name' cannot be a whole number; it must be a text"},
        {"name=\"G\"\nzone=\"UTC\"\ndomain=\"g.example\"\nemail=\"office\"",
         "'office' is not an e-mail address"},
        {"name=\"G\"\nzone=\"UTC\"\ndomain=\"g.example\"\nlanguage=\"english!\"",
         "language is not understood"},
        {"name=\"G\"\nzone=\"UTC\"\ndomain=\"g.example\"\norder=\"ymd\"",
         "'ymd' is not known for 'order'; did you mean 'mdy'?"},
        {"name=\"G\"\nzone=\"UTC\"\ndomain=\"g.example\"\npublic_url=\"http://f.example\"",
         "f.toml:5:12: 'http://f.example' cannot be the public address: it does not begin with https://"},
        {"nam=\"G\"\nname=\"G\"\nzone=\"UTC\"\ndomain=\"g.example\"",
         "etc/f.toml:2:1: [agency] has no key 'nam'; did you mean 'name'?"},
    };
    for (const auto& each : cases)
        EXPECT_THAT(bad(agency(each.lines)), HasSubstr(each.problem)) << each.lines;
}

TEST(Agencies, HaveADomainInALabels) {
    EXPECT_EQ(good(agency("name=\"G\"\nzone=\"UTC\"\ndomain=\"Bücher.example\"")).rules.agency.domain,
              "xn--bcher-kva.example");
}

std::string recruiters(std::string_view tables) {
    return "[agency]\n" + std::string{three} + "[mail]\nfrom=\"f@g.example\"\n" + std::string{tables};
}

TEST(Recruiters, InheritFromThoseWhoLeft) {
    const auto pat = std::string{"[[recruiter]]\nid=\"pat\"\nname=\"Pat\"\nemail=\"pat@glass.example\"\n"};
    const auto lee = std::string{"[[recruiter]]\nid=\"lee\"\nname=\"Lee\"\nemail=\"lee@glass.example\"\n"};
    const auto agency = good(recruiters(pat + "inherits=[\"kim\", \"ann\"]\n" + lee)).rules.agency;
    EXPECT_EQ(agency.recruiter("kim")->id, "pat");
    EXPECT_EQ(agency.recruiter("ann")->id, "pat");
    EXPECT_EQ(agency.recruiter("lee")->id, "lee");
    EXPECT_EQ(agency.recruiter("sam"), nullptr);
    EXPECT_THAT(bad(recruiters(pat + "inherits=[\"lee\"]\n" + lee)), HasSubstr("'lee' is still a recruiter"));
    EXPECT_THAT(bad(recruiters(pat + "inherits=[\"kim\"]\n" + lee + "inherits=[\"kim\"]\n")),
                HasSubstr("'pat' inherits from 'kim' already"));
}

TEST(Recruiters, AreReadWithAllTheirKeys) {
    const auto config =
        good(recruiters("[[recruiter]]\nid=\"pat\"\nname=\"Pat\"\nemail=\"pat@glass.example\"\n"
                        "phone=\"+1 312 555 0100\"\nzone=\"America/Denver\"\nlogin=\"pm\"\n"
                        "language=\"de\"\n"
                        "[[recruiter]]\nid=\"lee\"\nname=\"Lee\"\nemail=\"lee@glass.example\"\n"));
    ASSERT_EQ(config.rules.agency.recruiters.size(), 2U);
    const auto& pat = config.rules.agency.recruiters[0];
    EXPECT_EQ(pat.id, "pat");
    EXPECT_EQ(pat.email.text(), "pat@glass.example");
    EXPECT_EQ(pat.phone, "+1 312 555 0100");
    EXPECT_EQ(pat.zone, "America/Denver");
    EXPECT_EQ(pat.login, "pm");
    EXPECT_EQ(pat.language, "de");
    EXPECT_EQ(config.rules.agency.recruiters[1].zone, "");
}

TEST(Recruiters, AreToldWhatIsWrongWithThem) {
    const std::string pat = "[[recruiter]]\nid=\"pat\"\nname=\"Pat\"\nemail=\"p@g.example\"\nlogin=\"pm\"\n";
    EXPECT_THAT(bad(recruiters("")), HasSubstr("no [[recruiter]] is named"));
    EXPECT_THAT(bad(recruiters("[[recruiter]]\n")), HasSubstr("[recruiter] needs 'email'"));
    EXPECT_THAT(bad(recruiters(pat + pat)), HasSubstr("13:4: two recruiters have the id 'pat'"));
    EXPECT_THAT(bad(recruiters(pat + pat)), HasSubstr("16:7: 'pat' and 'pat' have the login 'pm'"));
    EXPECT_THAT(bad(recruiters("[[recruiter]]\nid=\"team\"\nname=\"T\"\nemail=\"t@g.example\"")),
                HasSubstr("'team' is the name of the feed of all"));
    EXPECT_THAT(bad(recruiters("[[recruiter]]\nid=\"a/b\"\nname=\"T\"\nemail=\"t@g.example\"")),
                HasSubstr("'a/b' cannot be an id"));
    EXPECT_THAT(bad(recruiters("recruiter=3")), HasSubstr("'recruiter'"));
}

} // namespace
} // namespace followup::config
