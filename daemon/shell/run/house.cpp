#include "shell/run/house.hpp"

#include "shell/log/log.hpp"
#include "shell/run/first_edition.hpp"
#include "shell/run/forgetting.hpp"
#include "shell/run/lost_log.hpp"
#include "shell/run/rooms.hpp"
#include "shell/run/setup.hpp"
#include "shell/run/workings.hpp"
#include "shell/systemd/service.hpp"

#include <csignal>
#include <cstdlib>
#include <fmt/format.h>

namespace followup::run {

House::House(std::shared_ptr<const config::Config> config, std::string config_file, const Keys& keys,
             const clock::Clock& clock, std::unique_ptr<store::Store> store)
    : x_rooms(std::make_unique<Rooms>(std::move(config), std::move(config_file), keys, clock,
                                      std::move(store))) {}

House::~House() = default;

namespace {

constexpr int disk_failed = 74;

/// Takes up what the one before left behind; gives what is lost, if that is so.
base::Result<base::Problems> recover(Bookkeeper& keeper, bool unclean, Instant now) {
    const auto recovered = keeper.recover(now);
    if (!recovered) return std::unexpected(recovered.error());
    if (recovered->first + recovered->second > 0)
        log::warning(fmt::format("after an unclean end: {} mails are tried again, {} are in doubt",
                                 recovered->first, recovered->second));
    const auto ledger = store::file_of(ledger_url(keeper.config()));
    const auto salvaged = take_salvaged(keeper, ledger);
    if (!salvaged) return std::unexpected(salvaged.error());
    const auto lost =
        take_lost_again(keeper, {.path = ledger, .unclean = unclean, .salvaged = salvaged->has_value()}, now);
    if (!lost) return std::unexpected(lost.error());
    base::Problems all;
    for (const auto* each : {&*salvaged, &*lost})
        if (*each) all.push_back(**each);
    return all;
}

/// Nobody knows what the disk holds, and nobody is told "recorded" or "not recorded": as after a power cut,
/// the next start reads what is really there.
[[noreturn]] void end_at_once(const base::Problem& problem) {
    log::error(base::text(problem));
    log::error("ending: what the disk holds is read anew at the next start");
    std::_Exit(disk_failed);
}

void tell_taken_over(const FirstEdition::Left& left) {
    if (left.anew + left.parked == 0) return;
    log::warning(
        fmt::format("the ledger of the first edition is taken over: {} mails that had not gone out are "
                    "written again, {} that may have arrived are held",
                    left.anew, left.parked));
}

} // namespace

base::Result<void> House::open(const Shown& certificate, const std::optional<base::Problem>& configuration,
                               bool unclean) {
    auto& rooms = *x_rooms;
    rooms.store->when_fatal(end_at_once);
    auto queue = spool::Spool::open(rooms.config->queue);
    if (!queue) return std::unexpected(queue.error());
    auto ways = routes(*rooms.config);
    if (!ways) return std::unexpected(ways.error());
    auto keeper = std::make_unique<Bookkeeper>(*rooms.store, rooms.config, rooms.keys, rooms.journal);
    const auto buried = tombstones_beside(*rooms.config);
    if (!buried) return std::unexpected(buried.error());
    const auto forgotten = keeper->forget_again(*buried);
    if (!forgotten) return std::unexpected(forgotten.error());
    if (*forgotten > 0)
        log::warning(fmt::format("the ledger is older than its tombstones; forgotten again: {}", *forgotten));
    if (const auto reading = rooms.clock.reading()) {
        const auto doubt = keeper->clock_doubt().look(*reading, systemd::clock_kept);
        if (!doubt) return std::unexpected(doubt.error());
    }
    const auto now = keeper->clock_doubt().believed(rooms.clock.now());
    const auto lost = recover(*keeper, unclean, now);
    if (!lost) return std::unexpected(lost.error());
    const auto left = FirstEdition{*rooms.store}.leave(rooms.config->rules.agency, now);
    if (!left) return std::unexpected(left.error());
    tell_taken_over(*left);
    rooms.postman =
        std::make_unique<Postman>(std::move(*ways), rooms.config->mail.intervals, rooms.clock, rooms.desk());
    auto answers = inbox(*rooms.config);
    if (!answers) return std::unexpected(answers.error());
    rooms.recorder = std::make_unique<Recorder>(rooms.report_to());
    rooms.round = std::make_unique<Round>(rooms.desks(std::move(*queue), *answers));
    rooms.round->tell_lost(*lost);
    keeper->before_forgetting(
        {.look_through =
             [&rooms](const Forgotten& each, const config::Config& config) {
                 return look_through(each, config, rooms.round->spool());
             },
         .carry_out =
             [&rooms, book = keeper.get()](Forgotten& each, const LookedThrough& looked) {
                 auto purged = purge(each, book->config(), rooms.round->spool(), book->store(), looked,
                                     book->clock_doubt().believed(rooms.clock.now()));
                 if (purged) log::info(report(each));
                 return purged;
             }});
    rooms.around = {.clock = &rooms.clock,
                    .postman = rooms.postman.get(),
                    .round = rooms.round.get(),
                    .listening = {},
                    .started = rooms.clock.now(),
                    .config_file = rooms.config_file,
                    .configuration = configuration,
                    .certificate = certificate};
    rooms.shelf = keeper->shelf();
    rooms.ledger = std::make_unique<LedgerLanes>(std::move(keeper), [&rooms](Bookkeeper& book) {
        rooms.round->run(book);
        rooms.look_around(book);
    });
    rooms.around.turns = [&rooms] { return rooms.ledger->account(); };
    rooms.around.meters = &rooms.meters;
    rooms.meters.reloaded(!configuration, rooms.around.started.time_since_epoch());
    rooms.backups =
        std::make_unique<Backups>(rooms.config->state, rooms.clock, [&rooms](LedgerLanes::Task task) {
            return rooms.ledger->post_lengthy(std::move(task), "a backup");
        });
    rooms.watch_queue();
    if (*answers) rooms.watch_inbox(**answers);
    rooms.server.show(certificate);
    return rooms.listen();
}

int House::run() {
    auto& rooms = *x_rooms;
    rooms.take_signal();
    // The loop's thread is the one that takes signals; all others were started with them blocked.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    rooms.scan_again();
    if (const auto interval = systemd::watchdog_interval()) rooms.feed_watchdog(*interval);
    rooms.wake();
    systemd::ready("running");
    // An administrator who reads one line of a start reads this one.
    log::info(fmt::format("followupd {}: ledger {}, queue {}, rules {}, {} way(s) for mail, at {}",
                          FOLLOWUP_VERSION, store::file_of(ledger_url(*rooms.config)), rooms.config->queue,
                          rules_version(rooms.config->rules).substr(0, 8), rooms.postman->status().size(),
                          rooms.around.listening));
    log::info("ready");
    rooms.loop.run();
    if (rooms.ender.joinable()) rooms.ender.join();
    log::info("ended");
    return 0;
}

} // namespace followup::run
