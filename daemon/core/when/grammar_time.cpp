#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// solo = clock [ inthe ] | hour inthe | inthe [ [ "," ] clock ] | "at lunchtime" | close | between .
Grammar::Maybe<Part> Grammar::solo() {
    const auto start = x_at;
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
    return Part{.kind = Part::Kind::close, .span = since(start)};
}

// between = "between" anytime "and" anytime | "from" anytime "to" anytime .
Grammar::Maybe<Part> Grammar::between() {
    const auto start = x_at;
    const bool from = one(T::from);
    if (!from && !one(T::between)) return {};
    Part out{.kind = Part::Kind::between};
    const auto first = anytime();
    if (!first || !one(from ? T::to : T::and_)) return back(start);
    const auto second = anytime();
    if (!second) return back(start);
    out.time = *first;
    out.until = *second;
    out.span = out.clock = since(start);
    return out;
}

// anytime = time | hour .
Grammar::Maybe<Time> Grammar::anytime() {
    auto out = time();
    return out ? out : hour();
}

// clock = time | ( "at" | "@" ) anytime .
Grammar::Maybe<Part> Grammar::clock() {
    const auto start = x_at;
    auto at = time();
    if (!at && any(T::at, T::at_sign)) at = anytime();
    if (!at) return back(start);
    return Part{.kind = Part::Kind::clock, .time = *at, .clock = since(start), .span = since(start)};
}

// time = CLOCK [ AMPM ] | hour AMPM | hour "o'clock" [ AMPM ]
//      | [ "12" ] ( "noon" | "midday" | "midnight" )
//      | ( "half past" | [ "a" ] "quarter past" | [ "a" ] "quarter to" ) hour [ AMPM ] .
Grammar::Maybe<Time> Grammar::time() {
    const auto start = x_at;
    if (one(T::clock)) {
        const auto& token = taken();
        Time out{.hour = token.parts[0],
                 .minute = token.parts[1],
                 .second = token.parts[2],
                 .leading_zero = token.leading_zero};
        ampm(out);
        out.span = since(start);
        return out;
    }
    if (auto out = hour()) {
        ampm(*out);
        if (!out->pm && one(T::oclock)) {
            ampm(*out);
            out->span = since(start);
            return out;
        }
        out->span = since(start);
        if (out->pm) return out;
        x_at = start;
    }
    maybe(T::twelve);
    Time out;
    if (any(T::noon, T::midday))
        out.form = Time::Form::noon;
    else if (one(T::midnight))
        out.form = Time::Form::midnight;
    else {
        x_at = start;
        if (take(T::half, T::past))
            out.form = Time::Form::half_past;
        else {
            maybe(T::a);
            if (take(T::quarter, T::past))
                out.form = Time::Form::quarter_past;
            else if (take(T::quarter, T::to))
                out.form = Time::Form::quarter_to;
            else
                return back(start);
        }
        const auto named = hour();
        if (!named) return back(start);
        out.hour = named->hour;
        out.leading_zero = named->leading_zero;
        ampm(out);
    }
    out.span = since(start);
    return out;
}

void Grammar::ampm(Time& out) {
    if (one(T::ampm)) out.pm = taken().value == 1;
}

// hour = NUM2 | HOURWORD .
Grammar::Maybe<Time> Grammar::hour() {
    const auto start = x_at;
    if (!any(T::num2, T::hourword)) return {};
    return Time{.hour = taken().value, .leading_zero = taken().leading_zero, .span = since(start)};
}

} // namespace followup::when
