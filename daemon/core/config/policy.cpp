#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::config {
namespace {

using base::seconds;
using plan::Policy;

struct Length {
    const char* key;
    seconds Policy::* member;
    seconds least;
};
constexpr seconds at_once{0};
constexpr seconds minute_least = base::minutes{1};
constexpr seconds length_max = base::days{30};
constexpr std::array<Length, 11> lengths = {
    {{"debrief_due", &Policy::debrief_due, minute_least},
     {"debrief_nudge", &Policy::debrief_nudge, at_once},
     {"client_debrief_due", &Policy::client_debrief_due, minute_least},
     {"letter_due", &Policy::letter_due, minute_least},
     {"letter_nudge", &Policy::letter_nudge, at_once},
     {"letter_last_nudge", &Policy::letter_last_nudge, minute_least},
     {"letter_late_due", &Policy::letter_late_due, minute_least},
     {"timed_call_nudge", &Policy::timed_call_nudge, minute_least},
     {"timed_call_told", &Policy::timed_call_told, at_once},
     {"tell_due", &Policy::tell_due, minute_least},
     {"late_quiet", &Policy::late_quiet, minute_least}}};

struct Clock {
    const char* key;
    seconds Policy::* member;
};
constexpr std::array<Clock, 10> clocks = {{{"call_by", &Policy::call_by},
                                           {"eve_nudge", &Policy::eve_nudge},
                                           {"day_nudge", &Policy::day_nudge},
                                           {"decision_due", &Policy::decision_due},
                                           {"decision_nudge", &Policy::decision_nudge},
                                           {"names_due", &Policy::names_due},
                                           {"names_nudge", &Policy::names_nudge},
                                           {"digest_at", &Policy::digest_at},
                                           {"client_debrief_at", &Policy::client_debrief_at},
                                           {"next_due", &Policy::next_due}}};

/// Of two keys the first must be the smaller one; told at whichever is written.
struct Before {
    const char* first;
    seconds Policy::* smaller;
    const char* second;
    seconds Policy::* larger;
};
constexpr std::array<Before, 4> order = {
    {{"debrief_nudge", &Policy::debrief_nudge, "debrief_due", &Policy::debrief_due},
     {"letter_nudge", &Policy::letter_nudge, "letter_due", &Policy::letter_due},
     {"letter_last_nudge", &Policy::letter_last_nudge, "letter_due", &Policy::letter_due},
     {"day_nudge", &Policy::day_nudge, "call_by", &Policy::call_by}}};

std::string words(const Before& pair, seconds value) {
    return pair.second == std::string_view{"call_by"} ? clock_words(value) : in_words(value);
}

} // namespace

void read_policy(Section policy, Policy& into) {
    for (const auto& each : lengths)
        policy.duration(each.key, into.*each.member, each.least, length_max);
    for (const auto& each : clocks)
        policy.clock(each.key, into.*each.member);
    policy.count("debrief_mornings", into.debrief_mornings, 0, 30);
    policy.count("letter_mornings", into.letter_mornings, 0, 30);
    policy.count("call_mornings", into.call_mornings, 0, 30);
    policy.count("call_pushes", into.call_pushes, 1, 30);
    policy.count("call_after_decision", into.call_after_decision, 0, 250);
    policy.count("names_days", into.names_days, 1, 30);
    static const std::array<std::string, 2> firsts = {"candidate", "client"};
    if (const auto first = policy.word("debrief_first", firsts))
        into.debrief_first = first == 0U ? Policy::DebriefFirst::candidate : Policy::DebriefFirst::client;
    for (const auto& pair : order) {
        if (into.*pair.smaller < into.*pair.larger) continue;
        policy.wrong(policy.has(pair.first) ? pair.first : pair.second,
                     fmt::format("'{}' ({}) must be less than '{}' ({})", pair.first,
                                 words(pair, into.*pair.smaller), pair.second,
                                 words(pair, into.*pair.larger)));
    }
    policy.finish();
}

} // namespace followup::config
