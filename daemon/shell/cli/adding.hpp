#pragma once

#include "core/config/config.hpp"
#include "shell/cli/command.hpp"

#include <memory>
#include <string>
#include <string_view>

/// Handing event files in, and showing before what would follow from them.
namespace followup::cli {

/// Says that nobody listens, or that the answer to what was to be changed broke off, and what to do; or why
/// the configuration is bad. The exit code.
[[nodiscard]] int no_daemon(const config::Config& config, Silence silence);

/// How it is read back what a file takes away, before it counts.
enum class ReadBack {
    asked, ///< it is printed, and on a terminal asked about
    told,  ///< it is printed
    shown, ///< it was shown already
};

/// Hands an event file to the daemon, which answers when the ledger has it; with the daemon down, to the
/// queue folder. With `wait` that too returns only when the file was taken or refused. Says what became of
/// it; `path` is its name for people. The exit code.
[[nodiscard]] int add_bytes(const config::Config& config, const std::string& path, std::string_view bytes,
                            bool wait = false, ReadBack read_back = ReadBack::asked);

/// Prints what would follow from an event file, or why it would be refused; the exit code.
[[nodiscard]] int show_plan(const std::shared_ptr<const config::Config>& config, const std::string& path,
                            const std::string& bytes);

/// Asks the questions of an interview on the terminal, shows the plan and adds the file when told to. What
/// was typed is kept in a draft file from the first answer on, until it is added. The exit code.
[[nodiscard]] int add_by_form(const std::shared_ptr<const config::Config>& config, bool wait);

} // namespace followup::cli
