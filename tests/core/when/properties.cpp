#include "core/when/table.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace followup::when {
namespace {

/// Words of the language, words near it, and signs.
const std::vector<std::string>& vocabulary() {
    static const auto words =
        base::split("a|after|afternoon|ago|am|an|and|April|at|before|beginning|between|"
                    "business|by|calendar|Christmas|close|cob|"
                    "coming|couple|day|days|early|Easter|end|eod|eom|eow|evening|every|"
                    "few|fifth|first|fortnight|Friday|from|half|"
                    "hour|hours|in|interview|last|late|later|lunchtime|March|mid|"
                    "middle|midnight|Monday|month|months|morning|next|no|"
                    "noon|not|now|o'clock|of|on|or|our|over|past|play|pm|quarter|same|"
                    "Saturday|second|some|sometime|start|Sunday|than|"
                    "Thanksgiving|the|thing|third|this|time|to|today|tomorrow|tonight|"
                    "twenty|two|until|upcoming|week|weekend|"
                    "weeks|within|working|year|years|yesterday|3|10|12|31|2027|10:30|"
                    "25:00|3pm|5th|31st|3/5|25/12|2026-12-01|"
                    "2026-11-01T01:30|,|@|.|-|\xE2\x80\x99|EST|Eastern|(|)|\xE2\x80\x93|anytime|"
                    "commencing|CW|daylight|earlier|following|fortnight|hence|latest|Mondays|"
                    "minutes|oh|overnext|Q1|Q3|sennight|sooner|standard|Tokyo|week|5|20|53|"
                    "15h|15h30|9a|3ish|1030|20261201|2026/3/9|12-4-2026|ten|twenty",
                    '|');
    return words;
}

rc::Gen<std::string> soup() {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(vocabulary())),
        [](const std::vector<std::string>& words) { return base::joined(words, " ").substr(0, 200); });
}

/// Phrases that are mostly read: what they are made of fits together.
rc::Gen<std::string> phrase() {
    const auto one = [](const char* list) { return rc::gen::elementOf(base::split(list, '|')); };
    const auto lead = one("|||by |no later than |before ");
    const auto count =
        one("|||a week from |2 days after |three business days before |the day after |a month from ");
    const auto day =
        one("tomorrow|Friday|next Monday|March 10|the 31st|in 3 days|Thanksgiving|the last Friday of the "
            "month|end of next week|the 2nd Tuesday of January|2026-12-01|3/5|mid next week|Sunday week|"
            "the week after next|this weekend|next month|in 24 hours|tonight|noon|first thing Monday|"
            "mid-December|early next month|late June|the first week of May|last week of March|Q2|week 50|"
            "Monday of week 7|in 2-3 weeks|within 24-48 hours|two Mondays from now|Friday fortnight|"
            "the week before Christmas|year end|20261201|Friday at the latest");
    const auto part = one(
        "|||| at 10| morning| by 5pm| between 2 and 4| first thing| at midnight| 2:30 am| COB| 3pm Pacific|"
        " 2-4pm| at half nine| 15h30| ten to five| am| at 1030| at 5pm London time| EOD ET");
    return rc::gen::map(rc::gen::tuple(lead, count, day, part), [](const auto& parts) {
        return std::get<0>(parts) + std::get<1>(parts) + std::get<2>(parts) + std::get<3>(parts);
    });
}

rc::Gen<Context> anywhere() {
    const auto instants = rc::gen::inRange<std::int64_t>(1'700'000'000, 2'500'000'000);
    const auto zones = rc::gen::elementOf(base::split(
        "America/New_York|Europe/London|Australia/Lord_Howe|Asia/Kolkata|UTC|America/Havana|Pacific/Apia",
        '|'));
    return rc::gen::map(rc::gen::tuple(instants, zones, rc::gen::arbitrary<std::vector<std::uint16_t>>()),
                        [](const auto& parts) {
                            Context out;
                            out.said = Instant{base::seconds{std::get<0>(parts)}};
                            out.zone = base::Zone::named(std::get<1>(parts)).value();
                            const auto today = out.zone.date(out.said);
                            for (const auto ahead : std::get<2>(parts))
                                out.closed.push_back(
                                    {today + base::days{ahead % 500}, ahead % 3 == 0 ? "Founders Day" : ""});
                            std::ranges::sort(out.closed, {}, &ClosedDay::date);
                            out.interview = out.said - base::minutes{45};
                            return out;
                        });
}

std::string result(std::string_view text, const Context& context) {
    return porcelain(read(text, context), context.zone);
}

void never_past(const Outcome& outcome, const Context& context) {
    const auto today = context.zone.date(context.said);
    RC_ASSERT(last_date(outcome->value, context.zone) >= today);
    if (const auto* at = std::get_if<Instant>(&outcome->value)) RC_ASSERT(*at > context.said);
    if (const auto* window = std::get_if<Window>(&outcome->value)) {
        RC_ASSERT(window->end > context.said);
        RC_ASSERT(window->begin <= window->end);
    }
    if (const auto* range = std::get_if<DateRange>(&outcome->value)) {
        RC_ASSERT(range->first >= today);
        RC_ASSERT(range->first < range->last);
    }
    RC_ASSERT(std::ranges::is_sorted(outcome->warnings, std::ranges::less{}, &Warning::code));
}

RC_GTEST_PROP(DateProperties, AnyBytesAreReadOrRefusedInPlace, (const std::string& bytes)) {
    const auto context = *anywhere();
    const auto outcome = read(bytes, context);
    if (outcome)
        never_past(outcome, context);
    else
        RC_ASSERT(outcome.error().at <= bytes.size());
}

RC_GTEST_PROP(DateProperties, AnyWordsAreReadOrRefusedInPlace, ()) {
    const auto text = *soup();
    const auto context = *anywhere();
    const auto outcome = read(text, context);
    if (outcome)
        never_past(outcome, context);
    else
        RC_ASSERT(outcome.error().at <= text.size());
}

RC_GTEST_PROP(DateProperties, WhatIsReadIsNeverPast, ()) {
    const auto context = *anywhere();
    const auto outcome = read(*phrase(), context);
    if (outcome) never_past(outcome, context);
    RC_CLASSIFY(outcome.has_value());
}

RC_GTEST_PROP(DateProperties, APrintedResultIsReadAsItself, ()) {
    const auto context = *anywhere();
    const auto outcome = read(*phrase(), context);
    if (!outcome) return;
    std::string printed;
    if (const auto* date = std::get_if<Date>(&outcome->value)) printed = base::iso(*date);
    if (const auto* at = std::get_if<Instant>(&outcome->value)) printed = base::rfc3339(*at, context.zone);
    if (printed.empty()) return;
    const auto again = read(printed, context);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->value == outcome->value);
}

RC_GTEST_PROP(DateProperties, CaseAndBlanksDoNotCount, ()) {
    const auto context = *anywhere();
    const auto text = *phrase();
    std::string shouted;
    for (const char c : text) {
        if (c == ' ')
            shouted += *rc::gen::elementOf(std::vector<std::string>{" ", "  ", "\t", " \t "});
        else
            shouted +=
                c >= 'a' && c <= 'z' && *rc::gen::arbitrary<bool>() ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const auto plain = read(text, context);
    const auto loud = read("  " + shouted + " ", context);
    RC_ASSERT(plain.has_value() == loud.has_value());
    if (plain)
        RC_ASSERT(result(text, context) == result("  " + shouted + " ", context));
    else
        RC_ASSERT(plain.error().code == loud.error().code);
}

} // namespace
} // namespace followup::when
