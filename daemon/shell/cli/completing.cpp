#include "core/base/text.hpp"
#include "shell/cli/command.hpp"
#include "shell/cli/completions.hpp"
#include "shell/http/client.hpp"
#include "shell/run/setup.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

namespace followup::cli {
namespace {

/// The words of "TEXT:{candidate,client}", as CLI11 calls the type of an option that takes one of them.
std::vector<std::string> choices(const std::string& type) {
    const auto begin = type.find('{');
    const auto end = type.rfind('}');
    if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
    return base::split(std::string_view{type}.substr(begin + 1, end - begin - 1), ',');
}

OptionTold told(const CLI::Option& option) {
    OptionTold result{
        {}, option.get_description(), option.get_items_expected_max() > 0, Completes::nothing, {}};
    for (const auto& name : option.get_lnames())
        result.names.push_back("--" + name);
    result.words = choices(option.get_type_name());
    if (!result.words.empty()) result.completes = Completes::words;
    const auto paths = {std::string{"config"}, std::string{"out"}};
    if (!option.get_lnames().empty() && std::ranges::find(paths, option.get_lnames().front()) != paths.end())
        result.completes = Completes::files;
    return result;
}

Completes argument(const std::string& name) {
    if (name == "case") return Completes::cases;
    if (name == "duty") return Completes::duties;
    const auto paths = {"file", "files", "queue", "invitation"};
    return std::ranges::find(paths, name) != paths.end() ? Completes::files : Completes::nothing;
}

/// Every command but the hidden ones.
std::vector<CommandTold> commands_of(const CLI::App& app) {
    std::vector<CommandTold> all;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (command->get_group().empty()) continue;
        CommandTold one{command->get_name(), command->get_description(), {}, Completes::nothing};
        bool first = true;
        for (const auto* option : command->get_options()) {
            if (option->get_positional()) {
                if (first) {
                    one.argument = argument(option->get_single_name());
                    one.argument_words = choices(option->get_type_name());
                    if (!one.argument_words.empty()) one.argument = Completes::words;
                }
                first = false;
            } else if (option != command->get_help_ptr()) {
                one.options.push_back(told(*option));
            }
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Ids of the daemon, at once or not at all: somebody is pressing a key. A person's mistake is not told.
int complete_command(const std::string& config_file, const std::string& what) {
    const auto config = reachable(config_file);
    for (const auto& path : run::socket_paths(*config)) {
        const auto reply = http::ask(path, {.method = "GET",
                                            .target = "/v1/complete?what=" + encoded(what),
                                            .body = {},
                                            .timeout = std::chrono::milliseconds{500}});
        if (!reply) continue;
        std::cout << reply->body;
        return reply->status == 200 ? done : refused;
    }
    return unreachable;
}

} // namespace

void add_completions(CLI::App& app, Result& result) {
    auto shell = std::make_shared<std::string>();
    auto* command = app.add_subcommand("completions", "Print the completions of followup for a shell");
    command->add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([shell, &app, &result] {
        std::cout << completions(*shell, commands_of(app));
        result.code = done;
    });
    auto what = std::make_shared<std::string>();
    auto config = std::make_shared<std::string>(default_config);
    auto* hidden = app.add_subcommand("complete", "Ids for the completions: cases or duties");
    hidden->group("");
    hidden->add_option("what", *what, "cases or duties")
        ->required()
        ->check(CLI::IsMember({"cases", "duties"}));
    hidden->add_option("--config", *config, "The configuration file");
    hidden->callback([what, config, &result] { result.code = complete_command(*config, *what); });
}

} // namespace followup::cli
