#include "core/queue/writing.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"
#include "shell/spool/spool.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
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

/// What became of one person, of the daemon's answer.
std::string report_text(const json::object& forgotten) {
    const auto count = [&](const char* key) { return forgotten.at(key).to_number<std::int64_t>(); };
    auto text = fmt::format("forgotten: cases {}, mails {}\n", count("cases"), count("mails"));
    const auto& left = forgotten.at("already_left").as_array();
    if (left.empty())
        text += "no mail about them had left\n";
    else
        text += "mails that had already left, and cannot be called back:\n";
    for (const auto& each : left)
        text += fmt::format("  {}  mail {} to the {}{}\n", each.at("at").as_string().c_str(),
                            each.at("mail").to_number<std::int64_t>(), each.at("to").as_string().c_str(),
                            each.at("surely").as_bool() ? "" : " (was on its way: perhaps)");
    text += "backups hold them until they are thrown away; a restored one forgets them again\n";
    for (const auto& each : forgotten.at("remains").as_array())
        text +=
            fmt::format("  {} was set aside: remove it when it is not needed\n", each.as_string().c_str());
    return text;
}

/// Whether anything was there to be forgotten.
bool anything(const json::object& forgotten) {
    return forgotten.at("known").as_bool() || forgotten.at("files").to_number<std::int64_t>() > 0;
}

/// Which of several is meant, by an interview of theirs; asked on a terminal, else empty and told.
std::string chosen(const ForgetOptions& options, const json::array& choices) {
    std::vector<std::string> interviews;
    std::string list;
    for (const auto& each : choices) {
        interviews.emplace_back(each.at("interview").as_string());
        list += fmt::format("  {}  {}  followup forget {}\n", interviews.size(),
                            each.at("name").as_string().c_str(), interviews.back());
    }
    if (isatty(STDIN_FILENO) == 0) {
        std::cerr << fmt::format("followup forget: {} people are called {}; say which:\n{}", choices.size(),
                                 options.candidate, list);
        return {};
    }
    std::cout << list << "Which of them? Type its number: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    std::size_t number = 0;
    std::from_chars(answer.data(), answer.data() + answer.size(), number);
    return number >= 1 && number <= interviews.size() ? interviews[number - 1] : std::string{};
}

int wait_in_queue(const config::Config& config, const std::string& file) {
    const auto name = fmt::format("{}-forget-{}.toml", base::basic(now()), getpid());
    if (auto put = spool::Spool::submit(config.queue, name, file); !put) {
        complain(base::Problems{put.error()});
        return no_daemon(config);
    }
    std::cerr << "the daemon does not answer; the request waits in " << config.queue << "/new\n";
    return done;
}

int tell(const ForgetOptions& options, const json::value& answer, const std::string& body) {
    const auto& all = answer.at("forgotten").as_array();
    const bool known = std::ranges::any_of(all, [](const auto& each) { return anything(each.as_object()); });
    if (options.as_json) std::cout << body;
    if (!known)
        return complain({options.candidate, "nobody is known under this address or id",
                         "it has to be given in full, as it was ever told"},
                        refused);
    if (!options.as_json)
        for (const auto& each : all)
            std::cout << report_text(each.as_object());
    return done;
}

int forget_command(ForgetOptions options) {
    const auto config = reachable(options.config);
    if (!meant(options))
        return complain({options.candidate, "was not forgotten", "say yes, or give --yes"}, refused);
    for (;;) {
        const std::vector<queue::Entry> entries{{"candidate", options.candidate}};
        const auto file = queue::written("forget", entries);
        const auto reply = ask_daemon(*config, "POST", "/v1/add?name=forget.toml", file);
        if (!reply && !config->problems.empty()) return no_daemon(*config);
        if (!reply) return wait_in_queue(*config, file);
        boost::system::error_code failure;
        const auto answer = json::parse(reply->body, failure);
        const auto* choices =
            reply->status == 409 && answer.is_object() ? answer.as_object().if_contains("choices") : nullptr;
        if (choices != nullptr && choices->is_array()) {
            const auto one = chosen(options, choices->as_array());
            if (one.empty()) return complain({options.candidate, "was not forgotten", ""}, refused);
            options.candidate = one;
            continue;
        }
        if (reply->status != 200) return complain(*reply);
        if (failure || !answer.is_object())
            return complain({"the daemon", "gave an answer that is no JSON", ""}, refused);
        return tell(options, answer, reply->body);
    }
}

} // namespace

void add_forget(CLI::App& app, Result& result) {
    auto options = std::make_shared<ForgetOptions>();
    auto* command = app.add_subcommand("forget", "Erase everything about a candidate, for good");
    command
        ->add_option("candidate", options->candidate,
                     "Their id, an e-mail address that was ever theirs, or an interview of theirs, in full")
        ->required();
    command->add_flag("--yes", options->yes, "Do not ask");
    add_asking(*command, *options);
    command->callback([options, &result] { result.code = forget_command(*options); });
}

} // namespace followup::cli
