#include "shell/run/simulate.hpp"

#include "core/base/text.hpp"
#include "shell/files/files.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/timeline.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace followup::run {
namespace {

namespace fs = std::filesystem;

/// Published on purpose: the feeds and Message-IDs of a simulation are no secret.
Keys published_keys() {
    return keys_from(base::sha256("followupd simulate"));
}

/// A feed of more cases is rendered once, at the end: each change would cost as much as all of them.
constexpr std::size_t small_feed_cases_max = 12;

/// Nobody is there who could let go what the storm guard holds.
std::shared_ptr<const config::Config> unguarded(config::Config config) {
    config.mail.storm_floor = 0;
    return std::make_shared<const config::Config>(std::move(config));
}

struct Arrival {
    Instant at;
    Incoming file;
};

/// `20261120T213500Z-anything.toml` arrives then, any other file at the beginning.
Instant arrival_time(const std::string& name, Instant from) {
    const auto at = base::parse_instant(std::string_view{name}.substr(0, 16));
    return at ? std::max(*at, from) : from;
}

base::Result<std::vector<Arrival>> arrivals(const Simulation& wanted) {
    std::error_code failure;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{wanted.queue, failure})
        if (entry.path().extension() == ".toml") names.push_back(entry.path().filename().string());
    if (failure) return base::problem(wanted.queue, "cannot be read: " + failure.message());
    std::ranges::sort(names);
    std::vector<Arrival> all;
    for (const auto& name : names) {
        if (name == "followupd.toml") continue; // a configuration kept beside its story
        auto bytes = files::read(wanted.queue + "/" + name, 16 * 1024 * 1024);
        if (!bytes) return std::unexpected(bytes.error());
        all.push_back({arrival_time(name, wanted.from), {name, std::move(*bytes)}});
    }
    std::ranges::stable_sort(all, {}, &Arrival::at);
    return all;
}

/// One run of the story; everything it needs for its life.
class Story {
  public:
    Story(const Simulation& wanted, store::Store& store)
        : x_wanted(wanted), x_keeper(store, unguarded(*wanted.config), published_keys(), x_timeline) {}

    base::Result<Simulated> tell(std::vector<Arrival> arriving);

  private:
    base::Result<void> take(std::vector<Arrival>& arriving, Instant now);
    base::Result<void> send(Instant now);
    /// As the daemon does, so that a story tells of mails that were made before they were due.
    base::Result<void> make_ready(Instant now);
    base::Result<void> subscribe(const std::string& case_id, Instant now);
    base::Result<void> write_feeds();

    const Simulation& x_wanted;
    Timeline x_timeline;
    Bookkeeper x_keeper;
    std::set<std::string> x_subscribed;
    Simulated x_result;
};

base::Result<void> Story::take(std::vector<Arrival>& arriving, Instant now) {
    for (; !arriving.empty() && arriving.front().at <= now; arriving.erase(arriving.begin())) {
        // One by one, so that the timeline tells what each of them changed.
        const auto& file = arriving.front().file;
        const auto taken = x_keeper.take(std::span{&file, 1}, now);
        if (!taken) return std::unexpected(taken.error());
        const auto& one = taken->front();
        ++(one.accepted ? x_result.accepted : x_result.refused);
        if (one.accepted) {
            if (auto subscribed = subscribe(one.case_id, now); !subscribed) return subscribed;
            continue;
        }
        x_result.refusals.insert(x_result.refusals.end(), one.problems.begin(), one.problems.end());
        if (auto told = x_keeper.tell_refused(file, one.problems, now); !told) return told;
    }
    return {};
}

/// The people of the case fetch their feeds from now on: stamps tell of every change that was to be seen.
base::Result<void> Story::subscribe(const std::string& case_id, Instant now) {
    const auto row = x_keeper.store().case_by_id(case_id);
    if (!row) return std::unexpected(row.error());
    if (!*row) return {}; // events of no case, or of one that is forgotten
    const auto standing = x_keeper.standing((*row)->number, now);
    if (!standing) return std::unexpected(standing.error());
    const auto& known = standing->first;
    for (const auto& person : {ledger::identity(known.candidate), known.recruiter, std::string{"team"}}) {
        if (!x_subscribed.insert(person).second) continue;
        const auto address = x_keeper.feed_address(person, x_wanted.from);
        if (!address) return std::unexpected(address.error());
        if (auto feed = x_keeper.feed({address->token}, now); !feed) return std::unexpected(feed.error());
    }
    return {};
}

base::Result<void> Story::send(Instant now) {
    for (;;) {
        const auto claimed = x_keeper.claim(now, 64);
        if (!claimed) return std::unexpected(claimed.error());
        if (claimed->empty()) return {};
        for (const auto& mail : *claimed) {
            const auto name = fmt::format("{}-{:05}.eml", base::basic(now), mail.number);
            if (auto handed = x_keeper.handed(mail.number, now); !handed)
                return std::unexpected(handed.error());
            if (auto put = files::write(x_wanted.out + "/mails/" + name, mail.bytes); !put) return put;
            const mail::Reply reply{mail::Stage::done, 250, "written", {}, true};
            if (auto sent = x_keeper.settle(mail.number, reply, "simulate", now); !sent)
                return std::unexpected(sent.error());
            ++x_result.mails;
        }
    }
}

base::Result<void> Story::make_ready(Instant now) {
    for (auto more = base::Result<bool>{true}; *more;)
        if (more = x_keeper.prepare(now, 100); !more) return std::unexpected(more.error());
    return {};
}

base::Result<void> Story::write_feeds() {
    const auto readers = x_keeper.readers();
    if (!readers) return std::unexpected(readers.error());
    for (const auto& reader : *readers) {
        const auto address = x_keeper.feed_address(reader.whose, x_wanted.from);
        if (!address) return std::unexpected(address.error());
        const auto feed = x_keeper.feed({address->token}, x_wanted.until);
        if (!feed) return std::unexpected(feed.error());
        auto name = reader.whose.person;
        std::ranges::replace(name, '/', '_');
        if (auto put = files::write(x_wanted.out + "/feeds/" + name + ".ics", (*feed)->bytes); !put)
            return std::unexpected(put.error());
        ++x_result.feeds;
    }
    return {};
}

base::Result<Simulated> Story::tell(std::vector<Arrival> arriving) {
    for (auto now = x_wanted.from;;) {
        if (auto taken = take(arriving, now); !taken) return std::unexpected(taken.error());
        for (auto more = base::Result<bool>{true}; *more;)
            if (more = x_keeper.look(now); !more) return std::unexpected(more.error());
        if (auto sent = send(now); !sent) return std::unexpected(sent.error());
        for (auto more = base::Result<bool>{true}; *more;)
            if (more = x_keeper.render_ahead(now, small_feed_cases_max, 100); !more)
                return std::unexpected(more.error());
        auto next = x_keeper.next_due();
        if (!next) return std::unexpected(next.error());
        if (!arriving.empty() && (!*next || arriving.front().at < **next)) *next = arriving.front().at;
        if (!*next || **next > x_wanted.until) break;
        if (auto ready = make_ready(std::max(now, **next - Bookkeeper::ready_before)); !ready)
            return std::unexpected(ready.error());
        now = std::max(**next, now + base::seconds{**next > now ? 0 : 1});
    }
    if (auto feeds = write_feeds(); !feeds) return std::unexpected(feeds.error());
    if (auto put = files::write(x_wanted.out + "/timeline.tsv", x_timeline.text()); !put)
        return std::unexpected(put.error());
    return x_result;
}

} // namespace

base::Result<Simulated> simulate(const Simulation& wanted) {
    if (wanted.until < wanted.from) return base::problem("--until", "lies before --from");
    std::error_code failure;
    if (fs::exists(wanted.out, failure) && !fs::is_empty(wanted.out, failure))
        return base::problem(wanted.out, "is there already and not empty", "name another folder");
    auto arriving = arrivals(wanted);
    if (!arriving) return std::unexpected(arriving.error());
    for (const auto* part : {"", "/mails", "/feeds"})
        if (auto made = files::make_folder(wanted.out + part); !made) return std::unexpected(made.error());
    auto opened =
        store::Store::open({.url = "sqlite::memory:", .key = published_keys().ledger, .create = true});
    if (!opened) return std::unexpected(opened.error().problem);
    return Story{wanted, **opened}.tell(std::move(*arriving));
}

} // namespace followup::run
