#include "shell/systemd/units.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace followup::systemd {
namespace {

/// Runs a program with its standard output into the pipe; -1 when it cannot be started.
pid_t spawned(std::vector<std::string> words, int out) {
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    pid_t child = -1;
    const int failed =
        ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? child : -1;
}

std::string read_to_end(int fd) {
    std::string text;
    std::array<char, 4096> block{};
    for (;;) {
        const auto got = ::read(fd, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(block.data(), static_cast<std::size_t>(got));
    }
}

} // namespace

bool booted() {
    return ::sd_booted() > 0;
}

Ran systemctl(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"systemctl", "--no-pager", "--no-ask-password"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    const auto child = spawned(std::move(words), ends[1]);
    ::close(ends[1]);
    Ran ran{.code = -1, .printed = read_to_end(ends[0])};
    ::close(ends[0]);
    if (child < 0) return ran;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
    return ran;
}

} // namespace followup::systemd
