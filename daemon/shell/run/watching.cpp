#include "shell/run/first_edition.hpp"
#include "shell/run/namesakes.hpp"
#include "shell/run/office.hpp"

#include <fmt/format.h>

/// What a round tells the administrator about.
namespace followup::run {

void Round::watch_storm(Bookkeeper& keeper) {
    const auto storm = keeper.storm();
    if (!storm) return; // the ledger's trouble, which is told of elsewhere
    std::optional<base::Problem> trouble;
    if (*storm)
        trouble = base::Problem{
            "mails",
            fmt::format(
                "everything new is held since {}: reminders of {} cases were due at once, and more than "
                "{} mails in an hour are not usual",
                base::rfc3339((*storm)->since), (*storm)->due, (*storm)->limit),
            "look at them with followup outbox; followup outbox release all lets them go"};
    note(x_troubles.storm, trouble, "storm guard");
}

void Round::watch_relays(Bookkeeper& keeper) {
    std::optional<base::Problem> trouble;
    for (const auto& relay : keeper.config().mail.relays) {
        const auto words = keeper.relays().refusing(relay.url);
        if (!words) return; // the ledger's trouble, which is told of elsewhere
        if (!*words || trouble) continue;
        trouble = base::Problem{"relay " + relay.url, "it refuses us, not our readers: " + **words,
                                "mend it there, then: followup outbox retry all"};
    }
    note(x_troubles.relay, trouble, "relay");
}

void Round::watch_first_edition(Bookkeeper& keeper, Instant now) {
    constexpr base::seconds every = base::minutes{1};
    if (now >= x_first_edition_seen && now - x_first_edition_seen < every) return;
    const auto doubt = FirstEdition{keeper.store()}.doubts(now, keeper.config().mail.intervals.give_up);
    const auto people = Namesakes{keeper.store()}.trouble(keeper.config().rules.agency);
    if (!doubt || !people) return; // the ledger's trouble, which is told of elsewhere
    note(x_troubles.upgrade, *doubt, "upgrade");
    note(x_troubles.people, *people, "people");
    if (x_aliases_known) x_first_edition_seen = now;
}

} // namespace followup::run
