#include "core/web/target.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace followup::web {
namespace {

constexpr std::size_t usual_segments = 3; ///< of a feed's address

std::optional<std::string> decoded(std::string_view text, bool form) {
    std::string plain;
    if (!text.contains('%') && !(form && text.contains('+'))) {
        plain = text;
        text = {};
    }
    while (!text.empty()) {
        const char c = text.front();
        if (c != '%') {
            plain += form && c == '+' ? ' ' : c;
            text.remove_prefix(1);
            continue;
        }
        const auto byte = text.size() < 3 ? std::nullopt : base::unhex(text.substr(1, 2));
        if (!byte) return std::nullopt;
        plain += *byte;
        text.remove_prefix(3);
    }
    return base::is_utf8(plain) ? std::optional{plain} : std::nullopt;
}

/// RFC 3986 2.3.
bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
           || c == '_' || c == '~';
}

/// A segment says what it means, or it is refused: nothing may look different to a proxy before us.
std::optional<std::string> segment(std::string_view text) {
    // A feed's address is made of these, and one look at each sign is enough.
    if (std::ranges::all_of(text, unreserved) && text != "." && text != "..") return std::string{text};
    auto plain = decoded(text, false);
    if (!plain || base::has_control(*plain) || *plain == "." || *plain == "..") return std::nullopt;
    const bool hides = std::ranges::any_of(*plain, [](char c) { return c == '/' || c == '\\' || c == '%'; });
    return hides ? std::nullopt : plain;
}

std::optional<std::pair<std::string, std::string>> field(std::string_view text) {
    const auto sign = std::min(text.find('='), text.size());
    auto name = decoded(text.substr(0, sign), true);
    auto value = decoded(text.substr(std::min(sign + 1, text.size())), true);
    if (!name || !value || base::has_control(*name) || base::has_control(*value, true)) return std::nullopt;
    return std::pair{std::move(*name), std::move(*value)};
}

} // namespace

std::string origin_form(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (base::ascii_lower(target.substr(0, scheme.size())) != scheme) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = std::min(rest.find_first_of("/?#"), rest.size());
        const auto host = rest.substr(0, end);
        // A host it must name; whoever it asks as is of no meaning here.
        if (host.empty() || host.contains('@')) return std::string{target};
        const auto path = rest.substr(end);
        return path.starts_with('/') ? std::string{path} : "/" + std::string{path};
    }
    return std::string{target};
}

std::optional<Target> parse_target(std::string_view text) {
    const bool printable = std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
    if (!text.starts_with('/') || !printable) return std::nullopt;
    Target target;
    const auto mark = text.find('?');
    target.segments.reserve(usual_segments);
    for (auto path = text.substr(0, mark); !path.empty();) {
        const auto end = std::min(path.find('/', 1), path.size());
        auto part = segment(path.substr(1, end - 1));
        if (!part) return std::nullopt;
        target.segments.push_back(std::move(*part));
        path.remove_prefix(end);
    }
    if (mark == std::string_view::npos) return target;
    auto query = parse_form(text.substr(mark + 1));
    if (!query) return std::nullopt;
    target.query = std::move(*query);
    return target;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view body) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& each : base::split(body, '&')) {
        if (each.empty()) continue;
        auto part = field(each);
        if (!part) return std::nullopt;
        fields.push_back(std::move(*part));
    }
    return fields;
}

} // namespace followup::web
