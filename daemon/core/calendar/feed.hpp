#pragma once

#include "core/calendar/entry.hpp"

namespace followup::calendar {

/// What the ledger keeps of an entry in a feed; advances when `hash` does (RFC 5545 3.8.7).
struct Stamp {
    std::string uid;
    std::string hash;
    Instant created;
    Instant modified;
    int sequence = 0;

    bool operator==(const Stamp&) const = default;
};

/// The stamps after a render: unchanged entries keep theirs; a changed one gets LAST-MODIFIED =
/// max(its cause, previous + 1 s) and the next SEQUENCE; a new one starts at its cause. First those of
/// `entries` in their order, then up to 1000 of entries that left (with an empty hash): coming back they go
/// on from there.
[[nodiscard]] std::vector<Stamp> advanced(const std::vector<Stamp>& before,
                                          const std::vector<Entry>& entries);

/// How entries are written. Never both kinds in one feed: who shows both would list everything twice.
struct Form {
    bool tasks = false;  ///< VTODO, of what is owed; else VEVENT, of everything
    bool alarms = false; ///< one VALARM with each open VEVENT

    auto operator<=>(const Form&) const = default;
};

/// A feed as its bytes are made from.
struct Feed {
    std::string name = "Follow-ups";                  ///< without commas and semicolons
    std::string idle = "Follow-ups: nothing is owed"; ///< the summary of the anchor
    std::string category = "Follow-up";               ///< of the anchor
    std::string domain;
    std::vector<Entry> entries;
    std::vector<Stamp> stamps; ///< one for each entry (by uid)
    Form form{};
    Instant since; ///< when the feed began: the place of the anchor entry when it would be empty
};

/// The iCalendar bytes (RFC 5545; CRLF, folded at 75 octets, UTC or DATE, no METHOD, never without an
/// entry).
/// Deterministic: by (DTSTART, UID). At most 1000 events and 1 MB: settled and far ones are left out first.
/// A problem only for our own bug: an entry without a stamp, or two with one UID.
[[nodiscard]] base::Result<std::string> ics(const Feed& feed);

} // namespace followup::calendar
