#include "core/words/markup.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace followup::words {
namespace {

constexpr std::string_view hostile[] = {"Dana *the* <b> Reyes_",
                                        "# heading",
                                        "- item",
                                        "1. first",
                                        "12) twelfth",
                                        "> quoted",
                                        "`code` ~~~ ```",
                                        "[link](https://evil.example)",
                                        "![image](https://evil.example/x.png)",
                                        "<https://evil.example>",
                                        "<script>alert(1)</script>",
                                        "&lt;&amp;&#x41;",
                                        "=====",
                                        "-----",
                                        "***",
                                        "back\\slash\\*",
                                        "{{name}} {{{name}}} {{#name}}",
                                        "| a | b |",
                                        "[ref]: https://evil.example",
                                        "Siobhán O’Neill",
                                        "محمد بن عبد الله",
                                        "+ plus",
                                        "trailing\\"};

TEST(Markup, ShowsPeoplesWordsAsTheyAreInBothForms) {
    for (const auto words : hostile) {
        const auto both = filled("{{name}}\n\nMet {{name}}.\n", Values{}.text("name", words));
        EXPECT_EQ(both.plain, std::string{words} + "\n\nMet " + std::string{words} + ".");
        const auto shown = html_escaped(words);
        auto made = html(both.markdown);
        // cmark leaves apostrophes alone and both escapes mean the same.
        for (std::size_t at = 0; (at = made.find('\'', at)) != made.npos;)
            made.replace(at, 1, "&apos;");
        EXPECT_EQ(made, "<p>" + shown + "</p>\n<p>Met " + shown + ".</p>\n");
    }
}

RC_GTEST_PROP(Markup, LetsNoWordsBecomeMarkup, ()) {
    const auto sign =
        rc::gen::element<std::string>("*", "_", "<", ">", "[", "]", "(", ")", "!", "#", "-", "\n", "\t", " ",
                                      "`", "\\", "&", ";", "a", "1", ".", "~", "|", "=", "{", "}", "é");
    std::string words;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(sign))
        words += part;
    const auto made = html(filled("x {{name}}x", Values{}.text("name", words)).markdown);
    RC_ASSERT(made.starts_with("<p>x ") && made.ends_with("x</p>\n"));
    RC_ASSERT(made.find('<', 1) == made.size() - 5); // no tag but the paragraph's own
}

RC_GTEST_PROP(Markup, PutsNamesIntoAPhraseAsMustacheWould, ()) {
    const auto piece = rc::gen::element<std::string>("{{a}}", "{{b}}", "{{ready}}", "{{flag}}", "{{none}}",
                                                     "{x", "x}", " ", "word", "é", "\n", ".");
    std::string form;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece))
        form += part;
    const auto values = Values{}
                            .text("a", "first")
                            .text("b", "{{a}} & <b>")
                            .text("b", "the later counts")
                            .ready("ready", {"plain", "*marked*"})
                            .flag("flag", true);
    // A section is nothing that a simple phrase has, so mustache itself puts in the second.
    RC_ASSERT(written("x" + form, values) == written("x{{#none}}{{/none}}" + form, values));
}

TEST(Markup, KeepsEveryValueOnOneLine) {
    const auto both = filled("{{said}}|", Values{}.text("said", "  one\ntwo\r\n\tthree\x01"));
    EXPECT_EQ(both.plain, "one two   three |");
}

TEST(Markup, EndsASentenceWithOneFullStop) {
    const auto of = [](std::string_view form, std::string_view name) {
        const auto both = filled(form, Values{}.text("name", name));
        EXPECT_EQ(both.plain + "\n", written(form, Values{}.text("name", name)));
        return both;
    };
    EXPECT_EQ(of("At {{name}}.", "Acme Inc.").plain, "At Acme Inc.");
    EXPECT_EQ(of("At {{name}}.", "Acme Inc.").markdown, "At Acme Inc\\.");
    EXPECT_EQ(of("At {{name}}.", "Acme").plain, "At Acme.");
    EXPECT_EQ(of("At {{name}}, {{name}}...", "A. G.").plain, "At A. G., A. G....") << "no sentence ends here";
    EXPECT_EQ(written("{{#name}}At {{name}}.{{/name}}", Values{}.text("name", "Acme Inc.")),
              "At Acme Inc.\n");
}

TEST(Markup, KeepsLineEndsInBothForms) {
    const auto both = filled("one\ntwo\n\nthree\n", {});
    EXPECT_EQ(both.plain, "one\ntwo\n\nthree");
    EXPECT_EQ(html(both.markdown), "<p>one<br />\ntwo</p>\n<p>three</p>\n");
}

TEST(Markup, LetsATagOnALineOfItsOwnLeaveNoTrace) {
    constexpr std::string_view form =
        "a\n{{#x}}\nb {{x}}\n{{/x}}\n{{#y}}\nc\n{{/y}}\n\nd\n{{^y}}\n\ne\n{{/y}}\n";
    EXPECT_EQ(filled(form, Values{}.text("x", "1")).plain, "a\nb 1\n\nd\n\ne");
    EXPECT_EQ(filled(form, Values{}.flag("y", true)).plain, "a\nc\n\nd");
    EXPECT_EQ(filled(form, {}).plain, "a\n\nd\n\ne");
}

TEST(Markup, DoesNotLookOutsideForAValueThatAnItemLacks) {
    std::vector<Values> people = {Values{}.text("name", "Ann").text("title", ""),
                                  Values{}.text("name", "Bob")};
    people[1].text("title", "CTO");
    const auto both = filled("{{#people}}\n- {{name}}{{#title}}, {{title}}{{/title}}\n{{/people}}\n",
                             Values{}.text("title", "of the mail").list("people", people));
    EXPECT_EQ(both.plain, "- Ann\n- Bob, CTO");
}

TEST(Markup, UnderlinesAHeadingToItsLength) {
    EXPECT_EQ(filled("{{h}}\n----\n", Values{}.text("h", "Siobhán O’Neill")).plain,
              "Siobhán O’Neill\n---------------");
    EXPECT_EQ(html(filled("{{h}}\n----\n", Values{}.text("h", "A_b_")).markdown), "<h2>A_b_</h2>\n");
}

TEST(Markup, ShowsAWebAddressInFullAndLinksIt) {
    const auto both = filled("Here:\n{{{page}}}\n", Values{}.link("page", "https://f.example/a/x_y-z"));
    EXPECT_EQ(both.plain, "Here:\nhttps://f.example/a/x_y-z");
    EXPECT_TRUE(
        html(both.markdown).contains("<a href=\"https://f.example/a/x_y-z\">https://f.example/a/x_y-z</a>"));
    for (const auto bad : {"javascript:alert(1)", "https://a b", "https://a>b", "https://a\nb", ""})
        EXPECT_EQ(filled("{{#page}}{{{page}}}{{/page}}", Values{}.link("page", bad)).plain, "") << bad;
}

TEST(Markup, KeepsTheLinesOfAPassage) {
    const auto both =
        filled("Draft:\n\n{{{draft}}}\n", Values{}.passage("draft", "Dear *Ms* Chen,\n\n# thank you\n"));
    EXPECT_EQ(both.plain, "Draft:\n\nDear *Ms* Chen,\n\n# thank you");
    EXPECT_EQ(html(both.markdown),
              "<p>Draft:</p>\n<blockquote>\n<p>Dear *Ms* Chen,</p>\n<p># thank you</p>\n</blockquote>\n");
}

TEST(Markup, MakesAButtonWhoseAddressStandsInTheTextPartAlone) {
    const auto both = filled("{{{page}}}\n", Values{}.button("page", "Say *how*", "https://f.example/a/T"));
    EXPECT_EQ(both.plain, "Say *how*:\nhttps://f.example/a/T");
    EXPECT_EQ(html(both.markdown),
              "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\"><tr><td class=\"button\">"
              "<a href=\"https://f.example/a/T\" class=\"button\">Say *how*</a></td></tr></table>\n");
    const auto among =
        filled("{{{page}}}\nand so on\n", Values{}.button("page", "Do", "https://f.example/a"));
    EXPECT_EQ(html(among.markdown),
              "<p><a href=\"https://f.example/a\" class=\"button\">Do</a><br />\nand so on</p>\n")
        << "within a paragraph it is no box";
    const auto mail = filled(
        "{{{mail}}}\n", Values{}.button("mail", "Write", "mailto:a@b.example?body=x%0D%0Ay", "a@b.example"));
    EXPECT_EQ(mail.plain, "Write:\na@b.example");
    EXPECT_TRUE(html(mail.markdown).contains("href=\"mailto:a@b.example?body=x%0D%0Ay\" class=\"button\""));
}

TEST(Markup, MakesNoButtonOfWhatCouldBreakOut) {
    for (const auto url : {"javascript:alert(1)", "https://a b", "https://a>b", "mailto:a@b\nBcc: c", ""})
        EXPECT_EQ(
            filled("{{#page}}yes{{/page}}{{^page}}no{{/page}}\n", Values{}.button("page", "x", url)).plain,
            "no")
            << url;
    EXPECT_FALSE(html(markdown_escaped("[a](<https://b> \"button\")")).contains("class="));
}

TEST(Markup, LetsTelephoneNumbersBeTapped) {
    struct Row {
        const char* number;
        const char* url; ///< empty: it does not look like a number
    };
    for (const auto& [number, url] : {Row{"+1 (312) 555-0100", "tel:+13125550100"},
                                      {"312.555.0100", "tel:3125550100"},
                                      {"+1 312 555 0100 ext. 12", "tel:+13125550100;ext=12"},
                                      {"+1 312 555 0100 x7", "tel:+13125550100;ext=7"},
                                      {"+44 (0)20 7946 0018", "tel:+442079460018"},
                                      {"(020) 7946 0018", "tel:02079460018"},
                                      {"030/1234567", "tel:0301234567"},
                                      {"12", ""},
                                      {"ask the desk", ""},
                                      {"+1 312 555 0100 or by mail", ""},
                                      {"1+23456", ""}}) {
        const auto both = filled("Call {{phone}}.\n", Values{}.phone("phone", number));
        EXPECT_EQ(both.plain, "Call " + std::string{number} + ".");
        const auto shown = html(both.markdown);
        if (std::string_view{url}.empty())
            EXPECT_FALSE(shown.contains("href")) << shown;
        else
            EXPECT_TRUE(shown.contains("<a href=\"" + std::string{url} + "\">" + number + "</a>")) << shown;
    }
    EXPECT_EQ(filled("{{#phone}}yes{{/phone}}\n", Values{}.phone("phone", " ")).plain, "");
}

TEST(Markup, MakesALinkOfWordsWithItsAddressInTheTextPart) {
    const auto both = filled("{{{page}}}\n", Values{}.link("page", "More [here]", "https://f.example/u"));
    EXPECT_EQ(both.plain, "More [here]:\nhttps://f.example/u");
    EXPECT_EQ(html(both.markdown), "<p><a href=\"https://f.example/u\">More [here]</a></p>\n");
}

TEST(Markup, LeavesHtmlInATemplateOut) {
    EXPECT_FALSE(html("<script>x</script>\n").contains("<script>"));
}

} // namespace
} // namespace followup::words
