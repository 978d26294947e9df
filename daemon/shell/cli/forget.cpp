#include "core/queue/writing.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"
#include "shell/spool/spool.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

namespace json = boost::json;

struct ForgetOptions : Asking {
    std::string candidate;
    bool yes = false;
};

/// A person is forgotten for good: on a terminal somebody has to mean it.
bool meant(const ForgetOptions& options) {
    if (options.yes || isatty(STDIN_FILENO) == 0) return true;
    std::cout << "Everything about " << options.candidate
              << " is erased for good. Type yes to go on: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes";
}

/// "Forgotten: 1 case, 4 mails. Had already left: …" of the daemon's answer.
std::string report_text(const json::object& forgotten) {
    const auto count = [&](const char* key) { return forgotten.at(key).to_number<std::int64_t>(); };
    auto text = fmt::format("forgotten: cases {}, mails {}\n", count("cases"), count("mails"));
    const auto& left = forgotten.at("already_left").as_array();
    if (left.empty()) return text + "no mail about them had left\n";
    text += "mails that had already left, and cannot be called back:\n";
    for (const auto& each : left)
        text += fmt::format("  {}  mail {} to the {}\n", each.at("at").as_string().c_str(),
                            each.at("mail").to_number<std::int64_t>(), each.at("to").as_string().c_str());
    return text;
}

int forget_command(const ForgetOptions& options) {
    const auto config = reachable(options.config);
    if (!meant(options))
        return complain({options.candidate, "was not forgotten", "say yes, or give --yes"}, refused);
    const std::vector<queue::Entry> entries{{"candidate", options.candidate}};
    const auto file = queue::written("forget", entries);
    const auto reply = ask_daemon(*config, "POST", "/v1/add?name=forget.toml", file);
    if (!reply && !config->problems.empty()) return no_daemon(*config);
    if (!reply) {
        const auto name = fmt::format("{}-forget-{}.toml", base::basic(now()), getpid());
        if (auto put = spool::Spool::submit(config->queue, name, file); !put) {
            complain(base::Problems{put.error()});
            return no_daemon(*config);
        }
        std::cerr << "the daemon does not answer; the request waits in " << config->queue << "/new\n";
        return done;
    }
    if (reply->status != 200) return complain(*reply);
    if (options.as_json) {
        std::cout << reply->body;
        return done;
    }
    boost::system::error_code failure;
    const auto answer = json::parse(reply->body, failure);
    if (failure || !answer.is_object())
        return complain({"the daemon", "gave an answer that is no JSON", ""}, refused);
    for (const auto& each : answer.at("forgotten").as_array())
        std::cout << report_text(each.as_object());
    return done;
}

} // namespace

void add_forget(CLI::App& app, Result& result) {
    auto options = std::make_shared<ForgetOptions>();
    auto* command = app.add_subcommand("forget", "Erase everything about a candidate, for good");
    command->add_option("candidate", options->candidate, "Their id or e-mail address, in full")->required();
    command->add_flag("--yes", options->yes, "Do not ask");
    add_asking(*command, *options);
    command->callback([options, &result] { result.code = forget_command(*options); });
}

} // namespace followup::cli
