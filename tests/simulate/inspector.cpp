#include "simulate/inspector.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace followup::simulated {

base::Result<void> Inspector::visit(store::Store& store, run::Bookkeeper& keeper, Instant now) {
    if (auto planned = plan_again(store, keeper.config().rules, now); !planned) return planned;
    return read_feed(keeper, now);
}

/// Planning again equals planning once: what is stored is what follows from the facts.
base::Result<void> Inspector::plan_again(store::Store& store, const plan::Rules& rules, Instant now) {
    const auto cases = store.all_cases();
    if (!cases) return std::unexpected(cases.error());
    for (int n = 0; n < 20 && !cases->empty(); ++n) {
        const auto number = (*cases)[static_cast<std::size_t>(x_dice.roll(static_cast<int>(cases->size())))];
        const auto history = store.history(number);
        const auto duties = store.duties(number);
        const auto nudges = store.nudges(number);
        if (!history || !duties || !nudges) return base::problem("ledger", "a case cannot be read");
        auto plan = plan::derive(ledger::fold(**history), rules, now);
        if (auto next = plan::continued(plan, *duties)) plan = std::move(*next);
        const auto made = plan::difference(*duties, *nudges, plan, now);
        ++x_replans;
        if (!made.changes.empty() || !made.duties.empty() || !made.gone.empty() || !made.nudges.empty()
            || !made.moved.empty() || !made.moot.empty())
            x_watch.broken(
                fmt::format("{} case {}: planned again it is another plan ({} changes, {} duties, {} "
                            "gone, {} nudges, {} moved, {} moot)",
                            base::rfc3339(now), (*history)->id, made.changes.size(), made.duties.size(),
                            made.gone.size(), made.nudges.size(), made.moved.size(), made.moot.size()));
        for (const auto& duty : *duties)
            if (!x_watch.duties().contains(duty.id))
                x_watch.broken(duty.id + " is stored and was never opened");
    }
    return {};
}

/// An entry keeps its UID and when it was made; no UID is there twice.
base::Result<void> Inspector::read_feed(run::Bookkeeper& keeper, Instant now) {
    const auto address = keeper.feed_address({"team"}, now);
    if (!address) return std::unexpected(address.error());
    const auto feed = keeper.feed({address->token}, now);
    if (!feed) return std::unexpected(feed.error());
    std::string_view text{(*feed)->bytes};
    std::set<std::string> seen;
    std::string uid;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find("\r\n"));
        text.remove_prefix(std::min(text.size(), line.size() + 2));
        if (line.starts_with("UID:")) {
            uid = line.substr(4);
            if (!seen.insert(uid).second) x_watch.broken("the team's feed has " + uid + " twice");
        } else if (line.starts_with("CREATED:")) {
            const auto [at, fresh] = x_entries.emplace(uid, line);
            if (!fresh && at->second != line)
                x_watch.broken(uid + " was made at " + at->second + " and " + std::string{line});
        }
    }
    return {};
}

/// At the end: nothing waits any more, and what is past its time is done, dropped, expired or shown as
/// overdue.
base::Result<void> Inspector::judge(store::Store& store, Instant now) {
    const auto cases = store.all_cases();
    if (!cases) return std::unexpected(cases.error());
    auto gone = x_watch.duties();
    for (const auto number : *cases) {
        const auto duties = store.duties(number);
        const auto nudges = store.nudges(number);
        if (!duties || !nudges) return base::problem("ledger", "a case cannot be read");
        for (const auto& duty : *duties) {
            gone.erase(duty.id);
            if (duty.state == plan::State::open && duty.due <= now && !duty.fell_due)
                x_watch.broken(duty.id + " is past its time and nothing says so");
            const auto told = x_watch.duties().find(duty.id);
            if (told == x_watch.duties().end() || told->second.open != (duty.state == plan::State::open)
                || (told->second.open && told->second.due != duty.due))
                x_watch.broken(duty.id + " is not as it was told");
        }
        for (const auto& nudge : *nudges)
            if (nudge.planned && nudge.at <= now) x_watch.broken(nudge.duty + ": a nudge was never sent");
    }
    // What is told later may show that something closed was never owed; what is open does not vanish.
    for (const auto& [id, told] : gone)
        if (told.open) x_watch.broken(id + " was opened and is left nowhere");
    using enum mail::State;
    const mail::State unsettled[] = {claimed, handed};
    const auto mails = store.mails(unsettled, 10);
    if (!mails) return std::unexpected(mails.error());
    for (const auto& mail : *mails)
        x_watch.broken(fmt::format("mail {} is still on its way", mail.number));
    return {};
}

} // namespace followup::simulated
