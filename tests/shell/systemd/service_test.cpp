#include "shell/systemd/service.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace followup::systemd {
namespace {

const std::array variables{"NOTIFY_SOCKET",   "WATCHDOG_USEC",     "WATCHDOG_PID",
                           "LISTEN_PID",      "LISTEN_FDS",        "LISTEN_FDNAMES",
                           "STATE_DIRECTORY", "RUNTIME_DIRECTORY", "CREDENTIALS_DIRECTORY",
                           "JOURNAL_STREAM"};

/// No systemd, whatever started the tests; and a folder of its own.
class Systemd : public testing::Test {
  protected:
    Systemd() {
        for (const char* variable : variables)
            ::unsetenv(variable);
        std::string pattern = std::filesystem::temp_directory_path() / "followup-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    ~Systemd() override {
        for (const char* variable : variables)
            ::unsetenv(variable);
        std::filesystem::remove_all(folder);
    }

    void write(const std::string& name, std::string_view bytes, mode_t mode) const {
        std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
        ASSERT_EQ(::chmod((folder + "/" + name).c_str(), mode), 0);
    }

    std::string folder;
};

/// The other end of sd_notify.
class Listener {
  public:
    explicit Listener(const std::string& path) : x_fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
        const void* address = &name;
        EXPECT_EQ(::bind(x_fd, static_cast<const sockaddr*>(address), sizeof name), 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~Listener() { ::close(x_fd); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// The datagram that has come; empty when there is none.
    [[nodiscard]] std::string heard() const {
        std::array<char, 4096> bytes{};
        const auto got = ::recv(x_fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
        return got < 0 ? std::string() : std::string(bytes.data(), static_cast<std::size_t>(got));
    }

  private:
    int x_fd;
};

TEST_F(Systemd, NothingHappensWithoutIt) {
    ready("serving");
    reloading();
    stopping();
    status("resting");
    alive();
    EXPECT_FALSE(watchdog_interval());
    EXPECT_TRUE(passed_sockets().empty());
    EXPECT_EQ(state_directory(), "");
    EXPECT_EQ(runtime_directory(), "");
    EXPECT_FALSE(on_journal());
    EXPECT_FALSE(credential("smtp"));
}

TEST_F(Systemd, HearsEachNotice) {
    const Listener listener(folder + "/notify");
    ready("3 cases");
    EXPECT_EQ(listener.heard(), "READY=1\nSTATUS=3 cases");
    stopping();
    EXPECT_EQ(listener.heard(), "STOPPING=1");
    status("mail is held");
    EXPECT_EQ(listener.heard(), "STATUS=mail is held");
    alive();
    EXPECT_EQ(listener.heard(), "WATCHDOG=1");
    reloading();
    const auto notice = listener.heard();
    EXPECT_TRUE(notice.starts_with("RELOADING=1\nMONOTONIC_USEC=")) << notice;
    EXPECT_EQ(listener.heard(), "");
}

TEST_F(Systemd, AStatusCannotCarryAnotherNotice) {
    const Listener listener(folder + "/notify");
    status("bad\nSTOPPING=1");
    EXPECT_EQ(listener.heard(), "STATUS=bad STOPPING=1");
}

TEST_F(Systemd, IsToldOfLifeTwiceInEachWatchdogPeriod) {
    ::setenv("WATCHDOG_USEC", "30000000", 1);
    EXPECT_EQ(watchdog_interval(), std::chrono::seconds(15));
    ::setenv("WATCHDOG_PID", "1", 1);
    EXPECT_FALSE(watchdog_interval()) << "meant for another process";
}

TEST_F(Systemd, PassesItsSocketsByName) {
    const int saved = ::fcntl(3, F_DUPFD_CLOEXEC, 10);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (socket != 3) {
        ASSERT_EQ(::dup2(socket, 3), 3);
    }
    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
    ::setenv("LISTEN_FDS", "1", 1);
    ::setenv("LISTEN_FDNAMES", "web", 1);
    for (int call = 0; call < 2; ++call) {
        const auto passed = passed_sockets();
        ASSERT_EQ(passed.size(), 1U);
        EXPECT_EQ(passed[0].fd, 3);
        EXPECT_EQ(passed[0].name, "web");
    }
    if (socket != 3) ::close(socket);
    if (saved >= 0) {
        ::dup2(saved, 3);
        ::close(saved);
    } else {
        ::close(3);
    }
}

TEST_F(Systemd, NamesTheUnitsFolders) {
    ::setenv("STATE_DIRECTORY", "/var/lib/followupd:/var/lib/other", 1);
    ::setenv("RUNTIME_DIRECTORY", "/run/followupd", 1);
    EXPECT_EQ(state_directory(), "/var/lib/followupd");
    EXPECT_EQ(runtime_directory(), "/run/followupd");
}

TEST_F(Systemd, IsOnTheJournalOnlyWhenStandardErrorIsItsStream) {
    struct stat facts{};
    ASSERT_EQ(::fstat(STDERR_FILENO, &facts), 0);
    const auto device = std::to_string(facts.st_dev);
    ::setenv("JOURNAL_STREAM", (device + ":" + std::to_string(facts.st_ino)).c_str(), 1);
    EXPECT_TRUE(on_journal());
    ::setenv("JOURNAL_STREAM", (device + ":" + std::to_string(facts.st_ino + 1)).c_str(), 1);
    EXPECT_FALSE(on_journal());
}

TEST_F(Systemd, ACredentialLosesOnlyItsFinalLineFeed) {
    ::setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
    const struct {
        std::string bytes, secret;
    } cases[] = {
        {"secret\n", "secret"}, {"secret", "secret"}, {"two\n\n", "two\n"}, {"", ""}, {"a\r\n", "a\r"}};
    for (const auto& [bytes, secret] : cases) {
        write("smtp", bytes, 0400);
        const auto read = credential("smtp");
        ASSERT_TRUE(read) << base::text(read.error());
        EXPECT_EQ(*read, secret);
        std::filesystem::remove(folder + "/smtp");
    }
}

TEST_F(Systemd, ACredentialThatOthersCanReadIsRefused) {
    ::setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
    write("smtp", "secret", 0644);
    const auto read = credential("smtp");
    ASSERT_FALSE(read);
    EXPECT_EQ(base::text(read.error()).find("secret\n"), std::string::npos);
    EXPECT_EQ(read.error().where, folder + "/smtp");
    write("smtp", "secret", 0640);
    EXPECT_TRUE(credential("smtp")) << "systemd gives access by ACL, which shows as the group's bits";
}

TEST_F(Systemd, ACredentialIsAFileOfTheFolder) {
    ::setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
    std::filesystem::create_directory(folder + "/sub");
    for (const auto* name : {"", ".", "..", "../x", "/etc/hostname", "sub", "absent"})
        EXPECT_FALSE(credential(name)) << name;
    write("large", std::string(1024 * 1024 + 1, 'x'), 0400);
    EXPECT_FALSE(credential("large"));
}

} // namespace
} // namespace followup::systemd
