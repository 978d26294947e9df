#include "shell/http/connections.hpp"

#include "core/base/instant.hpp"
#include "core/base/require.hpp"
#include "shell/http/session.hpp"
#include "shell/log/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <unistd.h>

#include <exception>
#include <vector>

namespace followup::http {
namespace {

/// Keeps the session alive for as long as it is served.
Session::Awaitable<void> serve(std::shared_ptr<Session> session) {
    co_await session->run();
}

void report(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
        log::error(std::string("http: ") + error.what());
    }
}

} // namespace

Connections::Connections(const Executor& executor, Limits limits, Ask ask)
    : x_executor(executor), x_limits(limits), x_ask(std::move(ask)), x_grace(executor) {}

void Connections::admit(int fd, Peer peer) {
    if (x_closing || (peer.secure && !x_certificate) || !make_room(peer)) {
        ::close(fd);
        return;
    }
    const auto session = std::make_shared<Session>(shared_from_this(), fd, std::move(peer));
    x_sessions.insert(session.get());
    if (session->peer().local)
        ++x_local;
    else
        ++x_addresses[session->peer().address];
    auto on_end = [connections = shared_from_this(), session](const std::exception_ptr& thrown) {
        // One connection's failure is no reason to end those of others.
        if (thrown) report(thrown);
        connections->ended(*session);
    };
    boost::asio::co_spawn(x_executor, serve(session), std::move(on_end));
}

bool Connections::make_room(const Peer& peer) {
    if (!peer.local && !peer.address.empty()) {
        const auto of_address = x_addresses.find(peer.address);
        if (of_address != x_addresses.end() && of_address->second >= x_limits.per_address_max) return false;
    }
    const int taken = peer.local ? x_local : count() - x_local;
    if (taken < x_limits.connections_max) return true;
    Session* quietest = nullptr;
    for (auto* session : x_sessions)
        if (session->peer().local == peer.local && session->quiet()
            && (quietest == nullptr || session->quiet_since() < quietest->quiet_since()))
            quietest = session;
    if (quietest == nullptr) return false;
    quietest->cut();
    return true;
}

void Connections::ask(web::Request request, const Answer& answer) const {
    try {
        x_ask(std::move(request), answer);
    } catch (const std::exception& error) {
        log::error(std::string("http: the request could not be answered: ") + error.what());
        answer(web::plain(500, "Internal Server Error\n"));
    }
}

bool Connections::crowded() const {
    return (count() - x_local) * 5 > x_limits.connections_max * 4;
}

std::string_view Connections::date() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != x_date_at) {
        x_date_at = now;
        x_date = base::internet_date(now);
    }
    return x_date;
}

void Connections::close(std::chrono::milliseconds grace, std::function<void()> done) {
    base::require(!x_closing, "a server is closed once");
    x_closing = true;
    x_done = std::move(done);
    const std::vector<Session*> sessions(x_sessions.begin(), x_sessions.end());
    for (auto* session : sessions)
        if (session->idle()) session->leave();
    if (x_sessions.empty()) {
        finish();
        return;
    }
    x_grace.expires_after(grace);
    x_grace.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        if (!error) self->cut();
    });
}

void Connections::cut() {
    const std::vector<Session*> sessions(x_sessions.begin(), x_sessions.end());
    for (auto* session : sessions)
        session->cut();
}

void Connections::left(Session& session) {
    if (x_sessions.erase(&session) == 0) return;
    if (session.peer().local) {
        --x_local;
        return;
    }
    const auto of_address = x_addresses.find(session.peer().address);
    if (--of_address->second == 0) x_addresses.erase(of_address);
}

void Connections::ended(Session& session) {
    session.cut();
    if (x_closing && x_sessions.empty()) finish();
}

void Connections::finish() {
    x_grace.cancel();
    if (!x_done) return;
    boost::asio::post(x_executor, std::exchange(x_done, nullptr));
}

} // namespace followup::http
