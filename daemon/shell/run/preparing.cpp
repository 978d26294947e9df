#include "core/plan/post.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/dead_letters.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// Mails say the time they were written at; what could not be claimed for so long is written again.
constexpr base::seconds ready_for{60};
constexpr std::size_t cases_ready = 6000; ///< of some 8 KiB each

} // namespace

base::Result<Drafts> Bookkeeper::drafts_of(const Planned& of, std::vector<plan::KeptNudge> nudges,
                                           Instant at) {
    std::erase_if(nudges, [at](const plan::KeptNudge& row) { return !row.planned || row.at > at; });
    auto postings = postings_of(of, nudges, at);
    if (!postings) return std::unexpected(postings.error());
    for (const auto& due : *postings) {
        const auto& to = due.posting.to;
        const auto had = had_by(due, at);
        if (!had) return std::unexpected(had.error());
        const auto nobody = nobody_since(*this, to.email);
        if (!nobody) return std::unexpected(nobody.error());
        if (*nobody || !had->alone || had->more || due.unsent != Unsent::no || x_ready.writes_to(to.id)
            || !x_config->rules.window.open(at, to.zone))
            return Drafts{};
    }
    Drafts drafts;
    for (auto& due : *postings)
        if (auto begun = draft(std::move(due), at, drafts); !begun) return std::unexpected(begun.error());
    return drafts;
}

base::Result<bool> Bookkeeper::prepare(Instant now, int cases_max) {
    x_ready.drop_ended(now);
    if (x_ready.cases() >= cases_ready) return false;
    auto places = x_store.due_places(x_ready.seen(), now + ready_before, cases_max);
    if (!places) return std::unexpected(places.error());
    if (places->empty()) return false;
    std::vector<Written> all;
    for (const auto& place : *places) {
        auto one = all_written(place.case_number, std::max(now, place.at));
        if (!one && x_store.is_set_aside(place.case_number)) continue;
        if (!one) return std::unexpected(one.error());
        all.push_back(std::move(*one));
    }
    std::erase_if(*places,
                  [this](const store::DuePlace& place) { return x_store.is_set_aside(place.case_number); });
    Ahead<bool> ahead{x_helper, all.size(), [&](std::size_t n) {
                          const auto row = all[n].row;
                          const auto then = difference(all[n], std::max(now, (*places)[n].at));
                          return all[n].plan && then == plan::Difference{}
                                 && all[n].plan->look_again == row.look_again;
                      }};
    // A reader's first mail tells of their feed, which is made for it.
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (std::size_t n = 0; n < all.size(); ++n) {
        const bool as_planned = ahead.take(n);
        const auto& place = (*places)[n];
        x_ready.see(place);
        // Something else has to be done first, when its time has come.
        if (!as_planned) continue;
        auto& of = all[n];
        const auto at = std::max(now, place.at);
        remember(of, at);
        auto until = std::min(at + ready_for, of.plan->look_again.value_or(Instant::max()));
        for (const auto& nudge : of.nudges) // it would go along
            if (nudge.planned && nudge.at > at) until = std::min(until, nudge.at);
        auto drafts = drafts_of({of.row, of.known, of.plan}, std::move(of.nudges), at);
        if (!drafts) return give_up(drafts.error());
        if (!drafts->empty()) x_ready.put(place.case_number, {at, until, std::move(*drafts)});
    }
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return true;
}

bool Bookkeeper::take_ready(std::int64_t case_number, Instant now, Drafts& drafts) {
    auto ready = x_ready.take(case_number, now);
    if (!ready) return false;
    const auto& window = x_config->rules.window;
    const auto may_go = [&](const Draft& each) {
        const auto same_reader = [&](const Draft& other) {
            return other.posting.to.id == each.posting.to.id;
        };
        return window.open(now, each.posting.to.zone) && std::ranges::none_of(drafts, same_reader);
    };
    if (!std::ranges::all_of(*ready, may_go)) return false;
    std::ranges::move(*ready, std::back_inserter(drafts));
    return true;
}

} // namespace followup::run
