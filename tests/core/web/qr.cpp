#include "core/web/qr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string address = "https://followups.example/f/" + std::string(32, 'a') + "/";

/// The seven rows of the mark that stands in three corners of every code.
std::string mark(const QrCode& code, std::size_t row, std::size_t column) {
    std::string text;
    for (std::size_t y = 0; y < 7; ++y) {
        for (std::size_t x = 0; x < 7; ++x)
            text += code.dark[(row + y) * code.width + column + x] ? '#' : '.';
        text += '\n';
    }
    return text;
}

TEST(QrCodes, HaveTheirMarksInThreeCorners) {
    const auto code = qr_code(address);
    ASSERT_TRUE(code);
    EXPECT_EQ(code->width, 33U); // version 4 takes 62 bytes with this much error correction
    const auto* corner = "#######\n#.....#\n#.###.#\n#.###.#\n#.###.#\n#.....#\n#######\n";
    EXPECT_EQ(mark(*code, 0, 0), corner);
    EXPECT_EQ(mark(*code, 0, code->width - 7), corner);
    EXPECT_EQ(mark(*code, code->width - 7, 0), corner);
    EXPECT_NE(mark(*code, code->width - 7, code->width - 7), corner);
}

TEST(QrCodes, AreTheSameForTheSameTextOnly) {
    EXPECT_EQ(qr_code(address)->dark, qr_code(address)->dark);
    EXPECT_NE(qr_code(address)->dark,
              qr_code("https://followups.example/f/" + std::string(32, 'b') + "/")->dark);
}

TEST(QrCodes, AreOnlyMadeOfWhatFits) {
    EXPECT_FALSE(qr_code(""));
    EXPECT_TRUE(qr_code(std::string(2300, 'x')));
    EXPECT_FALSE(qr_code(std::string(2301, 'x')));
    EXPECT_TRUE(qr_code(std::string_view("\0\xFF", 2)));
}

TEST(QrCodes, AreDrawnOnWhiteWithAQuietZone) {
    const auto svg = qr_svg(*qr_code(address), "for \"you\" & <me>");
    EXPECT_THAT(svg, HasSubstr("viewBox=\"0 0 41 41\""));
    EXPECT_THAT(svg, HasSubstr("<rect width=\"41\" height=\"41\" fill=\"#ffffff\"/>"));
    EXPECT_THAT(svg, HasSubstr("d=\"M4 4h7v1h-7z"));
    EXPECT_THAT(svg, HasSubstr("aria-label=\"for &quot;you&quot; &amp; &lt;me&gt;\""));
    EXPECT_THAT(svg, Not(HasSubstr("style=")));
    EXPECT_THAT(svg, Not(HasSubstr("http")));
}

TEST(QrCodes, FitATerminal) {
    const auto code = *qr_code(address);
    const auto plain = qr_text(code, false);
    EXPECT_EQ(std::ranges::count(plain, '\n'), 21);
    EXPECT_TRUE(plain.starts_with(std::string(41, ' ') + "\n" + std::string(41, ' ') + "\n    █▀▀▀▀▀█ "));
    EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
    EXPECT_TRUE(qr_text(code, true).starts_with("\x1b[30;107m" + std::string(41, ' ') + "\x1b[0m\n"));
}

} // namespace
} // namespace followup::web
