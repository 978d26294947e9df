#include "shell/cli/command.hpp"
#include "shell/run/restoring.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace followup::cli {
namespace {

struct RestoreOptions {
    std::string config = default_config;
    run::RestoreAsked asked;
};

int restore_command(const RestoreOptions& options) {
    using End = run::Restoration::End;
    const auto config = configuration(options.config);
    if (!config) return bad_configuration;
    const auto came = run::restore(*config, options.config, options.asked);
    complain(came.problems);
    for (const auto& line : came.told)
        std::cout << line << "\n";
    return came.end == End::done ? done : came.end == End::not_allowed ? not_allowed : refused;
}

} // namespace

void add_restore(CLI::App& app, Result& result) {
    auto options = std::make_shared<RestoreOptions>();
    auto* command = app.add_subcommand(
        "restore", "Put a backup in the place of the ledger: stops the service, and starts it again");
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->add_option("file", options->asked.backup, "The backup")->required();
    command->add_option("--key", options->asked.key,
                        "The secret.key that it was made with, where there is none yet");
    command->callback([options, &result] { result.code = restore_command(*options); });
}

} // namespace followup::cli
