#include "shell/cli/cli.hpp"

#include "shell/cli/command.hpp"
#include "shell/run/daemon.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace followup::cli {
namespace {

/// Parses; the code when the program is to end already (help, version, a usage error).
std::optional<int> parsed(CLI::App& app, int argc, char** argv) {
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? done : usage;
    }
    return std::nullopt;
}

} // namespace

int followup(int argc, char** argv) {
    CLI::App app{"Keeps the promises made at the end of an interview."};
    app.set_version_flag("--version", FOLLOWUP_VERSION);
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::help);
    Result result;
    for (const auto add :
         {add_add,      add_plan,    add_when,   add_agenda,     add_show,   add_why,    add_debriefed,
          add_sent,     add_called,  add_heard,  add_push,       add_done,   add_undo,   add_withdraw,
          add_answered, add_cancel,  add_close,  add_reopen,     add_strike, add_told,   add_note,
          add_simulate, add_check,   add_forget, add_import,     add_feeds,  add_outbox, add_status,
          add_backup,   add_restore, add_reload, add_completions})
        add(app, result);
    if (const auto code = parsed(app, argc, argv)) return *code;
    return result.code;
}

int followupd(int argc, char** argv) {
    CLI::App app{"The daemon that keeps the promises made at the end of an interview."};
    app.set_version_flag("--version", FOLLOWUP_VERSION);
    run::Asked asked;
    std::string at;
    app.add_option("--config", asked.config, "The configuration file")->capture_default_str();
    app.add_flag("--check", asked.check,
                 "Say what is wrong with the configuration and what a start would meet, and end");
    app.add_flag("--new", asked.anew, "Begin an empty ledger where the one that was there is gone");
    auto* shifted =
        app.add_option("--at", at, "Run on a shifted clock that begins at this INSTANT (RFC 3339)");
    app.add_option("--speed", asked.speed, "How much faster the shifted clock runs")
        ->needs(shifted)
        ->check(CLI::Range(0.001, 1e6));
    if (const auto code = parsed(app, argc, argv)) return *code;
    if (!at.empty()) {
        const auto instant = base::parse_instant(at);
        if (!instant) return complain({"--at", instant.error().what, instant.error().mend}, usage);
        asked.at = *instant;
    }
    return run::run_daemon(asked);
}

} // namespace followup::cli
