#include "core/web/route.hpp"
#include "core/web/link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::web {
namespace {

using testing::Contains;
using testing::Pair;

const std::string token(32, 'a');
const std::string link = link_token({}, Purpose::act, 1, "a/debrief", "dana", {});

Request request(std::string method, std::string target, bool local = false) {
    return {.method = std::move(method),
            .target = std::move(target),
            .headers = {},
            .body = {},
            .local = local,
            .user = {}};
}

/// "feed TOKEN", "health", "command NAME", or the status.
std::string said(const Wanted& wanted) {
    if (const auto* feed = std::get_if<FeedWanted>(&wanted)) return "feed " + feed->token;
    if (const auto* page = std::get_if<FeedPageWanted>(&wanted)) return "page " + page->token;
    if (std::holds_alternative<HealthWanted>(wanted)) return "health";
    if (std::holds_alternative<MetricsWanted>(wanted)) return "metrics";
    if (const auto* act = std::get_if<ActWanted>(&wanted)) return "act " + act->token;
    if (const auto* mails = std::get_if<MailsWanted>(&wanted)) return "mails " + mails->token;
    if (const auto* command = std::get_if<CommandWanted>(&wanted)) return "command " + command->command;
    return std::to_string(std::get<Reply>(wanted).status);
}

TEST(Routes, OfAFeedSayInWhichFormItIsWanted) {
    using calendar::Privacy;
    const struct {
        std::string rest;
        calendar::Form form;
        Privacy privacy;
    } cases[] = {
        {"Follow-ups.ics", {}, Privacy::full},
        {"Follow-ups.ics?alarms=1", {.alarms = true}, Privacy::full},
        {"Follow-ups.ics?alarms=yes", {}, Privacy::full},
        {"Follow-ups.ics?x=1&alarms=1&privacy=initials", {.alarms = true}, Privacy::initials},
        {"Follow-ups.ics?privacy=busy&privacy=full", {}, Privacy::busy},
        {"Follow-ups.ics?privacy=Initials", {}, Privacy::busy},
        {"Follow-ups.ics?privacy", {}, Privacy::busy},
        {"Tasks.ics", {.tasks = true}, Privacy::full},
        {"Tasks.ics?alarms=1&privacy=busy", {.tasks = true}, Privacy::busy},
    };
    for (const auto& each : cases) {
        const auto wanted = route(request("GET", "/f/" + token + "/" + each.rest));
        const auto* feed = std::get_if<FeedWanted>(&wanted);
        ASSERT_NE(feed, nullptr) << each.rest;
        EXPECT_EQ(feed->form, each.form) << each.rest;
        EXPECT_EQ(feed->privacy, each.privacy) << each.rest;
        EXPECT_EQ(feed->file(), each.form.tasks ? "Tasks.ics" : "Follow-ups.ics");
    }
}

TEST(Routes, TakeNoCommandByHttps) {
    auto asked = request("GET", "/v1/status");
    asked.secure = true;
    EXPECT_EQ(said(route(asked)), "404");
}

TEST(Routes, LeadToWhatIsAsked) {
    const struct {
        std::string method;
        std::string target;
        bool local;
        std::string wanted;
    } cases[] = {
        {"GET", "/f/" + token + "/Follow-ups.ics", false, "feed " + token},
        {"HEAD", "/f/" + token + "/Follow-ups.ics", false, "feed " + token},
        {"GET", "/f/" + token + "/Follow-ups.ics?alarms=0", false, "feed " + token},
        {"GET", "/f/" + token + "/Follow%2Dups.ics", false, "feed " + token},
        {"GET", "/f/" + token + "/", false, "page " + token},
        {"HEAD", "/f/" + token, false, "page " + token},
        {"POST", "/f/" + token + "/", false, "405"},
        {"GET", "/f/" + token + "//", false, "404"},
        {"GET", "/f/" + token + "/follow-ups.ics", false, "404"},
        {"GET", "/f/" + token + "a/Follow-ups.ics", false, "404"},
        {"GET", "/f/" + token.substr(1) + "!/Follow-ups.ics", false, "404"},
        {"GET", "/f//Follow-ups.ics", false, "404"},
        {"PUT", "/f/short/Follow-ups.ics", false, "404"},
        {"PUT", "/f/" + token + "/Follow-ups.ics", false, "405"},
        {"PUT", "/f/" + token + "/Tasks.ics", false, "405"},
        {"GET", "/f/" + token + "/Other.ics", false, "404"},
        {"POST", "/f/" + token + "/Follow-ups.ics", false, "405"},
        {"DELETE", "/f/" + token + "/Follow-ups.ics", false, "405"},
        {"PROPFIND", "/f/" + token + "/Follow-ups.ics", false, "405"},
        {"GET", "/healthz", false, "health"},
        {"HEAD", "/healthz", true, "health"},
        {"POST", "/healthz", false, "405"},
        {"GET", "/metrics", false, "metrics"},
        {"HEAD", "/metrics", true, "metrics"},
        {"POST", "/metrics", false, "405"},
        {"GET", "/metrics/more", false, "404"},
        {"GET", "/a/" + link, false, "act " + link},
        {"HEAD", "/a/" + link, false, "act " + link},
        {"POST", "/a/" + link, false, "act " + link},
        {"POST", "/u/" + link, false, "mails " + link},
        {"PUT", "/a/" + link, false, "405"},
        {"GET", "/a/" + link + "x", false, "404"},
        {"GET", "/a/" + link + "/", false, "404"},
        {"GET", "/b/" + link, false, "404"},
        {"GET", "/v1/status", true, "command status"},
        {"POST", "/v1/add?name=x", true, "command add"},
        {"DELETE", "/v1/add", true, "405"},
        {"GET", "/v1/status", false, "404"},
        {"GET", "/v1/status/x", true, "404"},
        {"GET", "/v1/Status", true, "404"},
        {"GET", "/v1/", true, "404"},
        {"GET", "/", false, "404"},
        {"GET", "//healthz", false, "404"},
        {"GET", "", false, "400"},
        {"GET", "*", false, "400"},
        {"GET", "healthz", false, "400"},
        {"GET", "/../healthz", false, "400"},
        {"GET", "/x/%2e%2E/healthz", false, "400"},
        {"GET", "/%68ealthz", false, "health"},
        {"GET", "/%2568ealthz", false, "400"},
        {"GET", "/healthz%00", false, "400"},
        {"GET", "/healthz%2f", false, "400"},
        {"GET", "/healthz%", false, "400"},
        {"GET", "/healthz%g0", false, "400"},
        {"GET", "/healthz#x", false, "400"},
        {"GET", "/health z", false, "400"},
        {"GET", "/healthz\\..", false, "400"},
        {"GET", "/%ff", false, "400"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(said(route(request(each.method, each.target, each.local))), each.wanted)
            << each.method << " " << each.target;
}

TEST(Routes, TakeAnAddressAsItWasPasted) {
    for (const auto& [target, wanted] : std::vector<std::pair<std::string, std::string>>{
             {"/f/" + token + "/Follow-ups.ics/", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics.", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics)", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics%3E,", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics>?alarms=1", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics%20", "feed " + token},
             {"/f/" + token + "/Follow-ups.ics//", "404"},
             {"/f/" + token + ").", "page " + token},
             {"/f/.", "400"},
             {"/f/)", "404"},
             {"/a/" + link + ">", "act " + link},
         })
        EXPECT_EQ(said(route(request("GET", target))), wanted) << target;
}

TEST(Routes, TakeATargetInAbsoluteForm) {
    for (const auto& [target, wanted] : std::vector<std::pair<std::string, std::string>>{
             {"http://x/healthz", "health"},
             {"HTTPS://x:8443/healthz?x=1", "health"},
             {"http://x/f/" + token + "/Follow-ups.ics", "feed " + token},
             {"http://x", "404"},
             {"http:///healthz", "400"},
             {"http://us@x/healthz", "400"},
             {"http://x/../healthz", "400"},
             {"ftp://x/healthz", "400"},
         })
        EXPECT_EQ(said(route(request("GET", target))), wanted) << target;
}

TEST(Routes, SayWhichMethodsAreAllowed) {
    const auto feed = std::get<Reply>(route(request("PUT", "/f/" + token + "/Follow-ups.ics")));
    EXPECT_THAT(feed.headers, Contains(Pair("Allow", "GET, HEAD")));
    const auto command = std::get<Reply>(route(request("PUT", "/v1/add", true)));
    EXPECT_THAT(command.headers, Contains(Pair("Allow", "GET, POST")));
}

TEST(Routes, AnswerHeadWithoutABody) {
    const auto reply = std::get<Reply>(route(request("HEAD", "/nothing")));
    EXPECT_EQ(reply.body, "");
    EXPECT_EQ(reply.head_length, std::get<Reply>(route(request("GET", "/nothing"))).body.size());
}

TEST(Routes, TellNothingOfTokensThatHaveAnotherShape) {
    EXPECT_EQ(std::get<Reply>(route(request("GET", "/f/x/Follow-ups.ics"))).body,
              std::get<Reply>(route(request("GET", "/v1/status"))).body);
}

TEST(Routes, GiveCommandsTheirDecodedQuery) {
    const auto wanted =
        route(request("GET", "/v1/feeds?person=dana%40candidate.example&name=A+B&empty&x=%C3%A9", true));
    EXPECT_THAT(std::get<CommandWanted>(wanted).query,
                testing::ElementsAre(Pair("person", "dana@candidate.example"), Pair("name", "A B"),
                                     Pair("empty", ""), Pair("x", "é")));
}

TEST(LoggedTargets, HoldNoSecret) {
    EXPECT_EQ(logged("/f/" + token + "/Follow-ups.ics?x=1"), "/f/-/Follow-ups.ics");
    EXPECT_EQ(logged("/a/abc"), "/a/-");
    EXPECT_EQ(logged("/x/y/" + token), "/x/-/-");
    EXPECT_EQ(logged("/v1/status?person=dana"), "/v1/status");
    EXPECT_EQ(logged("/\x1b[1m"), "/\\x1b[1m");
}

RC_GTEST_PROP(Routes, LeadSomewhereWhateverIsAsked,
              (const std::string& method, const std::string& rest, bool local)) {
    const auto found = route(request(method, "/" + rest, local));
    if (const auto* reply = std::get_if<Reply>(&found)) {
        RC_ASSERT(reply->status >= 400 && reply->status < 500);
        for (const auto& [name, value] : reply->headers)
            RC_ASSERT((name + value).find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos);
    }
    if (!local) RC_ASSERT(!std::holds_alternative<CommandWanted>(found));
}

} // namespace
} // namespace followup::web
