#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

void Grammar::missed(Term term) {
    if (x_at > x_furthest) x_expected = {};
    x_furthest = x_at;
    x_expected.add(term);
}

std::expected<Phrase, Error> Grammar::read() {
    Phrase out;
    for (const auto& token : x_tokens)
        x_joins = x_joins || token.terms.has(T::dash) || token.terms.has(T::to) || token.terms.has(T::or_);
    if (!phrase(out)) return std::unexpected(refusal());
    if (x_latest && out.lead == Lead::none) out.lead = Lead::by;
    for (const auto& token : x_tokens) {
        if (!token.terms.has(T::weekday)) continue;
        out.names_saturday = out.names_saturday || token.value == 6;
        out.names_sunday = out.names_sunday || token.value == 0;
    }
    return out;
}

// phrase = [ lead ] core | "before" interview .
bool Grammar::phrase(Phrase& out) {
    if (x_gone) return moment(out);
    if (one(T::before)) {
        const auto start = x_at;
        if (auto node = whole(&Grammar::interview)) {
            out.lead = Lead::before;
            out.span = node->span;
            out.core = *node;
            return true;
        }
        x_at = start - 1;
    }
    out.lead = lead();
    return core(out);
}

/// The end, and before it "at the latest" or "or earlier".
bool Grammar::ends() {
    if (one(T::end)) return true;
    const auto start = x_at;
    if (rarely(T::at) && rarely(T::the) && rarely(T::latest) && rarely(T::end)) return x_latest = true;
    x_at = start;
    if (rarely(T::or_) && (rarely(T::earlier) || rarely(T::sooner)) && rarely(T::end)) return x_latest = true;
    x_at = start;
    return false;
}

// lead = "by" | "no later than" | "not later than" | "before" | "on or before"
//      | "at the latest" [ "by" | "on" ] .
Lead Grammar::lead() {
    if (here().terms.has(T::on) && ahead(1).terms.has(T::or_) && ahead(2).terms.has(T::before)) {
        x_at += 3;
        return Lead::by;
    }
    if (here().terms.has(T::at) && ahead(1).terms.has(T::the) && ahead(2).terms.has(T::latest)) {
        x_at += 3;
        if (!rarely(T::by)) static_cast<void>(rarely(T::on));
        return Lead::by;
    }
    if (take(T::by) || take(T::no, T::later, T::than) || take(T::not_, T::later, T::than)) return Lead::by;
    return take(T::before) ? Lead::before : Lead::none;
}

// core = past | within | elapsed | [ "sometime" | "some time" ] ( when | range ) .
bool Grammar::core(Phrase& out) {
    out.span = {here().at, x_tokens.back().at};
    x_pairs = x_joins;
    if (auto node = whole(&Grammar::past))
        out.core = *std::move(node);
    else if (auto inside = whole(&Grammar::within))
        out.core = *std::move(inside);
    else if (auto hours = whole(&Grammar::elapsed))
        out.core = *std::move(hours);
    else if (auto days = x_joins ? whole(&Grammar::spread) : std::nullopt)
        out.core = *std::move(days);
    else {
        x_pairs = false;
        sometime();
        if (when(out)) return true;
        auto period = whole(&Grammar::range);
        if (!period) return false;
        out.core = *std::move(period);
    }
    return true;
}

// [ "sometime" | "some time" | "anytime" | "any time" ]
void Grammar::sometime() {
    if (take(T::sometime) || take(T::some, T::time) || rarely(T::anytime)) return;
    if (here().terms.has(T::any_word) && ahead(1).terms.has(T::time)) x_at += 2;
}

// past = "yesterday" | duration "ago" | "last" ( WEEKDAY | "week" | "weekend" | "month" | "year" | "night" )
// .
Grammar::Maybe<Past> Grammar::past() {
    const auto start = x_at;
    if (take(T::yesterday)) return Past{};
    if (auto length = duration()) {
        if (one(T::ago)) return Past{.kind = Past::Kind::ago, .duration = *length};
        return back(start);
    }
    if (!one(T::last)) return {};
    Past out{.kind = Past::Kind::last};
    if (one(T::weekday))
        out.day = base::weekday{static_cast<unsigned>(taken().value)};
    else if (!any(T::week, T::weekend, T::month, T::year, T::night))
        return back(start);
    return out;
}

// within = ( "within" [ "the next" ] | "in the next" | "over the next" ) duration
//          [ "from now" | ( "of" | "after" | "from" ) interview ] .
Grammar::Maybe<Within> Grammar::within() {
    const auto start = x_at;
    bool next = true;
    if (take(T::within))
        next = take(T::the, T::next);
    else if (!take(T::in, T::the, T::next) && !take(T::over, T::the, T::next))
        return back(start);
    auto length = duration();
    if (!length && next) length = coming_duration();
    if (!length) return back(start);
    Within out{.duration = *length};
    const auto end = x_at;
    if (from_now()) return out;
    if (any(T::of, T::after, T::from)) out.interview = interview();
    if (!out.interview) x_at = end;
    return out;
}

// elapsed = "in" clockdur [ "time" ] | clockdur ( "from now" | ( "after" | "from" | "before" ) interview ) .
Grammar::Maybe<Elapsed> Grammar::elapsed() {
    const auto start = x_at;
    const bool in = one(T::in);
    auto length = clockdur();
    if (!length) return back(start);
    Elapsed out{.duration = *length, .way = Way::after};
    if (in) {
        maybe(T::time);
        return out;
    }
    if (from_now()) return out;
    const auto way = from_after_before();
    if (!way) return back(start);
    out.way = *way;
    out.interview = interview();
    if (!out.interview) return back(start);
    return out;
}

/// An offset with two numbers.
Grammar::Maybe<Spread> Grammar::spread() {
    const auto start = x_at;
    auto node = offset();
    if (!node || node->duration.first.least == 0) return back(start);
    return Spread{*std::move(node), since(start)};
}

// interview = ( "the" | "our" ) "interview" .
Grammar::Maybe<Interview> Grammar::interview() {
    const auto start = x_at;
    if (!any(T::the, T::our) || !one(T::interview)) return back(start);
    return Interview{since(start)};
}

} // namespace followup::when
