#include "core/calendar/clean.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

bool plain(char c) {
    return c == '\n' || (c >= 0x20 && c < 0x7F);
}

/// What stands for a code point; 0 when nothing does.
char32_t kept(char32_t c) {
    if (c == U'\t') return U' ';
    if (c == U'\n' || c == U'\u2028' || c == U'\u2029' || c == U'\u0085') return U'\n';
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return 0; // libical lets them through (interop L3)
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return 0;
    // No reader can show these, and some refuse them.
    if (c == 0xFEFF || (c & 0xFFFE) == 0xFFFE) return 0;
    return c;
}

std::string shortened(std::string text, std::size_t bytes_max) {
    constexpr std::string_view dots = "…";
    if (text.size() <= bytes_max) return text;
    text.resize(base::cut(text, bytes_max - std::min(bytes_max, dots.size())).size());
    return text.append(dots);
}

} // namespace

std::string clean_text(std::string_view text, std::size_t bytes_max) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        // Most of what people write is plain: only the rest is decoded.
        const auto odd = static_cast<std::size_t>(std::ranges::find_if_not(text, plain) - text.begin());
        safe.append(text.substr(0, odd));
        text.remove_prefix(odd);
        const auto next = static_cast<std::size_t>(std::ranges::find_if(text, plain) - text.begin());
        for (const char32_t point : base::code_points(text.substr(0, next)))
            if (const auto c = kept(point); c != 0) base::append_utf8(safe, c);
        text.remove_prefix(next);
    }
    return shortened(std::string{base::trimmed(safe)}, bytes_max);
}

std::string clean_line(std::string_view text, std::size_t bytes_max) {
    auto line = clean_text(text, bytes_max);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

} // namespace followup::calendar
