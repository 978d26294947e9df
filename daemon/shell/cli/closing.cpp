#include "core/base/text.hpp"
#include "core/web/layout.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/telling.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>
#include <span>
#include <unistd.h>

/// `followup close`: one case, several, or all that have no date; read back before it counts.
namespace followup::cli {
namespace {

namespace json = boost::json;

struct CloseOptions : TellingOptions {
    std::vector<std::string> about;
    bool undated = false;
    std::string reason;
    std::string tell;
};

/// A case that is to be closed.
struct Closing {
    std::string interview;
    std::string id;
    std::string candidate;
    std::string employer;
};

std::string text_of(const json::object& all, const char* name) {
    const auto* value = all.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

Closing read(const json::object& found) {
    return {text_of(found, "interview"), text_of(found, "case"), text_of(found, "candidate"),
            text_of(found, "employer")};
}

void add(std::vector<Closing>& all, Closing each) {
    if (std::ranges::find(all, each.id, &Closing::id) == all.end()) all.push_back(std::move(each));
}

/// What is to be closed, and the daemon's time.
struct Found {
    std::vector<Closing> cases;
    std::string now;
};

int unreadable() {
    return complain({"", "the daemon's answer cannot be read", ""}, refused);
}

std::optional<json::object> parsed(const web::Reply& reply) {
    boost::system::error_code failure;
    auto body = json::parse(reply.body, failure);
    if (failure || !body.is_object()) return std::nullopt;
    return std::move(body.as_object());
}

/// Those that were named, in order.
std::expected<Found, int> named(const config::Config& config, const CloseOptions& options) {
    Found found;
    for (const auto& about : options.about) {
        const auto reply = ask_daemon(config, "GET", "/v1/find?kind=case&about=" + encoded(about));
        if (!reply) return std::unexpected(no_daemon(config, reply.error()));
        if (reply->status != 200) return std::unexpected(complain_of_choices(*reply));
        const auto body = parsed(*reply);
        if (!body) return std::unexpected(unreadable());
        add(found.cases, read(*body));
        found.now = text_of(*body, "now");
    }
    return found;
}

/// All of the caller's in which nothing has a date.
std::expected<Found, int> undated(const config::Config& config) {
    const auto reply = ask_daemon(config, "GET", "/v1/agenda?span=undated&form=json");
    if (!reply) return std::unexpected(no_daemon(config, reply.error()));
    if (reply->status != 200) return std::unexpected(complain_of_choices(*reply));
    const auto body = parsed(*reply);
    const auto* duties = body ? body->if_contains("duties") : nullptr;
    if (duties == nullptr || !duties->is_array()) return std::unexpected(unreadable());
    Found found{{}, text_of(*body, "now")};
    for (const auto& duty : duties->as_array())
        if (duty.is_object()) add(found.cases, read(duty.as_object()));
    return found;
}

/// Files with their events: no larger than the queue takes.
std::vector<std::string> files_of(const Found& found, const CloseOptions& options) {
    constexpr std::size_t cases_per_file = 100;
    std::vector<std::string> files;
    for (std::size_t n = 0; n < found.cases.size(); ++n) {
        const auto at =
            options.at.empty() ? queue::Entry{"at", found.now, true} : queue::Entry{"at", options.at};
        const std::vector<queue::Entry> entries{
            {"interview", found.cases[n].interview}, at, {"reason", options.reason}, {"tell", options.tell}};
        if (n % cases_per_file == 0) files.emplace_back();
        files.back() += queue::written("closed", entries);
    }
    return files;
}

std::string count_words(std::size_t count) {
    return count == 1 ? std::string{"1 case"} : fmt::format("{} cases", count);
}

/// What will be done, and what it takes away, for somebody to say yes to. JSON stands alone on standard
/// output.
int read_back(const config::Config& config, const CloseOptions& options, const Found& found,
              std::span<const std::string> files) {
    auto& out = options.as_json ? std::cerr : std::cout;
    out << "This closes " << count_words(found.cases.size()) << ":\n";
    for (const auto& each : found.cases)
        out << web::wrapped(fmt::format("{} at {} ({})", each.candidate, each.employer, each.id), 2, 6);
    for (const auto& file : files) {
        const auto takes = would_take(config, "close", file);
        if (!takes) return complain(takes.error());
        out << *takes << std::flush;
    }
    if (options.yes || agreed(found.cases.size() == 1 ? "Close it?" : "Close them?")) return done;
    out << (::isatty(STDIN_FILENO) == 1 ? "Nothing was closed.\n"
                                        : "Nothing was closed; add --yes to mean it.\n");
    return refused;
}

int close_all(const config::Config& config, const CloseOptions& options, const Found& found) {
    const auto files = files_of(found, options);
    if (options.dry_run) {
        for (const auto& file : files)
            std::cout << file;
        return done;
    }
    if (!files.empty())
        if (const int code = read_back(config, options, found, files); code != done) return code;
    for (const auto& file : files) {
        const auto reply = ask_daemon(config, "POST", "/v1/add?name=close", file);
        if (!reply) return no_daemon(config, reply.error());
        if (reply->status != 200) return complain(*reply);
    }
    if (options.as_json) {
        json::array closed;
        for (const auto& each : found.cases)
            closed.emplace_back(each.id);
        std::cout << json::serialize(json::object{{"closed", std::move(closed)}}) << '\n';
    } else if (files.empty()) {
        std::cout << "Every open case has a date; there is nothing to close.\n";
    } else {
        std::cout << "Closed " << count_words(found.cases.size())
                  << "; followup reopen CASE goes on with one.\n";
    }
    return done;
}

/// With the daemon down one case is closed as it was typed: the event waits in the queue folder.
int close_as_typed(const CloseOptions& options) {
    if (!options.yes && !options.dry_run && !agreed("The daemon does not answer. Close it as typed?"))
        return complain({"followup close", "nothing was closed", "add --yes to mean it"}, refused);
    return tell(options, {"close", "closed", "case", options.about.front(), "", [&](const Subject& of) {
                              return std::vector<queue::Entry>{{"interview", of.interview},
                                                               {"reason", options.reason},
                                                               {"tell", options.tell}};
                          }});
}

int close_command(const CloseOptions& options) {
    if (options.undated == !options.about.empty())
        return complain({"followup close", "needs cases to close, or --undated",
                         "followup agenda --undated lists those without a date"},
                        usage);
    if (options.undated && options.reason.empty())
        return complain(
            {"followup close", "why they are closed has to be said", "add --reason \"long over\""}, usage);
    const auto config = reachable(options.config);
    if (options.about.size() == 1 && !ask_daemon(*config, "GET", "/v1/status") && config->problems.empty())
        return close_as_typed(options);
    const auto found = options.undated ? undated(*config) : named(*config, options);
    return found ? close_all(*config, options, *found) : found.error();
}

} // namespace

void add_close(CLI::App& app, Result& result) {
    auto options = std::make_shared<CloseOptions>();
    auto* command = app.add_subcommand("close", "End cases: filled by another, or on ice");
    add_telling(*command, *options);
    command->add_option("cases", options->about,
                        "The cases: their ids, or a name in each (candidate, employer, person met)");
    command->add_flag("--undated", options->undated,
                      "All of yours in which nothing has a date; needs --reason");
    command->add_option("--reason", options->reason, "Why: for yourself and whoever may see the case");
    command->add_option("--tell", options->tell, "What the candidates are told, in these words");
    command->callback([options, &result] { result.code = close_command(*options); });
}

} // namespace followup::cli
