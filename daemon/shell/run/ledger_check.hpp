#pragma once

#include "core/base/instant.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace followup::run {

class Bookkeeper;
using base::Instant;

/// Reads the whole ledger once a day, and after each start, a few rows at a time, so that what cannot be read
/// is known before somebody needs it; what does not follow from the facts is put right. On the ledger's
/// thread.
class LedgerCheck {
  public:
    static constexpr std::chrono::seconds every = base::days{1};
    /// One piece takes no longer, but for the row it is at.
    static constexpr std::chrono::milliseconds piece{5};

    struct Found {
        Instant begun{};
        Instant ended{};
        std::int64_t cases = 0;
        std::int64_t mails = 0;
        std::int64_t unreadable = 0; ///< set aside by then
        std::int64_t undated = 0;    ///< cases in which nothing is owed but the next date
        std::int64_t put_right = 0;  ///< rows and plans that did not follow from the facts
    };
    /// The next piece; true when there are more to come at once.
    bool go_on(Bookkeeper& keeper, Instant now);
    /// What the last whole check found; nothing: the first is not through.
    [[nodiscard]] const std::optional<Found>& last() const { return x_last; }

  private:
    /// One row; false: that was the last.
    bool read_one(Bookkeeper& keeper, Instant now);

    std::optional<Found> x_last;
    std::optional<Found> x_running;
    std::int64_t x_case = 0; ///< that was read last
    std::int64_t x_mail = 0;
    std::int64_t x_feed = 0;
    bool x_cases_read = false;
    bool x_mails_read = false;
};

} // namespace followup::run
