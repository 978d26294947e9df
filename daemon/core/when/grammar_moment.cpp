#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// moment = ago | elapsed | when | "last night" [ [ "," ] clock ] .
bool Grammar::moment(Phrase& out) {
    out.span = {here().at, x_tokens.back().at};
    if (auto back = whole(&Grammar::ago))
        out.core = *std::move(back);
    else if (auto hours = whole(&Grammar::elapsed))
        out.core = *std::move(hours);
    else if (auto night = whole(&Grammar::last_night))
        out.core = *std::move(night);
    else
        return when(out);
    return true;
}

// ago = clockdur "ago" | "before" clockdur .
Grammar::Maybe<Elapsed> Grammar::ago() {
    const auto start = x_at;
    // "vor einer Stunde": other languages say it in this order.
    const bool first = one(T::before);
    auto length = clockdur();
    if (!length || (!first && !one(T::ago))) return back(start);
    return Elapsed{.duration = *length, .way = Way::before, .interview = {}};
}

// "last night" [ [ "," ] clock ]
Grammar::Maybe<When> Grammar::last_night() {
    const auto start = x_at;
    if (!take(T::last, T::night)) return {};
    When out;
    out.part = {
        .kind = Part::Kind::window, .hours = Hours::evening, .window = since(start), .span = since(start)};
    out.day.emplace();
    out.day->is = DayWord{-1};
    out.day->span = since(start);
    then_clock(out.part);
    return out;
}

// caldur "ago" | "before" caldur
Grammar::Maybe<Offset> Grammar::days_ago() {
    const auto start = x_at;
    const bool first = one(T::before);
    auto length = caldur();
    if (!length || (!first && !one(T::ago))) return back(start);
    return Offset{.duration = *length, .way = Way::before, .from_today = true, .target = {}};
}

// "last" WEEKDAY | "last week" [ "," ] [ "on" ] WEEKDAY
Grammar::Maybe<Weekday> Grammar::last_weekday() {
    const auto start = x_at;
    if (!one(T::last)) return {};
    Weekday out{.form = Weekday::Form::last};
    if (take(T::week)) {
        out.form = Weekday::Form::of_week;
        out.weeks_ahead = -1;
        maybe(T::comma);
        maybe(T::on);
    }
    if (!one(T::weekday)) return back(start);
    out.day = taken().weekday();
    return out;
}

} // namespace followup::when
