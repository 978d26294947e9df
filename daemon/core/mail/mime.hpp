#pragma once

#include "core/base/instant.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::mail {

/// One part of an arriving mail (RFC 5322, 2045).
struct Part {
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case; unfolded, not decoded
    std::string type = "text/plain";                          ///< in lower case
    std::string charset;                                      ///< as it is named; empty when it is not
    std::string file;                                         ///< its file name; empty when it has none
    bool attachment = false;                                  ///< by its Content-Disposition
    std::string bytes;   ///< of text and reports: what was encoded for the way, as it was before
    std::size_t end = 1; ///< the parts within it stand behind it, up to that index

    /// The first header of that (lower-case) name with encoded-words decoded; empty when there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// `bytes` as UTF-8 with LF lines, whatever the character set; without a byte order mark.
    [[nodiscard]] std::string text() const;
};

/// How much of a mail is read.
enum class Extent {
    words, ///< what people and reports say: the first MiB between two lines that may part it, 8 MiB in all
    whole  ///< all of it, and of every part its bytes
};

/// The whole mail as its first part, then the parts within it in order, those of enclosed mails as well. Of
/// a mail of more than 5,000 parts or 20,000 header fields the first are read. Never fails: what has no
/// header is text.
[[nodiscard]] std::vector<Part> parts_of(std::string_view bytes, Extent extent = Extent::words);

/// Bytes in that character set as UTF-8. Programs that name none, or one that every text fits into, often
/// mean another: what is valid UTF-8 is nothing else then, and the rest is windows-1252.
[[nodiscard]] std::string as_utf8(std::string bytes, std::string_view charset);

/// Encoded-words (RFC 2047) as UTF-8.
[[nodiscard]] std::string unencoded(std::string_view header);

/// The addresses of a header (From, To) in order, those within groups as well; in lower case. What is no
/// address is left out.
[[nodiscard]] std::vector<std::string> addresses_in(std::string_view header);

/// The moment of a Date header; nothing when it is none.
[[nodiscard]] std::optional<base::Instant> date_in(std::string_view header);

} // namespace followup::mail
