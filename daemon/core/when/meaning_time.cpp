#include "core/when/meaning.hpp"

#include "core/when/wording.hpp"

namespace followup::when {

using base::days;
using base::hours;
using base::minutes;
using base::seconds;
using namespace said;

namespace {

constexpr seconds noon = hours{12};
constexpr seconds midnight = hours{24};
constexpr seconds closing = hours{17};

struct Named {
    std::string_view name;
    seconds begin, end;             ///< what the words mean alone
    seconds clock_begin, clock_end; ///< where a clock said with them must fall; the end excluded
};

/// Rule 11.
Named named(Hours hours_named) {
    switch (hours_named) {
    case Hours::morning: return {"in the morning", hours{9}, noon, hours{1}, noon};
    case Hours::afternoon: return {"in the afternoon", noon, closing, noon, hours{18}};
    // Midnight is the end of the day, and "tonight at midnight" is said.
    case Hours::evening: return {"in the evening", closing, hours{21}, closing, midnight + seconds{1}};
    case Hours::lunchtime: return {"at lunchtime", noon, hours{14}, hours{11}, hours{15}};
    case Hours::first_thing: break;
    }
    return {"first thing", hours{9}, hours{10}, hours{9}, hours{10}};
}

/// A time as it was spoken: one reading, or one before and one after noon.
struct Spoken {
    seconds first{0};
    bool twice = false; ///< also twelve hours later
};

Spoken spoken(const Time& time) {
    using Form = Time::Form;
    if (time.form == Form::noon) return {noon + minutes{time.minutes}};
    if (time.form == Form::midnight) return {midnight + minutes{time.minutes}};
    int hour = time.hour;
    int minute = time.minute + time.minutes;
    if (minute < 0) {
        minute += 60;
        hour = hour == 1 ? 12 : hour - 1;
    }
    const auto rest = minutes{minute} + seconds{time.second};
    if (time.pm) return {hours{hour % 12 + (*time.pm ? 12 : 0)} + rest};
    const bool whole_day = time.form == Form::clock && (hour == 0 || hour > 12 || time.leading_zero);
    if (whole_day) return {hours{hour} + rest};
    return {hours{hour % 12} + rest, true};
}

/// Rule 10: the reading in 07:00 to 18:59.
seconds usual(const Spoken& spoken) {
    return spoken.twice && spoken.first < hours{7} ? spoken.first + noon : spoken.first;
}

} // namespace

Meaning::Maybe<Meaning::Found> Meaning::found(const When& when) {
    if (x_gone) return moment(when);
    const auto& part = when.part;
    if (!when.day && !when.next_week) {
        if (!check(part)) return {};
        const auto day = part.today ? x_today : day_without_name(part);
        if (!day) return {};
        return on_day(*day, when);
    }
    // The parts are evaluated in the order in which they were said.
    const auto named_at = when.day ? when.day->span.at : x_phrase.size();
    if (part.kind != Part::Kind::none && part.span.at < named_at) {
        if (!check(part)) return {};
        const bool complete = !part.hours || part.window.at < named_at;
        if (complete && !clock(part)) return {};
    }
    if (when.next_week) return on_day(x_today + days{7}, when);
    const auto day = date(*when.day);
    if (!day) return {};
    return on_day(*day, when);
}

Meaning::Maybe<Meaning::Found> Meaning::on_day(Date day, const When& when) {
    const auto& part = when.part;
    if (part.kind == Part::Kind::none) {
        const auto* edge = std::get_if<Edge>(&when.day->is);
        const bool ends = edge != nullptr && edge->which == Edge::Which::end;
        return Found{.value = day, .day = day, .by = when.by, .ends_period = ends};
    }
    if (!check(part) || !settled(part, when)) return {};
    const auto at = clock(part);
    if (!at) return {};
    if (part.kind == Part::Kind::close && !x_business.open(day))
        return fail(ErrorCode::not_business_day, x_core, base::spoken(day) + " is not a business day");
    step(part.span, *at, when.day ? Maybe<Date>{} : day);
    note(part, day);
    const auto zone = zone_of(part);
    const auto begin = instant(day, at->begin, part.span, zone);
    if (!begin) return {};
    note_zone(part, day, at->begin, *begin);
    if (!at->end) return Found{.value = *begin, .day = day, .by = when.by};
    const auto end = instant(day, *at->end, part.span, zone);
    if (!end) return {};
    return Found{.value = Window{*begin, *end}, .day = day, .by = when.by};
}

/// "10 to 5": beside today and tomorrow, or with am or pm, two times as well as one.
bool Meaning::settled(const Part& part, const When& when) {
    const auto* word = when.day ? std::get_if<DayWord>(&when.day->is) : nullptr;
    const bool near = !when.day || (word != nullptr && word->ahead < 2);
    if (part.kind != Part::Kind::clock || !part.time.either || (!near && !part.time.pm)) return true;
    fail(ErrorCode::ambiguous, part.time.span.at,
         "two readings: " + std::to_string(-part.time.minutes) + " minutes before the hour, or from "
             + std::to_string(-part.time.minutes) + " to it; say 'at " + words(x_phrase, part.time.span)
             + "' or 'from " + words(x_phrase, part.time.span) + "'");
    return false;
}

/// Rule 13: today if it is still ahead, else tomorrow.
Meaning::Maybe<Date> Meaning::day_without_name(const Part& part) {
    if (part.kind == Part::Kind::close) return x_today;
    const auto at = clock(part);
    if (!at) return {};
    const auto today = zone_of(part).instant(x_today, at->begin);
    if (today > x_context.said) return x_today;
    const auto tomorrow = x_today + days{1};
    // "in the morning" is the next one for everybody.
    if (!part.upcoming)
        warn(WarningCode::rolled, quoted(part.span) + " read as " + base::spoken(tomorrow) + ", "
                                      + base::clock(at->begin)
                                      + " (today's is past); say the day if another is meant");
    return tomorrow;
}

/// Whether its times are times of day.
bool Meaning::check(const Part& part) {
    using Kind = Part::Kind;
    if (part.kind == Kind::clock) return check(part.time);
    return part.kind != Kind::between || (check(part.time) && check(part.until));
}

bool Meaning::check(const Time& time) {
    const bool spoken_form = time.form != Time::Form::clock;
    const bool named = time.form == Time::Form::noon || time.form == Time::Form::midnight;
    const bool twelve = spoken_form || time.pm.has_value();
    const bool beside = std::abs(time.minutes) <= 59;
    const bool fits = (twelve ? time.hour >= 1 && time.hour <= 12 : time.hour <= 23) && time.minute <= 59
                      && time.second <= 59;
    if (beside && (named || fits)) return true;
    fail(ErrorCode::range, time.span.at, quoted(time.span) + " is not a time of day");
    return false;
}

Meaning::Maybe<Meaning::Clock> Meaning::clock(const Part& part) {
    switch (part.kind) {
    case Part::Kind::none: return Clock{};
    case Part::Kind::close: return Clock{closing, {}};
    case Part::Kind::same_time: return Clock{x_now - x_today, {}};
    case Part::Kind::between: return between(part);
    case Part::Kind::window: {
        const auto window = named(*part.hours);
        return Clock{window.begin, window.end};
    }
    case Part::Kind::clock: break;
    }
    const auto at = time_of_day(part);
    if (!at) return {};
    return Clock{*at, {}};
}

Meaning::Maybe<seconds> Meaning::time_of_day(const Part& part) {
    if (!part.hours) return usual(spoken(part.time));
    const auto window = named(*part.hours);
    const auto time = spoken(part.time);
    const auto inside = [&](seconds at) { return at >= window.clock_begin && at < window.clock_end; };
    if (inside(time.first)) return time.first;
    if (time.twice && inside(time.first + noon)) return time.first + noon;
    const auto& second = part.clock.at > part.window.at ? part.clock : part.window;
    return fail(ErrorCode::contradiction, second.at,
                quoted(part.time.span) + " is not " + std::string{window.name});
}

/// Rule 11: the second time fixes the half-day of the first, the latest before it.
Meaning::Maybe<Meaning::Clock> Meaning::between(const Part& part) {
    const auto end = usual(spoken(part.until));
    const auto first = spoken(part.time);
    const auto begin = first.twice && first.first + noon < end ? first.first + noon : first.first;
    if (begin >= end)
        return fail(ErrorCode::contradiction, part.until.span.at,
                    quoted(part.until.span) + " is not after " + quoted(part.time.span));
    return Clock{begin, end};
}

/// What is doubtful about its times.
void Meaning::note(const Part& part, Date day) {
    if (part.kind == Part::Kind::clock) note(part.time, day, !part.hours);
    if (part.kind != Part::Kind::between) return;
    note(part.time, day, false);
    note(part.until, day, true);
}

/// Rule 10: midnight is the end of the day named, 12 am its start; at 6, 7 and 8 nobody can be sure.
void Meaning::note(const Time& time, Date day, bool alone) {
    const auto both = spoken(time);
    const auto read_as = [&] { return quoted(time.span) + " read as " + base::spoken(day) + ", "; };
    if (time.half)
        warn(WarningCode::half_past, read_as() + base::clock(usual(both)) + "; a German may mean "
                                         + base::clock(usual(both) - hours{1}) + ": say 'half past'");
    if (time.form == Time::Form::midnight && time.minutes > 0)
        warn(WarningCode::midnight, quoted(time.span) + " counts from the end of " + base::spoken(day));
    else if (time.form == Time::Form::midnight && time.minutes == 0)
        warn(WarningCode::midnight, read_as() + "24:00, the end of the day; say '12 am' for its start");
    else if (time.pm && !*time.pm && both.first < hours{1})
        warn(WarningCode::midnight,
             read_as() + base::clock(both.first) + ", the start of the day; say 'midnight' for its end");
    const auto at = usual(both);
    if (!alone || !both.twice || (at >= hours{9} && at < hours{18})) return;
    warn(WarningCode::assumed_half_day, read_as() + base::clock(at) + "; say '" + (at < noon ? "pm" : "am")
                                            + "' for " + base::clock(at < noon ? at + noon : at - noon));
}

/// Rule 15.
Meaning::Maybe<Instant> Meaning::instant(Date day, seconds time_of_day, Span span, const base::Zone& zone) {
    const auto local = std::chrono::floor<days>(day + time_of_day);
    if (year_of(day) < 1 || year_of(local) > 9999)
        return fail(ErrorCode::range, span.at, quoted(span) + ": years from 1 to 9999 are read");
    const auto [at, met] = zone.resolve(day + time_of_day);
    if (met == base::Zone::Met::once) return at;
    const auto wall = base::clock(day + time_of_day - local);
    if (met == base::Zone::Met::gap) {
        warn(WarningCode::dst_gap, "there is no " + wall + " on " + base::spoken(local)
                                       + ", the clocks go forward; read as " + base::spoken(at, zone));
    } else {
        warn(WarningCode::dst_fold, wall + " comes twice on " + base::spoken(local)
                                        + ", the clocks go back; read as the first, "
                                        + base::rfc3339(at, zone));
    }
    return at;
}

Meaning::Maybe<Meaning::Found> Meaning::found(const Stamp& stamp) {
    if (!exists(stamp.year, stamp.month, stamp.day)) {
        no_such_date(stamp.span, stamp.year, stamp.month);
        return {};
    }
    const bool fits = stamp.hour <= 23 && stamp.minute <= 59 && stamp.second <= 59;
    if (!fits || std::abs(stamp.offset.value_or(0)) >= 24 * 60)
        return fail(ErrorCode::range, stamp.span.at, quoted(stamp.span) + " is not a time of day");
    const auto day = day_of(stamp.year, static_cast<unsigned>(stamp.month), static_cast<unsigned>(stamp.day));
    const auto time = hours{stamp.hour} + minutes{stamp.minute} + seconds{stamp.second};
    if (!stamp.offset) {
        const auto at = instant(day, time, stamp.span, x_context.zone);
        if (!at) return {};
        step(stamp.span, Clock{time, {}}, day);
        return Found{.value = *at, .day = day};
    }
    const auto at = Instant{(day + time).time_since_epoch()} - minutes{*stamp.offset};
    const auto local = x_context.zone.local(at);
    const auto here = std::chrono::floor<days>(local);
    step(stamp.span, Clock{local - here, {}}, here);
    return Found{.value = at, .day = here};
}

} // namespace followup::when
