#include "core/web/http.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

using testing::Contains;
using testing::Pair;

TEST(Requests, GiveTheFirstHeaderOfAName) {
    const Request request{
        .method = "GET", .target = "/", .headers = {{"a", "1"}, {"a", "2"}}, .body = {}, .user = {}};
    EXPECT_EQ(request.header("a"), "1");
    EXPECT_EQ(request.header("b"), "");
}

TEST(PlainReplies, AreTextThatNobodyKeeps) {
    const auto reply = plain(404, "nothing");
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.body, "nothing\n");
    EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "text/plain; charset=utf-8")));
    EXPECT_THAT(reply.headers, Contains(Pair("Cache-Control", "no-store")));
    EXPECT_THAT(reply.headers, Contains(Pair("X-Content-Type-Options", "nosniff")));
}

TEST(JsonReplies, KeepTheirBodyAsItIs) {
    const auto reply = json(200, "{}");
    EXPECT_EQ(reply.body, "{}");
    EXPECT_THAT(reply.headers, Contains(Pair("Content-Type", "application/json")));
}

} // namespace
} // namespace followup::web
