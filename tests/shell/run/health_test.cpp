#include "shell/run/health.hpp"

#include "core/base/problem.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace followup::run {
namespace {

namespace json = boost::json;

const Instant friday = *base::parse_instant("2026-11-20T18:00:00Z");

TEST(Healthz, IsFailingWithTheTroublesThatThereAre) {
    struct Case {
        Health health;
        int status;
        std::string_view inside;
        std::string_view outside;
    };
    const Case cases[] = {
        {{},
         200,
         R"({"status":"ok","trouble_count":0,"next_due":null,"troubles":[]})",
         R"({"status":"ok","trouble_count":0})"},
        {{.next_due = friday},
         200,
         R"({"status":"ok","trouble_count":0,"next_due":"2026-11-20T18:00:00Z","troubles":[]})",
         R"({"status":"ok","trouble_count":0})"},
        {{.mail_stands = true},
         200,
         R"({"status":"mail is held up","trouble_count":0,"next_due":null,"troubles":[]})",
         R"({"status":"mail is held up","trouble_count":0})"},
        {{.troubles = {"disk: full"}, .mail_stands = true},
         503,
         R"({"status":"failing","trouble_count":1,"next_due":null,"troubles":["disk: full"]})",
         R"({"status":"failing","trouble_count":1})"},
    };
    for (const auto& each : cases) {
        SCOPED_TRACE(each.inside);
        for (const bool outside : {false, true}) {
            const auto reply = health_reply(each.health, outside);
            EXPECT_EQ(reply.status, each.status);
            EXPECT_EQ(json::parse(reply.content()), json::parse(outside ? each.outside : each.inside));
        }
    }
}

TEST(HealthBoard, KnowsNothingBeforeItWasToldOnce) {
    const HealthBoard board;
    EXPECT_FALSE(board.last(HealthBoard::Clock::time_point{}));
}

TEST(HealthBoard, GivesWhatItWasToldLast) {
    HealthBoard board;
    const HealthBoard::Clock::time_point noon{std::chrono::hours{12}};
    board.put({.troubles = {"disk: full"}}, noon);
    board.put({.next_due = friday}, noon);
    const auto known = board.last(noon + HealthBoard::silent_max);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->next_due, friday);
    EXPECT_TRUE(known->troubles.empty());
}

TEST(HealthBoard, TellsOfALedgerThatIsSilentUntilItIsToldAgain) {
    HealthBoard board;
    const HealthBoard::Clock::time_point noon{std::chrono::hours{12}};
    board.put({.troubles = {"disk: full"}}, noon);
    const auto later = noon + std::chrono::seconds{75};
    EXPECT_EQ(board.last(later)->troubles,
              (std::vector<std::string>{
                  "disk: full",
                  base::text(base::Problem{"ledger", "it has not answered for 75 s", "look at its disk"})}));
    board.put({}, later);
    EXPECT_TRUE(board.last(later)->troubles.empty());
}

} // namespace
} // namespace followup::run
