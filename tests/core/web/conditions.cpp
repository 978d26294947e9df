#include "core/web/conditions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::web {
namespace {

const Instant version = *base::parse_instant("2026-11-20T09:00:00Z");
const Instant asked_at = *base::parse_instant("2026-11-20T10:00:00Z");

bool good(std::vector<std::pair<std::string, std::string>> headers) {
    return not_modified(
        {.method = "GET", .target = "/", .headers = std::move(headers), .body = {}, .user = {}}, "\"abc\"",
        version, asked_at);
}

TEST(Conditions, CompareEntityTagsWeaklyInLists) {
    const struct {
        std::string_view value;
        bool same;
    } cases[] = {{"\"abc\"", true},
                 {"W/\"abc\"", true},
                 {"*", true},
                 {" * ", true},
                 {"\"x\", \"abc\"", true},
                 {"\"x\",W/\"abc\"", true},
                 {",, \"abc\"", true},
                 {"\"a,b\", \"abc\"", true},
                 {"\"abc\" ,", true},
                 {"\"ab\"", false},
                 {"abc", false},
                 {"\"abc", false},
                 {"", false},
                 {"\"ABC\"", false},
                 {"w/\"abc\"", false},
                 {"\"x\"\"abc\"", false},
                 {"\"x\" *", true},
                 {"**", false},
                 {"W/abc", false}};
    for (const auto& each : cases)
        EXPECT_EQ(good({{"if-none-match", std::string{each.value}}}), each.same) << each.value;
}

TEST(Conditions, PreferTheTagToTheDate) {
    EXPECT_FALSE(
        good({{"if-modified-since", "Fri, 20 Nov 2026 09:30:00 GMT"}, {"if-none-match", "\"old\""}}));
    EXPECT_TRUE(good({{"if-modified-since", "Fri, 20 Nov 2020 09:30:00 GMT"}, {"if-none-match", "\"abc\""}}));
    EXPECT_TRUE(good({{"if-none-match", "\"old\""}, {"if-none-match", "\"abc\""}}));
}

TEST(Conditions, TakeTheDateWhenThereIsNoTag) {
    const struct {
        std::string_view value;
        bool same;
    } cases[] = {{"Fri, 20 Nov 2026 09:00:00 GMT", true},
                 {"Fri, 20 Nov 2026 08:59:59 GMT", false},
                 {"Fri, 20 Nov 2026 10:00:00 GMT", true},
                 {"Fri, 20 Nov 2026 10:00:01 GMT", false},
                 {"Friday, 20-Nov-26 09:00:00 GMT", true},
                 {"Fri Nov 20 09:00:00 2026", true},
                 {"yesterday", false},
                 {"", false}};
    for (const auto& each : cases)
        EXPECT_EQ(good({{"if-modified-since", std::string{each.value}}}), each.same) << each.value;
    EXPECT_FALSE(good({}));
}

RC_GTEST_PROP(Conditions, AnswerWhateverComes, (const std::string& tags, const std::string& date)) {
    const bool same = good({{"if-none-match", tags}, {"if-modified-since", date}});
    RC_ASSERT(!same || tags.contains("\"abc\"") || tags.contains('*'));
}

} // namespace
} // namespace followup::web
