#pragma once

#include "core/base/problem.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What systemd tells a service and wants to hear from it; all of it does nothing when there is no systemd.
namespace followup::systemd {

/// READY=1 (with STATUS=).
void ready(std::string_view status);
/// RELOADING=1 with MONOTONIC_USEC; `ready` ends it.
void reloading();
/// STOPPING=1.
void stopping();
/// STATUS= alone.
void status(std::string_view status);
/// WATCHDOG=1.
void alive();
/// How often `alive` should be called: half of WatchdogSec=; nothing when there is no watchdog.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval();

/// A socket passed in by socket activation.
struct Passed {
    int fd = -1;
    std::string name; ///< FileDescriptorName=
};
/// Each call gives the same ones.
[[nodiscard]] std::vector<Passed> passed_sockets();

/// The bytes of a credential (LoadCredential=) without a final line feed; refused when its file is readable
/// by others.
[[nodiscard]] base::Result<std::string> credential(std::string_view name);

/// systemd's directories of the unit (StateDirectory=, RuntimeDirectory=); empty when not set.
/// The first one when there are several.
[[nodiscard]] std::string state_directory();
[[nodiscard]] std::string runtime_directory();

/// Whether something like NTP keeps the system's clock, as the kernel was told. Where a sandbox hides that,
/// systemd-timedated is asked, for a few seconds at most; false when nobody knows.
[[nodiscard]] bool clock_kept();

/// True when standard error goes to the journal.
[[nodiscard]] bool on_journal();

} // namespace followup::systemd
