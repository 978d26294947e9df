#include "shell/log/log.hpp"
#include "shell/run/answers.hpp"
#include "shell/run/office.hpp"

#include <fmt/format.h>

namespace followup::run {

void Round::take_answers(Bookkeeper& keeper) {
    constexpr std::size_t mails_per_round = 50;
    if (!x_desks.inbox || !believes_clock(keeper)) return;
    const auto& inbox = *x_desks.inbox;
    std::optional<base::Problem> trouble;
    if (x_inbox.empty()) {
        // One listing for all that wait, however many rounds they take.
        auto names = inbox.arrived();
        if (!names) trouble = names.error();
        if (names) x_inbox.assign(names->rbegin(), names->rend());
    }
    for (std::size_t n = 0; n < mails_per_round && !x_inbox.empty() && !trouble; ++n) {
        const auto name = std::move(x_inbox.back());
        x_inbox.pop_back();
        if (!inbox.holds(name)) continue;
        const auto mail = inbox.read(name, arrived_bytes_max);
        if (!mail) {
            log::warning(fmt::format("inbox: set aside {}", base::text(mail.error())));
            if (auto aside = inbox.put_aside(name); !aside) trouble = aside.error();
            continue;
        }
        const auto now = x_desks.clock->now();
        // By the file's own time the same mail read twice gives the same event. A shifted clock knows no such
        // time.
        const auto real = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
        const bool shifted = std::chrono::abs(real - now) > base::minutes{1};
        const auto place = inbox.place_aside(name);
        const Lying lying{name, place, mail->size > mail->bytes.size() ? mail->size : 0};
        const auto received =
            receive(keeper, mail->bytes, shifted ? now : std::min(mail->at, now), now, lying);
        if (!received) {
            // The ledger's trouble or the disk's: the mail stays where it is.
            trouble = received.error();
            break;
        }
        log::info("inbox: " + received->what);
        const auto away = received->keep ? inbox.put_aside(name) : inbox.remove(name);
        if (!away) trouble = away.error();
        if (!keeper.breath().take("answers")) return;
    }
    note(x_troubles.inbox, trouble, "inbox");
    if (trouble) x_inbox.clear(); // listed anew
    if (trouble) return x_desks.look_later(std::chrono::seconds{30});
    if (!x_inbox.empty()) x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::clean_inbox(Bookkeeper& keeper) {
    if (!x_desks.inbox) return;
    const auto real = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
    int removed = 0;
    for (int some = files_cleaned; some == files_cleaned; removed += some) {
        const auto cleaned = x_desks.inbox->clean(real - Round::files_stay, files_cleaned);
        if (!cleaned) return log::warning("inbox: " + base::text(cleaned.error()));
        some = *cleaned;
        if (!keeper.breath().take("old answers")) return;
    }
    if (removed > 0) log::info(fmt::format("inbox: {} mails that had been put aside were removed", removed));
}

} // namespace followup::run
