#include "shell/run/postman.hpp"

#include "shell/log/log.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

// Claimed ahead for each session: it never waits for the ledger, and what is claimed comes in batches, each
// with one commit; a crash finds little claimed in vain.
constexpr int mails_per_session = 4;

} // namespace

Postman::Postman(std::vector<Route> routes, mail::Intervals intervals, const clock::Clock& clock, Desk desk)
    : x_intervals(std::move(intervals)), x_clock(clock), x_desk(std::move(desk)) {
    for (auto& route : routes)
        x_ways.push_back({std::move(route), {}, 0, {}});
    for (std::size_t way = 0; way < x_ways.size(); ++way)
        for (int n = 0; n < x_ways[way].route.sessions; ++n)
            x_threads.emplace_back([this, way] { run(way); });
}

Postman::~Postman() {
    stop(std::chrono::milliseconds{0});
}

int Postman::capacity(Instant now) const {
    const std::lock_guard lock{x_mutex};
    if (x_stopping) return 0;
    int room = 0;
    for (const auto& way : x_ways) {
        const int allowed = std::min(way.breaker.allowed(now, x_intervals), way.route.sessions);
        room += way.breaker.gate == mail::Breaker::Gate::closed ? allowed * mails_per_session
                                                                : allowed - way.running;
    }
    return std::clamp(room - static_cast<int>(x_mails.size()), 0, 64);
}

bool Postman::runs_low() const {
    std::size_t sessions = 0;
    for (const auto& way : x_ways) {
        if (way.breaker.gate != mail::Breaker::Gate::closed) return true;
        sessions += static_cast<std::size_t>(
            std::min(way.breaker.allowed(x_clock.now(), x_intervals), way.route.sessions));
    }
    return x_mails.size() <= sessions * mails_per_session / 2;
}

std::optional<Instant> Postman::probe_at() const {
    const std::lock_guard lock{x_mutex};
    std::optional<Instant> soonest;
    for (const auto& way : x_ways)
        if (way.breaker.gate != mail::Breaker::Gate::closed && way.breaker.probe_at)
            if (!soonest || *way.breaker.probe_at < *soonest) soonest = way.breaker.probe_at;
    return soonest;
}

void Postman::send(std::vector<store::MailRow> mails) {
    {
        const std::lock_guard lock{x_mutex};
        for (auto& mail : mails)
            x_mails.push_back(std::move(mail));
    }
    x_work.notify_all();
}

bool Postman::may_take(std::size_t index, const store::MailRow& mail) const {
    const auto& way = x_ways[index];
    const int allowed = std::min(way.breaker.allowed(x_clock.now(), x_intervals), way.route.sessions);
    if (way.running >= allowed) return false;
    // A mail in doubt goes back the way it went: another relay cannot know that it has seen it.
    if (mail.doubts > 0 && !mail.relay.empty()) return mail.relay == way.route.name;
    for (std::size_t better = 0; better < index; ++better)
        if (x_ways[better].breaker.gate == mail::Breaker::Gate::closed) return false;
    return true;
}

std::optional<store::MailRow> Postman::next(std::size_t way) {
    std::unique_lock lock{x_mutex};
    for (;;) {
        if (x_stopping) return std::nullopt;
        const auto at = std::ranges::find_if(x_mails, [&](const auto& mail) { return may_take(way, mail); });
        if (at != x_mails.end()) {
            auto mail = std::move(*at);
            x_mails.erase(at);
            ++x_ways[way].running;
            return mail;
        }
        x_work.wait(lock);
    }
}

void Postman::deliver(std::size_t way, Carrier& carrier, const store::MailRow& mail) {
    const auto number = mail.number;
    const Carrier::Asks asks{.before_dot = [this, number] { return !x_stop && x_desk.handed(number); },
                             .stop = [this] { return x_stop.load(); },
                             .abandon = [this] { return x_abandon.load(); }};
    const auto reply = carrier.carry(mail, asks);
    const auto verdict = x_desk.settle(number, reply, x_ways[way].route.name);
    const std::lock_guard lock{x_mutex};
    auto& here = x_ways[way];
    if (!verdict || x_stop) return;
    const auto gate = here.breaker.gate;
    here.breaker = here.breaker.seen(*verdict, x_clock.now(), x_intervals);
    here.trouble =
        verdict->state == mail::State::sent ? "" : fmt::format("{}: {}", mail::word(reply.stage), reply.text);
    if (gate != here.breaker.gate && here.breaker.gate == mail::Breaker::Gate::open)
        log::warning(fmt::format("relay {} is resting after failures; next probe {}", way,
                                 here.breaker.probe_at ? base::rfc3339(*here.breaker.probe_at) : "later"));
    if (gate != here.breaker.gate && here.breaker.gate == mail::Breaker::Gate::closed)
        log::info(fmt::format("relay {} works again", way));
}

void Postman::give_back_all(Instant until) {
    std::deque<store::MailRow> mails;
    {
        const std::lock_guard lock{x_mutex};
        mails.swap(x_mails);
    }
    for (const auto& mail : mails)
        x_desk.give_back(mail.number, until);
}

void Postman::run(std::size_t way) {
    const auto carrier = x_ways[way].route.carrier();
    while (const auto mail = next(way)) {
        deliver(way, *carrier, *mail);
        ++x_progress;
        std::optional<Instant> resting;
        bool low = false;
        {
            const std::lock_guard lock{x_mutex};
            --x_ways[way].running;
            const bool all_open = std::ranges::all_of(
                x_ways, [](const Way& each) { return each.breaker.gate == mail::Breaker::Gate::open; });
            if (all_open) resting = x_ways[way].breaker.probe_at;
            low = runs_low();
        }
        // No other mail pays a try while every relay rests.
        if (resting) give_back_all(*resting);
        x_work.notify_all();
        if (low) x_desk.room();
    }
}

void Postman::stop(std::chrono::milliseconds grace) {
    {
        const std::lock_guard lock{x_mutex};
        if (x_stopping) return;
        x_stopping = true;
        x_stop = true;
    }
    x_work.notify_all();
    give_back_all(x_clock.now());
    const auto over = std::chrono::steady_clock::now() + grace;
    std::thread watch{[this, over] {
        std::unique_lock lock{x_mutex};
        x_work.wait_until(lock, over, [this] {
            return std::ranges::all_of(x_ways, [](const Way& way) { return way.running == 0; });
        });
        x_abandon = true;
    }};
    for (auto& thread : x_threads)
        thread.join();
    x_work.notify_all();
    watch.join();
}

std::vector<Postman::Status> Postman::status() const {
    const std::lock_guard lock{x_mutex};
    std::vector<Status> all;
    for (const auto& way : x_ways)
        all.push_back({way.route.name, way.breaker, way.running, way.trouble});
    return all;
}

} // namespace followup::run
