#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace followup::base {

[[nodiscard]] bool is_utf8(std::string_view text);
/// The code points of valid UTF-8; bytes that are none become U+FFFD.
[[nodiscard]] std::vector<char32_t> code_points(std::string_view text);
void append_utf8(std::string& text, char32_t code_point);
/// The longest beginning of at most so many bytes that does not end within a character of UTF-8.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t bytes_max);
/// With every `from`, which is not empty, replaced by `to`, from left to right.
[[nodiscard]] std::string replaced(std::string_view text, std::string_view from, std::string_view to);

/// C0 controls and DEL; with `lines`, LF and TAB are let through.
[[nodiscard]] bool has_control(std::string_view text, bool lines = false);
/// Explicit direction marks (U+202A..202E, U+2066..2069): they may not stand in names.
[[nodiscard]] bool has_bidi_override(std::string_view text);

/// Signs that nobody sees and that no name needs: a zero-width space, a soft hyphen, direction marks. The
/// joiners of Persian and Hindi are none of them.
[[nodiscard]] bool is_invisible(char32_t code_point);
[[nodiscard]] bool has_invisible(std::string_view text);

/// '0' to '9'.
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char at);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);

/// A name as it is compared: U+2019 = ', Latin and Greek accents dropped, case folded (Latin, Greek,
/// Cyrillic), blanks collapsed and trimmed.
[[nodiscard]] std::string folded(std::string_view name);

/// A folded name as part of an id: ASCII letters and digits, words joined by '-', apostrophes dropped; a name
/// without any such letter becomes "x-" and eight hexadecimal digits of its hash. "Siobhán O’Neill" gives
/// "siobhan-oneill".
[[nodiscard]] std::string slug(std::string_view name);

/// For logs: controls, quotes, backslashes and bytes beyond ASCII as \xNN; at most `bytes_max` bytes, then
/// "...".
[[nodiscard]] std::string escaped(std::string_view text, std::size_t bytes_max = 200);

} // namespace followup::base
