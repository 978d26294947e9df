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
    std::string met; ///< somebody met, instead
    std::string employer;
    std::string interview;
    bool yes = false;
    bool look = false;

    [[nodiscard]] const std::string& whom() const { return met.empty() ? candidate : met; }
};

std::string text_in(const json::object& object, const char* key) {
    return object.at(key).as_string().c_str();
}

std::int64_t count_in(const json::object& object, const char* key) {
    return object.at(key).to_number<std::int64_t>();
}

/// What one person's forgetting comes to: in how many cases, and what is not owed any more.
std::string what_goes(const json::object& forgotten) {
    const bool met = forgotten.at("met").as_bool();
    auto text = fmt::format("{}cases {}, mails {}\n", met ? "somebody met, " : "",
                            count_in(forgotten, "cases"), count_in(forgotten, "mails"));
    for (const auto& each : forgotten.at("fallen").as_array())
        text += fmt::format("  not owed any more: {}, due {}\n", text_in(each.as_object(), "duty"),
                            text_in(each.as_object(), "due"));
    return text;
}

/// What became of one person, of the daemon's answer.
std::string report_text(const json::object& forgotten) {
    auto text = "forgotten: " + what_goes(forgotten);
    const auto& left = forgotten.at("already_left").as_array();
    if (left.empty())
        text += "no mail about them had left\n";
    else
        text += "mails that had already left, and cannot be called back:\n";
    for (const auto& each : left)
        text += fmt::format("  {}  mail {} to the {}{}\n", text_in(each.as_object(), "at"),
                            count_in(each.as_object(), "mail"), text_in(each.as_object(), "to"),
                            each.at("surely").as_bool() ? "" : " (was on its way: perhaps)");
    text += "backups hold them until they are thrown away; a restored one forgets them again\n";
    for (const auto& each : forgotten.at("remains").as_array())
        text += fmt::format("  {} may name them still: look, and remove it when it is not needed\n",
                            each.as_string().c_str());
    return text;
}

/// Whether anything was there to be forgotten.
bool anything(const json::object& forgotten) {
    return forgotten.at("known").as_bool() || count_in(forgotten, "files") > 0;
}

bool anybody(const json::value& answer) {
    return std::ranges::any_of(answer.at("forgotten").as_array(),
                               [](const auto& each) { return anything(each.as_object()); });
}

/// How only that one is meant.
ForgetOptions meaning(const ForgetOptions& options, const json::object& choice) {
    auto only = options;
    const auto address = text_in(choice, "address");
    if (options.met.empty()) {
        only.candidate = text_in(choice, "interview");
    } else if (!address.empty()) {
        only.met = address;
        only.employer.clear();
    } else {
        only.employer = text_in(choice, "employer");
        only.interview = text_in(choice, "interview");
    }
    return only;
}

/// As a shell takes it.
std::string shell_word(const std::string& word) {
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view{"-_.@+"}.contains(static_cast<char>(c));
    };
    if (std::ranges::all_of(word, plain)) return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

std::string command_for(const ForgetOptions& options) {
    if (options.met.empty()) return "followup forget " + shell_word(options.candidate);
    auto command = "followup forget --met " + shell_word(options.met);
    if (!options.employer.empty()) command += " --employer " + shell_word(options.employer);
    if (!options.interview.empty()) command += " --interview " + shell_word(options.interview);
    return command;
}

/// Which of several is meant; asked on a terminal, else nothing, and told.
std::optional<ForgetOptions> chosen(const ForgetOptions& options, const json::array& choices) {
    std::vector<ForgetOptions> all;
    std::string list;
    for (const auto& each : choices) {
        const auto& choice = each.as_object();
        all.push_back(meaning(options, choice));
        auto who = text_in(choice, "name");
        for (const auto* key : {"title", "employer"})
            if (const auto more = text_in(choice, key); !more.empty()) who += ", " + more;
        list += fmt::format("  {}  {}  {}\n", all.size(), who, command_for(all.back()));
    }
    if (isatty(STDIN_FILENO) == 0) {
        std::cerr << fmt::format("followup forget: {} people are called {}; say which:\n{}", choices.size(),
                                 options.whom(), list);
        return std::nullopt;
    }
    std::cout << list << "Which of them? Type its number: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    std::size_t number = 0;
    std::from_chars(answer.data(), answer.data() + answer.size(), number);
    if (number < 1 || number > all.size()) return std::nullopt;
    return all[number - 1];
}

std::string event_file(const ForgetOptions& options) {
    const std::vector<queue::Entry> entries{{"candidate", options.candidate},
                                            {"met", options.met},
                                            {"employer", options.employer},
                                            {"interview", options.interview}};
    return queue::written("forget", entries);
}

int wait_in_queue(const config::Config& config, const std::string& file) {
    const auto name = fmt::format("{}-forget-{}.toml", base::basic(now()), getpid());
    if (auto put = spool::Spool::submit(config.queue, name, file); !put) {
        complain(base::Problems{put.error()});
        return no_daemon(config, Silence::nobody);
    }
    std::cerr << "the daemon does not answer; the request waits in " << config.queue << "/new\n";
    return done;
}

int unknown(const ForgetOptions& options) {
    const auto* mend =
        options.met.empty()
            ? "it has to be given in full, as it was ever told; somebody met at an employer is "
              "named by --met"
            : "it has to be given in full, as it was ever told, with --employer as the "
              "interviews call it";
    return complain({options.whom(),
                     options.met.empty() ? "nobody is known under this address or id"
                                         : "nobody met is known under this name or address",
                     mend},
                    refused);
}

/// A person is forgotten for good: on a terminal somebody has to mean it, and reads before what goes.
bool meant(const ForgetOptions& options, const json::value* what) {
    if (options.yes || isatty(STDIN_FILENO) == 0) return true;
    std::cout << "Everything about " << options.whom() << " is erased for good";
    if (what == nullptr)
        std::cout << ". ";
    else
        for (const auto& each : what->at("forgotten").as_array())
            std::cout << ": " << what_goes(each.as_object());
    std::cout << "Type yes to go on: " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes";
}

struct Heard {
    std::string body;
    json::value answer;
};

/// Asks the daemon to do it, or to look at what it would come to. What ends the command instead: its code.
std::expected<Heard, int> ask(const config::Config& config, ForgetOptions& options, bool look) {
    for (;;) {
        const auto reply =
            ask_daemon(config, "POST", look ? "/v1/add?name=forget.toml&look=1" : "/v1/add?name=forget.toml",
                       event_file(options));
        if (!reply && !config.problems.empty()) return std::unexpected(no_daemon(config, reply.error()));
        if (!reply) {
            if (options.look) return std::unexpected(no_daemon(config, reply.error()));
            if (!meant(options, nullptr)) break;
            return std::unexpected(wait_in_queue(config, event_file(options)));
        }
        boost::system::error_code failure;
        auto answer = json::parse(reply->body, failure);
        const auto* choices =
            reply->status == 409 && answer.is_object() ? answer.as_object().if_contains("choices") : nullptr;
        if (choices != nullptr && choices->is_array()) {
            auto one = chosen(options, choices->as_array());
            if (!one) break;
            options = std::move(*one);
            continue;
        }
        if (reply->status != 200) return std::unexpected(complain(*reply));
        if (failure || !answer.is_object())
            return std::unexpected(complain({"the daemon", "gave an answer that is no JSON", ""}, refused));
        return Heard{reply->body, std::move(answer)};
    }
    return std::unexpected(complain({options.whom(), "was not forgotten", ""}, refused));
}

int forget_command(ForgetOptions options) {
    const auto config = reachable(options.config);
    const auto looked = ask(*config, options, true);
    if (!looked) return looked.error();
    if (options.look) {
        if (!anybody(looked->answer)) return unknown(options);
        if (options.as_json) std::cout << looked->body;
        for (const auto& each : looked->answer.at("forgotten").as_array())
            if (!options.as_json) std::cout << "to be forgotten: " << what_goes(each.as_object());
        return done;
    }
    if (!meant(options, &looked->answer))
        return complain({options.whom(), "was not forgotten", "say yes, or give --yes"}, refused);
    const auto heard = ask(*config, options, false);
    if (!heard) return heard.error();
    if (options.as_json) std::cout << heard->body;
    if (!anybody(heard->answer)) return unknown(options);
    for (const auto& each : heard->answer.at("forgotten").as_array())
        if (!options.as_json) std::cout << report_text(each.as_object());
    return done;
}

} // namespace

void add_forget(CLI::App& app, Result& result) {
    auto options = std::make_shared<ForgetOptions>();
    auto* command =
        app.add_subcommand("forget", "Erase everything about a candidate, or about somebody met, for good");
    auto* candidate = command->add_option(
        "candidate", options->candidate,
        "Their id, an e-mail address that was ever theirs, or an interview of theirs, in full");
    auto* met = command
                    ->add_option("--met", options->met,
                                 "Somebody met at an employer, by name or e-mail address: the cases stay")
                    ->excludes(candidate);
    command->add_option("--employer", options->employer, "Where they were met")->needs(met);
    command->add_option("--interview", options->interview, "One at which they were met, where several fit")
        ->needs(met);
    command->add_flag("--yes", options->yes, "Do not ask");
    command->add_flag("--look", options->look, "Only tell what would go");
    add_asking(*command, *options);
    command->callback([options, &result] {
        if (options->whom().empty()) throw CLI::RequiredError("candidate, or --met");
        result.code = forget_command(*options);
    });
}

} // namespace followup::cli
