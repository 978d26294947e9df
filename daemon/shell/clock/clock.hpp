#pragma once

#include "core/base/instant.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace followup::clock {

using base::Instant;
using RealTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// The same point of time in nanoseconds; beyond the year 2262 the latest there is.
[[nodiscard]] RealTime real_time(Instant at);

/// One look at the system's clocks.
struct Reading {
    Instant real;
    std::chrono::seconds boot; ///< since the machine was started, also while it slept; nobody sets it
};

/// What time it is. Thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    /// The real time at which this clock will show `at`; for timers.
    [[nodiscard]] virtual RealTime real(Instant at) const = 0;
    /// How much faster than real time it runs.
    [[nodiscard]] virtual double speed() const { return 1.0; }
    /// Of a clock that can be set while we run; nothing for any other.
    [[nodiscard]] virtual std::optional<Reading> reading() const { return std::nullopt; }
};

/// The system's realtime clock.
[[nodiscard]] std::unique_ptr<Clock> system_clock();

/// Starts at `at` now and runs `speed` times as fast (`--at`, `--speed`); not moved by steps of the system's
/// clock.
[[nodiscard]] std::unique_ptr<Clock> shifted_clock(Instant at, double speed);

/// Stands until it is set: for simulation and tests.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant at) : x_now(at) {}
    [[nodiscard]] Instant now() const override { return x_now.load(); }
    [[nodiscard]] RealTime real(Instant at) const override { return real_time(at); }
    void set(Instant at) { x_now = at; }

  private:
    std::atomic<Instant> x_now;
};

} // namespace followup::clock
