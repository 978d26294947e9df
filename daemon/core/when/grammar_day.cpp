#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// day = ( "today" | "tomorrow" ) [ "week" ] | "later today"
//     | weekday | date | holiday | nth | near | edge | offset .
Grammar::Maybe<Day> Grammar::day() {
    const auto start = x_at;
    Day out;
    // What may begin alike stands in the order of its length: "the first", "the first Monday of March".
    if (auto node = dayword())
        out.is = *node;
    else if (auto holy = holiday())
        out.is = *holy;
    else if (auto forth = forward())
        out.is = *std::move(forth);
    else if (auto close = near())
        out.is = *std::move(close);
    else if (auto counted = nth())
        out.is = *std::move(counted);
    else if (auto end = edge())
        out.is = *std::move(end);
    else if (auto moved = x_gone ? days_ago() : std::nullopt)
        out.is = *std::move(moved);
    else if (auto counted_on = offset())
        out.is = *std::move(counted_on);
    else if (auto named = weekday())
        out.is = *named;
    else if (auto written = date())
        out.is = *written;
    else
        return {};
    out.span = since(start);
    return out;
}

// ( "today" | "tomorrow" ) [ "week" ] | "later today"
Grammar::Maybe<DayWord> Grammar::dayword() {
    if (take(T::later, T::today)) return DayWord{0};
    DayWord out;
    if (x_gone && one(T::yesterday)) return DayWord{-1};
    if (one(T::tomorrow))
        out.ahead = 1;
    else if (!one(T::today))
        return {};
    if (take(T::week)) out.ahead += 7;
    return out;
}

// holiday = HOLIDAY [ YEAR ] .
Grammar::Maybe<Holiday> Grammar::holiday() {
    const auto start = x_at;
    if (!one(T::holiday)) return {};
    const auto& token = x_tokens[start];
    Holiday out{.rule = token.holiday_rule, .listed = token.holiday_listed, .name = since(start)};
    if (one(T::year_number)) out.year = taken().value;
    return out;
}

// nth = [ "the" ] ( ordinal | "last" ) ( WEEKDAY ( "of" | "in" ) monthref
//       | [ "business" | "working" ] "day" ( "of" | "in" ) period ) .
Grammar::Maybe<Nth> Grammar::nth() {
    const auto start = x_at;
    maybe(T::the);
    Nth out;
    if (const auto which = ordinal())
        out.n = *which;
    else if (one(T::last))
        out.last = true;
    else
        return back(start);
    Maybe<Period> of;
    if (one(T::weekday)) {
        out.what = What::weekday;
        out.day = taken().weekday();
        if (any(T::of, T::in)) of = monthref();
    } else {
        if (any(T::business, T::working)) out.what = What::business_day;
        if (one(T::day) && any(T::of, T::in)) of = period();
    }
    if (!of) return back(start);
    out.period = *std::move(of);
    return out;
}

// number WEEKDAYS "from" ( "now" | "today" )
Grammar::Maybe<Near> Grammar::forward() {
    const auto start = x_at;
    const auto& many = ahead(1).terms;
    const auto& then = ahead(2).terms;
    if (!many.has(T::weekdays) && !many.has(T::weekday)) return {};
    if (!then.has(T::from) && !then.has(T::hence)) return {};
    if (!rarely(T::num) && !rarely(T::numword)) return {};
    Near out{.n = taken().value, .what = What::weekday, .from_today = true, .target = {}};
    out.ordinal = since(start);
    out.day = here().weekday();
    ++x_at;
    if (from_now() || take(T::from, T::today)) return out;
    return back(start);
}

// near = [ "the" ] [ ordinal ] WEEKDAY ( "after" | "before" ) target
//      | [ "the" ] [ "business" | "working" ] "day" ( "after" | "before" ) target
//      | [ "the" ] "next" ( "business" | "working" ) "day" .
Grammar::Maybe<Near> Grammar::near() {
    const auto start = x_at;
    maybe(T::the);
    Near out;
    const auto named = x_at;
    if (one(T::next)) {
        if (!any(T::business, T::working) || !one(T::day)) return back(start);
        out.what = What::business_day;
        out.from_today = true;
        return out;
    }
    if (const auto which = ordinal()) {
        out.n = *which;
        out.ordinal = since(named);
        if (!one(T::weekday)) return back(start);
        out.what = What::weekday;
    } else if (one(T::weekday)) {
        out.what = What::weekday;
    } else {
        if (any(T::business, T::working)) out.what = What::business_day;
        if (!one(T::day)) return back(start);
    }
    if (out.what == What::weekday) out.day = taken().weekday();
    const bool counted = out.what == What::weekday && out.ordinal.until > out.ordinal.at;
    if (counted && here().terms.has(T::from)) {
        out.from_today = from_now() || take(T::from, T::today);
        if (out.from_today) return out;
        return back(start);
    }
    if (one(T::before))
        out.way = Way::before;
    else if (!one(T::after))
        return back(start);
    auto from = target();
    if (!from) return back(start);
    out.target = *std::move(from);
    return out;
}

// edge = [ "at" ] [ "the" ] ( "end" | "start" | "beginning" ) "of" period
//      | ( "mid" | [ "the" ] "middle of" ) weekref | "eow" | "eom" | "eoq" | "eoy"
//      | [ "the" ] ( "month" | "quarter" | "year" ) "end" .
Grammar::Maybe<Edge> Grammar::edge() {
    const auto start = x_at;
    using Kind = Period::Kind;
    if (any(T::eow, T::eom, T::eoq, T::eoy)) {
        const auto& is = taken().terms;
        const auto kind = is.has(T::eow)   ? Kind::week
                          : is.has(T::eom) ? Kind::month
                          : is.has(T::eoq) ? Kind::quarter
                                           : Kind::year;
        return Edge{.period = {.kind = kind, .span = since(start)}};
    }
    if (take(T::mid) || take(T::middle, T::of) || take(T::the, T::middle, T::of)) {
        auto of = weekref();
        if (!of) return back(start);
        return Edge{.which = Edge::Which::middle, .period = *std::move(of)};
    }
    Edge out;
    maybe(T::at);
    maybe(T::the);
    if (here().terms.has(T::month) || here().terms.has(T::quarter) || here().terms.has(T::year)) {
        const auto& is = here().terms;
        out.period.kind = is.has(T::month) ? Kind::month : is.has(T::quarter) ? Kind::quarter : Kind::year;
        ++x_at;
        if (!one(T::end_word)) return back(start);
        out.period.span = since(start);
        return out;
    }
    if (any(T::start, T::beginning))
        out.which = Edge::Which::start;
    else if (!one(T::end_word))
        return back(start);
    Maybe<Period> of;
    if (one(T::of)) of = period();
    if (!of) return back(start);
    out.period = *std::move(of);
    return out;
}

// offset = "in" caldur [ "time" ] | caldur ( "from now" | ( "from" | "after" | "before" ) target )
//        | number WEEKUNIT [ "on" ] ( "today" | "tomorrow" | WEEKDAY ) .
Grammar::Maybe<Offset> Grammar::offset() {
    const auto start = x_at;
    const bool in = one(T::in);
    auto length = caldur();
    if (!length) return back(start);
    Offset out{.duration = *length, .from_today = true};
    if (in) {
        maybe(T::time);
        return out;
    }
    if (from_now()) return out;
    out.from_today = false;
    if (const auto way = from_after_before()) {
        out.way = *way;
        auto from = target();
        if (!from) return back(start);
        out.target = *std::move(from);
        return out;
    }
    if (out.duration.second || out.duration.first.least > 0 || !taken().terms.has(T::weekunit))
        return back(start);
    maybe(T::on);
    const auto named = x_at;
    auto from = std::make_unique<Day>();
    if (any(T::today, T::tomorrow))
        from->is = DayWord{taken().terms.has(T::tomorrow) ? 1 : 0};
    else if (one(T::weekday))
        from->is = Weekday{.day = taken().weekday()};
    else
        return back(start);
    from->span = since(named);
    out.target = {std::move(from), since(named)};
    return out;
}

// "from" | "after" | "before"
Grammar::Maybe<Way> Grammar::from_after_before() {
    if (any(T::from, T::after)) return Way::after;
    if (one(T::before)) return Way::before;
    return {};
}

// target = day | interview .
Grammar::Maybe<Target> Grammar::target() {
    const auto start = x_at;
    if (auto node = day()) return Target{std::make_unique<Day>(*std::move(node)), since(start)};
    if (interview()) return Target{{}, since(start)};
    return {};
}

} // namespace followup::when
