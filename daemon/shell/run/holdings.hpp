#pragma once

#include "core/base/problem.hpp"
#include "core/config/config.hpp"

#include <optional>
#include <string>

/// What lies in a state folder before a daemon begins, and whether it may begin on it.
namespace followup::run {

/// The parts that belong together; each was found or was not.
struct Holdings {
    std::string ledger_file; ///< its path; empty: the ledger is in no file
    bool ledger = false;     ///< with something in it
    bool log = false;        ///< the ledger's log (-wal), with something in it
    bool key = false;        ///< secret.key
    bool key_begun = false;  ///< secret.key.new: a first start that did not come to its end
    bool tombstones = false; ///< of people who were forgotten
};
[[nodiscard]] Holdings holdings(const config::Config& config);

/// Why nothing may be begun on them; nothing: all is well. An empty ledger takes the place of one that is
/// gone only when that is meant (`anew`), and no new key is made for an old ledger, whatever is meant.
[[nodiscard]] std::optional<base::Problem> lacking(const Holdings& found, const std::string& state,
                                                   bool anew);

/// Why this user may not begin there: root would leave files in the folders of another user that this one
/// can never open. Nothing for everybody else.
[[nodiscard]] std::optional<base::Problem> wrong_user(const config::Config& config);

} // namespace followup::run
