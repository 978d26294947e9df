#include "core/when/reading.hpp"

#include "core/when/table.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace followup::when {
namespace {

TEST(Dates, EveryCaseOfTheReferenceIsReadAsItSays) {
    const auto all = cases("date-cases.tsv", false);
    ASSERT_EQ(all.size(), 326U);
    for (const auto& one : all)
        EXPECT_EQ(porcelain(read(one.phrase, one.context), one.context.zone), one.expected)
            << "'" << one.phrase << "'";
}

TEST(Dates, EveryPhraseThatPeopleSayIsReadOrRefusedAsItShouldBe) {
    const auto all = cases("phrases.tsv", false);
    ASSERT_EQ(all.size(), 131U);
    for (const auto& one : all)
        EXPECT_EQ(porcelain(read(one.phrase, one.context), one.context.zone), one.expected)
            << "'" << one.phrase << "'";
}

TEST(Dates, EveryRuleWarningAndErrorHasACaseThatIsNamedAfterIt) {
    const auto all = cases("rule-cases.tsv", true);
    std::set<std::string> names;
    for (const auto& one : all) {
        names.insert(one.name);
        EXPECT_EQ(porcelain(read(one.phrase, one.context), one.context.zone), one.expected)
            << one.name << ": '" << one.phrase << "'";
    }
    for (int rule = 1; rule <= 36; ++rule)
        EXPECT_TRUE(names.contains("rule-" + std::to_string(rule))) << rule;
    for (int code = 0; code <= static_cast<int>(WarningCode::zone_season); ++code) {
        const std::string warning{name(static_cast<WarningCode>(code))};
        EXPECT_TRUE(names.contains(warning)) << warning;
        EXPECT_TRUE(std::ranges::any_of(all, [&](const Case& one) {
            return one.name == warning && one.expected.find(" !" + warning) != std::string::npos;
        })) << warning;
    }
    for (int code = 0; code <= static_cast<int>(ErrorCode::past); ++code) {
        const std::string error{name(static_cast<ErrorCode>(code))};
        EXPECT_TRUE(std::ranges::any_of(all, [&](const Case& one) {
            return one.name == error && one.expected.starts_with("error:" + error + "@");
        })) << error;
    }
}

std::string message(std::string_view phrase, const Context& context) {
    const auto outcome = read(phrase, context);
    if (!outcome) return outcome.error().message;
    return outcome->warnings.empty() ? "" : outcome->warnings.front().message;
}

TEST(Dates, AWarningNamesTheDateAndWhatToSayInstead) {
    EXPECT_EQ(message("next Friday", wednesday()),
              "'next Friday' read as Fri 13 Mar 2026 (next week); say 'this Friday' for Fri 6 Mar");
    EXPECT_EQ(message("3/5", wednesday()),
              "'3/5' read as Thu 5 Mar 2026 (month first); say '3 May' for Sun 3 May 2026");
    const auto closed = context("2026-12-22T10:00:00Z", "Europe/London", "2026-12-25");
    EXPECT_EQ(message("25 December", closed),
              "Fri 25 Dec 2026 is closed; before: Thu 24 Dec, after: Mon 28 Dec");
    EXPECT_EQ(message("tomorrow at 7", wednesday()), "'7' read as Thu 5 Mar 2026, 07:00; say 'pm' for 19:00");
}

TEST(Dates, AnErrorSaysWhatIsWrong) {
    EXPECT_EQ(message("Tuesday, March 11", wednesday()), "11 March 2026 is a Wednesday");
    EXPECT_EQ(message("February 29", wednesday()), "February 2027 has 28 days");
    EXPECT_EQ(message("2026-02-28", wednesday()), "that is Sat 28 Feb 2026, before now");
    EXPECT_EQ(message("next Fryday", wednesday()), "'Fryday' not understood here; expected a weekday, "
                                                   "'business', 'month', 'week', 'weekend' or 'working'");
    EXPECT_EQ(message("Friday after next", wednesday()),
              "'Friday after next': two readings: Fri 13 Mar 2026 or Fri 20 Mar 2026; say one");
}

TEST(Dates, TheReasonRepeatsTheStepsInTheWordsThatWereSaid) {
    const auto friday = context("2026-11-20T16:40:00-05:00", "America/New_York", "-");
    EXPECT_EQ(read("a week from  Monday", friday)->because,
              "said Fri 20 Nov; Monday is 23 Nov; a week later is Mon 30 Nov");
    EXPECT_EQ(read("before noon tomorrow", wednesday())->because,
              "said Wed 4 Mar; tomorrow is Thu 5 Mar; noon is 12:00");
    EXPECT_EQ(read("in 24 hours", wednesday())->because,
              "said Wed 4 Mar, 10:15; 24 hours later is Thu 5 Mar, 10:15");
    EXPECT_EQ(read("at 4pm", wednesday())->because, "said Wed 4 Mar; at 4pm is Wed 4 Mar, 16:00");
}

TEST(Dates, AValueIsSaidInWords) {
    const auto here = wednesday();
    const auto said = [&](std::string_view phrase) { return in_words(read(phrase, here)->value, here.zone); };
    EXPECT_EQ(said("a week from Monday"), "Mon 16 Mar 2026");
    EXPECT_EQ(said("next week"), "Mon 9 Mar 2026 to Fri 13 Mar 2026");
    EXPECT_EQ(said("tomorrow at 10"), "Thu 5 Mar 2026, 10:00 EST");
    EXPECT_EQ(said("tomorrow morning"), "Thu 5 Mar 2026, 09:00 to 12:00 EST");
}

TEST(Dates, TheLastDateThatIsMeantIsInTheZone) {
    const auto here = wednesday();
    const auto last = [&](std::string_view phrase) {
        return base::iso(last_date(read(phrase, here)->value, here.zone));
    };
    EXPECT_EQ(last("next week"), "2026-03-13");
    EXPECT_EQ(last("tomorrow at 11pm"), "2026-03-05");
    EXPECT_EQ(last("between noon and midnight tomorrow"), "2026-03-05");
}

TEST(Dates, ADeepPhraseIsReadInLinearTime) {
    std::string phrase = "today";
    while (phrase.size() + 10 < 200)
        phrase = "day after " + phrase;
    EXPECT_TRUE(read(phrase, wednesday()).has_value());
    EXPECT_EQ(read(phrase + " x", wednesday()).error().code, ErrorCode::unexpected);
}

} // namespace
} // namespace followup::when
