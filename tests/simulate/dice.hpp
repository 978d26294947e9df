#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace followup::simulated {

/// Random choices that are the same on every machine: the standard's distributions are not.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : x_engine(seed) {}

    /// From 0 to `sides` - 1.
    [[nodiscard]] int roll(int sides) {
        return static_cast<int>(x_engine() % static_cast<std::uint64_t>(sides));
    }
    [[nodiscard]] int between(int low, int high) { return low + roll(high - low + 1); }
    [[nodiscard]] bool chance(int percent) { return roll(100) < percent; }
    template <class T, std::size_t N>
    [[nodiscard]] const T& pick(const T (&from)[N]) {
        return from[static_cast<std::size_t>(roll(static_cast<int>(N)))];
    }

  private:
    std::mt19937_64 x_engine;
};

} // namespace followup::simulated
