#include "core/calendar/invite_names.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

TEST(GivenNames, AreWrittenAsInALetter) {
    const struct {
        std::string shown;
        std::string name;
        std::string salutation = {};
    } cases[] = {
        {"Margaret Chen", "Margaret Chen"},
        {"'Margaret Chen'", "Margaret Chen"},
        {"Reyes, Dana", "Dana Reyes"},
        {"Reyes\\, Dana", "Dana Reyes"},
        {"Reyes, Dana (External)", "Dana Reyes"},
        {"Ortis, Luis [ACME]", "Luis Ortis"},
        {"[EXT] Luis Ortis", "Luis Ortis"},
        {"Luis Ortis {Guest}", "Luis Ortis"},
        {"Adeyemi, Ruth, PhD", "Ruth Adeyemi"},
        {"Ruth Adeyemi, Ph.D., MBA", "Ruth Adeyemi"},
        {"Ruth Adeyemi MBA", "Ruth Adeyemi"},
        {"Robert Smith, Jr.", "Robert Smith Jr."},
        {"Smith, Robert, III", "Robert Smith III"},
        {"Ma, Jack", "Jack Ma"},
        {"Yo-Yo Ma", "Yo-Yo Ma"},
        {"Dr. Anna Siedler", "Anna Siedler", "Dr"},
        {"Siedler, Dr. Anna", "Anna Siedler", "Dr"},
        {"Herr Dr. Jürgen Weiß", "Jürgen Weiß", "Herr Dr"},
        {"Margaret Chen | Acme Robotics", "Margaret Chen"},
        {"Margaret Chen - Acme", "Margaret Chen"},
        {"Jean-Luc Picard", "Jean-Luc Picard"},
        {"Margaret Chen/Engineering/Acme", "Margaret Chen"},
        {"Margaret Chen/Engineering/Acme@Acme", "Margaret Chen"},
        {"CN=Luis Ortis/OU=Plant/O=Acme", "Luis Ortis"},
        {"CN=Luis Ortis,OU=Plant,O=Acme", "Luis Ortis"},
        {"CN=Ortis\\, Luis,OU=Plant,O=Acme", "Luis Ortis"},
        {"Siobhán O’Neill", "Siobhán O’Neill"},
        {"Margaret Chen <m.chen@acme.example>", "Margaret Chen"},
    };
    for (const auto& each : cases) {
        const auto given = given_name(each.shown, "someone@acme.example");
        EXPECT_EQ(given.name, each.name) << each.shown;
        EXPECT_EQ(given.salutation, each.salutation) << each.shown;
        EXPECT_EQ(given.doubt, "") << each.shown;
    }
}

TEST(GivenNames, ThatAreAccountsOrAddressesAreNone) {
    for (const std::string shown :
         {"", "m.chen@acme.example", "m.chen", "mchen", "MChen", "m_chen",
          "/O=ACME/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=MCHEN"}) {
        const auto given = given_name(shown, "mchen@acme.example");
        EXPECT_EQ(given.name, "") << shown;
        EXPECT_EQ(given.doubt, "") << shown;
    }
}

TEST(GivenNames, ThatCannotBeToldAreAskedAbout) {
    for (const std::string shown :
         {"CHEN, MARGARET", "REYES Dana", "Chen, Margaret, Lake, Chicago", "Acme Robotics, Inc.",
          "Acme Recruiting Team", "Margaret Chen 2", "HR Department"}) {
        const auto given = given_name(shown, "someone@acme.example");
        EXPECT_THAT(given.doubt, testing::HasSubstr(shown)) << shown;
        EXPECT_NE(given.name, "") << shown;
    }
}

} // namespace
} // namespace followup::calendar
