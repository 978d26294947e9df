#include "core/queue/limits.hpp"
#include "core/base/text.hpp"
#include "core/queue/reader.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace followup::queue {
namespace {

using namespace std::string_literals;

std::string flaw(std::string_view bytes) {
    const auto found = flaw_before_parsing(bytes);
    return found ? std::to_string(found->place.line) + ":" + std::to_string(found->place.column) + " "
                       + found->what
                 : "none";
}

const std::string dots17(17, '.');
const std::string too_many_dots = "there are more than 16 dots outside strings in this line";
const std::string too_deep = "brackets are nested more than 16 deep";

TEST(Limits, BadBytesAreNamedByLineAndColumn) {
    EXPECT_EQ(flaw("a = 1\nb = 'x\xFFy'\n"), "2:7 the byte 0xFF is not valid UTF-8");
    EXPECT_EQ(flaw("a = '\xC3\xA9\xC3'\n"), "1:7 the byte 0xC3 is not valid UTF-8");
    EXPECT_EQ(flaw("a = 'aaaaaaaaaaaaaaaaaaaa\x80'\n"), "1:26 the byte 0x80 is not valid UTF-8");
    EXPECT_EQ(flaw("a = 1\n\n  \0"s), "3:3 there is a zero byte here");
    EXPECT_EQ(flaw("\xEF\xBB\xBF\xFF"), "1:1 the byte 0xFF is not valid UTF-8");
}

TEST(Limits, OverlongFormsSurrogatesAndCutCharactersAreNoUtf8) {
    for (const auto* bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xF0\x9F\x98", "\x80"})
        EXPECT_NE(flaw(bad), "none") << bad;
    for (const auto* good : {"\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80",
                             "\xF4\x8F\xBF\xBF", "\xF0\x9F\x98\x80 plain"})
        EXPECT_EQ(flaw(good), "none") << good;
}

TEST(Limits, AFileOfMoreThan64KiBIsNotParsed) {
    EXPECT_EQ(flaw(std::string(file_bytes_max, '#')), "none");
    EXPECT_EQ(flaw(std::string(file_bytes_max + 1, '#')),
              "1:1 the file has 65537 bytes; at most 65536 are taken");
}

TEST(Limits, DotsCountOutsideStringsAndCommentsAndLineByLine) {
    EXPECT_EQ(flaw("a" + dots17 + "b = 1"), "1:18 " + too_many_dots);
    EXPECT_EQ(flaw("x = 1\n[a" + dots17 + "]"), "2:19 " + too_many_dots);
    EXPECT_EQ(flaw("\"a\"" + dots17 + "'b' = 1"), "1:20 " + too_many_dots);
    const std::string many(100, '.');
    for (const auto& text :
         {"a = \"" + many + "\"", "a = '" + many + "'", "# " + many, "a = \"\\\"" + many + "\"",
          "a = \"\"\"\n" + many + "\n\"\"" + many + "\"\"\"", "a = '''\n''" + many + "'''''",
          "a = \"\\\\\" # " + many, std::string(16, '.') + "\n" + std::string(16, '.')})
        EXPECT_EQ(flaw(text), "none") << text;
}

TEST(Limits, AStringThatHasEndedHidesNoDots) {
    for (const auto& text :
         {"a = \"\"" + dots17, "a = ''" + dots17, "a = \"\"\"x\"\"\"" + dots17,
          "a = \"\"\"x\"\"\"\"\"" + dots17, "a = '''x''''" + dots17, "a = \"\\\\\"" + dots17,
          "a = '\\'" + dots17, "a = 'open\n" + dots17, "a = \"\"\"\\\n\"\"\"" + dots17})
        EXPECT_TRUE(flaw(text).ends_with(too_many_dots)) << text;
}

TEST(Limits, BracketsMayBeNestedSixteenDeep) {
    EXPECT_EQ(flaw("a = " + std::string(16, '[') + std::string(16, ']')), "none");
    EXPECT_EQ(flaw("a = " + std::string(17, '[')), "1:21 " + too_deep);
    std::string lines = "a = ";
    for (int i = 0; i < 17; ++i)
        lines += "[\n{ b = ";
    EXPECT_TRUE(flaw(lines).ends_with(too_deep));
}

TEST(Limits, AHeaderThatIsNotClosedDoesNotCountAsNesting) {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "[[interview]\n";
    EXPECT_EQ(flaw(text), "none");
}

RC_GTEST_PROP(Limits, TextIsWhatTheUnicodeLibraryTakesForUtf8, (const std::string& bytes)) {
    const auto found = flaw(bytes);
    const bool refused = found.contains("not valid UTF-8") || found.contains("zero byte");
    RC_ASSERT(refused == (!base::is_utf8(bytes) || bytes.contains('\0')));
}

} // namespace
} // namespace followup::queue
