#include "shell/clock/alarm.hpp"

#include "core/base/require.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

namespace followup::clock {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

/// How long to trust a timer without looking at the clock.
constexpr auto look_at_least_every = seconds(60);

itimerspec expiry(RealTime at) {
    // Zero would disarm the timer; any time that has passed rings at once.
    const auto since = std::max(at.time_since_epoch(), nanoseconds(1));
    const auto whole = std::chrono::floor<seconds>(since);
    itimerspec spec{};
    spec.it_value.tv_sec = whole.count();
    spec.it_value.tv_nsec = (since - whole).count();
    return spec;
}

int make_timer() {
    const int fd = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    base::require(fd >= 0, "timerfd_create");
    return fd;
}

} // namespace

struct Alarm::Timer : std::enable_shared_from_this<Timer> {
    Timer(boost::asio::io_context& loop, const Clock& shown, Ring told)
        : descriptor(loop, make_timer()), clock(shown), ring(std::move(told)) {}

    void arm();
    void wait();
    void woken();

    boost::asio::posix::stream_descriptor descriptor;
    const Clock& clock;
    Ring ring;
    std::optional<Instant> awaited;
    bool capped = false;    ///< the timer stands at the next look, before the awaited instant
    bool clock_set = false; ///< noticed while arming
};

void Alarm::Timer::arm() {
    itimerspec spec{};
    if (awaited) {
        const auto look = std::chrono::system_clock::now() + look_at_least_every;
        const auto at = clock.now() >= *awaited ? RealTime{} : clock.real(*awaited);
        capped = at > look;
        spec = expiry(capped ? look : at);
    }
    constexpr int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    if (::timerfd_settime(descriptor.native_handle(), flags, &spec, nullptr) == 0) return;
    base::require(errno == ECANCELED, "timerfd_settime");
    // The system's clock was set just now, and this was the only notice: ring from the loop.
    clock_set = true;
    spec = expiry(RealTime{});
    const int again = ::timerfd_settime(descriptor.native_handle(), TFD_TIMER_ABSTIME, &spec, nullptr);
    base::require(again == 0, "timerfd_settime");
}

void Alarm::Timer::wait() {
    descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                          [self = shared_from_this()](const boost::system::error_code& error) {
                              if (!error && self->descriptor.is_open()) self->woken();
                          });
}

void Alarm::Timer::woken() {
    std::uint64_t times = 0;
    const auto got = ::read(descriptor.native_handle(), &times, sizeof times);
    const bool set = std::exchange(clock_set, false) || (got < 0 && errno == ECANCELED);
    const bool expired = got == static_cast<ssize_t>(sizeof times);
    wait();
    if (!awaited) return;
    const bool reached = clock.now() >= *awaited;
    const bool looks = set || reached || (expired && capped);
    if (reached) awaited.reset();
    arm();
    if (looks) ring(); // last: it may set the next instant, or close
}

Alarm::Alarm(boost::asio::io_context& loop, const Clock& clock, Ring ring)
    : x_timer(std::make_shared<Timer>(loop, clock, std::move(ring))) {
    x_timer->wait();
}

Alarm::~Alarm() {
    close();
}

void Alarm::set(std::optional<Instant> at) {
    if (!x_timer->descriptor.is_open()) return;
    x_timer->awaited = at;
    x_timer->arm();
}

void Alarm::close() {
    boost::system::error_code ignored;
    x_timer->descriptor.close(ignored);
    x_timer->awaited.reset();
}

} // namespace followup::clock
