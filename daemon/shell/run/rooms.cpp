#include "shell/run/rooms.hpp"

#include "shell/log/log.hpp"
#include "shell/run/fetches.hpp"
#include "shell/run/setup.hpp"
#include "shell/systemd/service.hpp"

#include <boost/asio/post.hpp>
#include <csignal>
#include <fmt/format.h>

namespace followup::run {

namespace asio = boost::asio;

House::Rooms::Rooms(std::shared_ptr<const config::Config> the_config, std::string file, const Keys& the_keys,
                    const clock::Clock& the_clock, std::unique_ptr<store::Store> the_store)
    : config(std::move(the_config)), config_file(std::move(file)), keys(the_keys), clock(the_clock),
      store(std::move(the_store)), signals(loop, SIGTERM, SIGINT, SIGHUP), rescan(loop), later(loop),
      lap(loop),
      server(loop, {},
             [this](web::Request request, const http::Answer& answer) { ask(std::move(request), answer); }),
      alarm(loop, clock, [this] { wake(); }) {}

House::Rooms::~Rooms() {
    if (ender.joinable()) ender.join();
    if (postman) postman->stop(std::chrono::milliseconds{0});
    if (ledger) ledger->stop();
    backups.reset();
}

void House::Rooms::look_later(std::chrono::milliseconds in) {
    asio::post(loop, [this, in] {
        if (ending) return;
        later.expires_after(in);
        later.async_wait([this](const boost::system::error_code& failure) {
            if (!failure) wake();
        });
    });
}

void House::Rooms::scan_again() {
    rescan.expires_after(std::chrono::seconds{30});
    rescan.async_wait([this](const boost::system::error_code& failure) {
        if (failure) return;
        wake();
        scan_again();
    });
}

void House::Rooms::feed_watchdog(std::chrono::microseconds interval) {
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

Postman::Desk House::Rooms::desk() {
    return {.handed =
                [this](std::int64_t mail) {
                    return recorder->record({.mail = mail, .reply = {}, .relay = {}}).has_value();
                },
            .settle =
                [this](std::int64_t mail, const mail::Reply& reply, const std::string& route) {
                    return recorder->report({.mail = mail, .reply = reply, .relay = route},
                                            Recorder::When::soon);
                },
            .hurry = [this] { recorder->hurry(); },
            .give_back =
                [this](std::int64_t mail, Instant until) {
                    const auto done = ledger->call([this, mail, until](Bookkeeper& keeper) {
                        return keeper.give_back(mail, keeper.clock_doubt().believed(clock.now()), until);
                    });
                    if (done && !*done) log::error(base::text(done->error()));
                },
            .room = [this] { wake(); },
            .carried =
                [this](const store::MailRow& mail, const mail::Reply& reply, const std::string& route) {
                    meters.attempted(route, reply.code);
                    if (reply.stage == mail::Stage::done && reply.code / 100 == 2)
                        meters.sent(clock.now() - mail.due);
                }};
}

Recorder::Ledger House::Rooms::report_to() {
    return {.ask =
                [this](Recorder::When when) {
                    const auto patience =
                        when == Recorder::When::now ? std::chrono::milliseconds{0} : Recorder::patience;
                    return ledger->post_waiting([this](Bookkeeper& keeper) { round->settle(keeper); },
                                                patience);
                },
            .hurry = [this] { ledger->hurry(); }};
}

void House::Rooms::take_signal() {
    signals.async_wait([this](const boost::system::error_code& failure, int signal) {
        if (failure) return;
        if (signal == SIGHUP)
            reload_at_once();
        else if (!ending)
            end();
        else
            std::_Exit(0); // asked twice: now; start-up is recovery
        take_signal();
    });
}

void House::Rooms::end() {
    ending = true;
    systemd::stopping();
    log::info("ending");
    rescan.cancel();
    later.cancel();
    lap.cancel();
    alarm.close();
    watch.reset();
    inbox_watch.reset();
    server.close(std::chrono::seconds{2}, [] {});
    ender = std::thread{[this] {
        postman->stop(std::chrono::seconds{10});
        ledger->call([](Bookkeeper& keeper) {
            if (keeper.clock_doubt().found()) return true;
            if (auto kept = keep_fetches(keeper); !kept) log::warning(base::text(kept.error()));
            return true;
        });
        ledger->stop();
        asio::post(loop, [this] { signals.cancel(); });
    }};
}

Desks House::Rooms::desks(spool::Spool queue, std::optional<files::Maildir> inbox) {
    return {.spool = std::move(queue),
            .clock = &clock,
            .postman = postman.get(),
            .recorder = recorder.get(),
            .clock_kept = systemd::clock_kept,
            .set_alarm =
                [this](std::optional<Instant> at) {
                    asio::post(loop, [this, at] {
                        if (!ending) alarm.set(at);
                    });
                },
            .look_later = [this](std::chrono::milliseconds in) { look_later(in); },
            .state = config->state,
            .inbox = std::move(inbox),
            .meters = &meters};
}

void House::Rooms::watch_inbox(const files::Maildir& inbox) {
    auto opened = spool::Watch::open(
        loop, inbox.path(),
        {.arrived = [this](const std::vector<spool::Arrival>&) { wake(); }, .look = [this] { wake(); }});
    if (opened)
        inbox_watch = std::move(*opened);
    else
        log::warning(base::text(opened.error()) + "; the inbox is looked at every 30 s");
}

void House::Rooms::watch_queue() {
    auto opened = spool::Watch::open(loop, config->queue,
                                     {.arrived =
                                          [this](std::vector<spool::Arrival> arrivals) {
                                              round->arrived(std::move(arrivals));
                                              wake();
                                          },
                                      .look = [this] { wake(); }});
    if (opened)
        watch = std::move(*opened);
    else
        log::warning(base::text(opened.error()) + "; the queue is scanned every 30 s");
}

} // namespace followup::run
