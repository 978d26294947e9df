#include "core/ledger/case.hpp"

#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::ledger {
namespace {

using story::acme;
using story::Story;
using story::told;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Refusals, LetACaseBeRespeltButNotReplaced) {
    struct Row {
        const char* before;
        const char* now;
        const char* refused; ///< part of the problem; empty: accepted
    };
    const Row rows[] = {
        {"Dana Reyes", "Dana Reyes", ""},
        {"name = 'Dana Reyes'", "name = 'Dana Reyes-Smith'", ""},
        {"dana@candidate.example", "dana@new.example", ""},
        {"name = 'Dana Reyes', email = 'dana@candidate.example'",
         "name = 'Sam Fox', email = 'sam@fox.example'",
         "the candidate of case 'a' is “Dana Reyes”, not “Sam Fox”"},
        {"Acme Robotics", "ACME Robotics", ""},
        {"Acme Robotics", "Acme Robotics Inc", ""},
        {"Acme Robotics", "Acme", ""},
        {"Acme Robotics", "Acme Robotcis", ""},
        {"Acme Robotics", "Globex", "the employer of case 'a' is “Acme Robotics”, not “Globex”"},
        {"Controls Engineer", "Senior Controls Engineer", ""},
        {"Controls Engineer", "Accountant",
         "the position of case 'a' is “Controls Engineer”, not “Accountant”"},
    };
    const auto known = told().known();
    for (const auto& row : rows) {
        auto text = acme();
        const auto found = text.find(row.before);
        ASSERT_NE(found, std::string::npos) << row.before;
        text.replace(found, std::string_view{row.before}.size(), row.now);
        Story other;
        other.arrives("2026-11-20T22:00:00Z", text);
        const auto problems = refusals(known, other.last());
        if (std::string_view{row.refused}.empty()) {
            EXPECT_THAT(problems, IsEmpty()) << row.now;
        } else {
            ASSERT_EQ(problems.size(), 1u) << row.now;
            EXPECT_THAT(problems[0].what, HasSubstr(row.refused));
            EXPECT_EQ(problems[0].where, other.last().where);
            EXPECT_FALSE(problems[0].mend.empty());
        }
    }
}

TEST(Refusals, ConcernInterviewsAlone) {
    const auto known = told().known();
    Story other;
    other.arrives("2026-11-20T22:00:00Z", "[[withdrawn]]\ninterview = 'a'\n");
    EXPECT_THAT(refusals(known, other.last()), IsEmpty());
}

TEST(Identity, IsTheIdElseTheAddressInLowerCase) {
    queue::Candidate dana;
    dana.email = base::MailAddress::parse("Dana@Candidate.example").value();
    EXPECT_EQ(identity(dana), "dana@candidate.example");
    dana.id = "dr-1";
    EXPECT_EQ(identity(dana), "dr-1");
}

TEST(Subject, IsTheSameForTheSameEmployerAndPositionHoweverSpelt) {
    queue::Interview left;
    left.employer.name = "Acme  Robotics";
    left.position = "Contrôls engineer";
    queue::Interview right;
    right.employer.name = "ACME Robotics";
    right.position = "Controls Engineer";
    EXPECT_EQ(subject(left), subject(right));
    right.position = "Controls";
    EXPECT_NE(subject(left), subject(right));
}

} // namespace
} // namespace followup::ledger
