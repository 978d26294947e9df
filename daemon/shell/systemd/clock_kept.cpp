#include "shell/systemd/service.hpp"

#include <systemd/sd-bus.h>

#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace followup::systemd {
namespace {

/// Nothing where a sandbox hides it (ProtectClock=).
std::optional<bool> said_by_kernel() {
    timex state{};
    // Not through the C library, whose newer call a sandbox may not know.
    const auto kept = ::syscall(SYS_adjtimex, &state);
    if (kept < 0) return std::nullopt;
    return kept != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

bool said_by_timedated() {
    constexpr std::uint64_t patience = 3'000'000; // microseconds
    sd_bus* opened = nullptr;
    if (sd_bus_open_system(&opened) < 0) return false;
    const std::unique_ptr<sd_bus, decltype(&sd_bus_unref)> bus(opened, &sd_bus_unref);
    sd_bus_set_method_call_timeout(bus.get(), patience);
    int kept = 0;
    const int got =
        sd_bus_get_property_trivial(bus.get(), "org.freedesktop.timedate1", "/org/freedesktop/timedate1",
                                    "org.freedesktop.timedate1", "NTPSynchronized", nullptr, 'b', &kept);
    return got >= 0 && kept != 0;
}

} // namespace

bool clock_kept() {
    const auto said = said_by_kernel();
    return said ? *said : said_by_timedated();
}

} // namespace followup::systemd
