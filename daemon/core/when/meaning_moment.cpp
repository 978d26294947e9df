#include "core/when/holidays.hpp"
#include "core/when/meaning.hpp"
#include "core/when/spelling.hpp"

namespace followup::when {

using base::days;
using namespace said;

MomentOutcome Meaning::gone(const Phrase& phrase) {
    x_gone = true;
    x_core = phrase.span.at;
    auto result = std::visit([this](const auto& core) { return found(core); }, phrase.core);
    if (!result) return std::unexpected(*x_error);
    const auto* at = std::get_if<Instant>(&result->value);
    if (at == nullptr)
        return std::unexpected(Error{ErrorCode::incomplete, x_phrase.size(), "that is no moment"});
    auto read = reading(*result);
    return Moment{.at = *at,
                  .asked = x_asked,
                  .warnings = std::move(read.warnings),
                  .because = std::move(read.because)};
}

Meaning::Maybe<Meaning::Found> Meaning::moment(const When& when) {
    const auto& part = when.part;
    if (when.by)
        return fail(ErrorCode::unexpected, x_core, "'by' is for dates to come; say when it happened");
    auto day = x_today;
    if (when.next_week) day += days{7};
    if (when.day) {
        const auto named = date(*when.day);
        if (!named) return {};
        day = *named;
    }
    const bool one_time = part.kind == Part::Kind::clock || part.kind == Part::Kind::close
                          || part.kind == Part::Kind::same_time;
    if (!one_time) return no_time(when);
    if (!check(part) || !settled(part, when)) return {};
    const auto clock = this->clock(part);
    if (!clock) return {};
    const auto zone = zone_of(part);
    const auto at = [&] { return zone.instant(day, clock->begin); };
    const bool ahead = at() > x_context.said + clocks_differ;
    const auto* weekday = when.day ? std::get_if<Weekday>(&when.day->is) : nullptr;
    // Today's is still to come: Monday's nine o'clock, told on a Monday at eight, was a week ago.
    const bool moved = ahead && weekday != nullptr && weekday->form == Weekday::Form::bare && day == x_today;
    if (moved) day -= days{7};
    // Midnight alone is the last one.
    if (ahead && !when.day && part.time.form == Time::Form::midnight) day -= days{1};
    step(part.span, *clock, when.day && !moved ? Maybe<Date>{} : day);
    note(part, day);
    const auto resolved = instant(day, clock->begin, part.span, zone);
    if (!resolved) return {};
    note_zone(part, day, clock->begin, *resolved);
    return Found{.value = *resolved, .day = day};
}

/// A day, or hours of a day: whoever tells a moment knows the time.
Meaning::Maybe<Meaning::Found> Meaning::no_time(const When& when) {
    const bool hours = when.part.kind != Part::Kind::none;
    return fail(ErrorCode::incomplete, x_phrase.size(),
                quoted({x_core, x_phrase.size()})
                    + (hours ? " is no moment yet: say the time, such as 'at 3:30pm'"
                             : " lacks the time of day: add it, such as 'at 3:30pm' or '15:30'"));
}

/// Today counts: whether its time is past is seen when the time is known.
Date Meaning::last_weekday(base::weekday day) {
    x_asked = true;
    return nth_before(x_today + days{1}, day, 1);
}

/// What is told in January of December was last year's; what is told of tomorrow was not a year ago.
Meaning::Maybe<Date> Meaning::nearest(int month, int day) const {
    Maybe<Date> best;
    const auto far = [&](Date date) { return date > x_today ? date - x_today : x_today - date; };
    for (const int years : {-1, 0, 1}) {
        const int year = year_of(x_today) + years;
        if (!exists(year, month, day)) continue;
        const auto date = day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
        if (!best || far(date) < far(*best)) best = date;
    }
    return best;
}

Meaning::Maybe<Date> Meaning::last_with_day(int day) {
    if (day < 1 || day > 31) return {};
    x_asked = true;
    const auto today = static_cast<int>(static_cast<unsigned>(base::year_month_day{x_today}.day()));
    auto first = x_today - days{today - 1};
    if (day > today) first = add_months(first, -1).date;
    while (days_in(year_of(first), month_of(first)) < day)
        first = add_months(first, -1).date;
    return first + days{day - 1};
}

Meaning::Maybe<Date> Meaning::last_holiday(const Holiday& holiday, Span span) {
    const auto name = x_phrase.substr(holiday.name.at, holiday.name.until - holiday.name.at);
    Maybe<Date> out;
    const auto offer = [&](Date date) {
        if (date <= x_today && (!out || date > *out)) out = date;
    };
    for (const auto& day : x_context.closed)
        if (holiday.listed && same_name(day.name, name)) offer(day.date);
    for (const int years : {-1, 0})
        if (holiday.rule != 0) offer(when::holiday(holiday.rule, year_of(x_today) + years));
    if (!out)
        return fail(ErrorCode::no_such_date, span.at,
                    "no " + quoted(holiday.name) + " in the list of closed days up to now");
    step(span, *out);
    return out;
}

} // namespace followup::when
