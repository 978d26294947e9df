#include "core/plan/meetings.hpp"

#include "core/plan/dates.hpp"

#include <algorithm>

namespace followup::plan {

Meeting meeting_of(const ledger::End& end) {
    return {end.began, end.ended, {}};
}

Meeting meeting_of(const Revision& date, const base::Zone& zone) {
    // A day may be meant up to the midnight that ends it.
    if (date.shape == Shape::on_date) return {{}, {}, zone.date(date.due - base::seconds{1})};
    if (date.shape == Shape::window) return {date.begins, date.due, {}};
    return {date.begins.value_or(date.due), {}, {}};
}

Meeting meeting_of(const queue::Spoken& said, const base::Zone& zone) {
    const auto to = target(said, zone, {});
    if (to.shape == Shape::on_date) return {{}, {}, to.date};
    if (to.shape == Shape::window) return {to.begins, to.due, {}};
    return {to.begins, {}, {}};
}

base::Date day_of(const Meeting& meeting, const base::Zone& zone) {
    if (meeting.day) return *meeting.day;
    return zone.date(meeting.begins ? *meeting.begins : meeting.ends.value_or(Instant{}));
}

Differs compared(const Meeting& before, const Meeting& now, const base::Zone& zone) {
    if (before.begins && now.begins) return before.begins == now.begins ? Differs::nothing : Differs::moved;
    if (day_of(before, zone) != day_of(now, zone)) return Differs::moved;
    if (before.ends && now.ends && before.ends != now.ends) return Differs::moved;
    const bool timed = before.begins || before.ends;
    return timed && !(now.begins && !before.begins) ? Differs::nothing : Differs::more;
}

bool told_ahead(const ledger::End& end) {
    return end.ended > end.learned && end.origin.edition != queue::Edition::first;
}

const ledger::Step* step_before(const ledger::Case& known, const ledger::Round& round, Instant by) {
    const auto place = &round - known.rounds.data();
    if (place < 1) return nullptr;
    const ledger::Step* last = nullptr;
    for (const auto& step : known.rounds[static_cast<std::size_t>(place) - 1].steps) {
        const bool second = step.next.what == queue::NextKind::second_interview;
        const auto known_by = [by](const ledger::PromisedDate& date) { return date.learned <= by; };
        if (second && !step.struck && std::ranges::any_of(step.dates, known_by)) last = &step;
    }
    return last;
}

} // namespace followup::plan
