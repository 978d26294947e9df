#include "shell/http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

/// Where a session over TLS differs from a plain one.
namespace followup::http {

namespace asio = boost::asio;

Session::Awaitable<void> Session::agree() {
    const bool agreed = co_await x_secured->agree();
    x_agreed = agreed;
    if (agreed) co_return;
    x_secured.reset();
    if (x_socket.is_open()) co_await linger();
    cut();
}

Session::Awaitable<void> Session::part() {
    set_deadline(std::min(linger_time, x_connections->limits().idle));
    co_await x_secured->part();
    x_secured.reset(); // what still comes is dropped as it is
}

void Session::leave() {
    if (!std::exchange(x_agreed, false)) return cut();
    // The read under way ends, and run() with it.
    set_deadline(std::min(linger_time, x_connections->limits().idle));
    boost::system::error_code ignored;
    x_socket.cancel(ignored);
}

Session::Awaitable<bool> Session::write(Parts parts) {
    if (x_secured) co_return co_await x_secured->write(parts);
    const auto [error, sent] = co_await asio::async_write(x_socket, parts, asio::as_tuple(awaited));
    co_return !error;
}

} // namespace followup::http
