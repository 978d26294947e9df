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

Meaning::Maybe<Meaning::Bounds> Meaning::bounds(const Period& period) {
    using Kind = Period::Kind;
    const auto this_month = first_of_month(x_today);
    const auto january = add_months(this_month, 1 - month_of(x_today)).date;
    std::pair<Date, Date> out;
    switch (period.kind) {
    case Kind::week:
    case Kind::week_of:
    case Kind::week_after: return week_bounds(period);
    case Kind::month: out = months_from(add_months(this_month, period.ahead).date, 1); break;
    case Kind::quarter: {
        const int quarter = (month_of(x_today) - 1) / 3 + period.ahead;
        out = months_from(add_months(january, 3 * quarter).date, 3);
        break;
    }
    case Kind::year: out = months_from(add_months(january, 12 * period.ahead).date, 12); break;
    case Kind::named_month: {
        const int year = period.year.value_or(year_of(x_today));
        out = months_from(day_of(year, static_cast<unsigned>(period.month), 1), 1);
        return Bounds{out.first, out.second, !period.year.has_value()};
    }
    }
    return Bounds{out.first, out.second};
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
    const auto ahead = period.kind == Period::Kind::week_after ? 1 : period.ahead;
    const auto monday = monday_of(from) + days{7 * ahead};
    if (doubtful)
        warn(WarningCode::week_start, quoted(period.span) + " read as the week from " + base::spoken(monday)
                                          + " (weeks begin on Monday); say 'the week of "
                                          + day_and_month(monday + days{7}) + "' for the one after it");
    return Bounds{monday, monday + days{6}};
}

/// Rule 6.
Meaning::Maybe<Date> Meaning::date(const Nth& nth, Span span) {
    auto in = bounds(nth.period);
    if (!in) return {};
    const auto out = picked(*in, [&](const Bounds& period) { return nth_in(period, nth); });
    if (!out)
        return fail(ErrorCode::no_such_date, span.at,
                    "there is no " + quoted(span) + " between " + base::spoken(in->first) + " and "
                        + base::spoken(in->last));
    step(span, *out);
    return out;
}

Meaning::Maybe<Date> Meaning::nth_in(const Bounds& bounds, const Nth& nth) const {
    const auto [first, last, may_roll] = bounds;
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
    const auto out = picked(*in, [&](const Bounds& period) {
        return end ? x_business.last_in(period.first, period.last)
                   : x_business.first_in(period.first, period.last);
    });
    if (!out)
        return fail(ErrorCode::not_business_day, span.at,
                    "there is no business day from " + base::spoken(in->first) + " to "
                        + base::spoken(in->last));
    const bool week = in->last - in->first == days{6};
    const auto usual = !end ? in->first : week ? in->first + days{4} : in->last;
    if (*out != usual)
        warn(WarningCode::business_shift, quoted(span) + " read as " + base::spoken(*out) + ", the "
                                              + (end ? "last" : "first") + " business day; say '"
                                              + day_and_month(usual) + "' for " + short_date(usual));
    step(span, *out);
    return out;
}

/// Rule 9.
Meaning::Maybe<Meaning::Found> Meaning::found(const Range& range) {
    using Kind = Range::Kind;
    if (range.kind == Kind::weekend) return weekend(range);
    auto in = bounds(range.period);
    if (!in) return {};
    const auto monday = in->first;
    if (range.kind == Kind::early_week) in->last = monday + days{1};
    if (range.kind == Kind::late_week) in->first = monday + days{3};
    const auto last =
        picked(*in, [&](const Bounds& period) { return x_business.last_in(period.first, period.last); });
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
