#include "core/plan/draft.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace followup::plan {

Duty duty_of(const ledger::Round& round, Kind kind, const std::string& part, const Person& owner,
             Instant opened) {
    Duty duty;
    duty.id = fmt::format("{}/{}{}{}", round.interview.id, word(kind), part.empty() ? "" : "/", part);
    duty.kind = kind;
    duty.interview = round.interview.id;
    duty.owner = owner;
    duty.opened = opened;
    duty.cause = opened;
    return duty;
}

void revise(Duty& duty, Instant due, Instant since, Instant learned, Reason reason,
            std::optional<ledger::Origin> said) {
    if (!duty.dates.empty() && duty.due == due) return;
    duty.due = due;
    duty.dates.push_back({due, since, std::move(reason), learned, said});
    duty.cause = std::max(duty.cause, learned);
}

void meant_as(Duty& duty, Shape shape, std::optional<Instant> begins) {
    duty.shape = shape;
    duty.begins = begins;
    duty.dates.back().shape = shape;
    duty.dates.back().begins = begins;
}

int times_moved(const std::vector<Revision>& dates) {
    std::set<Instant> times;
    for (const auto& date : dates)
        times.insert(date.learned);
    if (times.size() < 2) return 0;
    int moved = -1;
    std::optional<Instant> before;
    for (const auto time : times) {
        const auto last = std::find_if(dates.rbegin(), dates.rend(),
                                       [&](const Revision& date) { return date.learned <= time; });
        if (before != last->due) ++moved;
        before = last->due;
    }
    return moved;
}

std::vector<Stretch> owed_by_dates(const Duty& duty, const std::optional<Lapse>& lapse) {
    std::vector<Stretch> owed = {{duty.opened, std::nullopt}};
    if (!lapse || lapse->by_date.size() != duty.dates.size()) return owed;
    std::set<Instant> times;
    for (const auto& date : duty.dates)
        if (date.learned > duty.opened) times.insert(date.learned);
    for (const auto time : times) {
        std::size_t in_force = 0; // just before
        for (std::size_t n = 0; n < duty.dates.size(); ++n)
            if (duty.dates[n].learned < time) in_force = n;
        const auto lapsed = lapse->by_date[in_force];
        if (lapsed >= time || owed.back().until) continue;
        settle(owed, lapsed);
        owed.push_back({time, std::nullopt});
    }
    return owed;
}

void settle(std::vector<Stretch>& owed, Instant learned) {
    while (owed.size() > 1 && owed.back().from >= learned)
        owed.pop_back();
    auto& last = owed.back();
    if (!last.until || *last.until > learned) last.until = std::max(last.from, learned);
}

void add_cancelled(std::vector<Turn>& turns, const ledger::Round& round) {
    if (const auto& off = round.cancelled)
        turns.push_back({State::dropped, off->origin.at, off->origin.learned, off->reason});
}

void add_named_again(std::vector<Turn>& turns, const std::vector<ledger::PromisedDate>& dates) {
    for (std::size_t n = 1; n < dates.size(); ++n) {
        const auto& date = dates[n];
        // A file that is corrected says what was said at its interview.
        if (date.origin.edition != queue::Edition::first)
            turns.push_back({State::open, date.on.said, date.learned, date.reason});
    }
}

void add_offers(std::vector<Turn>& turns, const Duty& duty, const ledger::Case& known) {
    for (const auto& offer : known.offers) {
        if (duty.opened > offer.origin.learned) continue; // it came after that was known
        turns.push_back({State::dropped,
                         offer.origin.at,
                         offer.origin.learned,
                         {.word = "offer", .own = {}, .tell = {}, .withheld = true}});
    }
}

} // namespace followup::plan
