#include "shell/log/log.hpp"
#include "shell/run/office.hpp"
#include "shell/run/unreadable.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {

void Round::watch_unreadable(Bookkeeper& keeper) {
    auto found = unreadable_words(keeper);
    if (!found) return; // the ledger's trouble, which is told of elsewhere
    for (const auto& each : *found)
        if (std::ranges::find(x_troubles.unreadable, each) == x_troubles.unreadable.end())
            log::error(base::text(each));
    for (const auto& each : x_troubles.unreadable)
        if (std::ranges::find(*found, each) == found->end())
            log::info(fmt::format("{}: can be read again", each.where));
    const bool fewer = found->size() < x_troubles.unreadable.size();
    x_troubles.unreadable = std::move(*found);
    // What was told of a case that could not be read may be taken in now.
    if (!fewer) return;
    x_desks.spool.look_at_held();
    x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::check_ledger(Bookkeeper& keeper, Instant now) {
    const auto before = x_ledger_check.last();
    if (x_ledger_check.go_on(keeper, now)) return x_desks.look_later(std::chrono::milliseconds{10});
    const auto& last = x_ledger_check.last();
    if (last && (!before || before->ended != last->ended))
        log::info(
            fmt::format("the ledger was checked: {} cases and {} mails read, {} set aside, {} put right",
                        last->cases, last->mails, last->unreadable, last->put_right));
}

} // namespace followup::run
