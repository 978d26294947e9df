#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

/// "the next week" is one of them, "the next couple of days" are two.
Grammar::Maybe<Duration> Grammar::coming_duration() {
    const auto start = x_at;
    Duration out;
    out.first.number = since(start);
    if (rarely(T::couple)) {
        out.first.count = 2;
        static_cast<void>(rarely(T::of));
    }
    if (rarely(T::clockunit)) {
        out.first.measure = Measure::minutes;
        out.first.each = taken().value;
    } else if (!calunit(out.first)) {
        return back(start);
    }
    out.span = since(start);
    return out;
}

// "from now" | "hence"
bool Grammar::from_now() {
    return take(T::from, T::now) || rarely(T::hence);
}

// duration = clockdur | caldur .
Grammar::Maybe<Duration> Grammar::duration() {
    auto clock = clockdur();
    return clock ? clock : caldur();
}

// clockdur = number CLOCKUNIT [ "and" quantity ] | "half an hour" | "an hour and a half" .
Grammar::Maybe<Duration> Grammar::clockdur() {
    const auto start = x_at;
    Duration out;
    out.first = {.measure = Measure::minutes, .each = 1, .count = 30};
    if (take(T::half, T::an, T::hour)) {
        out.span = since(start);
        return out;
    }
    if (take(T::an, T::hour, T::and_, T::a, T::half)) {
        out.first.count = 90;
        out.span = since(start);
        return out;
    }
    auto first = number();
    if (!first || !one(T::clockunit)) return back(start);
    out.first = *first;
    out.first.measure = Measure::minutes;
    out.first.each = taken().value;
    and_quantity(out);
    out.span = since(start);
    return out;
}

// caldur = number calunit [ "and" quantity ] .
Grammar::Maybe<Duration> Grammar::caldur() {
    const auto start = x_at;
    auto first = number();
    if (!first || !calunit(*first)) return back(start);
    Duration out{.first = *first};
    and_quantity(out);
    out.span = since(start);
    return out;
}

void Grammar::and_quantity(Duration& out) {
    const auto start = x_at;
    if (one(T::and_)) out.second = quantity();
    if (!out.second) x_at = start;
}

// quantity = number ( CLOCKUNIT | calunit ) .
Grammar::Maybe<Quantity> Grammar::quantity() {
    const auto start = x_at;
    auto out = number();
    if (!out) return {};
    if (one(T::clockunit)) {
        out->measure = Measure::minutes;
        out->each = taken().value;
        return out;
    }
    if (calunit(*out)) return out;
    return back(start);
}

// calunit = DAYUNIT | WEEKUNIT | MONTHUNIT | ( "business" | "working" | "calendar" ) DAYUNIT .
bool Grammar::calunit(Quantity& out) {
    const auto start = x_at;
    const bool business = any(T::business, T::working);
    if (business || one(T::calendar)) {
        out.measure = business ? Measure::business_days : Measure::days;
        if (one(T::dayunit)) return true;
        x_at = start;
        return false;
    }
    if (!any(T::dayunit, T::weekunit, T::monthunit)) return false;
    out.measure = taken().terms.has(T::monthunit) ? Measure::months : Measure::days;
    out.each = taken().value;
    out.idiom = taken().terms.has(T::se_nnight);
    return true;
}

// number = NUM | NUMWORD | "a" | "an" | "a couple" [ "of" ] .
Grammar::Maybe<Quantity> Grammar::number() {
    const auto start = x_at;
    Quantity out;
    if (any(T::num, T::numword)) {
        out.count = taken().value;
        if (x_pairs) up_to(out);
    } else if (take(T::a, T::couple)) {
        out.count = 2;
        maybe(T::of);
    } else if (!any(T::a, T::an)) {
        return {};
    }
    out.number = since(start);
    return out;
}

// number ( "-" | "–" | "to" | "or" ) number, before a unit
void Grammar::up_to(Quantity& out) {
    const auto& sign = here().terms;
    if (!sign.has(T::dash) && !sign.has(T::to) && !sign.has(T::or_)) return;
    const auto& second = ahead(1);
    const auto& unit = ahead(2).terms;
    const bool counts = unit.has(T::dayunit) || unit.has(T::weekunit) || unit.has(T::monthunit)
                        || unit.has(T::clockunit) || unit.has(T::business) || unit.has(T::working)
                        || unit.has(T::calendar);
    if ((!second.terms.has(T::num) && !second.terms.has(T::numword)) || !counts) return;
    out.least = out.count;
    out.count = second.value;
    x_at += 2;
}

} // namespace followup::when
