#include "shell/run/office.hpp"

#include "shell/files/files.hpp"
#include "shell/log/log.hpp"
#include "shell/run/doubt.hpp"
#include "shell/run/fetches.hpp"
#include "shell/run/lookup.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

// Rendering ahead must not hold up the queue.
constexpr std::size_t prompt_feed_cases_max = 50;
constexpr int feeds_per_round = 5;
constexpr int cases_per_round = 20; ///< whose mails are made ready: neither must that
constexpr std::chrono::milliseconds quiet = std::chrono::seconds{10};
constexpr double disk_percent_min = 5.0;

} // namespace

void note(std::optional<base::Problem>& known, const std::optional<base::Problem>& now,
          std::string_view what) {
    if (known == now) return;
    if (now)
        log::error(fmt::format("{}: {}", what, base::text(*now)));
    else
        log::info(fmt::format("{}: works again", what));
    known = now;
}

bool Round::disk_has_room() {
    const auto space = files::space(x_desks.state);
    std::optional<base::Problem> trouble;
    if (!space)
        trouble = space.error();
    else if (space->bytes_percent < disk_percent_min || space->inodes_percent < disk_percent_min)
        trouble = base::Problem{x_desks.state,
                                fmt::format("only {:.0f} % of the disk and {:.0f} % of its inodes are free",
                                            space->bytes_percent, space->inodes_percent),
                                "nothing is taken in until 5 % are; files wait in the queue"};
    note(x_troubles.disk, trouble, "disk");
    return !trouble;
}

void Round::refuse(Bookkeeper& keeper, const spool::Found& file, const std::string& bytes,
                   const base::Problems& problems, Instant now) {
    // Told first: a crash between the two tells it twice rather than never.
    if (auto told = keeper.tell_refused({file.name, bytes}, problems, now); !told)
        log::error(base::text(told.error()));
    if (auto moved = x_desks.spool.refuse(file, base::text(base::discreet(problems))); !moved)
        log::error(base::text(moved.error()));
    if (x_desks.meters != nullptr) x_desks.meters->filed(metrics::Meters::Judged::refused);
}

void Round::put_away(Bookkeeper& keeper, const spool::Found& file, const std::string& bytes,
                     const Taken& taken, Instant now) {
    if (taken.waits) return x_desks.spool.hold(file);
    if (!taken.accepted) return refuse(keeper, file, bytes, taken.problems, now);
    const auto day = std::chrono::floor<base::days>(base::LocalTime{now.time_since_epoch()});
    if (auto moved = x_desks.spool.accept(file, day); !moved) log::error(base::text(moved.error()));
    if (x_desks.meters != nullptr) x_desks.meters->filed(metrics::Meters::Judged::accepted);
}

bool Round::take(Bookkeeper& keeper, std::vector<spool::Found>& files) {
    const auto now = x_desks.clock->now();
    std::vector<Incoming> batch;
    std::vector<const spool::Found*> taken_from;
    std::map<unsigned, web::Who> owners;
    for (auto& file : files) {
        if (file.problem) continue;
        auto owner = owners.find(file.owner());
        if (owner == owners.end())
            owner = owners.emplace(file.owner(), who_is(keeper, file.owner(), now)).first;
        batch.push_back({file.name, file.bytes, owner->second});
        taken_from.push_back(&file);
    }
    if (!batch.empty()) {
        settle(keeper); // no sender waits until all is in
        const auto taken = keeper.take(batch, now);
        if (!taken) {
            // Nothing was accepted: the next scan gives the files again.
            note(x_troubles.intake, taken.error(), "intake");
            return false;
        }
        for (std::size_t n = 0; n < batch.size(); ++n)
            put_away(keeper, *taken_from[n], batch[n].bytes, (*taken)[n], now);
    }
    for (const auto& file : files) {
        if (!file.problem) continue;
        log::warning(fmt::format("refused {}", base::text(*file.problem)));
        refuse(keeper, file, {}, {*file.problem}, now);
    }
    return true;
}

void Round::arrived(std::vector<spool::Arrival> arrivals) {
    const std::lock_guard lock{x_mutex};
    x_arrivals.insert(x_arrivals.end(), std::make_move_iterator(arrivals.begin()),
                      std::make_move_iterator(arrivals.end()));
}

void Round::hear_arrivals() {
    std::vector<spool::Arrival> arrivals;
    {
        const std::lock_guard lock{x_mutex};
        arrivals.swap(x_arrivals);
    }
    for (const auto& [name, renamed] : arrivals)
        if (renamed)
            x_desks.spool.renamed(name);
        else
            x_desks.spool.written(name);
}

void Round::take_in(Bookkeeper& keeper) {
    if (!believes_clock(keeper)) {
        note(x_troubles.intake,
             base::Problem{"queue", "what arrives waits for the clock: nothing is dated by it",
                           "set the clock right, and it is taken in"},
             "queue");
        return x_desks.look_later(std::chrono::seconds{30});
    }
    if (!disk_has_room()) return x_desks.look_later(std::chrono::seconds{30});
    do {
        hear_arrivals();
        auto scan = x_desks.spool.scan(x_files.next(), quiet);
        x_files.begin();
        if (scan.trouble) {
            note(x_troubles.intake, scan.trouble, "queue");
            return x_desks.look_later(std::chrono::seconds{30});
        }
        if (!take(keeper, scan.ready)) return x_desks.look_later(std::chrono::seconds{5});
        if (!keeper.breath().take("putting files away")) return;
        auto trouble = x_desks.spool.trouble();
        if (auto synced = x_desks.spool.sync(); !synced) trouble = synced.error();
        note(x_troubles.intake, trouble, "intake");
        x_files.done(scan.ready.size());
        if (scan.more) continue;
        if (scan.waiting) x_desks.look_later(quiet + std::chrono::milliseconds{50});
        if (scan.ready.empty()) return;
    } while (keeper.breath().take("intake"));
}

bool Round::believes_clock(Bookkeeper& keeper) {
    const auto reading = x_desks.clock->reading();
    if (!reading) return true;
    const auto doubt = keeper.clock_doubt().look(*reading, x_desks.clock_kept);
    if (!doubt) return true; // the ledger's trouble, which is told of elsewhere
    // How far it leapt changes with each second: what was said stands.
    if (!*doubt || !x_troubles.clock)
        note(x_troubles.clock, *doubt ? std::optional{doubt_words(**doubt)} : std::nullopt, "clock");
    return !*doubt;
}

bool Round::claim(Bookkeeper& keeper, int mails_max, Instant now,
                  std::optional<base::Problem>& trouble) const {
    auto claimed = x_desks.recorder->write(keeper, now, mails_max);
    if (!claimed) trouble = claimed.error();
    if (!claimed || claimed->empty()) return false;
    x_desks.postman->send(std::move(*claimed));
    return true;
}

void Round::settle(Bookkeeper& keeper) {
    const bool believed = believes_clock(keeper);
    // What senders tell is written down in any case.
    const auto now = keeper.clock_doubt().believed(x_desks.clock->now());
    std::optional<base::Problem> trouble;
    const int wanted = believed ? x_desks.postman->wanted(now) : 0;
    claim(keeper, wanted, now, trouble);
    // A round will tell of it.
    if (trouble) x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::plan_and_claim(Bookkeeper& keeper) {
    if (!believes_clock(keeper)) return x_desks.look_later(std::chrono::seconds{30});
    const auto now = x_desks.clock->now();
    std::optional<base::Problem> trouble;
    x_cases.begin();
    const auto at_once = static_cast<int>(x_cases.next());
    auto more = keeper.look(now, at_once);
    if (!more) trouble = more.error();
    if (more && *more) x_cases.done(x_cases.next());
    if (!keeper.breath().take("mails")) return;
    int capacity = x_desks.postman->capacity(now);
    while (!trouble && capacity > 0 && claim(keeper, capacity, now, trouble)) {
        if (!keeper.breath().take("mails")) return;
        capacity = x_desks.postman->capacity(now);
    }
    watch_storm(keeper);
    watch_relays(keeper);
    const auto next = trouble ? base::Result<std::optional<Instant>>{std::nullopt} : keeper.next_due();
    if (!next) trouble = next.error();
    note(x_troubles.ledger, trouble, "ledger");
    if (trouble) return x_desks.look_later(std::chrono::seconds{5});
    if (*more) return x_desks.look_later(std::chrono::milliseconds{0});
    if (*next && **next - Bookkeeper::ready_before > now)
        return x_desks.set_alarm(**next - Bookkeeper::ready_before);
    if (!*next || **next > now) return x_desks.set_alarm(*next);
    // Due, but there is no room: a sender that gets free wakes us, or the time at which there is some.
    const auto room = x_desks.postman->room_at(now);
    x_desks.set_alarm(room && *room > now ? *room : now + base::minutes{1});
}

void Round::prepare(Bookkeeper& keeper) {
    if (!believes_clock(keeper)) return;
    const auto more = keeper.prepare(x_desks.clock->now(), cases_per_round);
    // What cannot be made ready is made when it is due.
    if (!more) log::warning(base::text(more.error()));
    if (more && *more) x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::render_feeds(Bookkeeper& keeper) {
    if (!believes_clock(keeper)) return; // the last good ones are served
    const auto more = keeper.render_ahead(x_desks.clock->now(), prompt_feed_cases_max, feeds_per_round);
    note(x_troubles.feeds, more ? std::nullopt : std::optional{more.error()}, "feeds");
    if (more && *more) x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::learn_aliases(Bookkeeper& keeper) {
    if (x_aliases_known) return;
    const auto more = keeper.learn_aliases(cases_per_round);
    if (!more) return; // the ledger's trouble, which is told of elsewhere
    x_aliases_known = !*more;
    if (*more) x_desks.look_later(std::chrono::milliseconds{0});
}

void Round::note_fetches(Bookkeeper& keeper, Instant now) {
    if (now - x_fetches_kept < fetches_kept_every) return;
    x_fetches_kept = now;
    if (auto kept = keep_fetches(keeper); !kept) log::warning(base::text(kept.error()));
}

void Round::clean(Bookkeeper& keeper, Instant now) {
    if (now - x_cleaned < base::days{1}) return;
    x_cleaned = now;
    while (x_desks.spool.clean(now, files_stay, files_cleaned))
        if (!keeper.breath().take("old files")) return;
    clean_inbox(keeper);
}

void Round::run(Bookkeeper& keeper) {
    // Others work between two of them.
    const auto next = [&](std::string_view doing) { return keeper.breath().take(doing); };
    take_in(keeper);
    if (!next("answers")) return;
    take_answers(keeper);
    if (!next("plans and mails")) return;
    plan_and_claim(keeper);
    if (!next("mails made ready")) return;
    prepare(keeper);
    if (!next("calendars")) return;
    render_feeds(keeper);
    if (!next("names")) return;
    learn_aliases(keeper);
    watch_unreadable(keeper);
    if (!believes_clock(keeper)) {
        static_cast<void>(keeper.shelf()->take_fetches()); // when they were, nobody knows
        return;
    }
    const auto now = x_desks.clock->now();
    note_fetches(keeper, now);
    if (!next("the check of the ledger")) return;
    check_ledger(keeper, now);
    if (!next("the first edition")) return;
    watch_first_edition(keeper, now);
    if (!next("old files")) return;
    clean(keeper, now);
}

} // namespace followup::run
