#include "core/mail/message.hpp"

#include "core/base/digest.hpp"
#include "core/mail/encoding.hpp"
#include "core/mail/header.hpp"

#include <fmt/format.h>

namespace followup::mail {
namespace {

base::Result<std::string> headers(const Message& message) {
    Headers headers;
    headers.add("From", message.from);
    if (message.reply_to) headers.add("Reply-To", *message.reply_to);
    headers.add("To", message.to);
    headers.add_text("Subject", message.subject);
    headers.add("Date", date_header(message.date));
    headers.add_ids("Message-ID", {message.message_id});
    if (!message.references.empty()) headers.add_ids("In-Reply-To", {message.references.back()});
    headers.add_ids("References", message.references);
    headers.add("Auto-Submitted", message.replied ? "auto-replied" : "auto-generated");
    headers.add("X-Auto-Response-Suppress", "All");
    if (!message.language.empty()) headers.add("Content-Language", message.language);
    if (!message.unsubscribe_url.empty()) headers.add_url("List-Unsubscribe", message.unsubscribe_url);
    // One-Click is defined for https alone (RFC 8058 3.1).
    if (message.unsubscribe_url.starts_with("https://"))
        headers.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    headers.add("MIME-Version", "1.0");
    return std::move(headers).written();
}

std::string part(std::string_view type, std::string_view text) {
    return fmt::format(
        "Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n", type,
        quoted_printable(text));
}

} // namespace

base::Result<std::string> rendered(const Message& message) {
    auto out = headers(message);
    if (!out) return out;
    // "=_" never stands in quoted-printable, so no body can hold the boundary.
    const auto digest = base::sha256(message.message_id);
    const auto boundary = "=_" + base::base32(base::view(digest)).substr(0, 26);
    // Nobody foresees ours: it comes from a key.
    const auto outer = "=_m" + boundary.substr(2);
    if (!message.original.empty())
        *out += fmt::format("Content-Type: multipart/mixed; boundary=\"{}\"\r\n\r\n--{}\r\n", outer, outer);
    *out += fmt::format("Content-Type: multipart/alternative; boundary=\"{}\"\r\n", boundary);
    *out += fmt::format("\r\n--{}\r\n{}", boundary, part("text/plain", message.text));
    *out += fmt::format("--{}\r\n{}", boundary, part("text/html", message.html));
    *out += fmt::format("--{}--\r\n", boundary);
    if (!message.original.empty())
        *out += fmt::format("\r\n--{}\r\n{}\r\n--{}--\r\n", outer, enclosed_part(message.original), outer);
    return out;
}

std::string date_header(Instant at) {
    return base::internet_date(at, "+0000");
}

} // namespace followup::mail
