#include "core/words/tags.hpp"

#include <gtest/gtest.h>

namespace followup::words {
namespace {

TEST(Tags, AreReadWithTheirPlaces) {
    const auto found =
        tags("Hello {{name}},\n{{#a}}\n  {{{ b }}}{{/a}}{{! a remark }}{{^c}}{{/c}}\n", "x.md");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 6U);
    EXPECT_EQ((*found)[0].name, "name");
    EXPECT_EQ((*found)[0].column, 7U);
    EXPECT_EQ((*found)[1].kind, Tag::Kind::opens);
    EXPECT_EQ((*found)[1].line, 2U);
    EXPECT_EQ((*found)[2].kind, Tag::Kind::raw);
    EXPECT_EQ((*found)[2].name, "b");
    EXPECT_EQ((*found)[2].line, 3U);
    EXPECT_EQ((*found)[2].column, 3U);
    EXPECT_EQ((*found)[4].kind, Tag::Kind::opens_if_not);
}

TEST(Tags, ThatAreMalformedAreProblemsWithTheirPlaces) {
    const struct {
        const char* text;
        const char* where;
        const char* what;
    } cases[] = {
        {"a\n{{#b}}", "x.md:2:1", "the section 'b' is not closed"},
        {"{{/b}}", "x.md:1:1", "the section 'b' was not opened"},
        {"{{#a}}{{#b}}{{/a}}{{/b}}", "x.md:1:13", "'a' closes here while 'b' is open"},
        {"x {{name", "x.md:1:3", "this is not closed"},
        {"{{name\n}}", "x.md:1:1", "this is not closed"},
        {"{{}}", "x.md:1:1", "'' is not a name"},
        {"{{> other}}", "x.md:1:1", "'> other' is not a name"},
        {"{{=<% %>=}}", "x.md:1:1", "'=<% %>=' is not a name"},
    };
    for (const auto& each : cases) {
        const auto found = tags(each.text, "x.md");
        ASSERT_FALSE(found) << each.text;
        EXPECT_EQ(found.error().front().where, each.where) << each.text;
        EXPECT_EQ(found.error().front().what, each.what) << each.text;
    }
}

} // namespace
} // namespace followup::words
