#include "shell/run/ledger_check.hpp"

#include "shell/run/lookover.hpp"
#include "shell/store/mending.hpp"

#include <algorithm>
#include <span>

namespace followup::run {
namespace {

/// Whether nothing is owed but the next date.
bool is_undated(std::span<const plan::KeptDuty> duties) {
    const auto open = [](const plan::KeptDuty& duty) { return duty.state == plan::State::open; };
    return std::ranges::any_of(duties, open) && std::ranges::all_of(duties, [&](const plan::KeptDuty& duty) {
               return !open(duty) || duty.id.ends_with("/next");
           });
}

} // namespace

bool LedgerCheck::go_on(Bookkeeper& keeper, Instant now) {
    if (!x_running && x_last && now - x_last->begun < every && now >= x_last->begun) return false;
    if (!x_running) {
        x_running = Found{.begun = now};
        x_case = x_mail = x_feed = 0;
        x_cases_read = x_mails_read = false;
    }
    const auto until = std::chrono::steady_clock::now() + piece;
    while (std::chrono::steady_clock::now() < until)
        if (!read_one(keeper, now)) {
            x_running->ended = now;
            const auto unread = store::Mending{keeper.store()}.unreadable();
            x_running->unreadable = unread ? std::ssize(*unread) : 0;
            x_last = std::exchange(x_running, std::nullopt);
            return false;
        }
    return true;
}

bool LedgerCheck::read_one(Bookkeeper& keeper, Instant now) {
    auto& store = keeper.store();
    store::Mending mending{store};
    if (!x_cases_read) {
        const auto next = store.next_case(x_case);
        if (!next) return false; // the ledger's trouble, which is told of elsewhere
        if (*next) {
            x_case = **next;
            ++x_running->cases;
            if (const auto right = Lookover{keeper}.at_case(x_case, now)) x_running->put_right += *right;
            if (const auto owed = store.duties(x_case)) x_running->undated += is_undated(*owed) ? 1 : 0;
            return true;
        }
        x_cases_read = true;
    }
    if (!x_mails_read) {
        const auto next = mending.next_mail(x_mail);
        if (!next) return false;
        if (*next) {
            x_mail = **next;
            ++x_running->mails;
            static_cast<void>(store.mail(x_mail)); // reading it is all
            return true;
        }
        x_mails_read = true;
    }
    const auto next = mending.next_feed(x_feed);
    if (!next || !*next) return false;
    x_feed = **next;
    if (const auto right = Lookover{keeper}.at_feed(x_feed)) x_running->put_right += *right;
    return true;
}

} // namespace followup::run
