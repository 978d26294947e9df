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
    if (near.from_today && near.what == What::weekday) static_cast<void>(first_after_today(near.day, span));
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
    if (offset.duration.first.idiom && !offset.duration.second)
        warn(WarningCode::eight_days, "eight days, in words, are read as a week: " + base::spoken(*out)
                                          + "; write the figure 8 for " + short_date(*out + days{1}));
    if (offset.from_today)
        step(span, *out);
    else
        step(offset.duration.span, offset.way == Way::after ? " later is " : " earlier is ", *out);
    return out;
}

/// Rule 27: due on the later day.
Meaning::Maybe<Meaning::Found> Meaning::found(const Spread& spread) {
    const auto last = date(spread.offset, spread.span);
    if (!last) return {};
    auto least = spread.offset.duration;
    least.first.count = least.first.least;
    auto from = x_today;
    if (!spread.offset.from_today) from = *date(spread.offset.target);
    const auto other = moved(from, least, spread.offset.way);
    if (!other) return {};
    const auto end = std::max(*last, *other);
    const auto begin = std::max(std::min(*last, *other), x_today);
    if (begin >= end) return Found{.value = end, .day = end};
    return Found{.value = DateRange{begin, end}, .day = end};
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
    if (duration.first.least > 0 || duration.second->least > 0) {
        fail(ErrorCode::mixed_units, duration.second->number.at, "one number is said of each unit");
        return false;
    }
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
    const bool in_range = quantity.count >= 1 && quantity.count <= count_max;
    if (in_range && quantity.least < quantity.count && quantity.least >= 0) return true;
    if (in_range) {
        fail(ErrorCode::range, quantity.number.at,
             quoted(quantity.number) + ": say the smaller number first");
        return false;
    }
    fail(ErrorCode::range, quantity.number.at, quoted(quantity.number) + " must be 1 to 999");
    return false;
}

} // namespace followup::when
