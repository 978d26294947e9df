#include "core/queue/report.hpp"

#include "core/queue/desk.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace followup::queue {
namespace {

TEST(Places, CountColumnsInCodePoints) {
    const std::string_view text = "a\r\né’x\n\nz";
    EXPECT_EQ(place_of(text, 0), (Place{1, 1}));
    EXPECT_EQ(place_of(text, text.find('x')), (Place{2, 3}));
    EXPECT_EQ(place_of(text, text.find('z')), (Place{4, 1}));
    EXPECT_EQ(place_of("\xEF\xBB\xBFx", 3), (Place{1, 1}));
}

TEST(Places, InsideAPhraseCountFromItsQuote) {
    const std::string_view file = "a = 1\nx = \"é next Friday\"\ny = 'tomorrow at'\n";
    const Report report{"f", file};
    EXPECT_EQ(report.inside({2, 5}, "é next Friday", 3), (Place{2, 8}));
    EXPECT_EQ(report.inside({3, 5}, "tomorrow at", 11), (Place{3, 17}));
}

TEST(Places, InsideAPhraseWithEscapesOrLinesAreThoseOfTheString) {
    const Report escaped{"f", "x = \"a\\u0062c d\"\n"};
    EXPECT_EQ(escaped.inside({1, 5}, "abc d", 4), (Place{1, 5}));
    const Report lines{"f", "x = \"\"\"\nabc d\"\"\"\n"};
    EXPECT_EQ(lines.inside({1, 5}, "abc d", 4), (Place{1, 5}));
    EXPECT_EQ(lines.inside({9, 9}, "abc d", 4), (Place{9, 9}));
}

TEST(ShownText, HasNoControlsAndIsCut) {
    EXPECT_EQ(shown("O’Neill\n\x7F"), "O’Neill<U+000A><U+007F>");
    EXPECT_EQ(shown("a\xE2\x80\xAE"
                    "b"),
              "a<U+202E>b");
    EXPECT_EQ(shown("a\u200Bb\u00A0c"), "a<U+200B>b<U+00A0>c");
    EXPECT_EQ(shown(std::string(100, 'a')), std::string(80, 'a') + "...");
    EXPECT_EQ(shown(std::string(79, 'a') + "é"), std::string(79, 'a') + "...");
}

TEST(Quoting, ShowsTheWordsOfATextAsWritten) {
    EXPECT_EQ(quoting("'next  Fryday' and 'Fryday' not understood; say 'today'", "next \t Fryday"),
              "'next  Fryday' and “Fryday” not understood; say 'today'");
    EXPECT_EQ(quoting("'next Fryday' it's", "next \t Fryday"), "“next Fryday” it's");
}

/// What is wrong with each of these, whichever words stand in them.
std::string every_mistake(const std::string& words) {
    const auto quoted = "\"" + words + "\"";
    std::string all;
    const auto tell = [&](const std::string& text) {
        const auto file = read(text, desk::context());
        if (!file) all += base::text(base::discreet(file.error()));
    };
    for (const auto* key : {"id", "recruiter", "case", "candidate", "employer", "round", "place", "began",
                            "ended", "said_at", "at", "decision", "strengths", "met", "promise", "next"})
        tell("[[interview]]\n" + std::string{key} + " = " + quoted + "\n");
    for (const auto* key : {"id", "email", "zone", "language"}) {
        tell("[[interview]]\ncandidate = { " + std::string{key} + " = " + quoted + " }\n");
        tell("[[interview]]\nemployer = { " + std::string{key} + " = " + quoted + " }\n");
        tell("[[interview]]\n[[interview.met]]\n" + std::string{key} + " = " + quoted + "\n");
    }
    for (const auto* key : {"call", "on", "unless"})
        tell("[[interview]]\n[[interview.promise]]\n" + std::string{key} + " = " + quoted + "\n");
    for (const auto* key : {"what", "when"})
        tell("[[interview]]\n[[interview.next]]\n" + std::string{key} + " = " + quoted + "\n");
    for (const auto* kind : {"debriefed", "letter", "called", "heard", "pushed", "done", "dropped",
                             "withdrawn", "stand_in", "forget", "mails"})
        for (const auto* key : {"interview", "duty", "at", "sent_at", "by", "result", "next", "date", "news",
                                "to", "with", "wanted", "for", "from", "until", "decision"})
            tell("[[" + std::string{kind} + "]]\n" + key + " = " + quoted + "\n");
    tell(desk::interview("[[interview.met]]\nname = " + quoted + "\n[[interview.met]]\nname = " + quoted
                         + "\n"));
    tell(desk::interview("notes = " + words + "\n"));
    return all;
}

TEST(Reports, AreDiscreetWhereverTheWordsStand) {
    for (const auto* words :
         {"kanarienvogel", "kanarienvogel at 5pm", "next kanarienvogel", "the 5th of kanarienvogel",
          "kanarienvogel\\u200B", "kanarienvogel\\u0007", "kanarienvogel@", "tomorrow, kanarienvogel",
          "kanarienvogel’s “second” choice"}) {
        const auto all = every_mistake(words);
        EXPECT_GT(std::ranges::count(all, '\n'), 400) << words;
        EXPECT_FALSE(all.contains("kanarienvogel")) << all.substr(all.find("kanarienvogel") - 200, 400);
    }
}

TEST(Reports, AreInTheOrderOfTheFile) {
    Report report{"f", ""};
    report.problem({3, 1}, "third");
    report.problem({1, 9}, "second", "mend it");
    report.problem({1, 2}, "first");
    report.warning({2, 2}, "later");
    report.warning({2, 1}, "sooner");
    EXPECT_EQ(base::text(report.problems()), "f:1:2: first\nf:1:9: second; mend it\nf:3:1: third\n");
    EXPECT_EQ(report.warnings(), (std::vector<std::string>{"f:2:1: sooner", "f:2:2: later"}));
}

} // namespace
} // namespace followup::queue
