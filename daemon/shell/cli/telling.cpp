#include "shell/cli/telling.hpp"

#include "core/base/text.hpp"
#include "core/web/views.hpp"
#include "core/words/in_english.hpp"
#include "shell/cli/adding.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/timeline.hpp"
#include "shell/spool/spool.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

namespace json = boost::json;

/// What was found, and by what clock and zone it is told.
struct Found {
    Subject subject;
    base::Instant now;
    base::Zone zone = base::Zone::utc();
    bool online = true;
};

std::string text_of(const json::object& all, const char* name) {
    const auto* value = all.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::expected<Found, int> read_found(const web::Reply& reply) {
    boost::system::error_code failure;
    const auto body = json::parse(reply.body, failure);
    const auto* all = failure ? nullptr : body.if_object();
    const auto at = all == nullptr ? base::parse_instant("") : base::parse_instant(text_of(*all, "now"));
    if (!at) return std::unexpected(complain({"", "the daemon's answer cannot be read", ""}, refused));
    return Found{
        {text_of(*all, "interview"), text_of(*all, "whom"), text_of(*all, "duty"), text_of(*all, "by")},
        *at,
        base::Zone::named(text_of(*all, "zone")).value_or(base::Zone::utc()),
        true};
}

/// With the daemon down names cannot be looked up: what was typed has to be exact.
Found as_typed(const config::Config& config, const Telling& telling) {
    const auto slash = telling.about.find('/');
    return {
        {telling.about.substr(0, slash), telling.whom, slash == std::string::npos ? "" : telling.about, ""},
        now(),
        config.rules.agency.zone,
        false};
}

std::expected<Found, int> find(const config::Config& config, const Telling& telling) {
    auto target = fmt::format("/v1/find?kind={}&about={}", telling.kind, encoded(telling.about));
    if (!telling.whom.empty()) target += "&whom=" + encoded(telling.whom);
    const auto reply = ask_daemon(config, "GET", target);
    if (!reply && (!config.problems.empty() || reply.error() != Silence::nobody))
        return std::unexpected(no_daemon(config, reply.error()));
    if (!reply) return as_typed(config, telling);
    if (reply->status != 200) return std::unexpected(complain_of_choices(*reply));
    return read_found(*reply);
}

/// Problems of the event as problems of the command: nobody wrote a file that could have lines.
base::Problems of_command(base::Problems problems, const std::string& command) {
    for (auto& problem : problems)
        if (problem.where.starts_with(command + ":")) problem.where = "followup " + command;
    return problems;
}

/// What is wrong with the event as far as that can be told without the ledger.
base::Problems flaws(const std::shared_ptr<const config::Config>& config, const std::string& command,
                     const std::string& event, base::Instant at) {
    const auto keys = run::keys_from(base::sha256("followup " + command));
    auto store = store::Store::open({.url = "sqlite::memory:", .key = keys.ledger, .create = true});
    if (!store) return {store.error().problem};
    run::Timeline unread;
    run::Bookkeeper keeper{**store, config, keys, unread};
    const run::Incoming file{command, event};
    const auto foreseen = keeper.foresee(std::span{&file, 1}, at);
    if (!foreseen) return {foreseen.error()};
    return of_command(foreseen->taken.front().problems, command);
}

int into_queue(const std::shared_ptr<const config::Config>& config, const TellingOptions& options,
               const Telling& telling, const Found& found, const std::string& event) {
    if (const auto problems = flaws(config, telling.command, event, found.now); !problems.empty()) {
        complain(problems);
        std::fputs("the daemon does not answer: it needs the exact id here, and nothing was written\n",
                   stderr);
        return refused;
    }
    const auto name = fmt::format("{}-{}-{}.toml", base::basic(found.now), telling.command, ::getpid());
    if (auto put = spool::Spool::submit(config->queue, name, event); !put) {
        complain(base::Problems{put.error()});
        return no_daemon(*config, Silence::nobody);
    }
    std::fputs(fmt::format("the daemon does not answer; the event waits in {}/new\n", config->queue).c_str(),
               stderr);
    std::fputs(fmt::format("taken as typed: {}{}\n",
                           found.subject.duty.empty() ? found.subject.interview : found.subject.duty,
                           found.subject.whom.empty() ? "" : ", " + found.subject.whom)
                   .c_str(),
               stderr);
    if (options.as_json)
        std::cout << json::serialize(json::object{{"queued", config->queue + "/new/" + name}}) << '\n';
    return done;
}

/// Reads back at a terminal what the event takes away. An event that would be refused goes on: the answer to
/// it says why.
bool meant(const config::Config& config, const TellingOptions& options, const Telling& telling,
           const std::string& event) {
    if (options.yes || options.as_json || !at_a_terminal()) return true;
    const auto takes = would_take(config, telling.command, event);
    if (!takes || takes->empty()) return true;
    std::cout << *takes;
    if (agreed("Record it?")) return true;
    std::cout << "Nothing was recorded.\n";
    return false;
}

int give(const config::Config& config, const TellingOptions& options, const Telling& telling,
         const Found& found, const std::string& event) {
    if (!meant(config, options, telling, event)) return refused;
    const auto target = fmt::format("/v1/tell?name={}&interview={}&form={}", telling.command,
                                    encoded(found.subject.interview), wanted_form(options));
    const auto reply = ask_daemon(config, "POST", target, event);
    if (!reply) return no_daemon(config, reply.error());
    if (reply->status == 200) {
        std::cout << reply->body;
        return done;
    }
    auto said = *reply;
    boost::system::error_code failure;
    auto body = json::parse(said.body, failure);
    if (!failure && body.is_object() && body.as_object().contains("problems"))
        for (auto& problem : body.as_object()["problems"].as_array())
            if (text_of(problem.as_object(), "where").starts_with(telling.command + ":"))
                problem.as_object()["where"] = "followup " + telling.command;
    if (!failure) said.body = json::serialize(body);
    return complain(said);
}

/// `--at`, by the rule that holds for files.
base::Result<std::string> happened(const config::Config& config, const std::string& typed,
                                   const Found& found) {
    const when::Context against{.said = found.now,
                                .zone = found.zone,
                                .closed = config.rules.calendar.closed(),
                                .order = config.order,
                                .interview = {}};
    return queue::moment(typed, against, [&config](std::string_view phrase) {
        return words::in_english(phrase, *config.texts);
    });
}

} // namespace

void add_telling(CLI::App& command, TellingOptions& options) {
    command.add_option("--at", options.at,
                       "When it happened: 17:02, \"yesterday 17:02\", 2026-11-20T17:02 (default: now)");
    command.add_flag("--dry-run", options.dry_run, "Print the event and tell it to nobody");
    command.add_flag("--yes,-y", options.yes, "Ask nothing back when it takes something away");
    add_asking(command, options);
}

std::optional<int> undo_last(const TellingOptions& options, const std::string& about) {
    const auto config = reachable(options.config);
    const auto reply = ask_daemon(*config, "GET", "/v1/find?kind=last&about=" + encoded(about));
    if (!reply || reply->status != 200) return std::nullopt;
    const auto found = read_found(*reply);
    if (!found) return found.error();
    boost::system::error_code failure;
    const auto body = json::parse(reply->body, failure);
    const auto event = text_of(body.as_object(), "file");
    if (options.dry_run) {
        std::cout << event;
        return done;
    }
    if (!options.as_json) std::cout << "Taken back: " << text_of(body.as_object(), "what") << '\n';
    return give(*config, options,
                {.command = "undo", .event = {}, .kind = {}, .about = about, .whom = {}, .entries = {}},
                *found, event);
}

int tell(const TellingOptions& options, const Telling& telling) {
    const auto config = reachable(options.config);
    const auto found = find(*config, telling);
    if (!found) return found.error();
    // Without a time of its own the same thing told twice (two voicemails) would be one event.
    auto at = base::Result<std::string>{base::rfc3339(found->now, found->zone)};
    if (!options.at.empty()) at = happened(*config, options.at, *found);
    if (!at) return complain(at.error(), refused);
    auto entries = telling.entries(found->subject);
    const auto second = entries.empty() ? entries.end() : entries.begin() + 1;
    entries.insert(second, {"at", *at, true});
    const auto event = queue::written(telling.event, entries);
    if (options.dry_run) {
        std::cout << event;
        return done;
    }
    return found->online ? give(*config, options, telling, *found, event)
                         : into_queue(config, options, telling, *found, event);
}

} // namespace followup::cli
