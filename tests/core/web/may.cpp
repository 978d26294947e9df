#include "core/web/may.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace followup::web {
namespace {

const Who member{.name = "uid 1003 (crm)"};
const Who pat{.recruiter = "pat", .name = "uid 1001 (pat)"};
const Who deputy{.recruiter = "pat", .absent = {"kim", "sam"}, .name = "uid 1001 (pat)"};
const Who root{.steward = true, .name = "uid 0 (root)"};

/// What a plain member of the group may ask at all; a recruiter may ask what is here and there.
const std::set<std::pair<std::string, std::string>> of_members{
    {"status", "GET"}, {"add", "POST"}, {"plan", "POST"}};
const std::set<std::pair<std::string, std::string>> of_recruiters{
    {"find", "GET"},  {"agenda", "GET"},   {"show", "GET"},  {"why", "GET"},
    {"score", "GET"}, {"complete", "GET"}, {"tell", "POST"}, {"invited", "POST"},
    {"feeds", "GET"}, {"outbox", "GET"},   {"mail", "GET"}};

TEST(Rights, OfEveryCommandAreThoseOfThisTable) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& each : commands()) {
        const std::pair name{std::string{each.name}, std::string{each.method}};
        EXPECT_TRUE(seen.insert(name).second) << each.name << " stands there twice";
        const bool members = of_members.contains(name);
        const bool recruiters = members || of_recruiters.contains(name);
        EXPECT_EQ(may(member, each.concern), members) << each.name;
        EXPECT_EQ(may(pat, each.concern), recruiters) << each.name;
        EXPECT_TRUE(may(root, each.concern)) << each.name;
    }
    for (const auto* list : {&of_members, &of_recruiters})
        for (const auto& each : *list)
            EXPECT_TRUE(seen.contains(each)) << each.first << " is gone";
}

TEST(Rights, OfACommandThatIsNotNamedAreNobodys) {
    EXPECT_FALSE(command_named("reboot", "POST"));
    EXPECT_FALSE(command_named("backup", "GET"));
    EXPECT_EQ(command_named("backup", "POST")->concern, Concern::steward);
    EXPECT_EQ(Command{}.concern, Concern::steward) << "one without a word is closed";
}

TEST(Rights, ReachTheOwnCasesAndThoseOfWhomOneStandsInFor) {
    EXPECT_TRUE(may(pat, Concern::recruiter, "pat"));
    EXPECT_FALSE(may(pat, Concern::recruiter, "kim"));
    EXPECT_TRUE(may(deputy, Concern::recruiter, "kim"));
    EXPECT_TRUE(may(deputy, Concern::recruiter, "sam"));
    EXPECT_FALSE(may(deputy, Concern::recruiter, "robin"));
    EXPECT_FALSE(may(member, Concern::recruiter, ""));
    EXPECT_FALSE(may(member, Concern::recruiter, "pat"));
    EXPECT_TRUE(may(root, Concern::recruiter, "kim"));
}

TEST(Rights, ThatAreMissingAreSaidWithWhomToAsk) {
    EXPECT_THAT(base::text(not_allowed(pat, Concern::steward)), testing::HasSubstr("[web] admins"));
    EXPECT_THAT(base::text(not_allowed(member, Concern::recruiter)), testing::HasSubstr("'login'"));
    EXPECT_THAT(base::text(not_allowed(pat, Concern::recruiter)), testing::HasSubstr("another recruiter"));
    EXPECT_TRUE(not_allowed(pat, Concern::steward).where.starts_with("uid 1001"));
}

} // namespace
} // namespace followup::web
