#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace followup::run {

/// How much is done at once, so that nobody waits long for the ledger: as much as took about `span` before.
class Pace {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds span{16};

    Pace(std::size_t least, std::size_t most) : x_least(least), x_most(most), x_next(least) {}

    /// So many now.
    [[nodiscard]] std::size_t next() const { return x_next; }
    void begin() { x_begun = Clock::now(); }
    void done(std::size_t count) { done(count, Clock::now() - x_begun); }
    void done(std::size_t count, Clock::duration took) {
        // Of a few nothing is learned: the commit is most of it.
        if (count < x_next / 2 || count == 0) return;
        const auto fits = static_cast<double>(count) * std::chrono::duration<double>(span).count()
                          / std::max(std::chrono::duration<double>(took).count(), 1e-6);
        // Not more than twice as many, however quick it was.
        const auto bound = static_cast<double>(std::min(2 * x_next, x_most));
        x_next = std::max(x_least, static_cast<std::size_t>(std::min(fits, bound)));
    }

  private:
    std::size_t x_least;
    std::size_t x_most;
    std::size_t x_next;
    Clock::time_point x_begun{};
};

} // namespace followup::run
