#include "core/when/meaning.hpp"

#include "core/when/grammar.hpp"
#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {

using base::days;
using base::minutes;
using base::seconds;
using namespace said;

Meaning::Meaning(std::string_view phrase, const Context& context)
    : x_phrase(phrase), x_context(context), x_business(context.closed),
      x_now(context.zone.local(context.said)), x_today(std::chrono::floor<days>(x_now)) {
    x_because.reserve(96);
    x_because = "said ";
    append_date(x_because, x_today, x_today);
}

Outcome Meaning::of(const Phrase& phrase) {
    x_core = phrase.span.at;
    const auto* range = std::get_if<Range>(&phrase.core);
    auto result = range != nullptr && phrase.lead != Lead::none
                      ? by_range(*range)
                      : std::visit([this](const auto& core) { return found(core); }, phrase.core);
    if (!result || !deadline(*result, phrase.lead) || !not_past(*result)) return std::unexpected(*x_error);
    look_ahead(*result, phrase);
    return reading(*result);
}

/// Rule 16: these are past whatever the calendar says, but their numbers are still checked.
Meaning::Maybe<Meaning::Found> Meaning::found(const Past& past) {
    if (past.kind == Past::Kind::ago && !check(past.duration)) return {};
    std::string date;
    if (past.kind == Past::Kind::yesterday) date = base::spoken(x_today - days{1}) + ", ";
    if (past.day) date = base::spoken(nth_before(x_today, *past.day, 1)) + ", ";
    return fail(ErrorCode::past, x_core, "that is " + date + "before now");
}

/// Rule 4: a deadline.
Meaning::Maybe<Meaning::Found> Meaning::found(const Within& within) {
    if (within.duration.first.measure == Measure::minutes) {
        if (!check(within.duration)) return {};
        Elapsed whole{.duration = within.duration, .way = Way::after, .interview = within.interview};
        whole.duration.first.least = 0; // the deadline is the later of two
        auto out = found(whole);
        if (out) out->by = true;
        return out;
    }
    if (!check(within.duration)) return {};
    auto from = x_today;
    if (within.interview) {
        const auto day = date(Target{{}, within.interview->span});
        if (!day) return {};
        from = *day;
    }
    const auto date = moved(from, within.duration, Way::after);
    if (!date) return {};
    step(within.duration.span, within.interview ? " later is " : " from now is ", *date);
    return Found{.value = *date, .day = *date, .by = true};
}

/// Rule 2: minutes and hours pass on the UTC line.
Meaning::Maybe<Meaning::Found> Meaning::found(const Elapsed& elapsed) {
    if (!check(elapsed.duration)) return {};
    auto from = x_context.said;
    if (elapsed.interview) {
        const auto start = found(*elapsed.interview);
        if (!start) return {};
        from = std::get<Instant>(start->value);
    } else {
        x_because += ", ";
        append_clock(x_because, x_now - x_today);
    }
    minutes length{elapsed.duration.first.each * elapsed.duration.first.count};
    if (elapsed.duration.second)
        length += minutes{elapsed.duration.second->each * elapsed.duration.second->count};
    const minutes least{elapsed.duration.first.each * elapsed.duration.first.least};
    const auto counted = [&](minutes count) {
        return elapsed.way == Way::after ? from + count : from - count;
    };
    const auto at = counted(length);
    const auto local = x_context.zone.local(at);
    const auto day = std::chrono::floor<days>(local);
    step(elapsed.duration.span, elapsed.way == Way::after ? " later is " : " earlier is ", day);
    x_because += ", ";
    append_clock(x_because, local - day);
    if (least.count() == 0) return Found{.value = at, .day = day};
    return Found{.value = Window{std::min(counted(least), at), std::max(counted(least), at)}, .day = day};
}

Meaning::Maybe<Meaning::Found> Meaning::found(const Interview& interview) {
    if (!x_context.interview)
        return fail(ErrorCode::no_interview, interview.span.at, "no interview time is known");
    const auto local = x_context.zone.local(*x_context.interview);
    const auto day = std::chrono::floor<days>(local);
    step(interview.span, day);
    x_because += ", ";
    append_clock(x_because, local - day);
    return Found{.value = *x_context.interview, .day = day, .by = true};
}

/// Rule 14.
bool Meaning::deadline(Found& found, Lead lead) {
    if (lead == Lead::none && !found.by) return true;
    found.by = true;
    if (const auto* window = std::get_if<Window>(&found.value)) {
        const bool begin = lead == Lead::before;
        found.value = begin ? window->begin : window->end;
        if (!begin)
            warn(WarningCode::by_window, quoted({x_core, x_phrase.size()})
                                             + " has a start and an end: read as by its end, "
                                             + base::spoken(std::get<Instant>(found.value), x_context.zone)
                                             + "; say 'before' for its start");
    } else if (const auto* range = std::get_if<DateRange>(&found.value)) {
        // Of "two to three weeks" nobody knows which are meant.
        fail(ErrorCode::ambiguous, x_core,
             "two readings: by " + base::spoken(range->first) + " or by " + base::spoken(range->last)
                 + "; say 'within' for the later");
        return false;
    } else if (lead == Lead::before && std::holds_alternative<Date>(found.value) && !found.ends_period) {
        found.day -= days{1};
        found.value = found.day;
        x_because += "; the day before is ";
        append_date(x_because, found.day, x_today);
    }
    return true;
}

/// Rule 16.
bool Meaning::not_past(const Found& found) {
    const auto& zone = x_context.zone;
    std::string when;
    if (const auto* date = std::get_if<Date>(&found.value); date != nullptr && *date < x_today)
        when = base::spoken(*date);
    if (const auto* at = std::get_if<Instant>(&found.value); at != nullptr && *at <= x_context.said)
        when = base::spoken(*at, zone);
    if (const auto* window = std::get_if<Window>(&found.value);
        window != nullptr && window->end <= x_context.said)
        when = "until " + base::spoken(window->end, zone);
    if (const auto* range = std::get_if<DateRange>(&found.value); range != nullptr && range->last < x_today)
        when = "until " + base::spoken(range->last);
    if (when.empty()) return true;
    fail(ErrorCode::past, x_core, "that is " + when + ", before now");
    return false;
}

/// Rules 17 and 18.
void Meaning::look_ahead(const Found& found, const Phrase& phrase) {
    const auto& day = found.day;
    const base::weekday weekday{day};
    const bool named = (weekday == std::chrono::Saturday && phrase.names_saturday)
                       || (weekday == std::chrono::Sunday && phrase.names_sunday);
    const bool closed = x_business.closed(day);
    if (!found.any_day && (closed || (is_weekend(day) && !named)))
        warn(WarningCode::non_business_day, base::spoken(day)
                                                + (closed ? " is closed; " : " is no working day; ")
                                                + neighbours(day, x_context.closed));
    const auto ahead = (day - x_today).count();
    if (ahead <= 183 || (ahead <= 366 && !x_rolled)) return;
    const auto year = std::to_string(year_of(day));
    warn(WarningCode::far,
         base::spoken(day) + " is " + std::to_string(ahead) + " days ahead; "
             + (x_rolled ? "say the year (" + year + ") if it is meant" : "is " + year + " meant?"));
}

Reading Meaning::reading(Found& found) {
    if (x_warnings.size() > 1) std::ranges::sort(x_warnings, {}, &Warning::code);
    return {.value = found.value,
            .by = found.by,
            .warnings = std::move(x_warnings),
            .because = std::move(x_because)};
}

std::nullopt_t Meaning::fail(ErrorCode code, std::size_t at, std::string message) {
    if (!x_error) x_error = Error{code, at, std::move(message)};
    return std::nullopt;
}

void Meaning::warn(WarningCode code, std::string message) {
    if (std::ranges::find(x_warnings, code, &Warning::code) != x_warnings.end()) return;
    x_warnings.push_back({code, std::move(message)});
}

std::string Meaning::quoted(Span span) const {
    return when::quoted(x_phrase, span);
}

void Meaning::step(Span span, Date date, bool weekday) {
    x_because += "; ";
    x_because += words(x_phrase, span);
    x_because += " is ";
    append_date(x_because, date, x_today, weekday);
}

void Meaning::step(Span span, std::string_view then, Date date) {
    x_because += "; ";
    x_because += words(x_phrase, span);
    x_because += then;
    append_date(x_because, date, x_today);
}

void Meaning::step(Span span, const Clock& clock, Maybe<Date> date) {
    x_because += "; ";
    x_because += words(x_phrase, span);
    x_because += " is ";
    if (date) {
        append_date(x_because, *date, x_today);
        x_because += ", ";
    }
    append_clock(x_because, clock.begin);
    if (!clock.end) return;
    x_because += " to ";
    append_clock(x_because, *clock.end);
}

Outcome read(std::string_view phrase, const Context& context) {
    constexpr std::size_t bytes_max = 200;
    if (phrase.size() > bytes_max)
        return std::unexpected(Error{ErrorCode::too_long, bytes_max, "the phrase is longer than 200 bytes"});
    const auto list = tokens(phrase, context.closed);
    const auto said = Grammar{phrase, list}.read();
    if (!said) return std::unexpected(said.error());
    return Meaning{phrase, context}.of(*said);
}

} // namespace followup::when
