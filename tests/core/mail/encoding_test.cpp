#include "core/mail/encoding.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace followup::mail {
namespace {

/// Quoted-printable read as RFC 2045 6.7 says, strictly: anything else fails.
std::string unquoted(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=')
            out += text[at];
        else if (text.substr(at, 3) == "=\r\n")
            at += 2;
        else {
            out += base::unhex(base::ascii_lower(text.substr(at + 1, 2))).value();
            at += 2;
        }
    }
    return out;
}

std::vector<std::string> wire_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (auto line : base::split(text, '\n')) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(line);
    }
    return lines;
}

void is_fit_for_smtp(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        ASSERT_TRUE(text[at] != '\n' || (at > 0 && text[at - 1] == '\r')) << "a bare LF at " << at;
        ASSERT_TRUE(text[at] != '\r' || text.substr(at, 2) == "\r\n") << "a bare CR at " << at;
    }
    for (const auto& line : wire_lines(text)) {
        ASSERT_LE(line.size(), 76U);
        ASSERT_FALSE(line.starts_with('.')) << line;
        ASSERT_FALSE(line.starts_with("From ")) << line;
        ASSERT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << line;
        for (const char c : line)
            ASSERT_TRUE((c >= ' ' && c <= '~') || c == '\t');
    }
}

std::string lines_as_crlf(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c == '\n')
            out += "\r\n";
        else
            out += c;
    return out;
}

TEST(QuotedPrintable, KeepsEveryTextAndIsFitForSmtp) {
    const std::string long_line(5000, 'x');
    const std::vector<std::string> texts = {"",
                                            "plain",
                                            ".",
                                            ".\n.\n..dots",
                                            "From here on\nFrom there\nfrom below",
                                            "blank at the end \nand a tab\t\n \n\t\n",
                                            "a=b==",
                                            long_line,
                                            long_line + "\n" + long_line,
                                            std::string(75, 'x') + ".y",
                                            std::string(75, 'x') + "From the next line on",
                                            std::string(74, 'x') + " y",
                                            std::string(75, 'x') + " ",
                                            std::string(76, 'x'),
                                            std::string(77, ' '),
                                            "Siobhán O’Neill met 陈美玲, محمد and 👩🏽‍🔧",
                                            std::string("nul\0bell\a", 9)};
    for (const auto& text : texts) {
        const auto encoded = quoted_printable(text);
        is_fit_for_smtp(encoded);
        EXPECT_EQ(unquoted(encoded), lines_as_crlf(text));
    }
}

TEST(QuotedPrintable, TakesEveryKindOfLineEndForOne) {
    EXPECT_EQ(quoted_printable("a\r\nb\rc\nd"), "a\r\nb\r\nc\r\nd");
    EXPECT_EQ(quoted_printable("smuggled\r\n.\r\nMAIL FROM"), "smuggled\r\n=2E\r\nMAIL FROM");
}

TEST(QuotedPrintable, CutsNoCharacterAndNoShortWordInTwo) {
    std::string text;
    for (int n = 0; n < 60; ++n)
        text += "Siobhán O’Neill, ";
    for (const auto& line : wire_lines(quoted_printable(text))) {
        EXPECT_TRUE(base::is_utf8(unquoted(line.ends_with('=') ? line.substr(0, line.size() - 1) : line)));
        EXPECT_EQ(line.contains("Siobh"), line.contains("Siobh=C3=A1n"));
    }
}

RC_GTEST_PROP(QuotedPrintable, GivesBackWhateverWentIn, ()) {
    const auto sign = rc::gen::element<std::string>(".", " ", "\t", "=", "\n", "a", "From ", "é", "陈",
                                                    "👩🏽‍🔧", "\"", "-");
    const auto parts = *rc::gen::container<std::vector<std::string>>(sign);
    const auto text = base::joined(parts, "");
    const auto encoded = quoted_printable(text);
    is_fit_for_smtp(encoded);
    RC_ASSERT(unquoted(encoded) == lines_as_crlf(text));
    RC_ASSERT(!encoded.contains("=_")); // what every boundary begins with
}

TEST(EncodedWords, AreOfWholeCharactersAndAtMost75Long) {
    std::string name;
    for (int n = 0; n < 40; ++n)
        name += "é陈👩";
    for (const std::size_t column : {4U, 9U, 60U, 75U}) {
        const auto lines = wire_lines(encoded_words(name, column));
        for (std::size_t n = 0; n < lines.size(); ++n) {
            const auto word = n == 0 ? lines[n] : lines[n].substr(1);
            EXPECT_LE(word.size(), 75U);
            EXPECT_LE(lines[n].size() + (n == 0 ? column : 0), 76U);
            EXPECT_TRUE(n == 0 || lines[n].starts_with(" =?utf-8?B?")) << lines[n];
            EXPECT_TRUE(word.empty() || word.ends_with("?="));
        }
    }
}

TEST(HeaderText, IsLeftAloneOnlyWhenItIsShortPlainAscii) {
    EXPECT_EQ(header_text("Acme Robotics: Controls Engineer", 9), "Acme Robotics: Controls Engineer");
    EXPECT_EQ(header_text("Société", 9), "=?utf-8?B?U29jacOpdMOp?=");
    EXPECT_TRUE(header_text("=?utf-8?B?QQ==?=", 9).starts_with("=?utf-8?B?")) << "it would be decoded to 'A'";
    EXPECT_NE(header_text("=?utf-8?B?QQ==?=", 9), "=?utf-8?B?QQ==?=");
    EXPECT_TRUE(header_text(" led by a blank", 9).starts_with("=?"));
    EXPECT_EQ(header_text(std::string(69, 'x'), 9), std::string(69, 'x'));
    EXPECT_TRUE(header_text(std::string(70, 'x'), 9).starts_with("=?"));
}

TEST(DisplayName, IsAtomsOrQuotedOrEncodedButNeverTwoOfThem) {
    EXPECT_EQ(display_name("Glass Recruiters", 6), "Glass Recruiters");
    EXPECT_EQ(display_name("Reyes, Dana", 4), "\"Reyes, Dana\"");
    EXPECT_EQ(display_name("Dana \"D\" Reyes\\", 4), "\"Dana \\\"D\\\" Reyes\\\\\"");
    EXPECT_EQ(display_name("J. Doe", 4), "\"J. Doe\"");
    EXPECT_FALSE(display_name("Siobhán \"S\" O’Neill", 4).contains('"'));
    EXPECT_TRUE(display_name(std::string(90, 'x'), 4).starts_with("=?utf-8?B?"));
}

TEST(FoldedWords, PassColumn78OnlyWhenOneWordDoes) {
    const std::vector<std::string> ids(5, "<" + std::string(30, 'a') + "@x.example>");
    for (const auto& line : wire_lines(folded_words(ids, 12)))
        EXPECT_LE(line.size(), 78U);
    EXPECT_EQ(folded_words({"a", "b"}, 12), "a b");
    EXPECT_EQ(folded_words({std::string(90, 'a'), "b"}, 12), std::string(90, 'a') + "\r\n b");
}

} // namespace
} // namespace followup::mail
