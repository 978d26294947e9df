#pragma once

#include "shell/clock/clock.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace boost::asio {
class io_context;
}

namespace followup::clock {

/// Rings on the loop when the clock reaches an instant: a timerfd on CLOCK_REALTIME that also rings when the
/// system's clock is set, and at least once a minute of real time while an instant is awaited; so a ring
/// means "look", not "it is time". It rests once the instant was reached. All calls from the loop's thread;
/// `clock` outlives it.
class Alarm {
  public:
    using Ring = std::function<void()>;
    Alarm(boost::asio::io_context& loop, const Clock& clock, Ring ring);
    ~Alarm();

    /// Replaces the awaited instant; nothing: rest. One in the past rings at once (from the loop).
    void set(std::optional<Instant> at);
    /// Stops for good; the loop can end.
    void close();

  private:
    struct Timer;
    std::shared_ptr<Timer> x_timer;
};

} // namespace followup::clock
