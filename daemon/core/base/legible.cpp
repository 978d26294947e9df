#include "core/base/legible.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <utf8proc.h>

namespace followup::base {
namespace {

/// Blanks of a width of their own, or that keep words together (Unicode's Zs).
bool is_wide_blank(char32_t c) {
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F
           || c == 0x3000;
}

} // namespace

std::string legible(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain || !is_utf8(text)) return std::string{text};
    std::string seen;
    for (const char32_t c : code_points(text))
        if (c == 0x2028 || c == 0x2029)
            seen += '\n';
        else if (is_wide_blank(c))
            seen += ' ';
        else if (!is_invisible(c))
            append_utf8(seen, c);
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(seen.data()),
                                   static_cast<utf8proc_ssize_t>(seen.size()), &mapped,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0) return seen;
    std::string composed{reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
    std::free(mapped);
    return composed;
}

} // namespace followup::base
