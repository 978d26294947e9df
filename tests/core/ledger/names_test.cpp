#include "core/ledger/names.hpp"

#include <gtest/gtest.h>

namespace followup::ledger {
namespace {

Person person(std::string key, std::vector<std::string> names, std::string id = {},
              std::string_view email = {}) {
    Person made;
    made.key = std::move(key);
    made.met.id = std::move(id);
    made.met.name = names.back();
    if (!email.empty()) made.met.email = base::MailAddress::parse(email).value();
    made.names = std::move(names);
    return made;
}

std::vector<Person> people() {
    auto all = std::vector{person("ann", {"ann li", "ann lee"}, "", "ann@acme.example"),
                           person("john-1", {"john smith"}, "one"), person("john-2", {"john smith"}, "two"),
                           person("old", {"old hand"})};
    all.back().struck = true;
    return all;
}

std::string key(const Person* found) {
    return found == nullptr ? "" : found->key;
}

TEST(Names, OfEventsMeanThoseMetByAnyNameTheyHadOrTheirAddress) {
    auto all = people();
    EXPECT_EQ(key(person_named(all, "Ann  LEE")), "ann");
    EXPECT_EQ(key(person_named(all, "ann li")), "ann");
    EXPECT_EQ(key(person_named(all, "Ann@acme.example")), "ann");
    EXPECT_EQ(key(person_named(all, "John Smith")), "john-1");
    EXPECT_EQ(key(person_named(all, "Old Hand")), "old") << "struck, and nobody else has that name";
    EXPECT_EQ(key(person_named(all, "Ann")), "");
}

TEST(Names, OfEventsMayBeTheFamilyNameOfTheOnlyOneWhoIsCalledSo) {
    auto all = people();
    all.push_back(person("uwe", {"uwe kolb"}));
    all.back().met.salutation = "Herr Dr.";
    EXPECT_EQ(key(person_told_of(all, "Kolb")), "uwe");
    EXPECT_EQ(key(person_told_of(all, "Herr Kolb")), "uwe");
    EXPECT_EQ(key(person_told_of(all, "Dr. Kolb")), "uwe");
    EXPECT_EQ(key(person_told_of(all, "Frau Kolb")), "") << "another of that name";
    EXPECT_EQ(key(person_told_of(all, "Uwe")), "") << "a first name may be anybody's";
    EXPECT_EQ(key(person_told_of(all, "Smith")), "") << "two of them";
    EXPECT_EQ(key(person_told_of(all, "Hand")), "") << "struck";
    EXPECT_EQ(key(person_named(all, "Kolb")), "") << "by the rule of the first edition";
}

TEST(Names, OfThoseMetAreMatchedByIdThenNameThenAddressThenTheNameTheyHad) {
    struct Row {
        const char* id;
        const char* name;
        const char* email;
        const char* was;
        const char* expected;
    };
    const Row rows[] = {
        {"two", "John Smith", "", "", "john-2"}, {"one", "Jack Smith", "", "", "john-1"},
        {"three", "John Smith", "", "", ""},     {"", "John Smith", "", "", "john-1"},
        {"", "Ann Lee", "", "", "ann"},          {"", "Anna Lee", "ann@acme.example", "", "ann"},
        {"", "Anna Lee", "", "Ann Lee", "ann"},  {"", "Anna Lee", "", "", ""},
        {"", "Old Hand", "", "", "old"},
    };
    for (const auto& row : rows) {
        auto all = people();
        queue::Met met;
        met.id = row.id;
        met.name = row.name;
        met.was = row.was;
        if (*row.email != '\0') met.email = base::MailAddress::parse(row.email).value();
        EXPECT_EQ(key(person_meant(all, met)), row.expected) << row.id << " " << row.name;
    }
}

TEST(Keys, AreSlugsThatNobodyElseHas) {
    EXPECT_EQ(fresh_key("Siobhán O’Neill", {}), "siobhan-oneill");
    EXPECT_EQ(fresh_key("Ann Lee", {"ann-lee"}), "ann-lee-2");
    EXPECT_EQ(fresh_key("Ann Lee", {"ann-lee", "ann-lee-2"}), "ann-lee-3");
}

TEST(Respelling, IsANearMissOrAFewWordsMore) {
    struct Row {
        const char* left;
        const char* right;
        bool respelt;
    };
    const Row rows[] = {
        {"Acme", "ACME", true},
        {"Acme", "Acme Robotics", true},
        {"Acme Robotics", "Robotics", true},
        {"Acme Robotics", "Acme Robotcis", true},
        {"Acme", "Acmeology Partners", false},
        {"Acme Robotics", "Globex", false},
        {"Siobhán O’Neill", "Siobhan O'Neill", true},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(respelt(row.left, row.right), row.respelt) << row.left << " " << row.right;
        EXPECT_EQ(respelt(row.right, row.left), row.respelt) << row.right << " " << row.left;
    }
}

} // namespace
} // namespace followup::ledger
