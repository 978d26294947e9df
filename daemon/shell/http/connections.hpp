#pragma once

#include "shell/http/peer.hpp"
#include "shell/http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <set>

namespace followup::http {

class Session;

/// The open connections of a server, and what they share. All calls from the loop's thread.
class Connections : public std::enable_shared_from_this<Connections> {
  public:
    using Executor = boost::asio::io_context::executor_type;

    Connections(const Executor& executor, Limits limits, Ask ask);

    /// Takes an accepted socket over and serves it. When all places are taken the connection that has been
    /// quiet for longest gives up its own; if none is quiet the new one is closed.
    void admit(int fd, Peer peer);

    /// What those to https who come from now on are shown; null: nothing, they are closed.
    void show(std::shared_ptr<const Certificate> certificate) { x_certificate = std::move(certificate); }
    [[nodiscard]] const std::shared_ptr<const Certificate>& certificate() const { return x_certificate; }

    [[nodiscard]] const Limits& limits() const { return x_limits; }
    [[nodiscard]] const Executor& executor() const { return x_executor; }
    /// Passes the request on; an exception of it becomes the answer 500.
    void ask(web::Request request, const Answer& answer) const;
    /// True when more than 80 % of the places are taken.
    [[nodiscard]] bool crowded() const;
    [[nodiscard]] bool closing() const { return x_closing; }
    [[nodiscard]] int count() const { return static_cast<int>(x_sessions.size()); }
    /// The present as a Date field, made once a second.
    [[nodiscard]] std::string_view date();

    /// Ends quiet connections now, the others after their reply or after `grace`; then calls `done` once.
    void close(std::chrono::milliseconds grace, std::function<void()> done);
    /// Ends all connections now.
    void cut();

    /// A session that has no socket any more gives up its place.
    void left(Session& session);
    /// The last act of a session's coroutine.
    void ended(Session& session);

  private:
    [[nodiscard]] bool make_room(const Peer& peer);
    void finish();

    Executor x_executor;
    Limits x_limits;
    Ask x_ask;
    std::shared_ptr<const Certificate> x_certificate;
    std::set<Session*> x_sessions; ///< they own themselves by the coroutine that serves them
    std::map<std::string, int> x_addresses;
    int x_local = 0; ///< of the sessions, over a unix socket
    bool x_closing = false;
    std::function<void()> x_done;
    boost::asio::steady_timer x_grace;
    std::chrono::sys_seconds x_date_at;
    std::string x_date;
};

} // namespace followup::http
