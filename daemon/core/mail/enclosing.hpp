#pragma once

#include <string>
#include <string_view>

namespace followup::mail {

/// A mail as another one holds it whole.
struct Enclosure {
    std::string bytes;    ///< ASCII in CRLF lines of at most 998 bytes, unless `as_file`
    bool as_file = false; ///< it cannot be written like that: it goes as a file of any bytes

    [[nodiscard]] bool empty() const { return bytes.empty(); }
};

/// An arrived mail as it can be sent on (message/rfc822 allows no encoding of its own, RFC 2046 5.2.1): what
/// holds other bytes is encoded part by part, and says the same. Never fails; what is no mail is a file.
[[nodiscard]] Enclosure enclosure(std::string_view bytes);

/// The part of a multipart/mixed that holds it, with its header, CRLF lines.
[[nodiscard]] std::string enclosed_part(const Enclosure& mail);

} // namespace followup::mail
