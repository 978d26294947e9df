#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// range = [ "early" | "late" ] weekref | "later this week" | "this month" | "next month"
//       | "in" MONTH [ YEAR ] | [ "over" | "at" | "on" ] ( "this" | "the" | "next" ) "weekend"
//       | [ "in" ] ( monthpart | monthweek | isoweek | quarter ) .
Grammar::Maybe<Range> Grammar::range() {
    const auto start = x_at;
    using Kind = Range::Kind;
    Range out;
    if (take(T::later, T::this_, T::week)) {
        out.kind = Kind::later_this_week;
        out.span = out.period.span = since(start);
        return out;
    }
    if (take(T::this_, T::month) || take(T::next, T::month)) {
        out.period.kind = Period::Kind::month;
        out.period.ahead = x_tokens[start].terms.has(T::next) ? 1 : 0;
        out.span = out.period.span = since(start);
        return out;
    }
    if (take(T::in, T::month_name)) {
        out.period.kind = Period::Kind::named_month;
        out.period.month = taken().value;
        if (one(T::year_number)) out.period.year = taken().value;
        out.span = out.period.span = since(start);
        return out;
    }
    if (auto days = weekend()) return days;
    if (auto named = period_range()) return named;
    if (one(T::early))
        out.kind = Kind::early_week;
    else if (one(T::late))
        out.kind = Kind::late_week;
    auto week = weekref();
    if (!week) return back(start);
    out.period = *std::move(week);
    out.span = since(start);
    return out;
}

// [ "over" | "at" | "on" ] ( "this" | "the" | "next" ) "weekend"
Grammar::Maybe<Range> Grammar::weekend() {
    const auto start = x_at;
    if (!take(T::over) && !rarely(T::at)) static_cast<void>(rarely(T::on));
    const bool next = one(T::next);
    if ((!next && !any(T::this_, T::the)) || !one(T::weekend)) return back(start);
    Range out{.kind = Range::Kind::weekend, .period = {}, .ahead = next ? 1 : 0};
    out.span = out.period.span = since(start);
    return out;
}

// [ "in" ] ( monthpart | monthweek | isoweek | quarter )
Grammar::Maybe<Range> Grammar::period_range() {
    const auto start = x_at;
    static_cast<void>(rarely(T::in));
    Range out;
    const auto named = x_at;
    if (!month_part(out)) {
        x_at = named;
        auto period = month_week();
        if (!period) period = iso_week();
        if (!period) period = quarter();
        if (!period) return back(start);
        out.period = *std::move(period);
    }
    out.span = since(start);
    return out;
}

// monthpart = ( "early" | "mid" | [ "the" ] "middle of" | "late" ) monthref .
bool Grammar::month_part(Range& out) {
    using Kind = Range::Kind;
    if (rarely(T::early)) {
        out.kind = Kind::early_month;
    } else if (rarely(T::late)) {
        out.kind = Kind::late_month;
    } else {
        if (here().terms.has(T::the) && ahead(1).terms.has(T::middle)) ++x_at;
        if (!rarely(T::mid) && (!rarely(T::middle) || !rarely(T::of))) return false;
        out.kind = Kind::mid_month;
    }
    auto month = monthref();
    if (!month) return false;
    out.period = *std::move(month);
    return true;
}

// monthweek = [ "the" ] ( ordinal | "last" ) "week" ( "of" | "in" ) monthref .
Grammar::Maybe<Period> Grammar::month_week() {
    const auto start = x_at;
    static_cast<void>(rarely(T::the));
    const auto& which = here().terms;
    const bool last = which.has(T::last);
    if ((!last && !which.has(T::ord) && !which.has(T::ordword)) || !ahead(1).terms.has(T::week))
        return back(start);
    const int n = last ? 0 : here().value;
    x_at += 2;
    if (!any(T::of, T::in)) return back(start);
    auto out = monthref();
    if (!out) return back(start);
    if (out->kind == Period::Kind::month) out->month = 0;
    out->kind = Period::Kind::month_week;
    out->n = n;
    out->last = last;
    out->span = since(start);
    return out;
}

// isoweek = [ "the" ] ( "week" | "wk" | "cw" | "kw" ) NUM2 [ [ "of" | "," ] YEAR ] .
Grammar::Maybe<Period> Grammar::iso_week() {
    const auto start = x_at;
    static_cast<void>(rarely(T::the));
    const auto number = x_at + 1;
    const auto& then = ahead(2).terms;
    const bool time = then.has(T::ampm) || then.has(T::oclock) || then.has(T::h_mark);
    if (!here().terms.has(T::iso_week) || !ahead(1).terms.has(T::num2) || time) return back(start);
    x_at += 2;
    Period out{.kind = Period::Kind::iso_week, .n = taken().value, .target = {}};
    out.number = since(number);
    const auto end = x_at;
    if (!rarely(T::of)) static_cast<void>(rarely(T::comma));
    if (rarely(T::year_number))
        out.year = taken().value;
    else
        x_at = end;
    out.span = since(start);
    return out;
}

// quarter = QUARTER [ YEAR ] | ( "this" | "next" ) "quarter" .
Grammar::Maybe<Period> Grammar::quarter() {
    const auto start = x_at;
    Period out{.kind = Period::Kind::quarter};
    if (rarely(T::quarter_name)) {
        out.kind = Period::Kind::named_quarter;
        out.n = taken().value;
        if (rarely(T::year_number)) out.year = taken().value;
    } else {
        if (!ahead(1).terms.has(T::quarter)) return {};
        out.ahead = here().terms.has(T::next) ? 1 : 0;
        if (!rarely(T::next) && !rarely(T::this_)) return {};
        ++x_at;
    }
    out.span = since(start);
    return out;
}

// weekref = "this week" | "next week" | "the week after next" | "the week" ( "after" | "before" ) target
//         | [ "the" ] "week" ( "of" | "beginning" | "commencing" ) target .
Grammar::Maybe<Period> Grammar::weekref() {
    const auto start = x_at;
    using Kind = Period::Kind;
    Period out;
    if (take(T::this_, T::week)) {
        out.ahead = 0;
    } else if (take(T::next, T::week)) {
        out.ahead = 1;
    } else {
        const bool the = one(T::the);
        if (!rarely(T::week)) {
            if (the) missed(T::week);
            return back(start);
        }
        if (one(T::of) || rarely(T::beginning) || rarely(T::commencing))
            out.kind = Kind::week_of;
        else if (the && one(T::after))
            out.kind = Kind::week_after;
        else if (the && one(T::before))
            out.kind = Kind::week_before;
        else
            return back(start);
        const auto named = x_at;
        if (auto from = target()) {
            out.target = *std::move(from);
        } else {
            x_at = named;
            if (out.kind != Kind::week_after || !one(T::next)) return back(start);
            out.kind = Kind::week;
            out.ahead = 2;
        }
    }
    out.span = since(start);
    return out;
}

// monthref = "this month" | "the month" | "next month" | "the month after next" | MONTH [ YEAR ] .
Grammar::Maybe<Period> Grammar::monthref() {
    const auto start = x_at;
    Period out{.kind = Period::Kind::month};
    if (one(T::month_name)) {
        out.kind = Period::Kind::named_month;
        out.month = taken().value;
        if (one(T::year_number)) out.year = taken().value;
    } else if (take(T::next, T::month)) {
        out.ahead = 1;
    } else if (take(T::the, T::month)) {
        out.ahead = take(T::after, T::next) ? 2 : 0;
    } else if (!take(T::this_, T::month)) {
        return {};
    }
    out.span = since(start);
    return out;
}

// period = monthweek | isoweek | QUARTER [ YEAR ] | weekref | [ "the" ] "week" | monthref | "month"
//        | [ "the" | "this" | "next" ] ( "quarter" | "year" ) .
Grammar::Maybe<Period> Grammar::period() {
    const auto start = x_at;
    using Kind = Period::Kind;
    if (auto counted = month_week()) return counted;
    if (auto numbered = iso_week()) return numbered;
    if (here().terms.has(T::quarter_name)) return quarter();
    if (auto week = weekref()) return week;
    if (auto month = monthref()) return month;
    Period out;
    const bool next = one(T::next);
    const bool the = !next && one(T::the);
    const bool plain = !next && !the && !one(T::this_);
    if ((the || plain) && one(T::week))
        out.kind = Kind::week;
    else if (plain && one(T::month))
        out.kind = Kind::month;
    else if (one(T::quarter))
        out.kind = Kind::quarter;
    else if (one(T::year))
        out.kind = Kind::year;
    else
        return back(start);
    out.ahead = next ? 1 : 0;
    out.span = since(start);
    return out;
}

} // namespace followup::when
