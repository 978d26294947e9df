#include "core/mail/header.hpp"

#include "core/base/text.hpp"
#include "core/mail/encoding.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

constexpr std::size_t token_bytes_max = 900; // a line holds at most 998 octets, and these cannot be folded

bool is_token(std::string_view text) {
    return text.size() <= token_bytes_max
           && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; });
}

bool is_id(std::string_view id) {
    const auto at = id.find('@');
    return at != id.npos && at > 0 && at + 1 < id.size() && id.find('@', at + 1) == id.npos && is_token(id);
}

} // namespace

void Headers::refuse(std::string_view name, std::string_view why) {
    if (!x_wrong) x_wrong = base::Problem{"", fmt::format("the header {} {}", name, why), ""};
}

bool Headers::clean(std::string_view name, std::string_view words) {
    if (base::has_control(words)) return refuse(name, "holds a control character"), false;
    if (!base::is_utf8(words)) return refuse(name, "is not UTF-8"), false;
    return true;
}

void Headers::add(std::string_view name, std::string_view value) {
    const bool ascii = std::ranges::all_of(value, [](char c) { return c >= ' ' && c <= '~'; });
    if (!ascii) return refuse(name, "is not printable ASCII");
    x_written += fmt::format("{}: {}\r\n", name, value);
}

void Headers::add_text(std::string_view name, std::string_view words) {
    if (!clean(name, words)) return;
    x_written += fmt::format("{}: {}\r\n", name, header_text(words, name.size() + 2));
}

void Headers::add(std::string_view name, const base::Mailbox& mailbox) {
    const auto& address = mailbox.address.ascii();
    if (address.empty()) return refuse(name, "has no address");
    if (!clean(name, mailbox.name)) return;
    const auto start = name.size() + 2;
    const auto words = base::trimmed(mailbox.name);
    if (words.empty()) {
        x_written += fmt::format("{}: {}\r\n", name, address);
        return;
    }
    const auto shown = display_name(words, start);
    const auto line_begins = shown.rfind('\n');
    const auto column = line_begins == shown.npos ? start + shown.size() : shown.size() - line_begins - 1;
    const bool fits = column + address.size() + 3 <= 78;
    x_written += fmt::format("{}: {}{}<{}>\r\n", name, shown, fits ? " " : "\r\n ", address);
}

void Headers::add_ids(std::string_view name, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    std::vector<std::string> words;
    for (const auto& id : ids) {
        if (!is_id(id)) return refuse(name, "is not of the form LEFT@RIGHT in ASCII");
        words.push_back("<" + id + ">");
    }
    x_written += fmt::format("{}: {}\r\n", name, folded_words(words, name.size() + 2));
}

void Headers::add_url(std::string_view name, std::string_view url) {
    const bool known =
        url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    if (!known || !is_token(url)) return refuse(name, "is not a web or mail address");
    x_written += fmt::format("{}: <{}>\r\n", name, url);
}

base::Result<std::string> Headers::written() && {
    if (x_wrong) return std::unexpected(*x_wrong);
    return std::move(x_written);
}

} // namespace followup::mail
