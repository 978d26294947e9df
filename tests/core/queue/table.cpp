#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

using desk::interview;
using desk::problems;

struct Bad {
    std::string text;
    std::string problems;
};

void expect(const std::vector<Bad>& table) {
    for (const auto& bad : table)
        EXPECT_EQ(problems(bad.text), bad.problems) << bad.text;
}

TEST(Tables, UnknownKeysAreProblemsWithASuggestionOrTheKnownOnes) {
    expect({
        {interview("postion = 'x'\n"),
         "e.toml:8:1: [[interview]] knows no key 'postion'; did you mean 'position'?\n"},
        {interview("[[interview.met]]\nname = 'A'\nrank = 1\n"),
         "e.toml:10:1: [[interview.met]] knows no key 'rank'; its keys are 'id', 'name', 'title', 'role', "
         "'email', "
         "'phone', 'address', 'was', 'salutation', 'talked_about' or 'language'\n"},
        {"[[withdrawn]]\ninterview = 'old-1'\nx = { y = 1 }\n",
         "e.toml:3:1: [[withdrawn]] knows no key 'x'; its keys are 'at', 'interview', 'reason' or 'tell'\n"},
    });
}

TEST(Tables, MissingKeysAreNamedAtTheTableWithALineToAdd) {
    expect({
        {"[[pushed]]\n", "e.toml:1:1: [[pushed]] lacks 'interview'; add interview = \"dana-acme-1\"\n"
                         "e.toml:1:1: [[pushed]] lacks 'whom'; add whom = \"Margaret Chen\"\n"
                         "e.toml:1:1: [[pushed]] lacks 'to'; add to = \"Thursday next week\"\n"},
        {interview("[[interview.met]]\ntitle = 'CTO'\n"),
         "e.toml:8:1: [[interview.met]] lacks 'name'; add name = \"Margaret Chen\"\n"},
    });
}

TEST(Tables, WrongTypesAreToldTheRightOne) {
    expect({
        {"[[withdrawn]]\ninterview = 1\n",
         "e.toml:2:13: 'interview' must be a text in quotes, not a number\n"},
        {"[[withdrawn]]\ninterview = 'old-1'\nreason = ['x']\n",
         "e.toml:3:10: 'reason' must be a text in quotes, not a list\n"},
        {interview("round = '1'\n"),
         "e.toml:8:9: 'round' must be a whole number without quotes, not a text\n"},
        {interview("round = 1.5\n"),
         "e.toml:8:9: 'round' must be a whole number without quotes, not a number\n"},
        {interview("strengths = 'quick'\n"),
         "e.toml:8:13: 'strengths' must be a list of texts: [\"…\", \"…\"], not a text\n"},
        {interview("projects = ['a', 2]\n"),
         "e.toml:8:18: 'projects' must be a text in quotes, not a number\n"},
        {interview("met = 'Margaret Chen'\n"), "e.toml:8:7: 'met' must be a list of tables, each under "
                                               "[[interview.met]] with two brackets, not a text\n"},
        {interview("[interview.met]\nname = 'A'\n"), "e.toml:8:1: 'met' must be a list of tables, each under "
                                                     "[[interview.met]] with two brackets, not a table\n"},
        {interview("met = [1]\n"), "e.toml:8:8: 'met' must be a list of tables, each under [[interview.met]] "
                                   "with two brackets, not a number\n"},
        {"[[heard]]\ninterview = 'old-1'\nnews = true\n",
         "e.toml:3:8: 'news' must be a text in quotes, not true or false\n"},
        {"[interview]\nid = 'x'\n", "e.toml:1:1: 'interview' must be a list of tables, each under "
                                    "[[interview]] with two brackets, not a "
                                    "table\n"},
    });
}

TEST(Tables, WordsOfAnEnumerationAreSuggestedOrListed) {
    expect({
        {"[[heard]]\ninterview = 'old-1'\nnews = 'ofer'\n",
         "e.toml:3:8: 'news' cannot be “ofer”; did you mean 'offer'?\n"},
        {"[[heard]]\ninterview = 'old-1'\nnews = 'hired'\n",
         "e.toml:3:8: 'news' cannot be “hired”; it must be one of 'acknowledged', 'asked', 'new date', "
         "'second interview', 'offer' or 'rejected'\n"},
        {"[[letter]]\ninterview = 'old-1'\nto = 'A'\nby = ''\n",
         "e.toml:4:6: 'by' cannot be “”; it must be one of 'post', 'email' or 'courier'\n"},
    });
}

TEST(Tables, TextsHaveLimitsAndNoControls) {
    const std::string name201(201, 'n');
    const std::string long_note(8193, 'n');
    const auto met = [](const std::string& name) {
        return interview("[[interview.met]]\nname = \"" + name + "\"\n");
    };
    expect({
        {met(name201), "e.toml:9:8: 'name' is 201 bytes long; at most 200 are taken; shorten it\n"},
        {interview("notes = '" + long_note + "'\n"),
         "e.toml:8:9: 'notes' is 8193 bytes long; at most 8192 are taken; shorten it\n"},
        {met("A\\u0007B"), "e.toml:9:8: 'name' holds a control character: “A<U+0007>B”; leave it out\n"},
        {met("A\\nB"), "e.toml:9:8: 'name' holds a control character: “A<U+000A>B”; leave it out\n"},
        {met("A\\u202EB"),
         "e.toml:9:8: 'name' holds an invisible character: “A<U+202E>B”; delete it, or type the text anew\n"},
        {interview("notes = \"a\\u0000b\"\n"),
         "e.toml:8:9: 'notes' holds a control character: “a<U+0000>b”; leave it out\n"},
        {interview("notes = \"a\\rb\"\n"),
         "e.toml:8:9: 'notes' holds a control character: “a<U+000D>b”; leave it out\n"},
        {met("  "), "e.toml:9:8: 'name' is empty; write name = \"Margaret Chen\"\n"},
    });
}

TEST(Tables, TextsAreTrimmedAndMayHoldLinesWhereSentencesStand) {
    const auto event =
        desk::body<Interview>(interview("problem = ' as written '\nnotes = \"\"\"\none\r\n\ttwo\"\"\"\n"
                                        "place = '  Lake St  '\n"));
    EXPECT_EQ(event.problem, " as written ");
    EXPECT_EQ(event.notes, "one\n\ttwo");
    EXPECT_EQ(event.place, "Lake St");
}

TEST(Tables, IdsHaveFewCharacters) {
    const auto withdrawn = [](const std::string& id) {
        return "[[withdrawn]]\ninterview = \"" + id + "\"\n";
    };
    const std::string mend =
        "; an id has letters, digits, '.', '_' and '-' and begins with a letter or digit\n";
    expect({
        {withdrawn("a b"), "e.toml:2:13: 'interview' cannot be “a b”" + mend},
        {withdrawn("-a"), "e.toml:2:13: 'interview' cannot be “-a”" + mend},
        {withdrawn("a/b"), "e.toml:2:13: 'interview' cannot be “a/b”" + mend},
        {withdrawn("é"), "e.toml:2:13: 'interview' cannot be “é”" + mend},
        {withdrawn(std::string(65, 'a')),
         "e.toml:2:13: 'interview' is 65 bytes long; at most 64 are taken; shorten it\n"},
        {withdrawn(std::string(64, 'a')), ""},
        {withdrawn("0.a_B-c"), ""},
    });
}

TEST(Tables, AddressesAndZonesAreChecked) {
    expect({
        {interview("[[interview.met]]\nname = 'A'\nemail = 'a.example'\n"),
         "e.toml:10:9: “a.example” is not an e-mail address: it has no '@'; write it like "
         "dana@candidate.example\n"},
        {"[[interview]]\nid = 'i'\nrecruiter = 'pat'\nposition = 'P'\nended = 2026-11-20T15:30:00-06:00\n"
         "candidate = { name = 'D', email = '', zone = 'America/Dever' }\n"
         "employer = { name = 'E', zone = 'Nowhere' }\n",
         "e.toml:6:35: 'email' is empty; write email = \"dana@candidate.example\"\n"
         "e.toml:6:46: no time zone is named “America/Dever”; did you mean 'America/Denver'?\n"
         "e.toml:7:33: no time zone is named “Nowhere”; zone names look like America/Chicago\n"},
    });
}

TEST(Tables, NumbersHaveARange) {
    expect({
        {interview("round = 0\n"), "e.toml:8:9: 'round' cannot be 0; it is a whole number from 1 to 1000\n"},
        {interview("round = 9223372036854775807\n"),
         "e.toml:8:9: 'round' cannot be 9223372036854775807; it is a whole number from 1 to 1000\n"},
    });
    EXPECT_EQ(desk::body<Interview>(interview("round = 2\n")).round, 2);
}

TEST(Tables, ListsHaveAtMostFiftyEntries) {
    std::string people;
    std::string texts = "projects = [";
    for (int i = 0; i < 51; ++i) {
        people += "[[interview.met]]\nname = 'P" + std::to_string(i) + "'\n";
        texts += "'p',";
    }
    expect({
        {interview(people), "e.toml:108:1: there are 51 tables [[interview.met]]; at most 50 are taken\n"},
        {interview(texts + "]\n"), "e.toml:8:12: 'projects' has 51 entries; at most 50 are taken\n"},
    });
}

} // namespace
} // namespace followup::queue
