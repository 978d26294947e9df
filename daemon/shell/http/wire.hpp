#pragma once

#include "core/web/http.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

/// Between bytes on a connection and web::Request, web::Reply; knows no socket.
namespace followup::http {

/// A request as Beast reads it.
using Incoming = boost::beast::http::request<boost::beast::http::string_body>;

/// What Beast lets through and RFC 9112 does not: the status to refuse with, or 0. `chunked` as Beast saw it.
[[nodiscard]] int refusal(const Incoming& incoming, bool chunked, std::size_t fields_max);

/// Whether a field of the header goes on over a line end (RFC 9112 5.2), which a proxy before us may read
/// otherwise. `bytes` begin with the request; what follows its header does not count.
[[nodiscard]] bool has_folded_field(std::string_view bytes);

/// The status for what Beast's parser found wrong.
[[nodiscard]] int refusal(const boost::system::error_code& error);

/// Method, target and fields; the body stays where it is.
[[nodiscard]] web::Request taken(const Incoming& incoming);

/// True when the reply may go on the wire: a final status, fields whose names are tokens (RFC 9110 5.6.2) and
/// whose values have no CR, LF or NUL.
[[nodiscard]] bool fit(const web::Reply& reply);

/// What the request and the connection say about the reply's first bytes.
struct Framing {
    bool head = false;          ///< the request was HEAD
    bool keep = true;           ///< the connection goes on
    bool http10 = false;        ///< the request was HTTP/1.0, where staying open must be said
    std::string_view date = {}; ///< for the Date field (RFC 9110 6.6.1) unless the reply has one; empty: none
};

/// Replaces `bytes` by status line and fields of a fit reply up to the empty line. 204 and 304 have no
/// Content-Length, HEAD has that of the body it stands for.
void write_head(const web::Reply& reply, const Framing& framing, std::string& bytes);

/// Whether the body follows the head.
[[nodiscard]] bool has_body(const web::Reply& reply, const Framing& framing);

} // namespace followup::http
