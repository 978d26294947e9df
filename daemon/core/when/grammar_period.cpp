#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// range = [ "early" | "late" ] weekref | "later this week" | "this month" | "next month"
//       | "in" MONTH [ YEAR ] | [ "over" ] ( "this" | "the" | "next" ) "weekend" .
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
        out.kind = Kind::month;
        out.period.kind = Period::Kind::month;
        out.period.ahead = x_tokens[start].terms.has(T::next) ? 1 : 0;
        out.span = out.period.span = since(start);
        return out;
    }
    if (take(T::in, T::month_name)) {
        out.kind = Kind::month;
        out.period.kind = Period::Kind::named_month;
        out.period.month = taken().value;
        if (one(T::year_number)) out.period.year = taken().value;
        out.span = out.period.span = since(start);
        return out;
    }
    maybe(T::over);
    const bool next = one(T::next);
    if ((next || any(T::this_, T::the)) && one(T::weekend)) {
        out.kind = Kind::weekend;
        out.ahead = next ? 1 : 0;
        out.span = out.period.span = since(start);
        return out;
    }
    x_at = start;
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

// weekref = "this week" | "next week" | "the week after next" | "the week" ( "of" | "after" ) target .
Grammar::Maybe<Period> Grammar::weekref() {
    const auto start = x_at;
    using Kind = Period::Kind;
    Period out;
    if (take(T::this_, T::week))
        out.ahead = 0;
    else if (take(T::next, T::week))
        out.ahead = 1;
    else if (take(T::the, T::week)) {
        out.kind = one(T::of) ? Kind::week_of : Kind::week_after;
        if (out.kind == Kind::week_after && !one(T::after)) return back(start);
        const auto named = x_at;
        if (auto from = target()) {
            out.target = *std::move(from);
        } else {
            x_at = named;
            if (out.kind != Kind::week_after || !one(T::next)) return back(start);
            out.kind = Kind::week;
            out.ahead = 2;
        }
    } else {
        return {};
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

// period = weekref | [ "the" ] "week" | monthref | "month"
//        | [ "the" | "this" | "next" ] ( "quarter" | "year" ) .
Grammar::Maybe<Period> Grammar::period() {
    const auto start = x_at;
    using Kind = Period::Kind;
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
