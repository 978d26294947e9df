#include "core/queue/somebody.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

Somebody margaret() {
    return {.names = {"Margaret Chen", "Margret Chen"},
            .addresses = {"mchen@acme.example"},
            .ids = {},
            .numbers = {"13125550143"},
            .titles = {"Head of Engineering", "Engineer"},
            .spared = {"dana", "reyes", "acme", "robotics"}};
}

Met met(std::string name, std::string_view email = {}, std::string id = {}) {
    Met made;
    made.id = std::move(id);
    made.name = std::move(name);
    if (!email.empty()) made.email = MailAddress::parse(email).value();
    return made;
}

TEST(Somebody, IsTakenOutOfWhatPeopleWroteAndNothingElseIs) {
    struct Row {
        const char* said;
        const char* left;
    };
    const Row rows[] = {
        {"", ""},
        {"Dana liked it.", "Dana liked it."},
        {"Margaret Chen liked Dana.", "… liked Dana."},
        {"Ms. Chen and Luis; margaret’s plan, CHEN's too", "Ms. … and Luis; …’s plan, …'s too"},
        {"write to MChen@Acme.example, not to pmchen@acme.example", "write to …, not to pmchen@acme.example"},
        {"call +1 312 555-0143 or (312) 555 0143, ext. 4", "call … or …, ext. 4"},
        {"the Head of Engineering wants an engineer", "the … wants an engineer"},
        {"see case-1/letter/margaret-chen", "see case-1/letter/…"},
        {"Margaret (Chen), Margret Chen", "… (…), …"},
        {"Chenille is a fabric, Margareta a name", "Chenille is a fabric, Margareta a name"},
        {"Margaret\nChen", "…"},
        {"2026-11-20 at 15:30, 312 rooms", "2026-11-20 at 15:30, 312 rooms"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(margaret().taken_out_of(row.said), row.left) << row.said;
}

TEST(Somebody, WhoseNameIsAWordIsMeantByACapitalLetter) {
    Somebody will;
    will.names = {"Will Young"};
    EXPECT_EQ(will.taken_out_of("Will said that we will see a young man; will young"),
              "… said that we will see a young man; …");
    EXPECT_EQ(will.known_by(), std::set<std::string>{"Will Young"});
}

TEST(Somebody, SharesWordsOfANameWithOthers) {
    auto who = margaret();
    who.spared.insert("chen");
    EXPECT_EQ(who.taken_out_of("Wei Chen met Margaret Chen"), "Wei Chen met …");
}

TEST(Somebody, IsWrittenInOtherScriptsAndLettersToo) {
    Somebody who;
    who.names = {"Łukasz Żak-Świątek", "Мария Петрова", "O’Neill"};
    EXPECT_EQ(who.taken_out_of("Lukasz Zak Swiatek, Pan Świątek"), "…, Pan …");
    EXPECT_EQ(who.taken_out_of("звонила МАРИЯ"), "звонила …");
    EXPECT_EQ(who.taken_out_of("“O'Neill” — she"), "“…” — she");
}

TEST(Somebody, IsOneOfThoseMetByIdThenAddressThenName) {
    auto who = margaret();
    EXPECT_TRUE(who.is(met("MS MARGARET CHEN")));
    EXPECT_TRUE(who.is(met("M. C.", "mchen@acme.example")));
    EXPECT_FALSE(who.is(met("Margaret Chen", "other@acme.example"))) << "a namesake";
    EXPECT_FALSE(who.is(met("Luis Ortiz")));
    who.ids = {"m-1"};
    EXPECT_TRUE(who.is(met("Maggie", {}, "m-1")));
    EXPECT_FALSE(who.is(met("Margaret Chen", {}, "m-2"))) << "a namesake";
}

TEST(Somebody, IsCalledByNameAddressOrId) {
    auto who = margaret();
    who.ids = {"m-1"};
    for (const auto* name : {"margaret  chen", "Dr Margaret Chen", "MCHEN@acme.example", "m-1"})
        EXPECT_TRUE(who.called(name)) << name;
    for (const auto* name : {"", "Margaret", "Luis Ortiz", "m-11"})
        EXPECT_FALSE(who.called(name)) << name;
    EXPECT_TRUE(who.named_in("Margaret Chen, VP"));
    EXPECT_FALSE(who.named_in("Margaret, VP"));
}

} // namespace
} // namespace followup::queue
