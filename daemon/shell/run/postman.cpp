#include "shell/run/postman.hpp"

#include "core/mail/delivery.hpp"
#include "shell/log/log.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace followup::run {
namespace {

// Claimed ahead for each session: enough that it never waits for the ledger and that what is claimed comes in
// batches with one commit each; few enough that a crash finds little claimed in vain: with eight, three
// crashes in a row park mails that nobody had begun to send.
constexpr int mails_per_session = 2;
constexpr base::minutes minute{1};

/// Also a little later than a round's `now`, which is when the round began. A clock that was set back further
/// is no reason to wait for it.
bool within_a_minute(Instant given, Instant now) {
    return now < given + minute && given < now + minute;
}

} // namespace

Postman::Postman(std::vector<Route> routes, mail::Intervals intervals, const clock::Clock& clock, Desk desk)
    : x_intervals(std::move(intervals)), x_clock(clock), x_desk(std::move(desk)) {
    const std::lock_guard lock{x_mutex};
    start(std::move(routes));
}

void Postman::start(std::vector<Route> routes) {
    for (auto& route : routes) {
        const auto place = x_ways.size();
        x_ways.push_back(std::make_shared<Way>(Way{.route = std::move(route), .place = place}));
    }
    for (const auto& way : x_ways)
        for (int n = 0; n < way->route.sessions; ++n) {
            auto ended = std::make_shared<std::atomic<bool>>(false);
            x_senders.push_back({std::thread{[this, way, ended] {
                                     run(way);
                                     *ended = true;
                                 }},
                                 ended});
        }
}

void Postman::replace(std::vector<Route> routes, mail::Intervals intervals) {
    {
        const std::lock_guard lock{x_mutex};
        if (x_stopping) return;
        std::erase_if(x_retired, [](const WayPtr& way) { return way->running == 0; });
        for (auto& way : x_ways) {
            way->retired = true;
            x_retired.push_back(std::move(way));
        }
        x_ways.clear();
        x_intervals = std::move(intervals);
        // Only those that are through: the others may wait for the ledger, which waits for us.
        std::erase_if(x_senders, [](Sender& sender) {
            if (!*sender.ended) return false;
            sender.thread.join();
            return true;
        });
        start(std::move(routes));
    }
    x_work.notify_all();
}

Postman::~Postman() {
    stop(std::chrono::milliseconds{0});
}

int Postman::capacity(Instant now) const {
    const std::lock_guard lock{x_mutex};
    if (x_stopping) return 0;
    int room = 0;
    for (const auto& way : x_ways) {
        const int allowed = std::min(way->breaker.allowed(now, x_intervals), way->route.sessions);
        room += way->breaker.gate == mail::Breaker::Gate::closed ? allowed * mails_per_session
                                                                 : allowed - way->running;
    }
    room = std::clamp(room - static_cast<int>(x_mails.size()), 0, 64);
    if (x_intervals.per_minute == 0) return room;
    const auto given = std::ranges::count_if(x_given, [now](Instant at) { return within_a_minute(at, now); });
    return std::clamp(x_intervals.per_minute - static_cast<int>(given), 0, room);
}

int Postman::wanted(Instant now) const {
    const auto low = [this] {
        const std::lock_guard lock{x_mutex};
        return runs_low();
    };
    return low() ? capacity(now) : 0;
}

bool Postman::runs_low() const {
    std::size_t sessions = 0;
    for (const auto& way : x_ways) {
        if (way->breaker.gate != mail::Breaker::Gate::closed) return true;
        sessions += static_cast<std::size_t>(
            std::min(way->breaker.allowed(x_clock.now(), x_intervals), way->route.sessions));
    }
    return x_mails.size() <= sessions * mails_per_session / 2;
}

std::optional<Instant> Postman::room_at(Instant now) const {
    const std::lock_guard lock{x_mutex};
    std::optional<Instant> soonest;
    if (x_intervals.per_minute > 0 && std::ssize(x_given) >= x_intervals.per_minute)
        if (const auto first = x_given[x_given.size() - static_cast<std::size_t>(x_intervals.per_minute)];
            within_a_minute(first, now))
            soonest = first + minute;
    for (const auto& way : x_ways)
        if (way->breaker.gate != mail::Breaker::Gate::closed && way->breaker.probe_at)
            if (!soonest || *way->breaker.probe_at < *soonest) soonest = way->breaker.probe_at;
    return soonest;
}

void Postman::send(std::vector<store::MailRow> mails) {
    {
        const std::lock_guard lock{x_mutex};
        const auto now = x_clock.now();
        while (!x_given.empty() && !within_a_minute(x_given.front(), now))
            x_given.pop_front();
        if (x_intervals.per_minute > 0) x_given.insert(x_given.end(), mails.size(), now);
        for (auto& mail : mails)
            x_mails.push_back(std::move(mail));
    }
    x_work.notify_all();
}

void Postman::probe_now() {
    {
        const std::lock_guard lock{x_mutex};
        for (const auto& way : x_ways)
            way->breaker = way->breaker.probed(x_clock.now());
    }
    x_work.notify_all();
}

bool Postman::may_take(const Way& way, const store::MailRow& mail) const {
    const int allowed = std::min(way.breaker.allowed(x_clock.now(), x_intervals), way.route.sessions);
    if (way.running >= allowed) return false;
    // A mail in doubt goes back the way it went: another relay cannot know that it has seen it. A way that
    // the configuration does not name any more is no reason to wait for ever.
    const auto came = [&](const WayPtr& each) { return each->route.name == mail.relay; };
    if (mail.doubts > 0 && std::ranges::any_of(x_ways, came)) return mail.relay == way.route.name;
    for (std::size_t better = 0; better < way.place; ++better)
        if (x_ways[better]->breaker.gate == mail::Breaker::Gate::closed) return false;
    return true;
}

std::optional<store::MailRow> Postman::take(Way& way) {
    if (x_stopping || way.retired) return std::nullopt;
    const auto at = std::ranges::find_if(x_mails, [&](const auto& mail) { return may_take(way, mail); });
    if (at == x_mails.end()) return std::nullopt;
    auto mail = std::move(*at);
    x_mails.erase(at);
    ++way.running;
    return mail;
}

std::optional<store::MailRow> Postman::take_now(Way& way) {
    const std::lock_guard lock{x_mutex};
    return take(way);
}

std::optional<store::MailRow> Postman::next(Way& way) {
    std::unique_lock lock{x_mutex};
    for (;;) {
        if (x_stopping || way.retired) return std::nullopt;
        if (auto mail = take(way)) return mail;
        x_work.wait(lock);
    }
}

Postman::Settling Postman::deliver(Way& here, Carrier& carrier, const store::MailRow& mail) {
    const Carrier::Asks asks{.before_dot = [this, &mail] { return !x_stop && x_desk.handed(mail.number); },
                             .stop = [this] { return x_stop.load(); },
                             .abandon = [this] { return x_abandon.load(); }};
    auto reply = carrier.carry(mail, asks);
    if (x_desk.carried) x_desk.carried(mail, reply, here.route.name);
    auto verdict = x_desk.settle(mail.number, reply, here.route.name);
    return {mail.number, std::move(reply), std::move(verdict)};
}

void Postman::heed(Way& here, Settling settling) {
    if (settling.verdict.wait_for(std::chrono::seconds{0}) != std::future_status::ready) x_desk.hurry();
    const auto verdict = settling.verdict.get();
    if (!verdict) return;
    const auto& reply = settling.reply;
    log::info(mail::delivery_line(settling.mail, *verdict, reply));
    const std::lock_guard lock{x_mutex};
    if (x_stop) return;
    const auto gate = here.breaker.gate;
    here.breaker = here.breaker.seen(*verdict, x_clock.now(), x_intervals);
    here.trouble =
        verdict->state == mail::State::sent ? "" : fmt::format("{}: {}", mail::word(reply.stage), reply.text);
    if (gate != here.breaker.gate && here.breaker.gate == mail::Breaker::Gate::open)
        log::warning(fmt::format("relay {} is resting after failures; next probe {}", here.place,
                                 here.breaker.probe_at ? base::rfc3339(*here.breaker.probe_at) : "later"));
    if (gate != here.breaker.gate && here.breaker.gate == mail::Breaker::Gate::closed)
        log::info(fmt::format("relay {} works again", here.place));
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

bool Postman::works(const Way& way) const {
    const std::lock_guard lock{x_mutex};
    return way.breaker.gate == mail::Breaker::Gate::closed;
}

void Postman::make_room(Way& way, bool went_well) {
    std::optional<Instant> resting;
    bool low = false;
    bool idle = false;
    {
        const std::lock_guard lock{x_mutex};
        --way.running;
        const bool all_open = std::ranges::all_of(
            x_ways, [](const WayPtr& each) { return each->breaker.gate == mail::Breaker::Gate::open; });
        if (all_open) resting = way.breaker.probe_at;
        low = runs_low();
        idle = x_mails.empty()
               && std::ranges::all_of(x_ways, [](const WayPtr& each) { return each->running == 0; });
    }
    // No other mail pays a try while every relay rests.
    if (resting) give_back_all(*resting);
    x_work.notify_all();
    // While all goes well nothing changes but what can be claimed; the last one has all looked at again.
    if (low && (idle || !went_well))
        x_desk.room();
    else if (low)
        x_desk.hurry();
}

void Postman::run(const WayPtr& way) {
    const auto carrier = way->route.carrier();
    std::optional<Settling> before; // it went well: that is recorded while the next is on its way
    for (;;) {
        auto mail = before ? take_now(*way) : next(*way);
        if (!mail && !before) break;
        std::optional<Settling> last;
        if (mail) last = deliver(*way, *carrier, *mail);
        if (before) heed(*way, *std::exchange(before, std::nullopt));
        if (!last) continue;
        // A failure is heeded at once: what it says of the relay is true of the next mail, too.
        const bool went_well = last->reply.stage == mail::Stage::done && last->reply.code / 100 == 2;
        if (went_well && works(*way))
            before = std::move(last);
        else
            heed(*way, std::move(*last));
        ++x_progress;
        make_room(*way, went_well);
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
            const auto idle = [](const WayPtr& way) { return way->running == 0; };
            return std::ranges::all_of(x_ways, idle) && std::ranges::all_of(x_retired, idle);
        });
        x_abandon = true;
    }};
    for (auto& sender : x_senders)
        sender.thread.join();
    x_work.notify_all();
    watch.join();
}

std::vector<Postman::Status> Postman::status() const {
    const std::lock_guard lock{x_mutex};
    std::vector<Status> all;
    for (const auto& way : x_ways)
        all.push_back({way->route.name, way->breaker, way->running, way->trouble});
    return all;
}

} // namespace followup::run
