#pragma once

#include "core/base/instant.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace followup::web {

/// Who asks again and again for what is not there. Their answers are held back, so that nobody can keep the
/// ledger busy by guessing; a good address is never held back, for a calendar program may switch a feed off
/// after one bad answer (interop H10). Bounded: all are forgotten when too many fail at once.
class Guesses {
  public:
    /// So many failures within `span` are nobody's typing error.
    static constexpr int free = 20;
    static constexpr base::minutes span{10};
    static constexpr std::size_t askers_max = 10'000;

    /// Counts a failure of that address; true when the answer is to be held back. An address that is not
    /// known (empty) counts as one of its own.
    [[nodiscard]] bool failed(const std::string& address, base::Instant now);

    [[nodiscard]] std::size_t askers() const { return x_counts.size(); }

  private:
    struct Count {
        int failures = 0;
        base::Instant began;
    };
    void make_room(base::Instant now);

    std::map<std::string, Count> x_counts;
};

} // namespace followup::web
