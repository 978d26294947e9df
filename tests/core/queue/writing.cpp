#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "core/base/text.hpp"
#include "core/queue/desk.hpp"
#include "core/queue/toml_text.hpp"
#include "core/queue/writing.hpp"

#include <array>

namespace followup::queue {
namespace {

const auto now = *base::parse_instant("2026-11-25T18:00:00Z"); // Wednesday noon

std::string read_back(const std::string& notes) {
    const std::array entries{Entry{"interview", "old-1"}, Entry{"whom", "Margaret Chen"},
                             Entry{"result", "spoke"}, Entry{"notes", notes}};
    return desk::body<Called>(written("called", entries)).notes.read(ForRecruiter{});
}

TEST(Writing, KeysStandInOrderAndEmptyOnesAreLeftOut) {
    const std::array entries{Entry{"interview", "a"}, Entry{"reason", ""},
                             Entry{"at", "2026-11-25T11:15:00-06:00", true}};
    EXPECT_EQ(written("withdrawn", entries), "[[withdrawn]]\n"
                                             "interview = \"a\"\n"
                                             "at        = 2026-11-25T11:15:00-06:00\n");
}

TEST(Writing, WhatIsWrittenIsReadBackWhateverItHolds) {
    for (const std::string text :
         {"plain", "she said \"no\"", "C:\\temp", "two\nlines", "a\ttab", "'''", "\"\"\"", "[[done]]",
          "x = \"y\" # z", "Siobhán O’Neill", "line\\", "{{ }}"})
        EXPECT_EQ(read_back(text), text);
}

RC_GTEST_PROP(WritingProperty, AnyPrintableTextIsReadBack, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::inRange<char>(' ', '\x7f'), rc::gen::element('"', '\\', '\n', '\t', '\'', '#', '[', ']')));
    RC_PRE(!base::trimmed(text).empty());
    RC_ASSERT(read_back(text) == text);
}

TEST(Writing, ControlsAreEscapedAndRefusedByTheReader) {
    EXPECT_EQ(toml_string(std::string{"a\0b\x1b", 4}), R"("a\u0000b\u001B")");
    const std::array entries{Entry{"interview", "old-1"}, Entry{"reason", "a\x1b[31m"}};
    EXPECT_NE(desk::problems(written("withdrawn", entries)), "");
}

base::Result<std::string> typed_moment(std::string_view typed) {
    when::Context against;
    against.said = now;
    against.zone = desk::chicago;
    return moment(typed, against, [](std::string_view phrase) {
        return std::vector<std::string>{phrase == "gestern um 17:02" ? "yesterday at 17:02" : "?"};
    });
}

TEST(Moment, IsReadInTheZoneOfTheCase) {
    struct Case {
        const char* typed;
        const char* expected;
    };
    for (const auto& [typed, expected] :
         {Case{"2026-11-20T23:02:00Z", "2026-11-20T17:02:00-06:00"},
          Case{"2026-11-20T17:02", "2026-11-20T17:02:00-06:00"}, Case{"11:15", "2026-11-25T11:15:00-06:00"},
          Case{" today at 9am ", "2026-11-25T09:00:00-06:00"},
          Case{"Yesterday at 5pm", "2026-11-24T17:00:00-06:00"},
          Case{"yesterday 17:02", "2026-11-24T17:02:00-06:00"},
          Case{"gestern um 17:02", "2026-11-24T17:02:00-06:00"},
          Case{"Friday at 3:30pm", "2026-11-20T15:30:00-06:00"}}) {
        const auto at = typed_moment(typed);
        ASSERT_TRUE(at) << typed << ": " << at.error().what;
        EXPECT_EQ(*at, expected) << typed;
    }
}

TEST(Moment, OneThatLiesAheadOrIsNoneIsRefused) {
    for (const auto* typed : {"13:00", "2026-11-26T09:00", "tomorrow at 3pm", "soon", "", "yesterday"})
        EXPECT_FALSE(typed_moment(typed)) << typed;
}

TEST(Spoken, TheDatesOfAnEventAreFound) {
    const auto event = desk::first("[[pushed]]\ninterview = 'old-1'\nwhom = 'Chen'\nto = '2026-12-03'\n");
    const auto dates = spoken(event.body);
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(dates.front().first, "to");
    EXPECT_EQ(dates.front().second->words, "2026-12-03");
    EXPECT_TRUE(spoken(Body{Withdrawn{}}).empty());
}

} // namespace
} // namespace followup::queue
