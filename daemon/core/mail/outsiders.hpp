#pragma once

#include "core/base/instant.hpp"

#include <map>
#include <string>

namespace followup::mail {

using base::Instant;

/// What outsiders cause, by who or what caused it, within the present hour of each: mails to us, presses on a
/// link. It is capped apart from reminders, so that no stranger makes us write without end, and none of it
/// counts as an unusual number of reminders.
class Outsiders {
  public:
    static constexpr std::size_t sources_max = 65'536;
    enum class Heeded {
        yes,
        last, ///< the last one of its hour
        no
    };

    /// One more from `source`, of which `most` are heeded in an hour; 0: every one.
    [[nodiscard]] Heeded came(const std::string& source, Instant now, int most);

    /// Since we started.
    struct Counts {
        long long heeded = 0;
        long long not_heeded = 0;
    };
    [[nodiscard]] const Counts& counts() const { return x_counts; }

  private:
    struct Hour {
        Instant began;
        int count = 0;
    };
    std::map<std::string, Hour> x_hours;
    Counts x_counts;
};

} // namespace followup::mail
