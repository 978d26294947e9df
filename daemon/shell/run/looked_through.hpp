#pragma once

#include "core/config/config.hpp"
#include "shell/run/witness.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace followup::run {

/// Files that were looked through for somebody before they are forgotten, in pieces, and do not tell of them:
/// under the ledger's turn, while everybody waits, only what came since has to be read.
class LookedThrough {
  public:
    LookedThrough() = default;
    /// Begins to look for them; nothing is looked through yet.
    explicit LookedThrough(const Forgotten& whom);

    /// That file does not tell of them. It must be one that is written once: not of new/ or taken/.
    void add(const std::filesystem::path& path) { x_silent.insert(path.string()); }
    /// The files that need not be read for them: none, when they are called more by now than they were.
    [[nodiscard]] const std::set<std::string>& silent(const Forgotten& whom) const;

  private:
    std::set<std::string> x_names;
    std::set<std::string> x_interviews;
    std::set<std::int64_t> x_mails;
    std::optional<queue::WhoseMet> x_met;
    std::set<std::string> x_silent;
};

/// What is done about files other than the ledger when somebody is forgotten.
struct Purge {
    /// Without the ledger's turn: on any thread.
    std::function<LookedThrough(const Forgotten&, const config::Config&)> look_through = {};
    std::function<base::Result<void>(Forgotten&, const LookedThrough&)> carry_out = {};
};

} // namespace followup::run
