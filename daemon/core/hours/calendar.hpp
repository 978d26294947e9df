#pragma once

#include "core/when/reading.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace followup::hours {

using base::Date;
using base::Instant;
using base::seconds;

/// The agency's working calendar: Monday to Friday less the closed days.
class Calendar {
  public:
    Calendar() = default;
    explicit Calendar(std::vector<when::ClosedDay> closed); ///< in any order; doubles are dropped

    [[nodiscard]] bool working(Date date) const;
    /// The first working day strictly after / strictly before.
    [[nodiscard]] Date after(Date date) const;
    [[nodiscard]] Date before(Date date) const;
    /// `count` >= 1 working days strictly after / before.
    [[nodiscard]] Date after(Date date, int count) const;
    [[nodiscard]] Date before(Date date, int count) const;

    /// Sorted by date.
    [[nodiscard]] const std::vector<when::ClosedDay>& closed() const { return *x_closed; }
    /// Those between two dates, both included: what is stored with a spoken date.
    [[nodiscard]] std::vector<when::ClosedDay> closed(Date first, Date last) const;

    bool operator==(const Calendar& other) const { return closed() == other.closed(); }

  private:
    /// Shared by all copies: every event file is read against one.
    std::shared_ptr<const std::vector<when::ClosedDay>> x_closed =
        std::make_shared<const std::vector<when::ClosedDay>>();
};

/// When somebody is at work, on the wall clock of a working day: [opens, closes).
struct OpeningHours {
    seconds opens = base::hours{9};
    seconds closes = base::hours{17};

    bool operator==(const OpeningHours&) const = default;

    /// Whether somebody is there at `at`.
    [[nodiscard]] bool open(Instant at, const Calendar& calendar, const base::Zone& zone) const;
    /// `length` of opening hours after `from`; at the moment of closing when it ends then.
    [[nodiscard]] Instant later(Instant from, seconds length, const Calendar& calendar,
                                const base::Zone& zone) const;
};

/// When mail may go out, on the recipient's wall clock: [from, until).
struct SendingWindow {
    seconds from = base::hours{7};
    seconds until = base::hours{21};

    bool operator==(const SendingWindow&) const = default;

    [[nodiscard]] bool open(Instant at, const base::Zone& zone) const;
    /// `at` itself when the window is open then, else the next opening.
    [[nodiscard]] Instant next(Instant at, const base::Zone& zone) const;
    /// Five minutes before the last closing at or before `at` (20:55).
    [[nodiscard]] Instant last_before(Instant at, const base::Zone& zone) const;
};

} // namespace followup::hours
