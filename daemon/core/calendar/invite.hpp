#pragma once

#include "core/calendar/invite_known.hpp"
#include "core/ledger/agency.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::calendar {

/// Of an invitation, and of each calendar in a mail.
constexpr std::size_t invitation_bytes_max = 1024 * 1024;
/// Of a mail that holds one: others than the calendar's parts are passed over.
constexpr std::size_t invitation_mail_bytes_max = 50 * 1024 * 1024;

/// A time as an invitation gives it.
struct DraftTime {
    base::LocalTime local;
    std::optional<base::seconds> offset; ///< east of UTC; empty: no zone is known, the employer's is meant

    bool operator==(const DraftTime&) const = default;
};

/// Something that an event needs and the invitation does not say, or says so that it can be doubted. None is
/// taken as said before a person has answered.
struct Lack {
    enum class What { recruiter, candidate, name, address, employer, position, zone, ended, question };
    What what = What::question;
    std::string words;     ///< what is missing, and why: "ended: the invitation is for the whole of …"
    std::string whom = {}; ///< of `name`: the mail address of whose it is

    bool operator==(const Lack&) const = default;
};

/// An interview as far as an invitation tells of it. What is empty it did not say.
struct Draft {
    std::string id; ///< the same for every update of the invitation
    std::string recruiter;
    std::optional<DraftPerson> candidate;
    std::vector<DraftPerson> candidates; ///< when it can be one of several
    std::string candidate_note;          ///< why there is none, or why this one
    std::string candidate_doubt;         ///< why it must be asked whether it takes place with this one
    std::string employer;
    std::string employer_zone; ///< IANA name; the zone that the employer's own invitation was written in
    std::string position;
    std::string place;
    std::optional<DraftTime> began, ended;
    std::string time_note;  ///< what is to be known about the times
    std::string zone_doubt; ///< why nobody can tell by which clock they are said
    std::vector<DraftPerson> met;
    std::vector<std::string> left_out; ///< who was invited and is nobody to write to, and why
    std::string summary, description;
    queue::Revision revision;
};

/// An interview that an invitation calls off.
struct DraftOff {
    std::string id;
    std::string summary;
    queue::Revision revision;
};

/// What the person who imports says themselves; empty: not said.
struct Said {
    std::string recruiter; ///< an id
    std::string own;       ///< the id of who imports, for when the invitation names no recruiter
    std::string candidate; ///< the mail address of one of those invited
    std::string employer;
    std::string position;
    std::string zone = {};                         ///< of times whose zone is in doubt: an IANA name
    std::string ended = {};                        ///< "15:30" on the day of the invitation
    std::map<std::string, std::string> names = {}; ///< by mail address in lower case; empty: is not met
};

/// An invitation, read.
struct Invitation {
    std::vector<Draft> drafts;          ///< one for each interview that is on
    std::vector<DraftOff> cancelled;    ///< those that are off
    std::vector<std::string> questions; ///< what somebody has to decide; nothing is added before
    std::vector<std::string> warnings;
    std::vector<std::string> notes; ///< what was read otherwise than it is written
};

/// Reads an interview invitation (RFC 5545, RFC 5546) as calendars and mail programs write it, by itself or
/// within a mail, against what the ledger knows of it. `file` is its name in problems. Refused: what holds no
/// calendar, is larger than `invitation_bytes_max`, is somebody's answer, or older than what is known. Total;
/// nothing is invented.
[[nodiscard]] base::Checked<Invitation> read_invitation(std::string_view bytes, const std::string& file,
                                                        const ledger::Agency& agency, const Said& said,
                                                        const Ledger& ledger = {});

/// The drafts as an event file (TOML): what is missing is a commented line marked "# missing: …".
/// Descriptions are left out where the queue would not take so many bytes with them.
[[nodiscard]] std::string event_file(const Invitation& read, const ledger::Agency& agency);

/// What is still to be answered before a draft is taken.
[[nodiscard]] std::vector<Lack> missing(const Draft& draft);

} // namespace followup::calendar
