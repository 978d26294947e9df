#include "support/smtp_peer.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace followup::support {

SmtpPeer::SmtpPeer(Script script) : x_script(std::move(script)) {
    x_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    base::require(::bind(x_listener, generic, size) == 0, "the peer has no port");
    base::require(::listen(x_listener, 16) == 0, "the peer does not listen");
    base::require(::getsockname(x_listener, generic, &size) == 0, "the peer's port is unknown");
    x_port = ntohs(address.sin_port);
    base::require(::pipe(x_stop) == 0, "the peer cannot be stopped");
    x_thread = std::thread{[this] { serve(); }};
}

SmtpPeer::~SmtpPeer() {
    ::close(x_stop[1]);
    x_thread.join();
    for (auto& connection : x_open)
        ::close(connection.descriptor);
    ::close(x_stop[0]);
    ::close(x_listener);
}

std::string SmtpPeer::url() const {
    return "smtp://127.0.0.1:" + std::to_string(x_port);
}

std::vector<std::string> SmtpPeer::commands() const {
    const std::scoped_lock lock{x_mutex};
    return x_commands;
}

int SmtpPeer::count(std::string_view verb) const {
    const std::scoped_lock lock{x_mutex};
    return static_cast<int>(
        std::ranges::count_if(x_commands, [&](const std::string& line) { return line.starts_with(verb); }));
}

std::vector<std::string> SmtpPeer::mails() const {
    const std::scoped_lock lock{x_mutex};
    return x_mails;
}

int SmtpPeer::connections() const {
    const std::scoped_lock lock{x_mutex};
    return x_accepted;
}

bool SmtpPeer::settled() const {
    std::unique_lock lock{x_mutex};
    return x_ended.wait_for(lock, std::chrono::seconds{10}, [this] { return x_closed == x_accepted; });
}

void SmtpPeer::serve() {
    for (;;) {
        std::vector<pollfd> waits{{x_stop[0], POLLIN, 0}, {x_listener, POLLIN, 0}};
        for (const auto& connection : x_open)
            waits.push_back({connection.descriptor, POLLIN, 0});
        if (::poll(waits.data(), waits.size(), -1) < 0) continue;
        if (waits[0].revents != 0) return;
        std::size_t at = 2;
        for (auto& connection : x_open)
            if (waits[at++].revents != 0) read_from(connection);
        x_open.remove_if([this](const Connection& connection) {
            if (!connection.ended) return false;
            ::close(connection.descriptor);
            const std::scoped_lock lock{x_mutex};
            ++x_closed;
            x_ended.notify_all();
            return true;
        });
        if (waits[1].revents != 0) accept_one();
    }
}

void SmtpPeer::accept_one() {
    const int descriptor = ::accept(x_listener, nullptr, nullptr);
    if (descriptor < 0) return;
    {
        const std::scoped_lock lock{x_mutex};
        ++x_accepted;
    }
    auto& connection = x_open.emplace_back();
    connection.descriptor = descriptor;
    answer(connection, "banner", "220 peer.example ESMTP");
    // One that was dropped at once wakes the loop, which takes it away.
    if (connection.ended) ::shutdown(descriptor, SHUT_RDWR);
}

void SmtpPeer::read_from(Connection& connection) {
    char bytes[16384];
    const auto got = ::recv(connection.descriptor, bytes, sizeof bytes, 0);
    if (got <= 0) {
        connection.ended = true;
        return;
    }
    connection.input.append(bytes, static_cast<std::size_t>(got));
    for (auto end = connection.input.find("\r\n"); end != std::string::npos && !connection.ended;
         end = connection.input.find("\r\n")) {
        auto line = connection.input.substr(0, end);
        connection.input.erase(0, end + 2);
        take(connection, std::move(line));
    }
}

void SmtpPeer::take(Connection& connection, std::string line) {
    if (connection.in_data) {
        if (line != ".") {
            connection.body += line + "\r\n";
            return;
        }
        connection.in_data = false;
        {
            const std::scoped_lock lock{x_mutex};
            x_mails.push_back(std::exchange(connection.body, {}));
        }
        return answer(connection, "dot", "250 2.0.0 queued as 1");
    }
    const auto verb = line.substr(0, line.find(' '));
    const bool secret = std::exchange(connection.in_auth, false);
    {
        const std::scoped_lock lock{x_mutex};
        x_commands.push_back(std::move(line));
    }
    if (secret) return answer(connection, "secret", "235 2.7.0 welcome");
    if (verb == "EHLO" || verb == "HELO")
        return answer(connection, "EHLO", "250-peer.example\n250 SIZE 10000000");
    if (verb == "MAIL" || verb == "RCPT") {
        const auto numbered = verb + " " + std::to_string(count(verb));
        return answer(connection, x_script.contains(numbered) ? numbered : verb, "250 2.1.0 ok");
    }
    if (verb == "QUIT") return answer(connection, verb, "221 2.0.0 bye\ndrop");
    connection.in_data = verb == "DATA" && (!x_script.contains(verb) || x_script.at(verb).starts_with("354"));
    connection.in_auth = verb == "AUTH";
    if (verb == "DATA") return answer(connection, verb, "354 go on");
    if (verb == "AUTH") return answer(connection, verb, "334 ");
    answer(connection, verb, "502 5.5.2 unknown");
}

void SmtpPeer::answer(Connection& connection, const std::string& to, std::string_view otherwise) {
    const auto scripted = x_script.find(to);
    for (const auto& line : base::split(scripted == x_script.end() ? otherwise : scripted->second, '\n')) {
        if (line == "hang") connection.silent = true;
        if (connection.silent) return;
        if (line == "drop") {
            connection.ended = true;
            return;
        }
        const auto wire = line + "\r\n";
        if (::send(connection.descriptor, wire.data(), wire.size(), MSG_NOSIGNAL) < 0)
            connection.ended = true;
    }
}

} // namespace followup::support
