#include "core/when/meaning.hpp"

#include "core/when/holidays.hpp"
#include "core/when/spelling.hpp"
#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {

using base::days;
using namespace said;

Meaning::Maybe<Date> Meaning::date(const Day& day) {
    return std::visit([&](const auto& is) { return date(is, day.span); }, day.is);
}

Meaning::Maybe<Date> Meaning::date(const DayWord& word, Span span) {
    const auto out = x_today + days{word.ahead};
    step(span, out);
    return out;
}

// Rule 1: weekdays.

Meaning::Maybe<Date> Meaning::date(const Weekday& weekday, Span span) {
    using Form = Weekday::Form;
    Maybe<Date> out;
    switch (weekday.form) {
    case Form::bare: out = x_gone ? last_weekday(weekday.day) : first_after_today(weekday.day, span); break;
    case Form::this_one:
        out = x_gone ? in_week(monday_of(x_today), weekday.day) : this_weekday(weekday.day, span);
        break;
    case Form::last: out = nth_before(x_today, weekday.day, 1); break;
    case Form::coming: out = nth_after(x_today, weekday.day, 1); break;
    case Form::next: out = next_weekday(weekday.day, span); break;
    case Form::week: out = *first_after_today(weekday.day, span) + days{7}; break;
    case Form::fortnight: out = *first_after_today(weekday.day, span) + days{14}; break;
    case Form::over_next: out = over_next(weekday.day, span); break;
    case Form::of_week: out = weekday_of_week(weekday, span); break;
    case Form::dated: out = fits(weekday, span); break;
    case Form::following:
        return fail(ErrorCode::ambiguous, span.at,
                    quoted(span) + ": following which day? say 'next "
                        + std::string{base::weekday_name(weekday.day)} + "' or the date");
    case Form::or_hour:
        return fail(ErrorCode::ambiguous, weekday.number.at,
                    "two readings of " + quoted(weekday.number) + ": the day of the month or the hour; say "
                        + "'the " + words(x_phrase, weekday.number) + "th' or 'at "
                        + words(x_phrase, weekday.number) + "'");
    case Form::after_next: {
        const auto first = nth_after(x_today, weekday.day, 1);
        return fail(ErrorCode::ambiguous, span.at,
                    quoted(span) + ": two readings: " + base::spoken(first + days{7}) + " or "
                        + base::spoken(first + days{14}) + "; say one");
    }
    }
    if (out) step(span, *out, weekday.form == Form::week);
    return out;
}

/// The date behind a weekday, which must be that day.
Meaning::Maybe<Date> Meaning::fits(const Weekday& weekday, Span span) {
    const auto out = written(weekday.date, weekday.day);
    if (!out || base::weekday{*out} == weekday.day) return out;
    const auto is = std::string{base::weekday_name(base::weekday{*out})};
    return fail(ErrorCode::weekday_mismatch, span.at,
                std::to_string(static_cast<unsigned>(base::year_month_day{*out}.day())) + " "
                    + month_and_year(*out) + " is a " + is);
}

/// Rule 37: the second one from now and the one of the week after next must be one day.
Meaning::Maybe<Date> Meaning::over_next(base::weekday day, Span span) {
    const auto second = nth_after(x_today, day, 2);
    const auto of_week = in_week(monday_of(x_today) + days{14}, day);
    if (second == of_week) return second;
    return fail(ErrorCode::ambiguous, span.at,
                "two readings: " + base::spoken(second) + " or " + base::spoken(of_week) + "; say one");
}

Meaning::Maybe<Date> Meaning::first_after_today(base::weekday day, Span span) {
    const auto out = nth_after(x_today, day, 1);
    if (base::weekday{x_today} == day)
        warn(WarningCode::same_weekday, quoted(span) + " counts from " + base::spoken(out)
                                            + ", not from today, " + short_date(x_today)
                                            + "; say 'today' if today is meant");
    return out;
}

Meaning::Maybe<Date> Meaning::this_weekday(base::weekday day, Span span) {
    const auto out = nth_after(x_today - days{1}, day, 1);
    const auto of_this_week = in_week(monday_of(x_today), day);
    if (out == x_today)
        warn(WarningCode::same_weekday, quoted(span) + " read as today, " + base::spoken(out) + "; say 'next "
                                            + std::string{base::weekday_name(day)} + "' for "
                                            + short_date(out + days{7}));
    else if (of_this_week < x_today)
        warn(WarningCode::this_weekday, quoted(span) + " read as " + base::spoken(out) + " (this week's "
                                            + short_date(of_this_week) + " is past); say 'next "
                                            + std::string{base::weekday_name(day)} + "' if it is meant");
    return out;
}

Meaning::Maybe<Date> Meaning::next_weekday(base::weekday day, Span span) {
    const auto out = in_week(monday_of(x_today) + days{7}, day);
    const auto first = nth_after(x_today, day, 1);
    const auto other = in_week(sunday_of(x_today) + days{7}, day);
    if (out == first && out == other) return out;
    const auto name = std::string{base::weekday_name(day)};
    const auto instead = first != out ? "say 'this " + name + "' for " + short_date(first)
                                      : "say '" + day_and_month(other) + "' for " + short_date(other);
    warn(WarningCode::next_weekday,
         quoted(span) + " read as " + base::spoken(out) + " (next week); " + instead);
    return out;
}

Meaning::Maybe<Date> Meaning::weekday_of_week(const Weekday& weekday, Span span) {
    if (weekday.iso_week) {
        const Period week{.kind = Period::Kind::iso_week,
                          .n = weekday.week,
                          .year = weekday.year,
                          .target = {},
                          .number = weekday.number};
        auto in = bounds(week);
        if (!in) return {};
        return picked(week, *in,
                      [&](const Bounds& is) { return Maybe<Date>{in_week(is.first, weekday.day)}; });
    }
    const days ahead{7 * weekday.weeks_ahead};
    const auto out = in_week(monday_of(x_today) + ahead, weekday.day);
    const auto other = in_week(sunday_of(x_today) + ahead, weekday.day);
    if (out != other)
        warn(WarningCode::week_start, quoted(span) + " read as " + base::spoken(out)
                                          + " (weeks begin on Monday); say '" + day_and_month(other)
                                          + "' for " + short_date(other));
    return out;
}

// Rule 5: dates.

Meaning::Maybe<Date> Meaning::date(const CalendarDate& date, Span span) {
    const auto out = written(date, {});
    if (out) step(span, *out);
    return out;
}

Meaning::Maybe<Date> Meaning::written(const CalendarDate& date, Maybe<base::weekday> checked) {
    using Form = CalendarDate::Form;
    Maybe<Date> out;
    int year = date.year;
    int month = date.month;
    switch (date.form) {
    case Form::slash: return slash(date, checked);
    case Form::full: break;
    case Form::no_year:
        out = x_gone ? nearest(date.month, date.day) : without_year(date.month, date.day);
        year = year_of(x_today);
        if (month * 32 + date.day
            < month_of(x_today) * 32 + static_cast<int>(unsigned{base::year_month_day{x_today}.day()}))
            ++year;
        break;
    case Form::day_only: out = x_gone ? last_with_day(date.day) : next_with_day(date.day); break;
    case Form::day_of_month: {
        const auto first =
            x_today - days{static_cast<int>(unsigned{base::year_month_day{x_today}.day()}) - 1};
        year = year_of(add_months(first, date.months_ahead).date);
        month = month_of(add_months(first, date.months_ahead).date);
        break;
    }
    }
    const bool fixed = date.form == Form::full || date.form == Form::day_of_month;
    if (fixed && exists(year, month, date.day))
        out = day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(date.day));
    if (!out && date.form == Form::day_only)
        return fail(ErrorCode::no_such_date, date.span.at, "no month has a day " + std::to_string(date.day));
    if (!out) return no_such_date(date.span, year, month);
    if (date.form == Form::no_year && year_of(*out) > year_of(x_today)) x_rolled = true;
    return out;
}

Meaning::Maybe<Date> Meaning::slash(const CalendarDate& date, Maybe<base::weekday> checked) {
    const auto as = [&](int month, int day) -> Maybe<Date> {
        if (!date.has_year) return x_gone ? nearest(month, day) : without_year(month, day);
        if (!exists(date.year, month, day)) return {};
        return day_of(date.year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    };
    auto out = as(date.month, date.day);
    auto other = as(date.day, date.month);
    bool month_first = x_context.order == Order::mdy;
    if (!month_first) std::swap(out, other);
    if (!out && !other)
        return fail(ErrorCode::no_such_date, date.span.at,
                    quoted(date.span) + " is no date, month first or day first");
    // A weekday beside it picks the reading that it fits; when it fits the other alone, or both, that is
    // said.
    bool doubtful = out && other && *out != *other;
    if (checked && doubtful) {
        const bool first = base::weekday{*out} == *checked;
        const bool second = base::weekday{*other} == *checked;
        doubtful = second;
        if (second && !first) {
            std::swap(out, other);
            month_first = !month_first;
        }
    }
    if (doubtful)
        warn(WarningCode::numeric_date, quoted(date.span) + " read as " + base::spoken(*out)
                                            + (month_first ? " (month first); say '" : " (day first); say '")
                                            + day_and_month(*other) + "' for " + base::spoken(*other));
    if (!out) out = other;
    if (!date.has_year && year_of(*out) > year_of(x_today)) x_rolled = true;
    return out;
}

/// The first such day on or after today, if the year in which it falls has it.
Meaning::Maybe<Date> Meaning::without_year(int month, int day) const {
    const base::year_month_day today{x_today};
    const auto this_month = month_of(x_today);
    const auto this_day = static_cast<int>(static_cast<unsigned>(today.day()));
    const bool over = month < this_month || (month == this_month && day < this_day);
    const int year = static_cast<int>(today.year()) + (over ? 1 : 0);
    if (!exists(year, month, day)) return {};
    return day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Meaning::Maybe<Date> Meaning::next_with_day(int day) const {
    if (day < 1 || day > 31) return {};
    const auto today = static_cast<int>(static_cast<unsigned>(base::year_month_day{x_today}.day()));
    auto first = x_today - days{today - 1};
    if (day < today) first = add_months(first, 1).date;
    while (days_in(year_of(first), month_of(first)) < day)
        first = add_months(first, 1).date;
    return first + days{day - 1};
}

Meaning::Maybe<Date> Meaning::no_such_date(Span span, int year, int month) {
    if (month < 1 || month > 12)
        return fail(ErrorCode::no_such_date, span.at, "there is no month " + std::to_string(month));
    const auto first = day_of(year, static_cast<unsigned>(month), 1);
    return fail(ErrorCode::no_such_date, span.at,
                month_and_year(first) + " has " + std::to_string(days_in(year, month)) + " days");
}

/// Rule 7: a year of the list beats the rule; years that the list does not name follow the rule.
Meaning::Maybe<Date> Meaning::date(const Holiday& holiday, Span span) {
    if (x_gone && !holiday.year) return last_holiday(holiday, span);
    const auto name = x_phrase.substr(holiday.name.at, holiday.name.until - holiday.name.at);
    Maybe<Date> out;
    const auto offer = [&](Date date) {
        const bool fits = holiday.year ? year_of(date) == *holiday.year : date >= x_today;
        if (fits && (!out || date < *out)) out = date;
    };
    const int first = holiday.year.value_or(year_of(x_today));
    std::array<bool, 2> in_list{};
    for (const auto& day : x_context.closed) {
        if (!holiday.listed || !same_name(day.name, name)) continue;
        offer(day.date);
        const auto index = year_of(day.date) - first;
        if (index == 0 || index == 1) in_list[static_cast<std::size_t>(index)] = true;
    }
    for (int ahead = 0; ahead < 2 && holiday.rule != 0; ++ahead)
        if (!in_list[static_cast<std::size_t>(ahead)]) offer(when::holiday(holiday.rule, first + ahead));
    if (!out)
        return fail(ErrorCode::no_such_date, span.at,
                    "no " + quoted(holiday.name) + " in the list of closed days "
                        + (holiday.year ? "in that year" : "from now on"));
    if (!holiday.year && year_of(*out) > year_of(x_today)) x_rolled = true;
    step(span, *out);
    return out;
}

} // namespace followup::when
