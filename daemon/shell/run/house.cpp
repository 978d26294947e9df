#include "shell/run/house.hpp"

#include "shell/clock/alarm.hpp"
#include "shell/http/server.hpp"
#include "shell/log/log.hpp"
#include "shell/run/commands.hpp"
#include "shell/run/journal.hpp"
#include "shell/run/setup.hpp"
#include "shell/spool/watch.hpp"
#include "shell/systemd/service.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <fmt/format.h>
#include <optional>

namespace followup::run {

namespace asio = boost::asio;

struct House::Rooms {
    Rooms(std::shared_ptr<const config::Config> the_config, std::string file, const Keys& the_keys,
          const clock::Clock& the_clock, std::unique_ptr<store::Store> the_store)
        : config(std::move(the_config)), config_file(std::move(file)), keys(the_keys), clock(the_clock),
          store(std::move(the_store)), signals(loop, SIGTERM, SIGINT, SIGHUP), rescan(loop), later(loop), lap(loop),
          server(loop, {}, [this](web::Request request, http::Answer answer) {
              ask(std::move(request), std::move(answer));
          }),
          alarm(loop, clock, [this] { wake(); }) {}

    /// Senders first, then the ledger they report to.
    ~Rooms() {
        if (ender.joinable()) ender.join();
        if (postman) postman->stop(std::chrono::milliseconds{0});
        if (ledger) ledger->stop();
    }
    Rooms(const Rooms&) = delete;
    Rooms& operator=(const Rooms&) = delete;

    std::shared_ptr<const config::Config> config;
    std::string config_file;
    Keys keys;
    const clock::Clock& clock;
    std::unique_ptr<store::Store> store; ///< used by the ledger's thread alone once it runs
    Journal journal;

    asio::io_context loop{1};
    asio::signal_set signals;
    asio::steady_timer rescan; ///< every 30 s: inotify is only a hint
    asio::steady_timer later;  ///< a look at the queue that a round asked for
    asio::steady_timer lap;    ///< feeds the watchdog
    http::Server server;
    clock::Alarm alarm;
    std::optional<spool::Watch> watch;

    std::unique_ptr<Postman> postman;
    std::unique_ptr<Round> round;
    std::unique_ptr<LedgerThread> ledger;
    Surroundings around;
    std::uint64_t seen_progress = 0;
    int still_laps = 0;
    bool ending = false;
    std::thread ender;

    void wake() { ledger->wake(); }

    void look_later(std::chrono::milliseconds in) {
        asio::post(loop, [this, in] {
            if (ending) return;
            later.expires_after(in);
            later.async_wait([this](const boost::system::error_code& failure) {
                if (!failure) wake();
            });
        });
    }

    void scan_again() {
        rescan.expires_after(std::chrono::seconds{30});
        rescan.async_wait([this](const boost::system::error_code& failure) {
            if (failure) return;
            wake();
            scan_again();
        });
    }

    /// systemd is told that we are alive only while the ledger's thread works or has nothing to do.
    void feed_watchdog(std::chrono::microseconds interval) {
        lap.expires_after(interval / 3);
        lap.async_wait([this, interval](const boost::system::error_code& failure) {
            if (failure) return;
            const auto progress = ledger->progress() + postman->progress();
            still_laps = progress != seen_progress || ledger->idle() ? 0 : still_laps + 1;
            seen_progress = progress;
            if (still_laps < 3) systemd::alive();
            feed_watchdog(interval);
        });
    }

    Postman::Desk desk() {
        return {.handed =
                    [this](std::int64_t mail) {
                        const auto done = ledger->call(
                            [this, mail](Bookkeeper& keeper) { return keeper.handed(mail, clock.now()); });
                        if (done && !*done) log::error(base::text(done->error()));
                        return done && *done && **done;
                    },
                .settle = [this](std::int64_t mail, const mail::Reply& reply, const std::string& route)
                    -> std::optional<mail::Verdict> {
                    const auto done = ledger->call([&](Bookkeeper& keeper) {
                        return keeper.settle(mail, reply, route, clock.now());
                    });
                    if (!done) return std::nullopt;
                    if (!*done) {
                        log::error(fmt::format("mail {}: {}", mail, base::text(done->error())));
                        return std::nullopt;
                    }
                    log::info(fmt::format("mail {} {} code={}", mail, mail::word((*done)->state), reply.code));
                    return **done;
                },
                .give_back =
                    [this](std::int64_t mail, Instant until) {
                        const auto done = ledger->call([this, mail, until](Bookkeeper& keeper) {
                            return keeper.give_back(mail, clock.now(), until);
                        });
                        if (done && !*done) log::error(base::text(done->error()));
                    },
                .room = [this] { wake(); }};
    }

    void ask(web::Request request, http::Answer answer) {
        auto wanted = web::route(request);
        if (auto* reply = std::get_if<web::Reply>(&wanted)) return answer(std::move(*reply));
        const bool queued = ledger->post([this, wanted = std::move(wanted), request = std::move(request),
                                          answer](Bookkeeper& keeper) {
            answer(answer_now(keeper, wanted, request));
            if (std::holds_alternative<web::CommandWanted>(wanted)) wake();
        });
        if (!queued) answer(web::plain(503, "busy\n"));
    }

    /// On the ledger's thread.
    web::Reply answer_now(Bookkeeper& keeper, const web::Wanted& wanted, const web::Request& request) {
        if (const auto* command = std::get_if<web::CommandWanted>(&wanted))
            return answer_command(keeper, *command, request, around);
        if (std::holds_alternative<web::HealthWanted>(wanted)) return answer_health(keeper, around);
        const auto now = clock.now();
        const auto feed = keeper.feed(std::get<web::FeedWanted>(wanted).token, now);
        if (!feed) {
            log::error(fmt::format("feed: {}", base::text(feed.error())));
            return web::plain(503, "busy\n");
        }
        return *feed ? web::answer(request, **feed, now) : web::plain(404, "There is nothing here.\n");
    }

    base::Result<void> listen() {
        for (const auto& passed : systemd::passed_sockets()) {
            const auto address = server.adopt(passed.fd);
            if (!address) return std::unexpected(address.error());
            around.listening = *address;
        }
        const bool activated = !around.listening.empty();
        for (const auto& each : config->listen) {
            if (activated) break;
            const auto address = server.listen(each.host, each.port);
            if (!address) return std::unexpected(address.error());
            if (around.listening.empty()) around.listening = *address;
            log::info(fmt::format("listening on http://{}", *address));
        }
        return server.listen_unix(socket_path(*config));
    }

    void reload() {
        systemd::reloading();
        const auto day = std::chrono::floor<base::days>(base::LocalTime{
            std::chrono::floor<base::seconds>(std::chrono::system_clock::now()).time_since_epoch()});
        auto fresh = load_config(config_file, day);
        if (!fresh) {
            log::error(fmt::format("the configuration stays as it was: {}", base::text(fresh.error())));
            return systemd::ready("running with the old configuration: the new one is bad");
        }
        auto next = std::make_shared<const config::Config>(std::move(*fresh));
        const bool told = ledger->post([this, next](Bookkeeper& keeper) { take_over(keeper, next); });
        if (!told) log::error("the configuration stays as it was: the ledger is busy");
        systemd::ready("running");
        wake();
    }

    /// On the ledger's thread: what a running daemon can change without forgetting anybody.
    void take_over(Bookkeeper& keeper, const std::shared_ptr<const config::Config>& next) {
        const auto& now = keeper.config();
        for (const auto& recruiter : now.rules.agency.recruiters) {
            if (next->rules.agency.recruiter(recruiter.id) != nullptr) continue;
            const auto cases = keeper.store().cases_of(plan::Role::recruiter, recruiter.id);
            if (cases && cases->empty()) continue;
            return log::error(fmt::format("the configuration stays as it was: recruiter '{}' has cases", recruiter.id));
        }
        if (next->queue != now.queue || next->state != now.state || next->ledger_url != now.ledger_url)
            log::warning("another queue, state folder or ledger is used after a restart");
        keeper.configure(next);
        log::info("the new configuration is in force");
    }

    void take_signal() {
        signals.async_wait([this](const boost::system::error_code& failure, int signal) {
            if (failure) return;
            if (signal == SIGHUP) reload();
            else if (!ending) end();
            else std::_Exit(0); // asked twice: now; start-up is recovery
            take_signal();
        });
    }

    /// No new work; what is not handed is given back at once, replies to the dot are waited for.
    void end() {
        ending = true;
        systemd::stopping();
        log::info("ending");
        rescan.cancel();
        later.cancel();
        lap.cancel();
        alarm.close();
        watch.reset();
        server.close(std::chrono::seconds{2}, [] {});
        ender = std::thread{[this] {
            postman->stop(std::chrono::seconds{10});
            ledger->stop();
            asio::post(loop, [this] { signals.cancel(); });
        }};
    }
};

House::House(std::shared_ptr<const config::Config> config, std::string config_file, const Keys& keys,
             const clock::Clock& clock, std::unique_ptr<store::Store> store)
    : x_rooms(std::make_unique<Rooms>(std::move(config), std::move(config_file), keys, clock, std::move(store))) {}

House::~House() = default;

base::Result<void> House::open() {
    auto& rooms = *x_rooms;
    auto queue = spool::Spool::open(rooms.config->queue);
    if (!queue) return std::unexpected(queue.error());
    auto ways = routes(*rooms.config);
    if (!ways) return std::unexpected(ways.error());
    auto keeper = std::make_unique<Bookkeeper>(*rooms.store, rooms.config, rooms.keys, rooms.journal);
    const auto recovered = keeper->recover(rooms.clock.now());
    if (!recovered) return std::unexpected(recovered.error());
    if (recovered->first + recovered->second > 0)
        log::warning(fmt::format("after an unclean end: {} mails are tried again, {} are in doubt", recovered->first,
                                 recovered->second));
    rooms.postman = std::make_unique<Postman>(std::move(*ways), rooms.config->mail.intervals, rooms.clock, rooms.desk());
    rooms.round = std::make_unique<Round>(
        Desks{.spool = std::move(*queue),
              .clock = &rooms.clock,
              .postman = rooms.postman.get(),
              .set_alarm = [&rooms](std::optional<Instant> at) {
                  asio::post(rooms.loop, [&rooms, at] {
                      if (!rooms.ending) rooms.alarm.set(at);
                  });
              },
              .look_later = [&rooms](std::chrono::milliseconds in) { rooms.look_later(in); },
              .state = rooms.config->state});
    rooms.around = {.clock = &rooms.clock,
                    .postman = rooms.postman.get(),
                    .round = rooms.round.get(),
                    .listening = {},
                    .started = rooms.clock.now(),
                    .config_file = rooms.config_file};
    rooms.ledger = std::make_unique<LedgerThread>(std::move(keeper),
                                                  [&rooms](Bookkeeper& book) { rooms.round->run(book); });
    auto watch = spool::Watch::open(
        rooms.loop, rooms.config->queue,
        {.renamed =
             [&rooms](std::string name) {
                 if (rooms.ledger->post([&rooms, name](Bookkeeper&) { rooms.round->renamed(name); })) rooms.wake();
             },
         .look = [&rooms] { rooms.wake(); }});
    if (!watch) log::warning(base::text(watch.error()) + "; the queue is scanned every 30 s");
    else rooms.watch = std::move(*watch);
    return rooms.listen();
}

int House::run() {
    auto& rooms = *x_rooms;
    rooms.take_signal();
    // The loop's thread is the one that takes signals; all others were started with them blocked.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    rooms.scan_again();
    if (const auto interval = systemd::watchdog_interval()) rooms.feed_watchdog(*interval);
    rooms.wake();
    systemd::ready("running");
    log::info("ready");
    rooms.loop.run();
    if (rooms.ender.joinable()) rooms.ender.join();
    log::info("ended");
    return 0;
}

} // namespace followup::run
