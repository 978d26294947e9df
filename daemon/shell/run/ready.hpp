#pragma once

#include "shell/run/workings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace followup::run {

/// Mails that are written before they are due, so that little is left to do when they are. Each says what
/// holds from one instant until another. Whoever changes what a mail says, to whom it goes or when, drops it
/// here, and it is written again when it is claimed: nothing that is here is needed.
class Ready {
  public:
    /// `from` <= the time it is claimed at < `until`.
    struct Mails {
        Instant from;
        Instant until;
        Drafts drafts; ///< of one case; their readers have no others here
    };
    void put(std::int64_t case_number, Mails mails);
    /// A case's mails, which are not here any more; nothing: there are none that hold at `now`.
    [[nodiscard]] std::optional<Drafts> take(std::int64_t case_number, Instant now);
    /// Whether there is one to that person; see Person::id.
    [[nodiscard]] bool writes_to(const std::string& person) const { return x_readers.contains(person); }
    [[nodiscard]] std::size_t cases() const { return x_cases.size(); }

    /// Drops those of a case that is planned anew, or was written about.
    void changed(std::int64_t case_number);
    /// Drops the one to somebody who gets another mail.
    void wrote_to(const std::string& person);
    /// Drops those that hold no more.
    void drop_ended(Instant now);
    /// Drops all, and looks at all again.
    void clear();

    /// Up to where the cases with due nudges were looked at.
    [[nodiscard]] const store::DuePlace& seen() const { return x_seen; }
    void see(const store::DuePlace& place) { x_seen = place; }

  private:
    using Cases = std::unordered_map<std::int64_t, Mails>;
    Drafts remove(Cases::iterator at);

    Cases x_cases;
    std::unordered_map<std::string, std::int64_t> x_readers; ///< by person: the case
    std::optional<Instant> x_ended;                          ///< when the first of them ends, or earlier
    store::DuePlace x_seen;
};

} // namespace followup::run
