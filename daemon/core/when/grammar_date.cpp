#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// weekday = [ "this" | "this coming" | "this upcoming" | "coming" | "the coming" | "upcoming" | "next" ]
// WEEKDAY
//         | WEEKDAY "week"
//         | WEEKDAY [ "," ] [ "of" ] ( "this week" | "next week" | "the week after next" )
//         | ( "this week" | "next week" ) [ "," ] [ "on" ] WEEKDAY
//         | WEEKDAY [ "," ] date
//         | [ "the" ] WEEKDAY "after next" | WEEKDAY "fortnight" | WEEKDAY [ "," ] [ "of" | "in" ] isoweek
//         | [ "the" ] "following" WEEKDAY .
Grammar::Maybe<Weekday> Grammar::weekday() {
    if (auto out = weekday_first()) return out;
    if (x_gone)
        if (auto out = last_weekday()) return out;
    const auto start = x_at;
    using Form = Weekday::Form;
    if (take(T::this_, T::week) || take(T::next, T::week)) {
        Weekday out{.form = Form::of_week, .weeks_ahead = x_tokens[start].terms.has(T::next) ? 1 : 0};
        maybe(T::comma);
        maybe(T::on);
        if (!one(T::weekday)) return back(start);
        out.day = taken().weekday();
        return out;
    }
    if (take(T::the, T::weekday, T::after, T::next))
        return Weekday{.form = Form::after_next, .day = x_tokens[start + 1].weekday()};
    Weekday out;
    static_cast<void>(here().terms.has(T::the) && ahead(1).terms.has(T::following) && rarely(T::the));
    if (rarely(T::over_next) || rarely(T::following)) {
        out.form = taken().terms.has(T::following) ? Form::following : Form::over_next;
        if (!one(T::weekday)) return back(start);
        out.day = taken().weekday();
        return out;
    }
    const bool this_one = one(T::this_);
    if (take(T::coming) || (!this_one && take(T::the, T::coming)) || take(T::upcoming))
        out.form = Form::coming;
    else if (this_one)
        out.form = Form::this_one;
    else if (one(T::next))
        out.form = Form::next;
    else
        return {};
    if (!one(T::weekday)) return back(start);
    out.day = taken().weekday();
    return out;
}

/// The forms that begin with the weekday itself.
Grammar::Maybe<Weekday> Grammar::weekday_first() {
    using Form = Weekday::Form;
    if (!one(T::weekday)) return {};
    Weekday out{.form = Form::bare, .day = taken().weekday()};
    if (take(T::after, T::next)) {
        out.form = Form::after_next;
        return out;
    }
    if (auto of_week = weekday_behind()) return of_week;
    if (here().terms.has(T::weekunit) && here().value == 14) {
        ++x_at;
        out.form = Form::fortnight;
        return out;
    }
    if (take(T::week)) {
        out.form = Form::week;
        return out;
    }
    const auto start = x_at;
    maybe(T::comma);
    if (const auto written = date()) {
        out.form = Form::dated;
        out.date = *written;
        return out;
    }
    maybe(T::of);
    if (const auto ahead = named_week()) {
        out.form = Form::of_week;
        out.weeks_ahead = *ahead;
        return out;
    }
    x_at = start;
    const bool number = here().terms.has(T::num2) || here().terms.has(T::hourword);
    if (number && ahead(1).terms.has(T::end)) {
        ++x_at;
        out.form = Form::or_hour;
        out.number = since(start);
    }
    return out;
}

/// [ "," ] [ "of" | "in" ] isoweek, behind a weekday
Grammar::Maybe<Weekday> Grammar::weekday_behind() {
    const auto start = x_at;
    Weekday out{.form = Weekday::Form::of_week, .day = taken().weekday()};
    static_cast<void>(rarely(T::comma));
    if (!rarely(T::of)) static_cast<void>(rarely(T::in));
    const auto week = iso_week();
    if (!week) return back(start);
    out.iso_week = true;
    out.week = week->n;
    out.year = week->year;
    out.number = week->number;
    return out;
}

// "this week" | "next week" | "the week after next", of moments gone also "last week"
Grammar::Maybe<int> Grammar::named_week() {
    if (x_gone && take(T::last, T::week)) return -1;
    if (take(T::this_, T::week)) return 0;
    if (take(T::next, T::week)) return 1;
    if (take(T::the, T::week, T::after, T::next)) return 2;
    return {};
}

// date = ISO | SLASH | MONTH [ "the" ] dom [ [ "," ] YEAR ]
//      | [ "the" ] dom [ "of" ] MONTH [ [ "," ] YEAR ]
//      | [ "the" ] ordinal [ "of" ( "this month" | "the month" | "next month" ) ] .
Grammar::Maybe<CalendarDate> Grammar::date() {
    const auto start = x_at;
    using Form = CalendarDate::Form;
    CalendarDate out;
    if (one(T::iso)) {
        const auto year = taken().parts[0];
        const bool has_year = year != Token::no_year;
        out = {.form = has_year ? Form::full : Form::no_year,
               .year = has_year ? year : 0,
               .has_year = has_year,
               .month = taken().parts[1],
               .day = taken().parts[2],
               .span = since(start)};
        return out;
    }
    if (one(T::slash)) {
        out = {.form = Form::slash,
               .year = taken().parts[2],
               .has_year = taken().parts[2] >= 0,
               .month = taken().parts[0],
               .day = taken().parts[1],
               .span = since(start)};
        return out;
    }
    if (auto named = month_and_day()) return named;
    maybe(T::the);
    const auto which = ordinal();
    // "Monday first thing" is no first of the month.
    if (!which || (taken().terms.has(T::first) && here().terms.has(T::thing))) return back(start);
    out = {.form = Form::day_only, .day = *which, .span = since(start)};
    if (take(T::of, T::this_, T::month) || take(T::of, T::the, T::month))
        out.form = Form::day_of_month;
    else if (take(T::of, T::next, T::month)) {
        out.form = Form::day_of_month;
        out.months_ahead = 1;
    }
    out.span = since(start);
    return out;
}

// MONTH [ "the" ] dom [ [ "," ] YEAR ] | [ "the" ] dom [ "of" ] MONTH [ [ "," ] YEAR ]
Grammar::Maybe<CalendarDate> Grammar::month_and_day() {
    const auto start = x_at;
    CalendarDate out{.form = CalendarDate::Form::no_year};
    if (one(T::month_name)) {
        out.month = taken().value;
        maybe(T::the);
        const auto which = dom();
        if (!which) return back(start);
        out.day = *which;
    } else {
        maybe(T::the);
        const auto which = dom();
        if (!which) return back(start);
        out.day = *which;
        maybe(T::of);
        if (!one(T::month_name)) return back(start);
        out.month = taken().value;
    }
    comma_year(out);
    out.span = since(start);
    return out;
}

// [ [ "," ] YEAR ]
void Grammar::comma_year(CalendarDate& out) {
    if (!take(T::year_number) && !take(T::comma, T::year_number)) return;
    out.form = CalendarDate::Form::full;
    out.year = taken().value;
    out.has_year = true;
}

// dom = ordinal | NUM2 .
Grammar::Maybe<int> Grammar::dom() {
    if (const auto out = ordinal()) return out;
    if (one(T::num2)) return taken().value;
    return {};
}

// ordinal = ORD | ORDWORD .
Grammar::Maybe<int> Grammar::ordinal() {
    if (any(T::ord, T::ordword)) return taken().value;
    return {};
}

} // namespace followup::when
