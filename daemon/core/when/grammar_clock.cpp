#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// anytime = time | hour .
Grammar::Maybe<Time> Grammar::anytime() {
    auto out = time();
    return out ? out : hour();
}

// time = CLOCK [ AMPM ] | hour AMPM | hour "o'clock" [ AMPM ] | HOURWORD minword [ AMPM ] | NUM2 "h" [ NUM2 ]
//      | [ "12" ] ( "noon" | "midday" | "midnight" )
//      | ( "half past" | [ "a" ] "quarter past" | [ "a" ] "quarter to" | MINUTES ( "past" | "after" | "to" )
//      )
//        hourish | "half" hour [ AMPM ] .
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
    if (auto out = time_of_hour()) return out;
    if (const auto minutes = minutes_beside()) {
        const bool figures = x_tokens[start].terms.has(T::num) && x_at == start + 2;
        const bool to = taken().terms.has(T::to);
        const bool word = here().terms.has(T::hourword);
        if (auto out = beside_minutes(*minutes)) {
            out->either = figures && to && !word;
            out->span = since(start);
            return out;
        }
        return back(start);
    }
    if (auto out = named_time()) return out;
    return time_beside();
}

/// hour AMPM | hour "o'clock" [ AMPM ] | HOURWORD minword [ AMPM ] | NUM2 "h" [ NUM2 ]
Grammar::Maybe<Time> Grammar::time_of_hour() {
    const auto start = x_at;
    auto out = hour();
    if (!out) return {};
    const bool exact = h_clock(*out) || minutes_in_words(*out);
    ampm(*out);
    if (!exact && !out->pm) {
        if (!one(T::oclock)) return back(start);
        ampm(*out);
    }
    out->span = since(start);
    return out;
}

/// The 30 of "ten thirty", the 5 of "nine oh five"; not the twenty of "ten twenty days from now".
bool Grammar::minutes_in_words(Time& out) {
    if (!taken().terms.has(T::hourword)) return false;
    const auto& word = here();
    const auto& then = ahead(1);
    if (word.terms.has(T::oh) && then.terms.has(T::numword) && then.value <= 9) {
        out.minute = then.value;
        x_at += 2;
        return true;
    }
    const bool counts = then.terms.has(T::dayunit) || then.terms.has(T::weekunit)
                        || then.terms.has(T::monthunit) || then.terms.has(T::clockunit)
                        || then.terms.has(T::business) || then.terms.has(T::working);
    if (!word.terms.has(T::numword) || word.value < 10 || word.value > 59 || counts) return false;
    out.minute = word.value;
    ++x_at;
    return true;
}

/// The rest of "15h" and "15h30".
bool Grammar::h_clock(Time& out) {
    if (!rarely(T::h_mark)) return false;
    out.leading_zero = true;
    const auto& minutes = here();
    if (minutes.terms.has(T::num2) && minutes.at == taken().until && minutes.until - minutes.at == 2) {
        out.minute = minutes.value;
        ++x_at;
    }
    return true;
}

/// The "ten to" of "ten to five", as minutes after the hour: 5, 10, 20 and 25 alone, any number with its
/// unit. Other languages say "before".
Grammar::Maybe<int> Grammar::minutes_beside() {
    const auto& number = here();
    if (!number.terms.has(T::num) && !number.terms.has(T::numword)) return {};
    const bool unit = ahead(1).terms.has(T::clockunit) && ahead(1).value == 1;
    const auto& way = ahead(unit ? 2 : 1).terms;
    const bool before = way.has(T::to) || way.has(T::before);
    // "from 10 to 5" has no ten minutes.
    if (x_from && way.has(T::to) && !unit) return {};
    if (!before && !way.has(T::past) && !way.has(T::after)) return {};
    const int count = number.value;
    if (!unit && count != 5 && count != 10 && count != 20 && count != 25) return {};
    x_at += unit ? 3U : 2U;
    return before ? -count : count;
}

/// hourish = hour [ AMPM ] | "noon" | "midday" | "midnight" | "half past" hour [ AMPM ] .
Grammar::Maybe<Time> Grammar::beside_minutes(int minutes) {
    Time out{.form = Time::Form::beside, .minutes = minutes};
    if (any(T::noon, T::midday)) {
        out.form = Time::Form::noon;
        return out;
    }
    if (one(T::midnight)) {
        out.form = Time::Form::midnight;
        return out;
    }
    // "fünf vor halb drei"
    const bool of_half = minutes != 30 && here().terms.has(T::half) && ahead(1).terms.has(T::past);
    if (of_half) {
        x_at += 2;
        out.minutes += 30;
    }
    const auto named = hour();
    if (!named) return {};
    out.hour = named->hour;
    ampm(out);
    return out;
}

/// [ "12" ] ( "noon" | "midday" | "midnight" )
Grammar::Maybe<Time> Grammar::named_time() {
    const auto start = x_at;
    maybe(T::twelve);
    Time out;
    if (any(T::noon, T::midday))
        out.form = Time::Form::noon;
    else if (one(T::midnight))
        out.form = Time::Form::midnight;
    else
        return back(start);
    out.span = since(start);
    return out;
}

/// ( "half past" | [ "a" ] "quarter past" | [ "a" ] "quarter to" ) hourish | "half" hour [ AMPM ]
Grammar::Maybe<Time> Grammar::time_beside() {
    const auto start = x_at;
    int minutes = 30;
    bool half = false;
    if (one(T::half)) {
        half = !one(T::past);
    } else {
        maybe(T::a);
        if (!one(T::quarter)) return back(start);
        minutes = any(T::past, T::after) ? 15 : -15;
        if (minutes < 0 && !one(T::to)) return back(start);
    }
    auto out = beside_minutes(minutes);
    if (!out || (half && out->form != Time::Form::beside)) return back(start);
    out->half = half;
    out->span = since(start);
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

/// "1030" behind "at": with a zero before it by the clock of 24 hours.
Grammar::Maybe<Time> Grammar::figures() {
    const auto start = x_at;
    const auto& token = here();
    const auto count = token.until - token.at;
    if (!token.terms.has(T::num) || count < 3 || count > 4) return {};
    ++x_at;
    Time out{.hour = token.value / 100, .minute = token.value % 100, .leading_zero = token.leading_zero};
    ampm(out);
    out.span = since(start);
    return out;
}

} // namespace followup::when
