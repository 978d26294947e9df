#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

/// The body in quoted-printable (RFC 2045 6.7): CRLF lines of at most 76 columns, no character cut in two, no
/// line that begins with '.' or "From ", no blank at a line's end. LF, CR and CRLF all count as line ends.
[[nodiscard]] std::string quoted_printable(std::string_view text);

/// The text as encoded-words (RFC 2047) in UTF-8, folded with CRLF and a blank; each at most 75 characters
/// long and of whole characters. `column` is where the first one begins.
[[nodiscard]] std::string encoded_words(std::string_view text, std::size_t column);

/// Unstructured header text (a Subject): as it is when it is short ASCII, else encoded-words.
[[nodiscard]] std::string header_text(std::string_view text, std::size_t column);

/// A display name (RFC 5322 3.4): atoms, a quoted string, or encoded-words; never one within the other.
[[nodiscard]] std::string display_name(std::string_view name, std::size_t column);

/// `filename="Letter to Zo.eml"; filename*=utf-8''Letter%20to%20Zo%C3%AB.eml` (RFC 2231 4, RFC 6266 5): the
/// name in ASCII for old readers, and whole; for Content-Disposition in mail and on the web. Controls are
/// left out.
[[nodiscard]] std::string file_name_parameters(std::string_view name);

/// Words of a header joined by blanks, folded before a word that would pass column 78.
[[nodiscard]] std::string folded_words(const std::vector<std::string>& words, std::size_t column);

} // namespace followup::mail
