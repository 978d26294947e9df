#include "shell/run/concerns.hpp"

#include "shell/run/commands.hpp"
#include "shell/spool/lying.hpp"
#include "shell/store/watched.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace followup::run {
namespace {

constexpr base::seconds relay_rests = base::hours{1};
constexpr double queue_percent_min = 5.0;

bool on_one_disk(const std::string& one, const std::string& other) {
    struct stat first{};
    struct stat second{};
    return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0
           && first.st_dev == second.st_dev;
}

void look_at_queue(const config::Config& config, base::Problems& found) {
    const auto refused = spool::refused_lately(config.queue, config.monitor.remember);
    if (refused > 0)
        found.push_back({"queue", fmt::format("files that were refused and not mended: {}", refused),
                         "each has its reason beside it in bad/; hand them in again, or remove them there"});
    // What the state folder's disk lacks is told of by the round.
    if (on_one_disk(config.queue, config.state)) return;
    const auto space = files::space(config.queue);
    if (!space)
        found.push_back(space.error());
    else if (space->bytes_percent < queue_percent_min || space->inodes_percent < queue_percent_min)
        found.push_back({config.queue,
                         fmt::format("only {:.0f} % of the queue's disk and {:.0f} % of its inodes are free",
                                     space->bytes_percent, space->inodes_percent),
                         "make room there, or nobody can hand in a file"});
}

void look_at_mails(store::Watched watched, Instant since, base::Problems& found) {
    using mail::State;
    const auto parked = watched.settled(State::parked, since);
    const auto rejected = watched.settled(State::rejected, since);
    if (!parked || !rejected) return; // the ledger's trouble, which is told of elsewhere
    if (*parked > 0)
        found.push_back({"mails", fmt::format("held after doubt or crashes: {}", *parked),
                         "look at them with followup outbox; release sends one again"});
    if (*rejected > 0)
        found.push_back({"mails", fmt::format("refused for their recipient: {}", *rejected),
                         "followup outbox says why; mend the address, or tell their readers yourself"});
}

void look_at_relays(const Postman& postman, Instant now, base::Problems& found) {
    for (const auto& way : postman.status())
        if (way.breaker.opened && now - *way.breaker.opened > relay_rests)
            found.push_back({"relay " + way.route,
                             fmt::format("it has taken no mail since {}", base::rfc3339(*way.breaker.opened)),
                             "followup status says why; when it is mended: followup outbox retry all"});
}

void look_at_backup(store::Watched watched, base::seconds age_most, Instant now, base::Problems& found) {
    if (age_most == base::seconds{0}) return;
    const auto last = watched.last_backup();
    if (!last) return; // the ledger's trouble, which is told of elsewhere
    if (*last && now - **last <= age_most) return;
    found.push_back({"backup",
                     *last ? "the last one was made at " + base::rfc3339(**last) : "none was made yet",
                     "followup backup FILE makes one; [monitor] backup_age says how old it may be"});
}

} // namespace

base::Problems concerns(Bookkeeper& keeper, const Surroundings& around) {
    base::Problems found;
    const auto& config = keeper.config();
    const auto now = keeper.clock_doubt().believed(around.clock->now());
    const store::Watched watched{keeper.store()};
    look_at_queue(config, found);
    look_at_mails(watched, now - config.monitor.remember, found);
    look_at_relays(*around.postman, now, found);
    look_at_backup(watched, config.monitor.backup_age, now, found);
    return found;
}

} // namespace followup::run
