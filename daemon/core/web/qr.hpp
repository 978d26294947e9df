#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// QR codes (ISO/IEC 18004), so that an address gets from a screen to a phone.
namespace followup::web {

struct QrCode {
    std::size_t width = 0;  ///< modules of a side, without the quiet zone
    std::vector<bool> dark; ///< width * width, row by row
};

/// The code of these bytes, with 15 % of error correction; nothing when they are empty or too many (about
/// 2,300).
[[nodiscard]] std::optional<QrCode> qr_code(std::string_view text);

/// Inline SVG with a white ground and the quiet zone around it, for both colour schemes; `label` is its name
/// for those who do not see it.
[[nodiscard]] std::string qr_svg(const QrCode& code, std::string_view label);

/// For a terminal, two rows a line, with the quiet zone. With `colour` the colours are set, black on white,
/// whatever the terminal's own are; without it dark is what is written, as on paper.
[[nodiscard]] std::string qr_text(const QrCode& code, bool colour);

} // namespace followup::web
