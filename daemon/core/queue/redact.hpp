#pragma once

#include "core/queue/somebody.hpp"

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

/// Somebody met who is to be taken out of event files.
struct WhoseMet {
    Somebody who;
    std::set<std::string, std::less<>> interviews; ///< ids of those that tell of them
    std::set<std::string, std::less<>> employers;  ///< where they were met, folded

    bool operator==(const WhoseMet&) const = default;
};

/// What is left of an event file when somebody met is taken out of it: out of those met, promised a call or
/// to be seen, with the events that are about them alone; in texts "…" stands for them. Everything else stays
/// as it was written, but in the events that told of them, which are written anew and lose their comments.
/// Empty when nothing is left, nothing when the file does not tell of them. In a file that is no event file
/// "…" stands for them everywhere.
[[nodiscard]] std::optional<std::string> redacted(std::string_view bytes, const WhoseMet& whose);
/// Whether somebody met was taken out of that file: it is not as it came.
[[nodiscard]] bool lacks_somebody(std::string_view bytes);

} // namespace followup::queue
