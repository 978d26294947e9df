#include "shell/http/session.hpp"

#include <algorithm>
#include <vector>

namespace followup::http {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

} // namespace

Session::Awaitable<bool> Session::send_stream() {
    const auto stream = x_reply->stream;
    std::vector<char> piece(piece_bytes);
    for (std::uint64_t at = 0; at < stream->size;) {
        const auto size = std::min<std::uint64_t>(piece.size(), stream->size - at);
        const std::span<char> part{piece.data(), static_cast<std::size_t>(size)};
        // The length is said already: a reader sees that less came, and takes it for nothing.
        if (!stream->read(at, part)) co_return false;
        const Parts parts{boost::asio::buffer(part.data(), part.size()), boost::asio::const_buffer{}};
        const bool sent = co_await send(parts);
        if (!sent) co_return false;
        at += size;
    }
    co_return true;
}

} // namespace followup::http
