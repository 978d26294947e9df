#include "core/when/grammar.hpp"

#include "core/when/expected.hpp"

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
    if (!phrase(out)) return std::unexpected(refusal());
    for (const auto& token : x_tokens) {
        if (!token.terms.has(T::weekday)) continue;
        out.names_saturday = out.names_saturday || token.value == 6;
        out.names_sunday = out.names_sunday || token.value == 0;
    }
    return out;
}

Error Grammar::refusal() const {
    if (x_tokens.size() == 1) return {ErrorCode::empty, 0, "no date given"};
    const auto& token = x_tokens[x_furthest];
    if (token.terms.has(T::end))
        return {ErrorCode::incomplete, x_phrase.size(),
                "the phrase stops too early; expected " + listed(x_expected)};
    const auto quoted = "'" + std::string{x_phrase.substr(token.at, token.until - token.at)} + "'";
    switch (token.refusal) {
    case Refusal::vague:
        return {ErrorCode::vague, token.at, quoted + " is not a number or a date; say which day"};
    case Refusal::recurring:
        return {ErrorCode::recurring, token.at, quoted + ": repeated dates are not promises; say one day"};
    case Refusal::zone:
        return {ErrorCode::zone, token.at,
                quoted + ": zone names are not read; times are meant in the zone given"};
    case Refusal::open_ended:
        return {ErrorCode::open_ended, token.at, quoted + " has no end; say 'the day after ...' or 'by ...'"};
    case Refusal::either:
        return {ErrorCode::ambiguous, token.at, "two readings: before or after 'or'; say one"};
    case Refusal::none: break;
    }
    return {ErrorCode::unexpected, token.at, quoted + " not understood here; expected " + listed(x_expected)};
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

// lead = "by" | "no later than" | "not later than" | "before" .
Lead Grammar::lead() {
    if (take(T::by) || take(T::no, T::later, T::than) || take(T::not_, T::later, T::than)) return Lead::by;
    return take(T::before) ? Lead::before : Lead::none;
}

// core = past | within | elapsed | [ "sometime" | "some time" ] ( when | range ) .
bool Grammar::core(Phrase& out) {
    out.span = {here().at, x_tokens.back().at};
    if (auto node = whole(&Grammar::past))
        out.core = *std::move(node);
    else if (auto inside = whole(&Grammar::within))
        out.core = *std::move(inside);
    else if (auto hours = whole(&Grammar::elapsed))
        out.core = *std::move(hours);
    else {
        if (!take(T::sometime)) maybe(T::some, T::time);
        if (when(out)) return true;
        auto days = whole(&Grammar::range);
        if (!days) return false;
        out.core = *std::move(days);
    }
    return true;
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
    if (take(T::within))
        maybe(T::the, T::next);
    else if (!take(T::in, T::the, T::next) && !take(T::over, T::the, T::next))
        return back(start);
    auto length = duration();
    if (!length) return back(start);
    Within out{.duration = *length};
    const auto end = x_at;
    if (take(T::from, T::now)) return out;
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
    if (take(T::from, T::now)) return out;
    const auto way = from_after_before();
    if (!way) return back(start);
    out.way = *way;
    out.interview = interview();
    if (!out.interview) return back(start);
    return out;
}

// interview = ( "the" | "our" ) "interview" .
Grammar::Maybe<Interview> Grammar::interview() {
    const auto start = x_at;
    if (!any(T::the, T::our) || !one(T::interview)) return back(start);
    return Interview{since(start)};
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
    return true;
}

// number = NUM | NUMWORD | "a" | "an" | "a couple" [ "of" ] .
Grammar::Maybe<Quantity> Grammar::number() {
    const auto start = x_at;
    Quantity out;
    if (any(T::num, T::numword)) {
        out.count = taken().value;
    } else if (take(T::a, T::couple)) {
        out.count = 2;
        maybe(T::of);
    } else if (!any(T::a, T::an)) {
        return {};
    }
    out.number = since(start);
    return out;
}

} // namespace followup::when
