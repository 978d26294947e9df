#pragma once

#include "core/base/problem.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who may do what over the unix socket and through the queue folder.
namespace followup::web {

/// Who asks, as the kernel and the configuration know them. Without anything: a member of the group, who may
/// hand event files in and ask how the daemon is.
struct Who {
    bool steward = false;                 ///< root, the daemon's own user, or of a group in [web] admins
    std::string recruiter = {};           ///< id of the recruiter whose `login` is theirs; empty: nobody's
    std::vector<std::string> absent = {}; ///< ids of the recruiters whom they stand in for now
    std::string name = "the daemon";      ///< for the log: "uid 1000 (pat)"
};

/// Whom a request concerns, and so who may make it.
enum class Concern {
    anybody,   ///< tells no case, and changes nothing but what the queue folder could as well
    recruiter, ///< tells of the cases of a recruiter, or of what was sent about them
    steward    ///< of everybody: copies of the ledger, erasure, what goes out, addresses of feeds
};

/// The decision: whether they may do something that concerns that recruiter (empty: whomever of theirs).
[[nodiscard]] bool may(const Who& who, Concern concern, std::string_view recruiter = {});

/// A command of the unix socket: `/v1/NAME`.
struct Command {
    std::string_view name;
    std::string_view method; ///< "GET" or "POST"
    Concern concern = Concern::steward;
};
/// All of them. What is not among them is answered to nobody.
[[nodiscard]] std::span<const Command> commands();
/// Nothing when there is no such command.
[[nodiscard]] std::optional<Command> command_named(std::string_view name, std::string_view method);

/// The sentence for somebody who may not, with whom to ask.
[[nodiscard]] base::Problem not_allowed(const Who& who, Concern concern);

} // namespace followup::web
