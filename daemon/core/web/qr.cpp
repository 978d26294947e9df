#include "core/web/qr.hpp"

#include "core/web/page.hpp"

#include <fmt/format.h>
#include <memory>
#include <qrencode.h>

namespace followup::web {
namespace {

/// Modules around the code that stay light (ISO/IEC 18004, 9.1).
constexpr std::size_t quiet_zone = 4;
constexpr std::size_t code_bytes_max = 2'300;

bool is_dark(const QrCode& code, std::size_t row, std::size_t column) {
    if (row < quiet_zone || column < quiet_zone) return false;
    row -= quiet_zone;
    column -= quiet_zone;
    return row < code.width && column < code.width && code.dark[row * code.width + column];
}

} // namespace

std::optional<QrCode> qr_code(std::string_view text) {
    if (text.empty() || text.size() > code_bytes_max) return std::nullopt;
    std::vector<unsigned char> bytes(text.begin(), text.end());
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made{
        QRcode_encodeData(static_cast<int>(bytes.size()), bytes.data(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!made) return std::nullopt;
    QrCode code{.width = static_cast<std::size_t>(made->width), .dark = {}};
    for (std::size_t n = 0; n < code.width * code.width; ++n)
        code.dark.push_back((made->data[n] & 1U) != 0);
    return code;
}

std::string qr_svg(const QrCode& code, std::string_view label) {
    const auto side = code.width + 2 * quiet_zone;
    std::string path;
    for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column) {
            std::size_t run = 0;
            while (is_dark(code, row, column + run))
                ++run;
            if (run > 0) path += fmt::format("M{} {}h{}v1h-{}z", column, row, run, run);
            column += run;
        }
    return fmt::format(R"(<svg role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">)"
                       R"(<rect width="{}" height="{}" fill="#ffffff"/><path fill="#000000" d="{}"/></svg>)",
                       html_text(label), side, side, side, side, path);
}

std::string qr_text(const QrCode& code, bool colour) {
    const auto side = code.width + 2 * quiet_zone;
    std::string text;
    for (std::size_t row = 0; row < side; row += 2) {
        if (colour) text += "\x1b[30;107m";
        for (std::size_t column = 0; column < side; ++column) {
            const bool upper = is_dark(code, row, column);
            const bool lower = is_dark(code, row + 1, column);
            text += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        text += colour ? "\x1b[0m\n" : "\n";
    }
    return text;
}

} // namespace followup::web
