#include "shell/cli/command.hpp"

#include "core/web/views.hpp"
#include "shell/cli/adding.hpp"
#include "shell/files/files.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/simulate.hpp"
#include "shell/run/timeline.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>

namespace followup::cli {
namespace {

namespace json = boost::json;

struct PlanOptions {
    std::vector<std::string> files;
    std::string now;
    std::string config = default_config;
    bool as_json = false;
};

base::Result<std::vector<run::Incoming>> read_files(const std::vector<std::string>& paths) {
    std::vector<run::Incoming> files;
    for (const auto& path : paths) {
        auto bytes = files::read(path, 16 * 1024 * 1024);
        if (!bytes) return std::unexpected(bytes.error());
        files.push_back({path, std::move(*bytes)});
    }
    return files;
}

int print_foreseen(const run::Foreseen& foreseen, bool as_json) {
    base::Problems problems;
    std::vector<std::string> warnings;
    for (const auto& taken : foreseen.taken) {
        problems.insert(problems.end(), taken.problems.begin(), taken.problems.end());
        warnings.insert(warnings.end(), taken.warnings.begin(), taken.warnings.end());
    }
    if (!problems.empty()) {
        complain(problems);
        if (as_json) std::cout << web::problems_json(problems);
        return refused;
    }
    std::cout << (as_json ? web::plan_json(foreseen.cases, warnings)
                          : web::plan_text(foreseen.cases, warnings));
    return done;
}

/// Without the daemon: on an empty ledger in memory, so only the files' own story is known.
int plan_alone(const std::vector<run::Incoming>& files, base::Instant at, const PlanOptions& options,
               const std::shared_ptr<const config::Config>& config) {
    const auto keys = run::keys_from(base::sha256("followup plan"));
    auto store = store::Store::open({.url = "sqlite::memory:", .key = keys.ledger, .create = true});
    if (!store) return complain(store.error().problem, refused);
    run::Timeline unread;
    run::Bookkeeper keeper{**store, config, keys, unread};
    const auto foreseen = keeper.foresee(files, at);
    if (!foreseen) return complain(foreseen.error(), refused);
    return print_foreseen(*foreseen, options.as_json);
}

int plan_files(const std::vector<run::Incoming>& files, const PlanOptions& options,
               const std::shared_ptr<const config::Config>& config) {
    auto at = now();
    if (!options.now.empty()) {
        const auto given = base::parse_instant(options.now);
        if (!given) return complain({"--now", given.error().what, given.error().mend}, usage);
        at = *given;
    }
    json::array body;
    for (const auto& file : files)
        body.push_back(json::object{{"name", file.name}, {"bytes", file.bytes}});
    // The daemon knows the cases that the files may be about. A time of one's own is asked of it only when
    // said.
    const auto target = fmt::format("/v1/plan?form={}{}", options.as_json ? "json" : "text",
                                    options.now.empty() ? "" : "&now=" + encoded(base::rfc3339(at)));
    const auto reply = ask_daemon(*config, "POST", target, json::serialize(body));
    if (!reply && reply.error() != Silence::nobody)
        return no_daemon(*config, Silence::unread); // a plan changes nothing
    if (!reply && !config->problems.empty()) return no_daemon(*config, Silence::nobody);
    if (!reply) return plan_alone(files, at, options, config);
    if (reply->status != 200) {
        if (options.as_json) std::cout << reply->body;
        return complain(*reply);
    }
    std::cout << reply->body;
    return done;
}

int plan_command(const PlanOptions& options) {
    const auto config = reachable(options.config);
    const auto files = read_files(options.files);
    if (!files) return complain(files.error(), refused);
    return plan_files(*files, options, config);
}

struct SimulateOptions {
    std::string queue;
    std::string from;
    std::string until;
    std::string out;
    std::string config;
};

int simulate_command(const SimulateOptions& options) {
    const auto from = base::parse_instant(options.from);
    if (!from) return complain({"--from", from.error().what, from.error().mend}, usage);
    const auto until = base::parse_instant(options.until);
    if (!until) return complain({"--until", until.error().what, until.error().mend}, usage);
    const auto config = configuration(options.config);
    if (!config) return bad_configuration;
    const auto result = run::simulate({options.queue, *from, *until, options.out, config});
    if (!result) return complain(result.error(), refused);
    complain(result->refusals);
    std::fprintf(stderr, "%zu files accepted, %zu refused, %zu mails, %zu feeds: see %s\n", result->accepted,
                 result->refused, result->mails, result->feeds, options.out.c_str());
    return done;
}

} // namespace

int show_plan(const std::shared_ptr<const config::Config>& config, const std::string& path,
              const std::string& bytes) {
    return plan_files({{path, bytes}}, {}, config);
}

void add_plan(CLI::App& app, Result& result) {
    auto options = std::make_shared<PlanOptions>();
    auto* command =
        app.add_subcommand("plan", "Show what would follow from event files, without adding them");
    command->add_option("files", options->files, "Event files, in the order in which they would arrive")
        ->required();
    command->add_option("--now", options->now, "The INSTANT at which they arrive (default: now)");
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->add_flag("--json", options->as_json, "Print JSON");
    command->callback([options, &result] { result.code = plan_command(*options); });
}

void add_simulate(CLI::App& app, Result& result) {
    auto options = std::make_shared<SimulateOptions>();
    options->config = default_config;
    auto* command = app.add_subcommand("simulate", "Run a story of event files on a virtual clock");
    command->add_option("queue", options->queue, "The folder of event files; a name's time is its arrival")
        ->required();
    command->add_option("--from", options->from, "The INSTANT at which it begins")->required();
    command->add_option("--until", options->until, "The INSTANT at which it ends")->required();
    command->add_option("--out", options->out, "The folder to make: timeline.tsv, mails/, feeds/")
        ->required();
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->callback([options, &result] { result.code = simulate_command(*options); });
}

} // namespace followup::cli
