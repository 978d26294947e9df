#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::mail {

/// One part of an arriving mail (RFC 5322, 2045): its headers unfolded, its body as it came.
struct Part {
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string_view body;                                    ///< of the bytes that were read

    /// The first header of that (lower-case) name with encoded-words decoded; empty when there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// "text/plain"; of a part that does not say: that.
    [[nodiscard]] std::string type() const;
    /// A parameter of Content-Type, as "boundary"; empty when it has none.
    [[nodiscard]] std::string parameter(std::string_view name) const;
    /// The body decoded and as UTF-8, with LF lines.
    [[nodiscard]] std::string text() const;
};

/// The whole mail as its first part, then the parts within it in order, those of enclosed mails as well; at
/// most 50, ten deep. `bytes` must outlive them.
[[nodiscard]] std::vector<Part> parts_of(std::string_view bytes);

/// Encoded-words (RFC 2047) as UTF-8.
[[nodiscard]] std::string unencoded(std::string_view header);

} // namespace followup::mail
