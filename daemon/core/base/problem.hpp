#pragma once

#include <expected>
#include <string>
#include <vector>

namespace followup::base {

/// Something that is wrong, said so that its reader can mend it.
struct Problem {
    std::string where; ///< "file:line:column", a host, a duty id; empty when the whole thing is meant
    std::string what;  ///< one sentence: what is wrong
    std::string mend;  ///< what would be right; empty when there is nothing to say

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

template <class T>
using Result = std::expected<T, Problem>;

/// For readers that report every problem of their input at once.
template <class T>
using Checked = std::expected<T, Problems>;

/// A Problem as the error of a Result: `return problem(where, what)`.
[[nodiscard]] inline std::unexpected<Problem> problem(std::string where, std::string what,
                                                      std::string mend = {}) {
    return std::unexpected(Problem{std::move(where), std::move(what), std::move(mend)});
}

/// "WHERE: WHAT; MEND", without the parts that are empty.
[[nodiscard]] std::string text(const Problem& problem);

/// One problem a line, each line ended.
[[nodiscard]] std::string text(const Problems& problems);

/// The same problems without what was written: what stands between “ and ” is left out. For mails and files
/// that others may read.
[[nodiscard]] Problems discreet(Problems problems);

} // namespace followup::base
