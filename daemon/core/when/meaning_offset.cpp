#include "core/when/meaning.hpp"

#include "core/when/wording.hpp"

namespace followup::when {

using base::days;
using namespace said;

namespace {

constexpr int count_max = 999;

bool in_calendar(Date date) {
    return year_of(date) >= 0 && year_of(date) <= 9999;
}

} // namespace

/// Rule 6, and rule 3 for business days.
Meaning::Maybe<Date> Meaning::date(const Near& near, Span span) {
    if (near.n < 1 || near.n > count_max)
        return fail(ErrorCode::range, near.ordinal.at, quoted(near.ordinal) + " must be 1 to 999");
    auto from = x_today;
    if (!near.from_today) {
        const auto target = date(near.target);
        if (!target) return {};
        from = *target;
    }
    const bool after = near.way == Way::after;
    Date out = from + days{after ? 1 : -1};
    if (near.what == What::business_day) out = x_business.add(from, after ? 1 : -1);
    if (near.what == What::weekday)
        out = after ? nth_after(from, near.day, near.n) : nth_before(from, near.day, near.n);
    step(near.from_today ? span : Span{span.at, near.target.span.at}, out);
    return out;
}

/// Rules 2 and 3.
Meaning::Maybe<Date> Meaning::date(const Offset& offset, Span span) {
    if (!check(offset.duration)) return {};
    auto from = x_today;
    if (!offset.from_today) {
        const auto target = date(offset.target);
        if (!target) return {};
        from = *target;
    }
    const auto out = moved(from, offset.duration, offset.way);
    if (!out) return {};
    if (offset.from_today)
        step(span, *out);
    else
        step(offset.duration.span, offset.way == Way::after ? " later is " : " earlier is ", *out);
    return out;
}

Meaning::Maybe<Date> Meaning::date(const Target& target) {
    if (target.day) return date(*target.day);
    const auto interview = found(Interview{target.span});
    if (!interview) return {};
    return interview->day;
}

Meaning::Maybe<Date> Meaning::moved(Date from, const Duration& duration, Way way) {
    const int sign = way == Way::after ? 1 : -1;
    auto out = from;
    const auto move = [&](const Quantity& quantity) {
        const int count = sign * quantity.count * quantity.each;
        if (quantity.measure == Measure::days) out += days{count};
        if (quantity.measure == Measure::business_days) out = x_business.add(out, count);
        if (quantity.measure != Measure::months) return;
        const auto shifted = add_months(out, count);
        out = shifted.date;
        if (shifted.clamped)
            warn(WarningCode::clamped, quoted(duration.span) + " read as " + base::spoken(out) + " ("
                                           + month_and_year(out) + " has "
                                           + std::to_string(days_in(year_of(out), month_of(out))) + " days)");
    };
    move(duration.first);
    if (duration.second) move(*duration.second);
    if (!in_calendar(out))
        return fail(ErrorCode::range, duration.first.number.at, "years from 0 to 9999 are read");
    return out;
}

bool Meaning::check(const Duration& duration) {
    if (!check(duration.first)) return false;
    if (!duration.second) return true;
    if (!check(*duration.second)) return false;
    const auto kind = [](const Quantity& quantity) {
        return quantity.measure == Measure::months ? Measure::days : quantity.measure;
    };
    const auto first = kind(duration.first);
    const auto second = kind(*duration.second);
    if (first == second && first != Measure::business_days) return true;
    const bool business = first == Measure::business_days || second == Measure::business_days;
    fail(ErrorCode::mixed_units, duration.second->number.at,
         business ? "business days stand alone" : "days and hours cannot be added");
    return false;
}

bool Meaning::check(const Quantity& quantity) {
    if (quantity.count >= 1 && quantity.count <= count_max) return true;
    fail(ErrorCode::range, quantity.number.at, quoted(quantity.number) + " must be 1 to 999");
    return false;
}

} // namespace followup::when
