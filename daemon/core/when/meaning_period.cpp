#include "core/when/meaning.hpp"

#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {

using base::days;
using namespace said;

namespace {

/// The days of so many months from that first of a month.
std::pair<Date, Date> months_from(Date first, int count) {
    return {first, add_months(first, count).date - days{1}};
}

Date first_of_month(Date date) {
    return date - days{static_cast<int>(static_cast<unsigned>(base::year_month_day{date}.day())) - 1};
}

} // namespace

Meaning::Maybe<Meaning::Bounds> Meaning::bounds(const Period& period, int years) {
    using Kind = Period::Kind;
    const auto this_month = first_of_month(x_today);
    const auto january = add_months(this_month, 1 - month_of(x_today)).date;
    const int year = period.year.value_or(year_of(x_today) + years);
    const bool may_roll = !period.year.has_value();
    std::pair<Date, Date> out;
    switch (period.kind) {
    case Kind::week:
    case Kind::week_of:
    case Kind::week_before:
    case Kind::week_after: return week_bounds(period);
    case Kind::iso_week: return iso_week(period, years);
    case Kind::month_week: return month_week(period, years);
    case Kind::month: out = months_from(add_months(this_month, period.ahead).date, 1); break;
    case Kind::quarter: {
        const int quarter = (month_of(x_today) - 1) / 3 + period.ahead;
        out = months_from(add_months(january, 3 * quarter).date, 3);
        break;
    }
    case Kind::year: out = months_from(add_months(january, 12 * period.ahead).date, 12); break;
    case Kind::named_quarter:
        out = months_from(day_of(year, static_cast<unsigned>(3 * period.n - 2), 1), 3);
        return Bounds{out.first, out.second, may_roll, {}};
    case Kind::named_month:
        out = months_from(day_of(year, static_cast<unsigned>(period.month), 1), 1);
        return Bounds{out.first, out.second, may_roll, {}};
    }
    return Bounds{out.first, out.second, false, {}};
}

/// ISO weeks; a week that others would count otherwise is named.
Meaning::Maybe<Meaning::Bounds> Meaning::week_bounds(const Period& period) {
    auto from = x_today;
    bool doubtful = base::weekday{x_today} == std::chrono::Sunday;
    if (period.kind != Period::Kind::week) {
        const auto target = date(period.target);
        if (!target) return {};
        from = *target;
        doubtful = period.kind == Period::Kind::week_of && base::weekday{from} == std::chrono::Sunday;
    }
    int ahead = period.ahead;
    if (period.kind == Period::Kind::week_after) ahead = 1;
    if (period.kind == Period::Kind::week_before) ahead = -1;
    const auto monday = monday_of(from) + days{7 * ahead};
    if (doubtful)
        warn(WarningCode::week_start, quoted(period.span) + " read as the week from " + base::spoken(monday)
                                          + " (weeks begin on Monday); say 'the week of "
                                          + day_and_month(monday + days{7}) + "' for the one after it");
    return Bounds{monday, monday + days{6}, false, {}};
}

/// Rule 33: without a year one of this ISO year.
Meaning::Maybe<Meaning::Bounds> Meaning::iso_week(const Period& period, int years) {
    const auto first_of = [](int year) { return monday_of(day_of(year, 1, 4)); };
    const int this_year = year_of(monday_of(x_today) + days{3});
    const int year = period.year.value_or(this_year + years);
    const auto monday = first_of(year) + days{7 * (period.n - 1)};
    if (period.n < 1 || monday >= first_of(year + 1)) {
        const auto count = (first_of(year + 1) - first_of(year)).count() / 7;
        return fail(ErrorCode::range, period.number.at,
                    std::to_string(year) + " has the weeks 1 to " + std::to_string(count));
    }
    return Bounds{monday, monday + days{6}, !period.year.has_value(), {}};
}

/// Rule 31: a week belongs to the month of its Wednesday.
Meaning::Maybe<Meaning::Bounds> Meaning::month_week(const Period& period, int years) {
    auto of_month = Period{.kind = period.month == 0 ? Period::Kind::month : Period::Kind::named_month,
                           .ahead = period.ahead,
                           .month = period.month,
                           .year = period.year,
                           .target = {}};
    const auto month = bounds(of_month, years);
    if (!month) return {};
    constexpr auto wednesday = std::chrono::Wednesday;
    const auto first = nth_after(month->first - days{1}, wednesday, 1);
    const auto last = nth_before(month->last + days{1}, wednesday, 1);
    const auto middle = period.last ? last : first + days{7} * (period.n - 1);
    if (!period.last && (period.n < 1 || middle > last))
        return fail(ErrorCode::no_such_date, period.span.at,
                    month_and_year(month->first) + " has " + std::to_string((last - first).count() / 7 + 1)
                        + " weeks");
    const auto monday = monday_of(middle);
    Bounds out{std::max(monday, month->first), std::min(monday + days{6}, month->last), month->may_roll, {}};
    // What others may count as the first week, or the last.
    for (auto day = month->first; !period.last && day < monday_of(first); day += days{1})
        if (!is_weekend(day) && !out.left_out) out.left_out = day;
    for (auto day = month->last; period.last && day > monday + days{6}; day -= days{1})
        if (!is_weekend(day) && !out.left_out) out.left_out = day;
    return out;
}

void Meaning::note_left_out(const Period& period, const Bounds& in) {
    if (!in.left_out) return;
    const auto other = period.last ? in.first + days{7} : in.first - days{7};
    warn(WarningCode::month_week, quoted(period.span) + " read as the week from " + base::spoken(in.first)
                                      + ", not counting " + short_date(*in.left_out) + "; say 'the week of "
                                      + day_and_month(other) + "' for the one "
                                      + (period.last ? "after" : "before") + " it");
}

/// Rule 6.
Meaning::Maybe<Date> Meaning::date(const Nth& nth, Span span) {
    auto in = bounds(nth.period);
    if (!in) return {};
    const auto out = picked(nth.period, *in, [&](const Bounds& period) { return nth_in(period, nth); });
    if (!out)
        return fail(ErrorCode::no_such_date, span.at,
                    "there is no " + quoted(span) + " between " + base::spoken(in->first) + " and "
                        + base::spoken(in->last));
    note_left_out(nth.period, *in);
    step(span, *out);
    return out;
}

Meaning::Maybe<Date> Meaning::nth_in(const Bounds& bounds, const Nth& nth) const {
    const auto first = bounds.first;
    const auto last = bounds.last;
    if (!nth.last && nth.n < 1) return {};
    if (nth.last) {
        if (nth.what == What::business_day) return x_business.last_in(first, last);
        return nth.what == What::weekday ? nth_before(last + days{1}, nth.day, 1) : last;
    }
    // No period has more days than a year; greater numbers fit nowhere.
    const int n = std::min(nth.n, 400);
    auto out = first + days{n - 1};
    if (nth.what == What::business_day) out = x_business.add(first - days{1}, n);
    if (nth.what == What::weekday) out = nth_after(first - days{1}, nth.day, n);
    if (out > last) return {};
    return out;
}

/// Rule 8.
Meaning::Maybe<Date> Meaning::date(const Edge& edge, Span span) {
    auto in = bounds(edge.period);
    if (!in) return {};
    if (edge.which == Edge::Which::middle) {
        const auto wednesday = in->first + days{2};
        step(span, wednesday);
        return wednesday;
    }
    const bool end = edge.which == Edge::Which::end;
    const auto out = picked(edge.period, *in, [&](const Bounds& period) {
        return end ? x_business.last_in(period.first, period.last)
                   : x_business.first_in(period.first, period.last);
    });
    if (!out)
        return fail(ErrorCode::not_business_day, span.at,
                    "there is no business day from " + base::spoken(in->first) + " to "
                        + base::spoken(in->last));
    note_left_out(edge.period, *in);
    const bool week = in->last - in->first <= days{6};
    const auto friday = monday_of(in->last) + days{4};
    const auto usual = !end ? in->first : week ? std::min(friday, in->last) : in->last;
    if (*out != usual)
        warn(WarningCode::business_shift, quoted(span) + " read as " + base::spoken(*out) + ", the "
                                              + (end ? "last" : "first") + " business day; say '"
                                              + day_and_month(usual) + "' for " + short_date(usual));
    step(span, *out);
    return out;
}

namespace {

/// The part of a week or month that is meant, rules 9 and 30.
template <class Bounds>
Bounds part_of(Bounds in, Range::Kind kind) {
    using Kind = Range::Kind;
    if (kind == Kind::early_week) in.last = in.first + days{1};
    if (kind == Kind::late_week) in.first += days{3};
    if (kind == Kind::early_month) in.last = in.first + days{9};
    if (kind == Kind::late_month) in.first += days{20};
    if (kind == Kind::mid_month) {
        in.last = in.first + days{19};
        in.first += days{10};
    }
    return in;
}

} // namespace

/// Rule 9.
Meaning::Maybe<Meaning::Found> Meaning::found(const Range& range) {
    using Kind = Range::Kind;
    if (range.kind == Kind::weekend) return weekend(range);
    auto in = bounds(range.period);
    if (!in) return {};
    const auto last = picked(range.period, *in, [&](const Bounds& period) {
        const auto part = part_of(period, range.kind);
        return x_business.last_in(part.first, part.last);
    });
    if (x_error) return {};
    note_left_out(range.period, *in);
    *in = part_of(*in, range.kind);
    const auto earliest = x_today + days{range.kind == Kind::later_this_week ? 1 : 0};
    const auto first = x_business.first_in(std::max(in->first, earliest), in->last);
    if (!first || !last || *first > *last)
        return fail(ErrorCode::past, x_core, "no business day is left in " + quoted(range.span));
    step(range.span, *first);
    if (*first == *last) return Found{.value = *last, .day = *last, .any_day = true};
    x_because += " to ";
    append_date(x_because, *last, x_today);
    return Found{.value = DateRange{*first, *last}, .day = *last, .any_day = true};
}

/// Rule 36; of what is said with "by" and "before", the middle of a month alone is one day (rule 30).
Meaning::Maybe<Meaning::Found> Meaning::by_range(const Range& range) {
    if (range.kind != Range::Kind::mid_month) {
        const auto words = quoted(range.span);
        return fail(ErrorCode::ambiguous, range.span.at,
                    "two readings: the start of " + words
                        + " or its end; say 'by the end of' or name the day");
    }
    auto in = bounds(range.period);
    if (!in) return {};
    const auto day =
        picked(range.period, *in, [](const Bounds& month) { return Maybe<Date>{month.first + days{14}}; });
    step(range.span, *day);
    return Found{.value = *day, .day = *day};
}

Meaning::Found Meaning::weekend(const Range& range) {
    const auto saturday = monday_of(x_today) + days{7 * range.ahead + 5};
    const auto sunday = saturday + days{1};
    const auto first = std::max(saturday, x_today);
    if (range.ahead == 1 && !is_weekend(x_today))
        warn(WarningCode::next_weekday, quoted(range.span) + " read as " + base::spoken(saturday)
                                            + " (next week); say 'this weekend' for "
                                            + short_date(saturday - days{7}));
    step(range.span, first);
    if (first == sunday) return {.value = sunday, .day = sunday, .any_day = true};
    x_because += " to ";
    append_date(x_because, sunday, x_today);
    return {.value = DateRange{first, sunday}, .day = sunday, .any_day = true};
}

} // namespace followup::when
