#include "shell/clock/step_guard.hpp"

namespace followup::clock {
namespace {

using std::chrono::seconds;

constexpr seconds set_back = std::chrono::minutes(2);
constexpr seconds leapt = std::chrono::minutes(15);
/// While nobody looked, a machine may have been off for some time.
constexpr seconds off_for = std::chrono::days(7);
constexpr seconds waited_out = std::chrono::minutes(10);
constexpr seconds leap_waited_out = std::chrono::days(1);

} // namespace

seconds StepGuard::gained(const Reading& reading) const {
    if (x_believed) return (reading.real - x_believed->real) - (reading.boot - x_believed->boot);
    if (!x_last_seen) return seconds(0);
    const seconds since = reading.real - *x_last_seen;
    return since >= seconds(0) && since <= off_for ? seconds(0) : since;
}

void StepGuard::believe(const Reading& reading) {
    x_believed = reading;
    x_doubted_since.reset();
}

std::optional<StepGuard::Step> StepGuard::look(const Reading& reading, const std::function<bool()>& kept) {
    const auto step = gained(reading);
    if ((step >= -set_back && step <= leapt) || kept()) {
        believe(reading);
        return std::nullopt;
    }
    if (!x_doubted_since) x_doubted_since = reading.boot;
    const bool asks = step > leap_waited_out;
    if (!asks && reading.boot - *x_doubted_since >= waited_out) {
        believe(reading);
        return std::nullopt;
    }
    return Step{step, asks};
}

} // namespace followup::clock
