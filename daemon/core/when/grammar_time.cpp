#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// solo = clock [ inthe ] | hour inthe | inthe [ [ "," ] clock ] | "at lunchtime" | close | between .
Grammar::Maybe<Part> Grammar::solo() {
    const auto start = x_at;
    if (x_joins)
        if (auto out = joined()) return out;
    if (auto out = clock()) {
        if (const auto window = inthe()) {
            out->hours = window->hours;
            out->window = window->window;
            out->span = since(start);
        }
        return out;
    }
    if (const auto named = hour()) {
        const auto end = since(start);
        if (auto out = inthe()) {
            out->kind = Part::Kind::clock;
            out->upcoming = false;
            out->time = *named;
            out->clock = end;
            out->span = since(start);
            return out;
        }
        x_at = start;
    }
    if (auto out = inthe()) {
        then_clock(*out);
        return out;
    }
    if (take(T::at, T::lunchtime))
        return Part{.kind = Part::Kind::window,
                    .hours = Hours::lunchtime,
                    .window = since(start),
                    .span = since(start)};
    if (auto out = close()) return out;
    return between();
}

// winpart = ( half | "lunchtime" ) [ [ "," ] clock ] .
Grammar::Maybe<Part> Grammar::winpart() {
    const auto start = x_at;
    Part out{.kind = Part::Kind::window, .hours = half()};
    if (!out.hours && take(T::lunchtime)) out.hours = Hours::lunchtime;
    if (!out.hours) return {};
    out.span = out.window = since(start);
    then_clock(out);
    return out;
}

/// [ [ "," ] clock ] after the hours that it must fall in.
void Grammar::then_clock(Part& out) {
    const auto start = x_at;
    maybe(T::comma);
    if (const auto at = clock()) {
        out.kind = Part::Kind::clock;
        out.upcoming = false;
        out.time = at->time;
        out.clock = at->clock;
        out.span.until = at->span.until;
        out.zone = at->zone;
    } else {
        x_at = start;
    }
}

// inthe = "in the" half .
Grammar::Maybe<Part> Grammar::inthe() {
    const auto start = x_at;
    Part out{.kind = Part::Kind::window, .upcoming = true};
    if (take(T::in, T::the)) out.hours = half();
    if (!out.hours) return back(start);
    out.span = out.window = since(start);
    return out;
}

// close = [ "at" ] [ "the" ] ( "close of" ( "business" | "play" )
//       | "end of" ( "business" | "play" | [ "the" ] "day" ) ) | "cob" | "eob" | "eod" .
Grammar::Maybe<Part> Grammar::close() {
    const auto start = x_at;
    if (!any(T::cob, T::eob, T::eod)) {
        maybe(T::at);
        maybe(T::the);
        if (take(T::close, T::of)) {
            if (!any(T::business, T::play)) return back(start);
        } else {
            if (!take(T::end_word, T::of)) return back(start);
            if (!any(T::business, T::play) && !take(T::the, T::day) && !take(T::day)) return back(start);
        }
    }
    Part out{.kind = Part::Kind::close, .span = since(start)};
    zone(out);
    return out;
}

// between = "between" anytime "and" anytime | "from" anytime "to" anytime .
Grammar::Maybe<Part> Grammar::between() {
    const auto start = x_at;
    const bool from = one(T::from);
    if (!from && !one(T::between)) return {};
    Part out{.kind = Part::Kind::between};
    x_from = from;
    const auto first = anytime();
    x_from = false;
    if (!first || (!(from && rarely(T::dash)) && !one(from ? T::to : T::and_))) return back(start);
    const auto second = anytime();
    if (!second) return back(start);
    out.time = *first;
    out.until = *second;
    out.span = out.clock = since(start);
    zone(out);
    return out;
}

/// anytime ( "-" | "–" | "to" ) anytime: what is no time of day alone needs today or tomorrow beside it.
Grammar::Maybe<Part> Grammar::joined() {
    const auto start = x_at;
    auto first = time();
    bool exact = first.has_value();
    if (!first) first = hour();
    if (!first || (!rarely(T::dash) && !rarely(T::to))) return back(start);
    auto second = time();
    exact = exact || second.has_value();
    if (!second) second = hour();
    if (!second) return back(start);
    Part out{.kind = Part::Kind::between, .time = *first, .until = *second, .joined = true, .bare = !exact};
    out.span = out.clock = since(start);
    zone(out);
    return out;
}

/// "Thursday am": the morning.
Grammar::Maybe<Part> Grammar::half_by_ampm() {
    const auto start = x_at;
    if (!rarely(T::ampm)) return {};
    return Part{.kind = Part::Kind::window,
                .hours = taken().value == 1 ? Hours::afternoon : Hours::morning,
                .window = since(start),
                .span = since(start)};
}

/// A bare hour beside a day that has no number of its own.
Grammar::Maybe<Part> Grammar::bare_hour() {
    const auto start = x_at;
    const auto named = hour();
    if (!named) return {};
    return Part{.kind = Part::Kind::clock, .time = *named, .clock = since(start), .span = since(start)};
}

// clock = time | ( "at" | "@" ) anytime .
Grammar::Maybe<Part> Grammar::clock() {
    const auto start = x_at;
    auto at = time();
    if (!at && any(T::at, T::at_sign)) {
        at = figures();
        if (!at) at = anytime();
        if (at) at->either = false;
    }
    if (!at) return back(start);
    Part out{.kind = Part::Kind::clock, .time = *at, .clock = since(start), .span = since(start)};
    zone(out);
    return out;
}

} // namespace followup::when
