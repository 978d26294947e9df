#include "core/web/target.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

namespace followup::web {
namespace {

TEST(Targets, AreSplitAndDecoded) {
    const auto target = parse_target("/a/b%20c/?x=1&&y=%26&=z&w=a=b");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (std::vector<std::string>{"a", "b c", ""}));
    using Query = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(target->query, (Query{{"x", "1"}, {"y", "&"}, {"", "z"}, {"w", "a=b"}}));
    EXPECT_EQ(parse_target("/a+b")->segments[0], "a+b");
}

TEST(Targets, WithMalformedQueriesAreRefused) {
    for (const auto* text : {"/a?x=%", "/a?x=%zz", "/a?x=%00", "/a?%ff=1", "/a?x=%0d"})
        EXPECT_FALSE(parse_target(text)) << text;
    EXPECT_EQ(parse_target("/a?x=%0a")->query[0].second, "\n");
}

RC_GTEST_PROP(Targets, GiveBackWhatWasEncoded, ()) {
    const auto parts = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", " ", "&", "=", "+", "é", "?", "#", "%", "/", "\n", "\\"));
    const auto value = base::joined(parts, "");
    std::string encoded;
    for (const char c : value)
        encoded += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    const auto target = parse_target("/v1/x?k=" + encoded);
    RC_ASSERT(target.has_value());
    RC_ASSERT(target->query[0].second == value);
}

} // namespace
} // namespace followup::web
