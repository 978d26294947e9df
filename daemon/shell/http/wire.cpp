#include "shell/http/wire.hpp"

#include "core/base/text.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace followup::http {
namespace {

namespace beast_http = boost::beast::http;
using beast_http::field;

constexpr auto token_bytes = [] {
    std::array<bool, 256> allowed{};
    constexpr std::string_view bytes = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (const char c : bytes)
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}();

bool is_token(std::string_view name) {
    const auto allowed = [](char c) { return token_bytes[static_cast<unsigned char>(c)]; };
    return !name.empty() && std::ranges::all_of(name, allowed);
}

/// Whether it would break the line that it stands on.
bool breaks_line(std::string_view value) {
    return std::ranges::any_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// The fields that only the connection itself can know.
bool is_framing(std::string_view name) {
    constexpr std::string_view names[] = {"connection", "keep-alive", "content-length", "transfer-encoding"};
    const auto same = [&](std::string_view known) {
        return boost::beast::iequals({known.data(), known.size()}, {name.data(), name.size()});
    };
    return std::ranges::any_of(names, same);
}

bool is_date(std::string_view name) {
    return boost::beast::iequals({name.data(), name.size()}, "date");
}

bool has_no_content(int status) {
    return status == 204 || status == 304;
}

} // namespace

int refusal(const Incoming& incoming, bool chunked, std::size_t fields_max) {
    const auto fields = static_cast<std::size_t>(std::distance(incoming.begin(), incoming.end()));
    if (fields > fields_max) return 431;
    const bool http11 = incoming.version() >= 11;
    const auto hosts = incoming.count(field::host);
    if (hosts > 1 || (http11 && hosts == 0)) return 400;
    if (incoming.count(field::transfer_encoding) > 0) {
        // Anything but a plain "chunked" would leave us and a proxy of two minds about where the body ends.
        if (!http11 || !chunked) return 400;
        if (!boost::beast::iequals(incoming[field::transfer_encoding], "chunked")) return 501;
    }
    const auto expected = incoming[field::expect];
    if (!expected.empty() && !boost::beast::iequals(expected, "100-continue")) return 417;
    return 0;
}

bool has_folded_field(std::string_view bytes) {
    const auto head = bytes.substr(0, bytes.find("\r\n\r\n"));
    return head.contains("\r\n ") || head.contains("\r\n\t");
}

int refusal(const boost::system::error_code& error) {
    if (error == beast_http::error::header_limit) return 431;
    if (error == beast_http::error::body_limit) return 413;
    if (error == beast_http::error::bad_version) return 505;
    return 400;
}

web::Request taken(const Incoming& incoming) {
    web::Request request;
    request.method = incoming.method_string();
    request.target = incoming.target();
    constexpr std::size_t usual_fields = 8;
    request.headers.reserve(usual_fields);
    for (const auto& line : incoming) {
        const auto name = line.name_string();
        request.headers.emplace_back(base::ascii_lower({name.data(), name.size()}), line.value());
    }
    return request;
}

bool fit(const web::Reply& reply) {
    if (reply.status < 200 || reply.status > 599) return false;
    return std::ranges::all_of(
        reply.headers, [](const auto& line) { return is_token(line.first) && !breaks_line(line.second); });
}

bool has_body(const web::Reply& reply, const Framing& framing) {
    return !framing.head && !has_no_content(reply.status) && !reply.content().empty();
}

void write_head(const web::Reply& reply, const Framing& framing, std::string& bytes) {
    bytes.clear();
    auto out = std::back_inserter(bytes);
    const auto reason =
        beast_http::obsolete_reason(beast_http::int_to_status(static_cast<unsigned>(reply.status)));
    fmt::format_to(out, "HTTP/1.1 {} {}\r\n", reply.status, std::string_view(reason.data(), reason.size()));
    bool dated = framing.date.empty();
    for (const auto& [name, value] : reply.headers) {
        if (is_framing(name)) continue;
        dated = dated || is_date(name);
        bytes.append(name).append(": ").append(value).append("\r\n");
    }
    if (!dated) bytes.append("Date: ").append(framing.date).append("\r\n");
    if (!has_no_content(reply.status)) {
        const std::uint64_t whole = reply.stream ? reply.stream->size : reply.content().size();
        const auto length = framing.head ? reply.head_length.value_or(whole) : whole;
        fmt::format_to(out, "Content-Length: {}\r\n", length);
    }
    if (!framing.keep)
        bytes.append("Connection: close\r\n");
    else if (framing.http10)
        bytes.append("Connection: keep-alive\r\n");
    bytes.append("\r\n");
}

} // namespace followup::http
