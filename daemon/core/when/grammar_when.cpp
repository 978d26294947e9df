#include "core/when/grammar.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// when = onday [ [ "," ] [ "by" ] part ] | ISODT | solo [ [ "," ] onday ] | winpart [ "," ] onday
//      | daywin [ [ "," ] clock ] | clock [ "," ] ( daywin | onday half )
//      | "first thing in the morning" | "first thing" onday [ "morning" ]
//      | [ "the" | "in the" ] half "of" day | [ "at" ] [ "the" ] "end of" day
//      | [ "at" ] [ "the" ] "same time" sameday | [ "at" ] "this time" sameday .
bool Grammar::when(Phrase& out) {
    if (auto stamp = whole(&Grammar::isodt)) {
        out.core = *stamp;
        return true;
    }
    constexpr std::array alternatives{
        &Grammar::when_on_a_day,    &Grammar::when_at_a_time,   &Grammar::when_in_a_part,
        &Grammar::when_today,       &Grammar::when_clock_first, &Grammar::when_hour_first,
        &Grammar::when_first_thing, &Grammar::when_half_of,     &Grammar::when_end_of,
        &Grammar::when_same_time,
    };
    const auto start = x_at;
    for (const auto alternative : alternatives) {
        if (auto node = (this->*alternative)()) {
            using Kind = Part::Kind;
            const auto kind = node->part.kind;
            if (kind == Kind::clock || kind == Kind::close || kind == Kind::between) zone(node->part);
            if (ends()) {
                out.core = *std::move(node);
                return true;
            }
        }
        x_at = start;
    }
    return false;
}

namespace {

/// Whether bare hours may stand beside it: it has no number of its own, and "Friday 9" may be the ninth.
bool is_near(const std::optional<Day>& day) {
    const auto* word = day ? std::get_if<DayWord>(&day->is) : nullptr;
    return word != nullptr && (word->ahead == 0 || word->ahead == 1);
}

/// Whether what was said of the time may stand with that day, or with none.
bool fits(const When& when) {
    if (!when.part.joined) return true;
    return when.part.bare ? is_near(when.day) : when.day.has_value();
}

} // namespace

// onday [ [ "," ] [ "by" ] part ]
Grammar::Maybe<When> Grammar::when_on_a_day() {
    When out;
    out.day = onday();
    if (!out.day) return {};
    const auto start = x_at;
    maybe(T::comma);
    out.by = take(T::by);
    if (auto node = part()) out.part = *node;
    const bool near = is_near(out.day) && (x_at == start || out.by);
    if (out.part.kind == Part::Kind::none && near)
        if (auto node = bare_hour()) out.part = *node;
    if (out.part.kind == Part::Kind::none || !fits(out)) {
        x_at = start;
        out.part = {};
        out.by = false;
        if (auto node = half_by_ampm()) out.part = *node;
    }
    return out;
}

// solo [ [ "," ] onday ]
Grammar::Maybe<When> Grammar::when_at_a_time() {
    const auto begin = x_at;
    auto node = solo();
    if (!node) return {};
    When out{.part = *node};
    const auto start = x_at;
    maybe(T::comma);
    out.day = onday();
    if (!out.day) x_at = start;
    if (!fits(out)) return back(begin);
    return out;
}

// winpart [ "," ] onday
Grammar::Maybe<When> Grammar::when_in_a_part() {
    const auto start = x_at;
    auto node = winpart();
    if (!node) return {};
    When out{.part = *node};
    maybe(T::comma);
    out.day = onday();
    if (!out.day) return back(start);
    return out;
}

// daywin [ [ "," ] clock ]
Grammar::Maybe<When> Grammar::when_today() {
    auto node = daywin();
    if (!node) return {};
    then_clock(*node);
    if (node->kind == Part::Kind::clock) return When{.part = *node};
    if (const auto named = bare_hour()) {
        node->kind = Part::Kind::clock;
        node->time = named->time;
        node->clock = named->clock;
        node->span.until = named->span.until;
    }
    return When{.part = *node};
}

// hourday = hour ( "today" | "tomorrow" [ half ] | daywin )
Grammar::Maybe<When> Grammar::when_hour_first() {
    const auto start = x_at;
    auto named = bare_hour();
    if (!named) return {};
    When out{.part = *named};
    if (const auto window = daywin()) {
        out.part.hours = window->hours;
        out.part.window = window->window;
        out.part.today = true;
        return out;
    }
    const auto day = x_at;
    if (!any(T::today, T::tomorrow)) return back(start);
    out.day.emplace();
    out.day->is = DayWord{taken().terms.has(T::tomorrow) ? 1 : 0};
    out.day->span = since(day);
    const auto window = x_at;
    out.part.hours = half();
    if (out.part.hours) out.part.window = since(window);
    return out;
}

// clock [ "," ] ( daywin | onday half )
Grammar::Maybe<When> Grammar::when_clock_first() {
    const auto start = x_at;
    auto at = clock();
    if (!at) return {};
    When out{.part = *at};
    maybe(T::comma);
    if (auto window = daywin()) {
        out.part.hours = window->hours;
        out.part.window = window->window;
        out.part.today = true;
        return out;
    }
    out.day = onday();
    const auto named = x_at;
    if (out.day) out.part.hours = half();
    if (!out.part.hours) return back(start);
    out.part.window = since(named);
    return out;
}

// "first thing in the morning" | "first thing" onday [ "morning" ]
Grammar::Maybe<When> Grammar::when_first_thing() {
    const auto start = x_at;
    if (!take(T::first, T::thing)) return {};
    When out;
    out.part = {.kind = Part::Kind::window,
                .hours = Hours::first_thing,
                .window = since(start),
                .span = since(start)};
    if (take(T::in, T::the, T::morning)) {
        out.part.upcoming = true;
        out.part.span = out.part.window = since(start);
        return out;
    }
    out.day = onday();
    if (!out.day) return back(start);
    maybe(T::morning);
    return out;
}

// [ "the" | "in the" ] half "of" day
Grammar::Maybe<When> Grammar::when_half_of() {
    const auto start = x_at;
    if (!take(T::in, T::the)) maybe(T::the);
    const auto named = x_at;
    const auto hours = half();
    if (!hours) return back(start);
    When out;
    out.part = {.kind = Part::Kind::window, .hours = hours, .window = since(named), .span = since(start)};
    if (one(T::of)) out.day = day();
    if (!out.day) return back(start);
    return out;
}

// [ "at" ] [ "the" ] "end of" day
Grammar::Maybe<When> Grammar::when_end_of() {
    const auto start = x_at;
    maybe(T::at);
    maybe(T::the);
    When out;
    if (!take(T::end_word, T::of)) return back(start);
    out.part = {.kind = Part::Kind::close, .span = since(start)};
    out.day = day();
    if (!out.day) return back(start);
    return out;
}

// [ "at" ] [ "the" ] "same time" sameday | [ "at" ] "this time" sameday
Grammar::Maybe<When> Grammar::when_same_time() {
    const auto start = x_at;
    maybe(T::at);
    if (!take(T::this_, T::time)) {
        maybe(T::the);
        if (!take(T::same, T::time)) return back(start);
    }
    When out;
    out.part = {.kind = Part::Kind::same_time, .span = since(start)};
    if (!sameday(out)) return back(start);
    return out;
}

// ISODT
Grammar::Maybe<Stamp> Grammar::isodt() {
    if (!one(T::isodt)) return {};
    const auto& p = taken().parts;
    Stamp out{.year = p[0],
              .month = p[1],
              .day = p[2],
              .hour = p[3],
              .minute = p[4],
              .second = p[5],
              .span = since(x_at - 1)};
    if (p[6] != Token::no_offset) out.offset = p[6];
    return out;
}

// sameday = onday | "next week" .
bool Grammar::sameday(When& out) {
    out.day = onday();
    if (out.day) return true;
    out.next_week = take(T::next, T::week);
    return out.next_week;
}

// onday = [ "on" ] day .
Grammar::Maybe<Day> Grammar::onday() {
    const auto start = x_at;
    maybe(T::on);
    auto out = day();
    if (!out) x_at = start;
    return out;
}

// daywin = "tonight" | "this" half .
Grammar::Maybe<Part> Grammar::daywin() {
    const auto start = x_at;
    Part out{.kind = Part::Kind::window, .hours = Hours::evening, .today = true};
    if (!take(T::tonight)) {
        out.hours.reset();
        if (one(T::this_)) out.hours = half();
        if (!out.hours) return back(start);
    }
    out.span = out.window = since(start);
    return out;
}

// half = "morning" | "afternoon" | "evening" .
Grammar::Maybe<Hours> Grammar::half() {
    if (one(T::morning)) return Hours::morning;
    if (one(T::afternoon)) return Hours::afternoon;
    if (one(T::evening)) return Hours::evening;
    return {};
}

// part = solo | winpart | "first thing" [ "in the morning" ] .
Grammar::Maybe<Part> Grammar::part() {
    const auto start = x_at;
    if (auto out = solo()) return out;
    if (auto out = winpart()) return out;
    if (!take(T::first, T::thing)) return {};
    maybe(T::in, T::the, T::morning);
    return Part{.kind = Part::Kind::window,
                .hours = Hours::first_thing,
                .window = since(start),
                .span = since(start)};
}

} // namespace followup::when
