#include "core/when/grammar.hpp"

#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
#include "core/when/expected.hpp"

namespace followup::when {

using T = Term;

namespace {

/// "JST": letters that some clock is called by.
bool is_clock_name(std::string_view word) {
    if (word.size() < 2 || word.size() > 5) return false;
    const auto name = base::ascii_lower(word);
    return std::ranges::find(base::zone_clocks(), name, &base::ZonePlace::name) != base::zone_clocks().end();
}

Error no_zone(const std::string& quoted, const Token& token) {
    if (token.terms.has(T::zone))
        return {ErrorCode::zone, token.at,
                quoted + " names a clock, and no time stands before it; say the time, such as '3pm Eastern'"};
    return {ErrorCode::zone, token.at,
            quoted
                + " is the clock of several places, or of one not known here; say the city, such as "
                  "'3pm London time'"};
}

} // namespace

Error Grammar::refusal() const {
    if (x_tokens.size() == 1) return {ErrorCode::empty, 0, "no date given"};
    const auto& token = x_tokens[x_furthest];
    if (token.refusal == Refusal::either && x_furthest > 0) {
        const auto& before = x_tokens[x_furthest - 1].terms;
        const auto& then = x_tokens[std::min(x_furthest + 1, x_tokens.size() - 1)];
        const bool unit = before.has(T::dayunit) || before.has(T::weekunit) || before.has(T::monthunit)
                          || before.has(T::clockunit);
        const auto word = base::ascii_lower(x_phrase.substr(then.at, then.until - then.at));
        if (unit && (word == "so" || then.terms.has(T::numword)))
            return {ErrorCode::vague, token.at,
                    "'or " + word + "' leaves the day open; say which day, or 'in 1 to 2 weeks'"};
    }
    if (token.terms.has(T::end))
        return {ErrorCode::incomplete, x_phrase.size(),
                "the phrase stops too early; expected " + listed(x_expected)};
    const auto quoted = "'" + std::string{x_phrase.substr(token.at, token.until - token.at)} + "'";
    switch (token.refusal) {
    case Refusal::vague:
        return {ErrorCode::vague, token.at, quoted + " is not a number or a date; say which day"};
    case Refusal::recurring:
        return {ErrorCode::recurring, token.at, quoted + ": repeated dates are not promises; say one day"};
    case Refusal::zone: return no_zone(quoted, token);
    case Refusal::open_ended:
        return {ErrorCode::open_ended, token.at, quoted + " has no end; say 'the day after ...' or 'by ...'"};
    case Refusal::either:
        return {ErrorCode::ambiguous, token.at, "two readings: before or after 'or'; say one"};
    case Refusal::none:
        if (token.terms == Terms{} && is_clock_name(x_phrase.substr(token.at, token.until - token.at)))
            return no_zone(quoted, token);
        break;
    }
    return {ErrorCode::unexpected, token.at, quoted + " not understood here; expected " + listed(x_expected)};
}

} // namespace followup::when
