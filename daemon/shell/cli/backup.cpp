#include "shell/cli/adding.hpp"
#include "shell/cli/command.hpp"
#include "shell/files/receiving.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>

namespace followup::cli {
namespace {

struct BackupOptions {
    std::string config = default_config;
    std::string file;
    bool force = false;
};

/// The copy is checked before its first byte comes, which takes as long as it takes.
constexpr std::chrono::milliseconds patience = std::chrono::hours{1};

int backup_command(const BackupOptions& options) {
    const auto config = reachable(options.config);
    const auto path = std::filesystem::absolute(options.file).string();
    auto file = files::Receiving::open(path, options.force);
    if (!file) return complain(file.error(), refused);
    std::optional<base::Problem> unwritten;
    bool begun = false;
    const auto keep = [&](std::string_view piece) {
        begun = true;
        if (auto put = file->write(piece); !put) unwritten = put.error();
        return !unwritten;
    };
    const auto reply =
        ask_daemon(*config, {.method = "POST", .target = "/v1/backup", .timeout = patience, .sink = keep});
    if (unwritten) return complain(*unwritten, refused);
    if (!reply && (begun || reply.error() == Silence::broke_off))
        return complain({path, "was not written: the copy broke off", "try again"}, unreachable);
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain(*reply);
    if (auto kept = file->keep(); !kept) return complain(kept.error(), refused);
    std::cout << "the ledger is backed up to " << path << "\n"
              << "keep " << config->state
              << "/secret.key with it, apart from it: without the key nobody reads it\n";
    return done;
}

} // namespace

void add_backup(CLI::App& app, Result& result) {
    auto options = std::make_shared<BackupOptions>();
    auto* command = app.add_subcommand("backup", "Write a checked copy of the running daemon's ledger");
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->add_option("file", options->file, "Where to write it")->required();
    command->add_flag("--force", options->force, "Replace the file when there is one already");
    command->callback([options, &result] { result.code = backup_command(*options); });
}

} // namespace followup::cli
