#include "core/web/monitor.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

using Level = Monitored::Level;

constexpr std::string_view numbers = "# HELP followupd_troubles Troubles.\n"
                                     "# TYPE followupd_troubles gauge\n"
                                     "followupd_troubles 2\n"
                                     "followupd_oldest_unsent_age_seconds 1.5\n"
                                     "followupd_mails{state=\"deferred\"} 9\n"
                                     "followupd_mails{state=\"parked\"} 3\n"
                                     "followupd_disk_free_ratio{disk=\"state\"} 0.25\n";

Reply health(int status, std::string body) {
    auto reply = json(status, {});
    reply.body = std::move(body);
    return reply;
}

TEST(Monitored, IsJudgedByWhatHealthSays) {
    const struct {
        Reply health;
        Level level;
        std::string text;
    } cases[] = {
        {health(200, R"({"status":"ok","next_due":null,"troubles":[]})"), Level::ok, "all is well"},
        {health(200, R"({"status":"ok","next_due":"2026-11-20T18:00:00Z","troubles":[]})"), Level::ok,
         "all is well, next at 2026-11-20T18:00:00Z"},
        {health(200, R"({"status":"mail is held up","troubles":[]})"), Level::warning, "mail is held up"},
        {health(503, R"({"status":"failing","troubles":["disk: full","relay: gone"]})"), Level::critical,
         "2 troubles: disk: full; relay: gone"},
        {health(503, R"({"status":"failing","troubles":["disk: full"]})"), Level::critical,
         "1 trouble: disk: full"},
        {health(503, R"({"status":"failing","trouble_count":1})"), Level::critical,
         "the daemon says that it is failing"},
        {health(503, "busy\n"), Level::unknown, "the daemon answered with 503"},
        {health(404, "{}"), Level::unknown, "the daemon answered with 404"},
    };
    for (const auto& each : cases) {
        const auto found = monitored(each.health, "");
        EXPECT_EQ(found.level, each.level) << each.text;
        EXPECT_EQ(found.text, each.text);
        EXPECT_TRUE(found.numbers.empty());
    }
}

TEST(Monitored, HandsNumbersOn) {
    const auto found = monitored(health(200, R"({"status":"ok"})"), numbers);
    EXPECT_EQ(found.numbers,
              (std::vector<std::string>{"troubles=2", "oldest_unsent=1.5s", "parked=3", "disk_free=25%"}));
}

TEST(Plugins, SayOneLineInWhichABarBeginsTheNumbers) {
    EXPECT_EQ(plugin_line({Level::critical, "a | b\nc", {"troubles=1", "parked=0"}}),
              "FOLLOWUPD CRITICAL - a   b c | troubles=1 parked=0\n");
    EXPECT_EQ(plugin_line({Level::ok, "all is well"}), "FOLLOWUPD OK - all is well\n");
    EXPECT_EQ(plugin_line({Level::warning, "w"}), "FOLLOWUPD WARNING - w\n");
    EXPECT_EQ(plugin_line({Level::unknown, "u"}), "FOLLOWUPD UNKNOWN - u\n");
}

} // namespace
} // namespace followup::web
