#include "core/when/moment.hpp"

#include "core/base/text.hpp"
#include "core/when/table.hpp"
#include "core/words/in_english.hpp"
#include "core/words/texts.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::when {
namespace {

const words::Tongue& german() {
    for (const auto* tongue : words::texts_built_in().tongues())
        if (tongue->code() == "de") return *tongue;
    throw std::runtime_error{"there is no German"};
}

/// A line of moments.tsv.
struct Told {
    std::string phrase, said, expected;
    Ahead ahead = Ahead::refused;
    Context context;
};

std::vector<Told> table() {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/when/moments.tsv"};
    std::vector<Told> out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto fields = base::split(line, '\t');
        if (fields.size() != 7) throw std::runtime_error{"a case is too short: " + line};
        const auto said = fields[1] == "de" ? words::in_english(fields[0], german()) : fields[0];
        out.push_back({fields[0], said, fields[6], fields[2] == "ended" ? Ahead::allowed : Ahead::refused,
                       context(fields[3], fields[4], fields[5])});
    }
    return out;
}

TEST(Moments, EveryCaseIsReadBackward) {
    const auto all = table();
    EXPECT_GE(all.size(), 90U);
    for (const auto& one : all) {
        const auto outcome = read_moment(one.said, one.context, one.ahead);
        const auto line =
            porcelain(as_outcome(outcome), one.context.zone) + (outcome && outcome->asked ? " ?" : "");
        EXPECT_EQ(line, one.expected) << "'" << one.phrase << "', read as '" << one.said << "'"
                                      << (outcome ? "" : ": " + outcome.error().message);
    }
}

Context monday() {
    return context("2026-11-30T10:00:00-06:00", "America/Chicago", "-");
}

TEST(Moments, SayHowTheyWereRead) {
    const auto friday = read_moment("Friday at 3:30pm", monday(), Ahead::refused);
    ASSERT_TRUE(friday);
    EXPECT_EQ(friday->because, "said Mon 30 Nov; Friday is 27 Nov; at 3:30pm is 15:30");
}

TEST(Moments, OfAnotherYearAskWhetherThisOneIsMeant) {
    const auto written = read_moment("2025-11-27T15:30:00", monday(), Ahead::allowed);
    ASSERT_TRUE(written);
    ASSERT_EQ(written->warnings.size(), 1U);
    EXPECT_EQ(written->warnings[0].message, "Thu 27 Nov 2025 is 367 days ago; is 2026 meant?");
}

TEST(Moments, MayLieFiveMinutesAheadAndNoMore) {
    const auto told = [](int ahead) {
        return told_moment({.at = monday().said + base::seconds{ahead}, .warnings = {}, .because = {}},
                           monday(), Ahead::refused)
            .has_value();
    };
    EXPECT_TRUE(told(300));
    EXPECT_FALSE(told(301));
}

TEST(Moments, AreDoubtedAfterFourteenDaysAndBeyondAHundredAndTwenty) {
    const auto doubted = [](base::seconds off) {
        const auto told =
            told_moment({.at = monday().said + off, .warnings = {}, .because = {}}, monday(), Ahead::allowed);
        return !told->warnings.empty();
    };
    EXPECT_FALSE(doubted(-base::days{14}));
    EXPECT_TRUE(doubted(-base::days{14} - base::seconds{1}));
    EXPECT_FALSE(doubted(base::days{120}));
    EXPECT_TRUE(doubted(base::days{120} + base::seconds{1}));
}

TEST(Moments, AskForTheDayTheyWereReadAs) {
    const auto day = [](std::string_view at) {
        const auto asked =
            asked_back({.at = *base::parse_instant(at), .warnings = {}, .because = {}}, monday());
        constexpr std::string_view ending = "; for the coming one write the date";
        EXPECT_TRUE(asked.ends_with(ending)) << asked;
        return asked.substr(0, asked.size() - ending.size());
    };
    EXPECT_EQ(day("2026-11-26T21:30:00Z"), "last Thursday, 26 Nov");
    EXPECT_EQ(day("2026-11-23T21:30:00Z"), "last Monday, 23 Nov");
    EXPECT_EQ(day("2026-11-30T15:00:00Z"), "today, 30 Nov");
    EXPECT_EQ(day("2026-11-03T15:00:00Z"), "Tuesday, 3 Nov");
}

RC_GTEST_PROP(Moments, AreReadFromAnyBytesWithoutHarm, (const std::string& bytes)) {
    const auto outcome = read_moment(bytes, monday(), Ahead::refused);
    if (outcome) RC_ASSERT(outcome->at <= monday().said + clocks_differ);
}

/// What was told once is told again as it was read, and means the same.
RC_GTEST_PROP(Moments, ReadBackMeanTheSame, ()) {
    const auto all = table();
    const auto one = *rc::gen::elementOf(all);
    const auto outcome = read_moment(one.said, one.context, one.ahead);
    RC_PRE(outcome.has_value());
    const auto again = read_moment(base::rfc3339(outcome->at, one.context.zone), one.context, one.ahead);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->at == outcome->at);
}

} // namespace
} // namespace followup::when
