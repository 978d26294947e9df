#include "core/config/values.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::config {
namespace {

bool is_hex(char c) {
    return base::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<unsigned short> port(std::string_view digits) {
    unsigned short value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

bool is_ipv4(std::string_view text) {
    const auto parts = base::split(text, '.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](const std::string& part) {
               const auto value = port(part);
               return value && *value <= 255 && (part.size() == 1 || part.front() != '0');
           });
}

/// Colon-separated groups of an IPv6 address (RFC 4291 2.2); nothing when one is malformed.
std::optional<std::size_t> groups(std::string_view text) {
    if (text.empty()) return 0;
    auto parts = base::split(text, ':');
    std::size_t count = 0;
    if (is_ipv4(parts.back())) {
        parts.pop_back();
        count = 2;
    }
    const bool good = std::ranges::all_of(parts, [](const std::string& part) {
        return !part.empty() && part.size() <= 4 && std::ranges::all_of(part, is_hex);
    });
    return good ? std::optional{count + parts.size()} : std::nullopt;
}

bool is_ipv6(std::string_view text) {
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) return groups(text) == 8U;
    const auto head = groups(text.substr(0, gap));
    const auto tail = groups(text.substr(gap + 2));
    return head && tail && *head + *tail <= 7;
}

struct HostPort {
    std::string host; ///< without brackets
    std::optional<std::string_view> port;
    bool bracketed = false;
};

/// "HOST", "HOST:PORT", "[HOST]:PORT"; nothing when it has no such shape.
std::optional<HostPort> parts(std::string_view text) {
    HostPort found;
    auto end = text.rfind(':');
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        found = {std::string{text.substr(1, close - 1)}, std::nullopt, true};
        if (close + 1 == text.size()) return found;
        end = close + 1;
        if (text[end] != ':') return std::nullopt;
    } else {
        found.host = text.substr(0, end);
        if (end == std::string_view::npos) return found;
    }
    found.port = text.substr(end + 1);
    return found;
}

bool is_loopback(const HostPort& at) {
    if (at.bracketed) return at.host == "::1";
    return at.host == "localhost" || (is_ipv4(at.host) && at.host.starts_with("127."));
}

} // namespace

base::Result<Listen> listen(std::string_view text) {
    const auto wrong = [text](std::string_view why) {
        return base::problem("", fmt::format("'{}' is no place to listen: {}", base::escaped(text), why),
                             "write it like 127.0.0.1:8025 or [::1]:8025");
    };
    const auto at = parts(text);
    if (!at || !at->port) return wrong("it is not HOST:PORT");
    const auto number = port(*at->port);
    if (!number) return wrong("the port is not a number up to 65535");
    if (!at->bracketed && at->host == "localhost") return Listen{"127.0.0.1", *number};
    if (at->bracketed ? !is_ipv6(at->host) : !is_ipv4(at->host))
        return wrong("the host is not an IP address");
    return Listen{at->host, *number};
}

base::Result<std::string> proxy(std::string_view text) {
    const auto address = base::ascii_lower(text);
    if (is_ipv4(address) || is_ipv6(address)) return address;
    return base::problem("", fmt::format("'{}' is no IP address of a proxy", base::escaped(text)),
                         "write it like 127.0.0.1 or ::1");
}

base::Result<Relay> relay(std::string_view text) {
    const auto wrong = [text](std::string_view why) {
        return base::problem("", fmt::format("'{}' is no relay: {}", base::escaped(text), why),
                             "write it like smtp://mail.example:587 or smtps://mail.example:465");
    };
    const bool tls = text.starts_with("smtps://");
    if (!tls && !text.starts_with("smtp://"))
        return wrong("it begins neither with smtp:// nor with smtps://");
    const auto rest = text.substr(tls ? 8 : 7);
    if (rest.contains('@')) return wrong("a login belongs into `user` and `credential`");
    if (rest.contains('/')) return wrong("nothing may follow the port; the EHLO name is `helo`");
    auto at = parts(rest);
    if (!at || at->host.empty()) return wrong("it names no host");
    const auto number = at->port ? port(*at->port) : std::optional<unsigned short>(tls ? 465 : 587);
    if (!number || *number == 0) return wrong("the port is not a number from 1 to 65535");
    if (at->bracketed ? !is_ipv6(at->host) : !is_ipv4(at->host)) {
        const auto name = at->bracketed ? base::problem("", "") : domain(at->host);
        if (!name) return wrong("the host is neither a name nor an address");
        at->host = *name;
    }
    Relay relay;
    relay.url = fmt::format("{}://{}{}{}:{}", tls ? "smtps" : "smtp", at->bracketed ? "[" : "", at->host,
                            at->bracketed ? "]" : "", *number);
    relay.loopback = is_loopback(*at);
    return relay;
}

base::Result<std::string> public_url(std::string_view text) {
    const auto wrong = [text](std::string_view why) {
        return base::problem("",
                             fmt::format("'{}' cannot be the public address: {}", base::escaped(text), why),
                             "write it like https://followups.glass.example");
    };
    if (!text.starts_with("https://")) return wrong("it does not begin with https://");
    const auto letters = [](char c) {
        return base::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || std::string_view{"-._~:/[]%"}.contains(c);
    };
    if (!std::ranges::all_of(text, letters) || text.size() > 120)
        return wrong("it is too long, or holds a character that is neither of a host nor of a path");
    while (text.ends_with('/'))
        text.remove_suffix(1);
    if (text.size() < 9) return wrong("it names no host");
    const auto rest = text.substr(8);
    const auto at = parts(rest.substr(0, rest.find('/')));
    if (!at || (at->port && !port(*at->port))) return wrong("its port is not a number");
    if (at->bracketed ? !is_ipv6(at->host) : !domain(at->host)) return wrong("its host is not a name");
    return std::string{text};
}

} // namespace followup::config
