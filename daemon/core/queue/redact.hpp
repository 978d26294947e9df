#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace followup::queue {

/// Whose words are to be taken out of event files.
struct Whose {
    std::string identity;                           ///< of the candidate, as ledger::identity gives it
    std::set<std::string, std::less<>> interviews;  ///< ids of their interviews
    std::set<std::string, std::less<>> called = {}; ///< every address and id they had
    std::set<std::string, std::less<>> names = {};  ///< every name
};

/// What is left of an event file when every event about one candidate is taken out, with the comments that
/// stand above it or name them; empty when nothing is left. Nothing when the file holds nothing about them.
/// Of a file that is no event file, or whose tables are not written one below the other, either all stays or
/// all goes.
[[nodiscard]] std::optional<std::string> redacted(std::string_view bytes, const Whose& whose);

} // namespace followup::queue
