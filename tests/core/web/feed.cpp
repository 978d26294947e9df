#include "core/web/feed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::web {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Not;
using testing::Pair;

const Instant fetched_at = *base::parse_instant("2026-11-20T10:00:00Z");

FeedBytes feed() {
    return feed_bytes("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", *base::parse_instant("2026-11-20T09:00:00Z"));
}

Request get(std::vector<std::pair<std::string, std::string>> headers = {}, std::string method = "GET") {
    return {
        .method = std::move(method), .target = "/", .headers = std::move(headers), .body = {}, .user = {}};
}

Reply answer(const Request& request, FeedBytes bytes, Instant now, std::string_view file = "Follow-ups.ics") {
    return answer(request, std::make_shared<const FeedBytes>(std::move(bytes)), now, file);
}

TEST(FeedAnswers, HaveTheHeadersThatReadersNeed) {
    const auto reply = answer(get(), feed(), fetched_at);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.content(), feed().bytes);
    EXPECT_TRUE(reply.body.empty()) << "it is shared, not copied";
    EXPECT_FALSE(reply.head_length);
    EXPECT_THAT(reply.headers,
                ElementsAre(Pair("ETag", etag(feed(), fetched_at)),
                            Pair("Last-Modified", "Fri, 20 Nov 2026 09:00:00 GMT"),
                            Pair("Cache-Control", "private, no-cache"),
                            Pair("Referrer-Policy", "no-referrer"), Pair("X-Robots-Tag", "noindex"),
                            Pair("Access-Control-Allow-Origin", "*"),
                            Pair("Content-Type", "text/calendar; charset=utf-8"),
                            Pair("Content-Disposition", "inline; filename=\"Follow-ups.ics\""),
                            Pair("X-Content-Type-Options", "nosniff")));
}

TEST(FeedAnswers, ToHeadHaveTheSameHeadersAndTheLengthButNoBody) {
    const auto reply = answer(get({}, "HEAD"), feed(), fetched_at);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers, answer(get(), feed(), fetched_at).headers);
    EXPECT_EQ(reply.content(), "");
    EXPECT_EQ(reply.head_length, feed().bytes.size());
}

TEST(FeedAnswers, AreCompressedForWhoAsksWhereThatIsOffered) {
    const auto offered = feed_bytes(feed().bytes, feed().version_time, true);
    const auto plain_tag = etag(offered, fetched_at);
    const auto gzip_tag = plain_tag.substr(0, plain_tag.size() - 1) + "-gzip\"";
    const std::pair<std::string, std::string> asked{"accept-encoding", "gzip"};
    for (const auto* method : {"GET", "HEAD"}) {
        const auto reply = answer(get({asked}, method), offered, fetched_at);
        EXPECT_THAT(reply.headers, Contains(Pair("Content-Encoding", "gzip")));
        EXPECT_THAT(reply.headers, Contains(Pair("Vary", "Accept-Encoding")));
        EXPECT_THAT(reply.headers, Contains(Pair("ETag", gzip_tag)));
        EXPECT_EQ(reply.head_length.value_or(reply.content().size()), offered.gzip.size());
    }
    const auto plain = answer(get(), offered, fetched_at);
    EXPECT_EQ(plain.content(), offered.bytes);
    EXPECT_THAT(plain.headers, Contains(Pair("ETag", plain_tag)));
    EXPECT_THAT(plain.headers, Contains(Pair("Vary", "Accept-Encoding")));
    EXPECT_THAT(plain.headers, Not(Contains(Key("Content-Encoding"))));
    // Each copy is good for the form it was fetched in.
    EXPECT_EQ(answer(get({asked, {"if-none-match", gzip_tag}}), offered, fetched_at).status, 304);
    EXPECT_EQ(answer(get({asked, {"if-none-match", plain_tag}}), offered, fetched_at).status, 200);
    EXPECT_EQ(answer(get({{"if-none-match", gzip_tag}}), offered, fetched_at).status, 200);
    EXPECT_EQ(answer(get({{"if-none-match", plain_tag}}), offered, fetched_at).status, 304);
    EXPECT_THAT(answer(get({asked, {"if-none-match", gzip_tag}}), offered, fetched_at).headers,
                Contains(Pair("Vary", "Accept-Encoding")));
    EXPECT_THAT(answer(get({asked}), feed(), fetched_at).headers, Not(Contains(Key("Content-Encoding"))));
}

TEST(FeedAnswers, AreNotModifiedForWhoHasTheBytes) {
    for (const auto* method : {"GET", "HEAD"}) {
        const auto reply =
            answer(get({{"if-none-match", etag(feed(), fetched_at)}}, method), feed(), fetched_at);
        EXPECT_EQ(reply.status, 304);
        EXPECT_EQ(reply.content(), "");
        EXPECT_FALSE(reply.head_length);
        EXPECT_THAT(reply.headers, Contains(Pair("ETag", etag(feed(), fetched_at))));
        EXPECT_THAT(reply.headers, Not(Contains(Key("Content-Type"))));
    }
    EXPECT_EQ(
        answer(get({{"if-modified-since", "Fri, 20 Nov 2026 09:00:00 GMT"}}), feed(), fetched_at).status,
        304);
    EXPECT_EQ(
        answer(get({{"if-modified-since", "Fri, 20 Nov 2026 08:00:00 GMT"}}), feed(), fetched_at).status,
        200);
}

TEST(FeedAnswers, IgnoreWhatTheyNeedNot) {
    const auto reply = answer(get({{"authorization", "Bearer"}, {"accept", "text/html"}, {"cookie", "x"}}),
                              feed(), fetched_at);
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.headers, Not(Contains(Key("WWW-Authenticate"))));
    EXPECT_THAT(reply.headers, Not(Contains(Key("Set-Cookie"))));
}

TEST(FeedAnswers, NameTheFileAsItsAddressDoes) {
    const auto reply = answer(get({}), feed(), fetched_at, "Tasks.ics");
    EXPECT_THAT(reply.headers, Contains(Pair("Content-Disposition", "inline; filename=\"Tasks.ics\"")));
}

TEST(FeedAnswers, AreNoErrorForWhoHasACopyWhenNothingCanBeRendered) {
    EXPECT_EQ(busy(get({{"if-none-match", "\"x\""}})).status, 304);
    EXPECT_EQ(busy(get({{"if-modified-since", "Fri, 20 Nov 2026 09:00:00 GMT"}})).status, 304);
    EXPECT_EQ(busy(get({})).status, 503);
    EXPECT_THAT(busy(get({})).headers, Contains(Pair("Retry-After", "60")));
}

TEST(EntityTags, AreStrongAndOfTheBytesAndTheDay) {
    const auto tag = etag(feed(), fetched_at);
    EXPECT_TRUE(tag.starts_with('"') && tag.ends_with('"') && tag.size() == 42) << tag;
    EXPECT_EQ(tag, etag(feed(), fetched_at + base::hours{13}));
    EXPECT_NE(tag, etag(feed(), fetched_at + base::hours{14}));
    EXPECT_NE(tag, etag(feed_bytes("x", feed().version_time), fetched_at));
    EXPECT_EQ(tag, etag(FeedBytes{feed().bytes, feed().version_time, "", ""}, fetched_at));
}

TEST(FeedTokens, AreOfThePersonTheFeedAndTheGeneration) {
    const auto key = base::sha256("key");
    const auto token = feed_token(key, "pat", "own", 1);
    EXPECT_THAT(token, testing::MatchesRegex("[A-Za-z0-9_-]{32}"));
    EXPECT_EQ(token, feed_token(key, "pat", "own", 1));
    for (const auto& other :
         {feed_token(key, "pat", "own", 2), feed_token(key, "pat", "team", 1),
          feed_token(key, "lee", "own", 1), feed_token(base::sha256("other"), "pat", "own", 1),
          feed_token(key, "pato", "wn", 1), feed_token(key, "pat", "ow", 1)})
        EXPECT_NE(token, other);
}

TEST(FeedTokens, AreStoredAsTheirHash) {
    EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(FeedUrls, EndInTheNameOfTheCalendar) {
    EXPECT_EQ(feed_url("https://f.example", "TOKEN"), "https://f.example/f/TOKEN/Follow-ups.ics");
}

RC_GTEST_PROP(FeedAnswers, NeverHoldALineEndInAHeader, (const std::string& tag, const std::string& bytes)) {
    const auto reply = answer(get({{"if-none-match", tag}}), feed_bytes(bytes, fetched_at), fetched_at);
    for (const auto& [name, value] : reply.headers)
        RC_ASSERT((name + value).find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos);
}

} // namespace
} // namespace followup::web
