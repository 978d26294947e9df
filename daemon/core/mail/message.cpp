#include "core/mail/message.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/mail/encoding.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

base::Problem refused(std::string_view header, std::string_view why) {
    return {"", fmt::format("the header {} {}", header, why), ""};
}

/// Why `text` may not stand in a header; nothing when it may.
std::optional<base::Problem> wrong_text(std::string_view header, std::string_view text) {
    if (base::has_control(text)) return refused(header, "holds a control character");
    if (!base::is_utf8(text)) return refused(header, "is not UTF-8");
    return {};
}

std::optional<base::Problem> wrong_mailbox(std::string_view header, const Mailbox& mailbox) {
    if (mailbox.address.text().empty()) return refused(header, "has no address");
    return wrong_text(header, mailbox.name);
}

bool is_token(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; });
}

std::optional<base::Problem> wrong_id(std::string_view header, std::string_view id) {
    constexpr std::size_t id_bytes_max = 900; // a line holds at most 998 octets, and an id cannot be folded
    const auto at = id.find('@');
    const bool shaped = at != id.npos && at > 0 && at + 1 < id.size() && id.find('@', at + 1) == id.npos;
    if (shaped && is_token(id) && id.size() <= id_bytes_max) return {};
    return refused(header, "is not of the form LEFT@RIGHT in ASCII");
}

std::optional<base::Problem> wrong_url(std::string_view url) {
    constexpr std::size_t url_bytes_max = 900;
    const bool web = url.starts_with("https://") || url.starts_with("http://");
    if (url.empty() || (web && is_token(url) && url.size() <= url_bytes_max)) return {};
    return refused("List-Unsubscribe", "is not a web address");
}

std::optional<base::Problem> wrong(const Message& message) {
    if (auto found = wrong_mailbox("From", message.from)) return found;
    if (auto found = wrong_mailbox("To", message.to)) return found;
    if (message.reply_to)
        if (auto found = wrong_mailbox("Reply-To", *message.reply_to)) return found;
    if (auto found = wrong_text("Subject", message.subject)) return found;
    if (auto found = wrong_id("Message-ID", message.message_id)) return found;
    for (const auto& id : message.references)
        if (auto found = wrong_id("References", id)) return found;
    return wrong_url(message.unsubscribe_url);
}

std::string header(std::string_view name, std::string_view value) {
    return fmt::format("{}: {}\r\n", name, value);
}

/// "Name <address>", folded before the address where the line would be too long.
std::string mailbox_header(std::string_view header_name, const Mailbox& mailbox) {
    const auto start = header_name.size() + 2;
    const auto address = mailbox.address.ascii();
    const auto name = base::trimmed(mailbox.name);
    if (name.empty()) return header(header_name, address);
    const auto shown = display_name(name, start);
    const auto line_begins = shown.rfind('\n');
    const auto column = line_begins == shown.npos ? start + shown.size() : shown.size() - line_begins - 1;
    const bool fits = column + address.size() + 3 <= 78;
    return header(header_name, fmt::format("{}{}<{}>", shown, fits ? " " : "\r\n ", address));
}

std::vector<std::string> in_brackets(const std::vector<std::string>& ids) {
    std::vector<std::string> out;
    for (const auto& id : ids)
        out.push_back("<" + id + ">");
    return out;
}

std::string headers(const Message& message) {
    std::string out = mailbox_header("From", message.from);
    if (message.reply_to) out += mailbox_header("Reply-To", *message.reply_to);
    out += mailbox_header("To", message.to);
    out += header("Subject", header_text(message.subject, 9));
    out += header("Date", date_header(message.date));
    out += header("Message-ID", "<" + message.message_id + ">");
    if (!message.references.empty()) {
        out += header("In-Reply-To", "<" + message.references.back() + ">");
        out += header("References", folded_words(in_brackets(message.references), 12));
    }
    out += header("Auto-Submitted", "auto-generated");
    out += header("X-Auto-Response-Suppress", "All");
    if (!message.unsubscribe_url.empty())
        out += header("List-Unsubscribe", "<" + message.unsubscribe_url + ">");
    // One-Click is defined for https alone (RFC 8058 3.1).
    if (message.unsubscribe_url.starts_with("https://"))
        out += header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return out + header("MIME-Version", "1.0");
}

std::string part(std::string_view type, std::string_view text) {
    return fmt::format(
        "Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n", type,
        quoted_printable(text));
}

} // namespace

base::Result<std::string> rendered(const Message& message) {
    if (const auto found = wrong(message)) return std::unexpected(*found);
    // "=_" never stands in quoted-printable, so no body can hold the boundary.
    const auto digest = base::sha256(message.message_id);
    const auto boundary = "=_" + base::base32(base::view(digest)).substr(0, 26);
    std::string out = headers(message);
    out += header("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", boundary));
    out += fmt::format("\r\n--{}\r\n{}", boundary, part("text/plain", message.text));
    out += fmt::format("--{}\r\n{}", boundary, part("text/html", message.html));
    return out + fmt::format("--{}--\r\n", boundary);
}

std::string date_header(Instant at) {
    const auto day = std::chrono::floor<base::days>(at);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{at - day};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", base::weekday_short(base::weekday{day}),
                       static_cast<unsigned>(ymd.day()), base::month_short(ymd.month()),
                       static_cast<int>(ymd.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

} // namespace followup::mail
