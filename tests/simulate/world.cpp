#include "simulate/world.hpp"

#include "shell/run/bookkeeper.hpp"
#include "shell/run/setup.hpp"
#include "simulate/court.hpp"
#include "simulate/dice.hpp"
#include "simulate/inspector.hpp"
#include "simulate/markers.hpp"
#include "simulate/presses.hpp"
#include "simulate/scratch.hpp"
#include "simulate/watch.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>

namespace followup::simulated {
namespace {

run::Keys keys() {
    return run::keys_from(base::sha256("simulated years"));
}

/// What the relay has seen of one mail.
struct Delivered {
    std::string bytes;
    int times = 0;
    bool doubtful = false; ///< a connection broke after its last byte, or the process died then
};

class World {
  public:
    World(std::shared_ptr<const config::Config> config, const Years& years, const Trouble& trouble)
        : x_config(std::move(config)), x_trouble(trouble), x_dice(trouble.seed),
          x_watch(x_config->rules.window), x_inspector(x_watch, trouble.seed),
          x_markers(x_watch, trouble.seed), x_court(x_watch, x_config->rules, years.words) {}

    base::Result<Outcome> live(const std::vector<Arrival>& arrivals, Instant until);

  private:
    base::Result<void> start(Instant now);
    /// Dies and starts again; true when it did.
    base::Result<bool> may_die(Instant& now, int percent);
    base::Result<void> take(const std::vector<Arrival>& arrivals, Instant now);
    base::Result<void> press(const std::string& case_id, Instant now);
    base::Result<void> send(Instant& now);
    base::Result<bool> deliver(const store::MailRow& mail, Instant& now);
    base::Result<void> look(Instant now);
    base::Result<void> round(const std::vector<Arrival>& arrivals, Instant& now);
    [[nodiscard]] std::optional<mail::Reply> refusal();
    [[nodiscard]] std::string life_of(std::int64_t mail) const;
    void arrived(const store::MailRow& mail, Instant now);
    void read_markers(const store::MailRow& mail);

    std::shared_ptr<const config::Config> x_config;
    Trouble x_trouble;
    Dice x_dice;
    Watch x_watch;
    Scratch x_folder;
    std::unique_ptr<store::Store> x_store;
    std::unique_ptr<run::Bookkeeper> x_keeper;
    std::size_t x_next = 0;                       ///< arrival
    std::map<std::string, Delivered> x_delivered; ///< by Message-ID
    Inspector x_inspector;
    MarkerSearch x_markers;
    Court x_court;
    std::set<Canary> x_refused; ///< words of files that were refused
    Outcome x_outcome;
};

base::Result<void> World::start(Instant now) {
    x_keeper.reset();
    x_store.reset();
    auto opened = store::Store::open({.url = x_folder.ledger(), .key = keys().ledger, .create = true});
    if (!opened) return std::unexpected(opened.error().problem);
    x_store = std::move(*opened);
    x_keeper = std::make_unique<run::Bookkeeper>(*x_store, x_config, keys(), x_watch);
    if (auto recovered = x_keeper->recover(now); !recovered) return std::unexpected(recovered.error());
    return {};
}

base::Result<bool> World::may_die(Instant& now, int percent) {
    if (!x_trouble.restarts || !x_dice.chance(percent)) return false;
    ++x_outcome.restarts;
    if (x_trouble.downtime && x_dice.chance(20)) now += base::minutes{x_dice.between(1, 3000)};
    if (auto started = start(now); !started) return std::unexpected(started.error());
    return true;
}

base::Result<void> World::take(const std::vector<Arrival>& arrivals, Instant now) {
    std::vector<run::Incoming> batch;
    std::vector<Fate> fates;
    std::vector<std::string> pressed;
    for (; x_next < arrivals.size() && arrivals[x_next].at <= now; ++x_next) {
        if (arrivals[x_next].pressed) {
            pressed.push_back(arrivals[x_next].name);
            continue;
        }
        batch.push_back({arrivals[x_next].name, arrivals[x_next].bytes});
        fates.push_back(arrivals[x_next].fate);
    }
    for (const auto& case_id : pressed)
        if (auto done = press(case_id, now); !done) return done;
    if (batch.empty()) return {};
    const auto taken = x_keeper->take(batch, now);
    if (!taken) return std::unexpected(taken.error());
    for (std::size_t n = 0; n < batch.size(); ++n) {
        ++x_outcome.files;
        const auto& each = (*taken)[n];
        if (fates[n] != Fate::either && each.accepted != (fates[n] == Fate::accepted))
            x_watch.broken(fmt::format("{} was {}: {}\n{}", batch[n].name,
                                       each.accepted ? "accepted" : "refused", base::text(each.problems),
                                       batch[n].bytes));
        if (each.accepted) {
            if (auto heard = x_court.hear(*x_store, each.case_id, now); !heard) return heard;
            continue;
        }
        ++x_outcome.refused;
        if (fates[n] == Fate::refused)
            for (const auto& canary : canaries(batch[n].bytes))
                x_refused.insert(canary);
        if (auto told = x_keeper->tell_refused(batch[n], each.problems, now); !told) return told;
    }
    return {};
}

base::Result<void> World::press(const std::string& case_id, Instant now) {
    // The same with and without restarts.
    Dice dice{static_cast<std::uint64_t>(now.time_since_epoch().count()) + case_id.size()};
    const auto wrong = press_a_button(*x_keeper, case_id, dice, now);
    if (!wrong) return std::unexpected(wrong.error());
    if (!wrong->empty()) x_watch.broken(*wrong);
    ++x_outcome.pressed;
    return x_court.hear(*x_store, case_id, now);
}

void World::read_markers(const store::MailRow& mail) {
    // Somebody else may read a mail about a file that could not be placed: it quotes nothing.
    for (const auto& canary : canaries(mail.bytes))
        if (x_refused.contains(canary))
            x_watch.broken(
                fmt::format("mail {} quotes a file that was refused: {}", mail.number, word(canary)));
    if (mail.case_number == 0) return x_markers.read_mail(mail, {});
    const auto row = x_store->case_by_number(mail.case_number);
    x_markers.read_mail(mail, row && *row ? (*row)->id : std::string{});
}

std::string World::life_of(std::int64_t mail) const {
    const auto steps = x_store->log_of_mail(mail);
    if (!steps) return base::text(steps.error());
    const auto row = x_store->mail(mail);
    std::string life =
        row && *row ? "to " + (*row)->person + " " + (*row)->bytes.substr((*row)->bytes.find("Subject"), 160)
                    : "gone";
    for (const auto& step : *steps)
        life += fmt::format("{}{} {}", life.empty() ? "" : ", ", base::rfc3339(step.at), word(step.state));
    return life;
}

void World::arrived(const store::MailRow& mail, Instant now) {
    auto& seen = x_delivered[mail.message_id];
    const auto wrong = [&](std::string_view what) {
        x_watch.broken(
            fmt::format("{} mail {} to {}: {}", base::rfc3339(now), mail.number, mail.person, what));
    };
    if (seen.times > 0 && !seen.doubtful) wrong("arrived twice without a doubt");
    if (seen.times > 0 && seen.bytes != mail.bytes) wrong("its copy has other bytes");
    if (seen.times == 0) {
        read_markers(mail);
        x_watch.arrived(mail.number, now, life_of(mail.number));
    }
    seen.bytes = mail.bytes;
    ++(++seen.times == 1 ? x_outcome.mails : x_outcome.copies);
    const auto zone = x_watch.zones().find(mail.person);
    // What somebody wrote or pressed is passed on at once.
    if (x_watch.carries_nudges(mail.number) && zone != x_watch.zones().end()
        && !x_config->rules.window.open(now, zone->second))
        wrong("arrived outside the sending window");
}

/// A reply before the mail was handed over; nothing: it goes on.
std::optional<mail::Reply> World::refusal() {
    using enum mail::Stage;
    if (!x_trouble.relay || x_dice.chance(75)) return std::nullopt;
    const mail::Reply replies[] = {{connect, 0, "connection refused", {}, false},
                                   {mail, 421, "busy", "4.3.2", false},
                                   {rcpt, 450, "greylisted", "4.2.0", false},
                                   {rcpt, 550, "no such user", "5.1.1", false},
                                   {data, 451, "try again", "4.3.0", false}};
    return x_dice.pick(replies);
}

base::Result<bool> World::deliver(const store::MailRow& mail, Instant& now) {
    if (const auto died = may_die(now, 2); !died || *died) return died; // it is claimed, nothing more
    const auto settle = [&](const mail::Reply& reply) -> base::Result<bool> {
        const auto settled = x_keeper->settle(mail.number, reply, "relay", now);
        if (!settled) return std::unexpected(settled.error());
        return false;
    };
    if (const auto refused = refusal()) return settle(*refused);
    const auto handed = x_keeper->handed(mail.number, now);
    if (!handed) return std::unexpected(handed.error());
    if (!*handed) {
        x_watch.broken(fmt::format("mail {} was claimed and cannot be handed over", mail.number));
        return false;
    }
    const bool breaks = x_trouble.relay && x_dice.chance(5);
    if (!breaks || x_dice.chance(50)) arrived(mail, now);
    if (breaks) {
        x_delivered[mail.message_id].doubtful = true;
        x_watch.doubted(mail.number);
        return settle({mail::Stage::dot, 0, "connection lost", {}, true});
    }
    if (x_trouble.restarts && x_dice.chance(2)) {
        x_delivered[mail.message_id].doubtful = true;
        x_watch.doubted(mail.number);
        return may_die(now, 100);
    }
    return settle({mail::Stage::done, 250, "taken", {}, true});
}

base::Result<void> World::send(Instant& now) {
    for (;;) {
        const auto claimed = x_keeper->claim(now, 64);
        if (!claimed) return std::unexpected(claimed.error());
        if (claimed->empty()) return {};
        for (const auto& mail : *claimed) {
            const auto died = deliver(mail, now);
            if (!died) return std::unexpected(died.error());
            if (!*died) continue;
            // The others were given back by the start; whoever starts looks first at what has come meanwhile.
            if (auto looked = look(now); !looked) return looked;
            break;
        }
    }
}

base::Result<void> World::look(Instant now) {
    for (auto more = base::Result<bool>{true}; *more;)
        if (more = x_keeper->look(now); !more) return std::unexpected(more.error());
    return {};
}

base::Result<void> World::round(const std::vector<Arrival>& arrivals, Instant& now) {
    if (auto died = may_die(now, 1); !died) return std::unexpected(died.error());
    if (auto taken = take(arrivals, now); !taken) return taken;
    if (auto died = may_die(now, 1); !died) return std::unexpected(died.error());
    if (auto looked = look(now); !looked) return looked;
    return send(now);
}

base::Result<Outcome> World::live(const std::vector<Arrival>& arrivals, Instant until) {
    if (arrivals.empty()) return x_outcome;
    auto now = arrivals.front().at;
    if (auto started = start(now); !started) return std::unexpected(started.error());
    for (auto looked = now;;) {
        if (auto done = round(arrivals, now); !done) return std::unexpected(done.error());
        if (now - looked > base::days{7}) {
            looked = now;
            // Sending may have taken hours, when the process died in between.
            if (auto looked_again = look(now); !looked_again) return std::unexpected(looked_again.error());
            if (auto seen = x_inspector.visit(*x_store, *x_keeper, now); !seen)
                return std::unexpected(seen.error());
            if (auto read = x_markers.visit(*x_keeper, now); !read) return std::unexpected(read.error());
        }
        auto next = x_keeper->next_due();
        if (!next) return std::unexpected(next.error());
        if (x_next < arrivals.size() && (!*next || arrivals[x_next].at < **next)) *next = arrivals[x_next].at;
        if (!*next || **next > until) break;
        // What is due and cannot be done yet must not stop the clock.
        now = std::max(**next, now + base::seconds{**next > now ? 0 : 1});
    }
    if (auto judged = x_inspector.judge(*x_store, now); !judged) return std::unexpected(judged.error());
    if (auto judged = x_court.judge(*x_store, now); !judged) return std::unexpected(judged.error());
    x_outcome.duties = static_cast<int>(x_watch.duties().size());
    x_outcome.replans = x_inspector.replans();
    x_outcome.marked = x_markers.texts();
    x_outcome.timeline = x_watch.timeline();
    x_outcome.breaches = x_watch.breaches();
    x_outcome.nudges = x_watch.nudges();
    return x_outcome;
}

} // namespace

std::string difference(std::string_view left, std::string_view right) {
    const auto [one, other] = std::ranges::mismatch(left, right);
    const auto at = static_cast<std::size_t>(one - left.begin());
    const auto line = at == 0 ? 0 : left.rfind('\n', at - 1) + 1;
    const auto of = [&](std::string_view text) { return text.substr(line, text.find('\n', at) - line); };
    return fmt::format("- {}\n+ {}", of(left), of(right));
}

base::Result<Outcome> live(const Years& years, Instant until, const Trouble& trouble) {
    const auto& arrivals = years.files;
    const std::string file = FOLLOWUP_SOURCE_DIR "/tests/simulate/followupd.toml";
    // Recurring holidays are expanded around the years that are lived through.
    const auto today = arrivals.empty() ? until : arrivals.front().at;
    auto config =
        run::load_config(file, base::Date{std::chrono::floor<base::days>(today.time_since_epoch())});
    if (!config) return base::problem(file, base::text(config.error()));
    return World{std::make_shared<const config::Config>(std::move(*config)), years, trouble}.live(arrivals,
                                                                                                  until);
}

} // namespace followup::simulated
