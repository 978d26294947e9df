#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

TEST(FoldedNames, AreTheSameHoweverTheyAreTyped) {
    const std::pair<const char*, const char*> same[]{
        {"Siobhán O’Neill", "SIOBHAN O'NEILL"},
        {"Siobhán O’Neill", "  siobha\u0301n   o\u02BCneill\t"},
        {"Zoë Brontë", "zoe bronte"},
        {"Straße", "STRASSE"},
        {"Иван Петров", "ИВАН ПЕТРОВ"},
        {"Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"},
        {"ﬁnn", "Finn"},
        {"Ana\u00A0Mar\u00EDa", "ana maria"},
        {"Smith\u2011Jones", "smith-jones"},
        {"Nguyễn Văn", "nguyen van"},
    };
    for (const auto& [one, other] : same)
        EXPECT_EQ(folded(one), folded(other)) << one;
    EXPECT_EQ(folded("Siobhán O’Neill"), "siobhan o'neill");
}

TEST(FoldedNames, KeepLettersApartThatAreOthersInTheirScript) {
    EXPECT_NE(folded("Андрей"), folded("Андреи"));
    EXPECT_NE(folded("राम"), folded("रम"));
    EXPECT_NE(folded("Jan Roe"), folded("Jane Roe"));
    EXPECT_NE(folded("王伟"), folded("王芳"));
}

RC_GTEST_PROP(FoldedNames, StayAsTheyAreWhenFoldedAgain, ()) {
    static const std::vector<std::string> parts{"Á", "o\u0308", "’", " ", "\t",   "ß", "й",
                                                "Σ", "ﬁ",       "x", "Z", "\xff", "王"};
    std::string name;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts)))
        name += part;
    RC_ASSERT(folded(folded(name)) == folded(name));
}

RC_GTEST_PROP(FoldedNames, OfPlainLettersAreWhatTheyAreBesideOthers, ()) {
    std::string name;
    for (const char c : *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)))
        name += c;
    RC_ASSERT(folded(name + "e") == folded(name + "é"));
}

TEST(Slugs, AreReadableAndOfPlainLettersOnly) {
    EXPECT_EQ(slug("Siobhán O’Neill"), "siobhan-oneill");
    EXPECT_EQ(slug("  Dr. J. R. Smith-Jones  "), "dr-j-r-smith-jones");
    EXPECT_EQ(slug("../../etc/passwd"), "etc-passwd");
    EXPECT_EQ(slug("Иван"), slug("ИВАН"));
    EXPECT_TRUE(slug("王伟").starts_with("x-"));
    EXPECT_EQ(slug("王伟").size(), 10u);
    EXPECT_NE(slug("王伟"), slug("王芳"));
    EXPECT_EQ(slug("").size(), 10u);
}

RC_GTEST_PROP(Slugs, OfAnyBytesCanStandInAnId, (std::string name)) {
    const auto id = slug(name);
    RC_ASSERT(!id.empty());
    for (const char c : id)
        RC_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    RC_ASSERT(id.front() != '-' && id.back() != '-' && !id.contains("--"));
}

TEST(Utf8, IsCheckedAsTheStandardSays) {
    for (const std::string good : {"", "a", "é", "\u20AC", "\U0001F600", "\xEF\xBF\xBD"})
        EXPECT_TRUE(is_utf8(good));
    for (const std::string bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"})
        EXPECT_FALSE(is_utf8(bad));
}

RC_GTEST_PROP(Utf8, IsReadBackFromCodePoints, (std::string bytes)) {
    std::string again;
    for (const char32_t c : code_points(bytes))
        append_utf8(again, c);
    RC_ASSERT(is_utf8(again));
    RC_ASSERT(!is_utf8(bytes) || again == bytes);
}

TEST(Signs, ThatMayNotStandInNamesAreFound) {
    EXPECT_TRUE(has_control("a\nb"));
    EXPECT_FALSE(has_control("a\n\tb", true));
    EXPECT_TRUE(has_control("a\rb", true));
    EXPECT_TRUE(has_control("\x7f"));
    EXPECT_TRUE(has_control(std::string_view{"\0", 1}));
    EXPECT_FALSE(has_control("é"));
    EXPECT_TRUE(has_bidi_override("a\u202Eb"));
    EXPECT_TRUE(has_bidi_override("\u2066"));
    EXPECT_FALSE(has_bidi_override("שלום"));
}

TEST(Texts, AreTrimmedSplitAndJoined) {
    EXPECT_EQ(trimmed(" \t\r\n a b \n"), "a b");
    EXPECT_EQ(trimmed("  "), "");
    EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), std::vector<std::string>{""});
    EXPECT_EQ(joined({"a", "b"}, ", "), "a, b");
    EXPECT_EQ(ascii_lower("ÄBC"), "Äbc");
}

TEST(Texts, AreCutBetweenCharacters) {
    EXPECT_EQ(cut("abc", 3), "abc");
    EXPECT_EQ(cut("abc", 2), "ab");
    for (const std::size_t bytes : {1U, 2U})
        EXPECT_EQ(cut("a\u00e4b", bytes), "a") << bytes;
    EXPECT_EQ(cut("a\u00e4b", 3), "a\u00e4");
    EXPECT_EQ(cut("\U0001F600", 3), "");
    EXPECT_EQ(cut("", 0), "");
}

TEST(Texts, HaveWordsReplacedOnce) {
    EXPECT_EQ(replaced("a&amp;amp;b&amp;", "&amp;", "&"), "a&amp;b&");
    EXPECT_EQ(replaced("aaa", "aa", "a"), "aa");
    EXPECT_EQ(replaced("abc", "x", "y"), "abc");
    EXPECT_EQ(replaced("", "x", "y"), "");
    EXPECT_EQ(replaced("xx", "x", ""), "");
}

TEST(EscapedTexts, HoldNothingThatCouldForgeALogLine) {
    EXPECT_EQ(escaped("a\r\nb\"\\é"), "a\\x0d\\x0ab\\x22\\x5c\\xc3\\xa9");
    EXPECT_EQ(escaped("abcdef", 3), "abc...");
    EXPECT_EQ(escaped("abc", 3), "abc");
}

} // namespace
} // namespace followup::base
