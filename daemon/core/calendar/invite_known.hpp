#pragma once

#include "core/queue/event.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an invitation is read against: what the ledger knows of it already.
namespace followup::calendar {

/// Somebody invited.
struct DraftPerson {
    std::string name;            ///< empty: only the address is known
    std::string email;           ///< empty, or a mail address
    std::string note = {};       ///< for the reader of the draft; may be empty
    bool away = false;           ///< not met as far as it is known: to be written as a comment
    std::string salutation = {}; ///< the honorific that stood before the name: "Dr"
    std::string doubt = {};      ///< why the name may not be written so; empty: it may

    bool operator==(const DraftPerson&) const = default;
};

/// An interview of the ledger.
struct KnownInterview {
    std::string id;
    std::string recruiter;
    DraftPerson candidate;
    std::string employer;
    std::string position;
    std::vector<DraftPerson> met; ///< those that were not struck
    bool off = false;             ///< it was called off
    std::optional<queue::Revision> invitation;

    bool operator==(const KnownInterview&) const = default;
};

/// What is asked of the ledger for one event of an invitation.
struct Asked {
    std::string id;                     ///< by which the interview is known, perhaps with "-2" behind it
    std::string digits;                 ///< on which its id ended in the first edition
    std::vector<std::string> addresses; ///< of who was invited, in lower case
    std::vector<std::string> names;     ///< of who was invited

    bool operator==(const Asked&) const = default;
};

/// What the ledger answers, as far as the asker may see it.
struct Knows {
    std::vector<KnownInterview> interviews; ///< of that invitation: several when it has several candidates
    std::vector<std::string> candidates;    ///< which of the addresses are those of candidates

    bool operator==(const Knows&) const = default;
};

/// Asks the ledger; empty: there is none to ask, and nothing is known.
using Ledger = std::function<Knows(const Asked&)>;

/// The two as JSON, as they go over the daemon's socket. What cannot be read knows nothing.
[[nodiscard]] std::string as_json(const Asked& asked);
[[nodiscard]] std::string as_json(const Knows& knows);
[[nodiscard]] Asked asked_from_json(std::string_view text);
[[nodiscard]] Knows knows_from_json(std::string_view text);

} // namespace followup::calendar
