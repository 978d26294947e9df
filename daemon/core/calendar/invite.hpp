#pragma once

#include "core/base/instant.hpp"
#include "core/ledger/agency.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

constexpr std::size_t invitation_bytes_max = 1024 * 1024;

/// A time as an invitation gives it.
struct DraftTime {
    base::LocalTime local;
    std::optional<base::seconds> offset; ///< east of UTC; empty: no zone is known, the employer's is meant

    bool operator==(const DraftTime&) const = default;
};

/// Somebody invited.
struct DraftPerson {
    std::string name;  ///< empty: only the address is known
    std::string email; ///< empty, or a mail address
    std::string note;  ///< for the reader of the draft; may be empty
    bool away = false; ///< declined: to be written as a comment

    bool operator==(const DraftPerson&) const = default;
};

/// An interview as far as an invitation tells of it. What is empty it did not say.
struct Draft {
    std::string id; ///< the same for every update of the invitation (made from its UID)
    std::string recruiter;
    std::optional<DraftPerson> candidate;
    std::vector<DraftPerson> candidates; ///< when it can be one of several
    std::string candidate_note;          ///< why there is none, or why this one
    std::string employer;
    std::string employer_zone; ///< IANA name; the zone that the employer's own invitation was written in
    std::string position;
    std::string place;
    std::optional<DraftTime> began, ended;
    std::string time_note; ///< what is to be known about the times
    std::vector<DraftPerson> met;
    std::vector<std::string> left_out; ///< who was invited and is nobody to write to, and why
    std::string summary, description;
};

/// What the person who imports says themselves; empty: not said.
struct Said {
    std::string recruiter; ///< an id
    std::string own;       ///< the id of who imports, for when the invitation names no recruiter
    std::string candidate; ///< the mail address of one of those invited
    std::string employer;
    std::string position;
};

/// An invitation, read.
struct Invitation {
    std::vector<Draft> drafts; ///< one for each event, at least one
    std::vector<std::string> warnings;
};

/// Reads an interview invitation (RFC 5545, RFC 5546; METHOD:REQUEST, PUBLISH or none) as Outlook, Exchange,
/// Google and Apple write it. `file` is its name in problems. Refused: what is no calendar, larger than
/// `invitation_bytes_max`, called off, or somebody's answer. Pure and total; nothing is invented.
[[nodiscard]] base::Checked<Invitation> read_invitation(std::string_view bytes, const std::string& file,
                                                        const ledger::Agency& agency, const Said& said);

/// The drafts as an event file (TOML): what an event needs and the invitation does not say are commented
/// lines marked "# missing: …". Descriptions are left out where the queue would not take so many bytes with
/// them.
[[nodiscard]] std::string event_file(const std::vector<Draft>& drafts, const ledger::Agency& agency);

/// What is still to be filled in before a draft is taken: "employer", "the name of m.chen@acme.example".
[[nodiscard]] std::vector<std::string> missing(const Draft& draft);

} // namespace followup::calendar
