#include "shell/clock/clock.hpp"

#include "core/base/require.hpp"

#include <ctime>

namespace followup::clock {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

using RealSeconds = std::chrono::duration<double>;

RealTime real_now() {
    return std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
}

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override { return std::chrono::floor<seconds>(real_now()); }
    [[nodiscard]] RealTime real(Instant at) const override { return real_time(at); }
    [[nodiscard]] std::optional<Reading> reading() const override {
        timespec boot{};
        base::require(::clock_gettime(CLOCK_BOOTTIME, &boot) == 0, "clock_gettime");
        return Reading{now(), seconds(boot.tv_sec)};
    }
};

class ShiftedClock final : public Clock {
  public:
    ShiftedClock(Instant at, double speed)
        : x_began(at), x_began_real(std::chrono::steady_clock::now()), x_speed(speed) {}

    [[nodiscard]] Instant now() const override {
        return x_began + std::chrono::floor<seconds>(RealSeconds(elapsed()));
    }

    [[nodiscard]] RealTime real(Instant at) const override {
        const RealSeconds ahead((static_cast<double>((at - x_began).count()) - elapsed()) / x_speed);
        const auto now = real_now();
        // A hair later than the division says: a timer must not wake just before the second begins.
        constexpr auto hair = std::chrono::microseconds(1);
        if (ahead <= RealSeconds::zero()) return now;
        if (ahead >= RealTime::max() - now - seconds(1)) return RealTime::max();
        return now + std::chrono::ceil<nanoseconds>(ahead) + hair;
    }

    [[nodiscard]] double speed() const override { return x_speed; }

  private:
    /// Seconds of this clock since it began.
    [[nodiscard]] double elapsed() const {
        return RealSeconds(std::chrono::steady_clock::now() - x_began_real).count() * x_speed;
    }

    Instant x_began;
    std::chrono::steady_clock::time_point x_began_real;
    double x_speed;
};

} // namespace

RealTime real_time(Instant at) {
    return at < std::chrono::floor<seconds>(RealTime::max()) ? RealTime(at) : RealTime::max();
}

std::unique_ptr<Clock> system_clock() {
    return std::make_unique<SystemClock>();
}

std::unique_ptr<Clock> shifted_clock(Instant at, double speed) {
    base::require(speed > 0, "a clock runs forward");
    return std::make_unique<ShiftedClock>(at, speed);
}

} // namespace followup::clock
