#include "core/base/text.hpp"

#include "core/base/digest.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <utf8proc.h>

namespace followup::base {
namespace {

const utf8proc_uint8_t* bytes(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// Apostrophes and hyphens as keyboards have them.
char32_t straightened(char32_t c) {
    if (c == U'\u2018' || c == U'\u2019' || c == U'\u02BC' || c == U'\u00B4') return U'\'';
    if (c >= 0x2010 && c <= 0x2015) return U'-';
    return c;
}

/// Latin and Greek, whose capitals are often written without accents.
bool drops_accents(char32_t base) {
    return base < 0x400 || (base >= 0x1E00 && base < 0x2000);
}

} // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        if (is_plain(text.front())) {
            text.remove_prefix(1);
            continue;
        }
        utf8proc_int32_t point = 0;
        const auto used = utf8proc_iterate(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
        if (used < 1) return false;
        text.remove_prefix(static_cast<std::size_t>(used));
    }
    return true;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    while (!text.empty()) {
        if (is_plain(text.front())) {
            points.push_back(static_cast<char32_t>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        utf8proc_int32_t point = 0;
        const auto used = utf8proc_iterate(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
        points.push_back(used < 1 ? U'\uFFFD' : static_cast<char32_t>(point));
        text.remove_prefix(used < 1 ? 1 : static_cast<std::size_t>(used));
    }
    return points;
}

void append_utf8(std::string& text, char32_t code_point) {
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
        return;
    }
    utf8proc_uint8_t out[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), out);
    text.append(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

std::string_view cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U)
        --bytes_max;
    return text.substr(0, bytes_max);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    while (true) {
        const auto at = std::min(text.find(from), text.size());
        result += text.substr(0, at);
        if (at == text.size()) return result;
        result += to;
        text.remove_prefix(at + from.size());
    }
}

bool has_control(std::string_view text, bool lines) {
    return std::ranges::any_of(text, [lines](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 || byte == 0x7F) && !(lines && (c == '\n' || c == '\t'));
    });
}

bool has_bidi_override(std::string_view text) {
    return std::ranges::any_of(code_points(text), [](char32_t c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    });
}

bool is_invisible(char32_t c) {
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F
           || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
           || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

bool has_invisible(std::string_view text) {
    return std::ranges::any_of(code_points(text), is_invisible);
}

std::string ascii_lower(std::string_view text) {
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(at, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

namespace {

/// Compatibility-decomposed and case-folded (Unicode TR 15, TR 44); nothing for what is no UTF-8.
std::optional<std::string> decomposed(std::string_view name) {
    // Names are ASCII more often than not, and the tables take their time.
    if (std::ranges::all_of(name, is_plain)) return ascii_lower(name);
    std::string straight;
    for (const char32_t c : code_points(name))
        append_utf8(straight, straightened(c));
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT
                                                        | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    const auto size =
        utf8proc_map(bytes(straight), static_cast<utf8proc_ssize_t>(straight.size()), &mapped, options);
    if (size < 0) return std::nullopt;
    std::string result{reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
    std::free(mapped);
    return result;
}

} // namespace

std::string folded(std::string_view name) {
    const auto plain = decomposed(name);
    if (!plain) return ascii_lower(trimmed(name));
    std::string fold;
    char32_t base = 0;
    for (const char32_t c : code_points(*plain)) {
        const bool accent = c >= 0x300 && c <= 0x36F;
        if (!accent) base = c;
        // Elsewhere a mark makes another letter (и and й), or is one (vowels of Hindi).
        if (accent && drops_accents(base)) continue;
        if (c < 0x80 && is_blank(static_cast<char>(c))) {
            if (!fold.empty() && fold.back() != ' ') fold += ' ';
        } else
            append_utf8(fold, c);
    }
    if (!fold.empty() && fold.back() == ' ') fold.pop_back();
    return fold;
}

std::string slug(std::string_view name) {
    std::string id;
    for (const char c : folded(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            id += c;
        else if (c != '\'' && static_cast<unsigned char>(c) < 0x80 && !id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id.empty() ? "x-" + hex(sha256(folded(name))).substr(0, 8) : id;
}

std::string escaped(std::string_view text, std::size_t bytes_max) {
    std::string safe;
    for (const char c : text.substr(0, bytes_max)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\')
            safe += fmt::format("\\x{:02x}", byte);
        else
            safe += c;
    }
    return text.size() > bytes_max ? safe + "..." : safe;
}

} // namespace followup::base
