#pragma once

#include "core/queue/writing.hpp"
#include "shell/cli/asking.hpp"

#include <functional>

/// Commands that write an event: what it is about is found in the ledger, the event is written as TOML and
/// given to the daemon, or to the queue folder while nobody answers.
namespace followup::cli {

/// Options that all of them have.
struct TellingOptions : Asking {
    std::string at;
    bool dry_run = false;
    bool yes = false; ///< nothing is asked back
};
void add_telling(CLI::App& command, TellingOptions& options);

/// What an event is about, with the ledger's own names; with the daemon down as it was typed.
struct Subject {
    std::string interview;
    std::string whom;
    std::string duty;
    std::string by; ///< the recruiter who types; empty: unknown
};

/// One event to be told.
struct Telling {
    std::string command; ///< "push"
    std::string event;   ///< its table in a file: "pushed"
    std::string kind;    ///< what is to be found: "case", "letter", "call", "news", "open", "closed"
    std::string about;   ///< as typed: a case, or a duty
    std::string whom;    ///< as typed; empty: nobody is named
    /// The event's keys besides `at`.
    std::function<std::vector<queue::Entry>(const Subject&)> entries;
};

/// The code of the program.
[[nodiscard]] int tell(const TellingOptions& options, const Telling& telling);

} // namespace followup::cli
