#include "shell/systemd/service.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace followup::systemd {
namespace {

/// A status is one line: a line feed in it would begin another assignment.
std::string status_line(std::string_view status) {
    std::string line = "STATUS=";
    line += status;
    std::ranges::replace_if(line, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

/// Without NOTIFY_SOCKET this does nothing; a failure is no reason to stop serving.
void notify(const std::string& state) {
    sd_notify(0, state.c_str());
}

/// The first of the colon-separated folders in an environment variable.
std::string first_folder(const char* variable) {
    const char* value = std::getenv(variable);
    const std::string_view folders = value == nullptr ? "" : value;
    return std::string(folders.substr(0, folders.find(':')));
}

} // namespace

void ready(std::string_view status) {
    notify("READY=1\n" + status_line(status));
}

void reloading() {
    // Newer systemd waits for this time stamp; without it `systemctl reload` hangs.
    const auto now = std::chrono::steady_clock::now().time_since_epoch(); // CLOCK_MONOTONIC on Linux
    const auto microseconds = std::chrono::floor<std::chrono::microseconds>(now).count();
    notify(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds));
}

void stopping() {
    notify("STOPPING=1");
}
void status(std::string_view status) {
    notify(status_line(status));
}
void alive() {
    notify("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_interval() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds(microseconds / 2);
}

std::vector<Passed> passed_sockets() {
    char** names = nullptr;
    const int count = sd_listen_fds_with_names(0, &names);
    std::vector<Passed> passed;
    for (int i = 0; i < count; ++i)
        passed.push_back({SD_LISTEN_FDS_START + i, names[i]});
    for (int i = 0; i < count; ++i)
        std::free(names[i]);
    std::free(names);
    return passed;
}

std::string state_directory() {
    return first_folder("STATE_DIRECTORY");
}
std::string runtime_directory() {
    return first_folder("RUNTIME_DIRECTORY");
}

bool on_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat error_output{};
    if (stream == nullptr || ::fstat(STDERR_FILENO, &error_output) != 0) return false;
    return stream == fmt::format("{}:{}", error_output.st_dev, error_output.st_ino);
}

} // namespace followup::systemd
