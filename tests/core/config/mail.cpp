#include "reading.hpp"

#include <gmock/gmock.h>

namespace followup::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Mail, IsReadWithAllItsKeys) {
    const auto config = good(with_mail(
        "replies = \"r@glass.example\"\nbounces = \"b@glass.example\"\nhelo = \"mx.glass.example\"\n"
        "relays = [{ url = \"smtp://127.0.0.1:2525\" },\n"
        "{ url = \"smtps://mail.example\", user = \"us\", credential = \"pw\", ca_file = \"ca.pem\" }]\n"));
    EXPECT_EQ(config.mail.from.name, "Glass");
    EXPECT_EQ(config.mail.from.address.text(), "f@glass.example");
    EXPECT_EQ(config.mail.replies, "r@glass.example");
    EXPECT_EQ(config.mail.bounces, "b@glass.example");
    EXPECT_EQ(config.mail.helo, "mx.glass.example");
    ASSERT_EQ(config.mail.relays.size(), 2U);
    EXPECT_EQ(config.mail.relays[0].url, "smtp://127.0.0.1:2525");
    EXPECT_TRUE(config.mail.relays[0].loopback);
    EXPECT_EQ(config.mail.relays[1].url, "smtps://mail.example:465");
    EXPECT_EQ(config.mail.relays[1].user, "us");
    EXPECT_EQ(config.mail.relays[1].credential, "pw");
    EXPECT_FALSE(config.mail.relays[1].loopback);
    EXPECT_TRUE(config.mail.relays[0].plain());
    EXPECT_FALSE(config.mail.relays[1].plain());
    EXPECT_THAT(config.mail.relays[1].ca_file, testing::EndsWith("/ca.pem"));
}

TEST(Mail, GoesInPlainTextToThisMachineOnlyAndNotWhenACertificateIsExpected) {
    const auto config = good(with_mail("relays = [{ url = \"smtp://mail.example\" },\n"
                                       "{ url = \"smtp://localhost:25\", ca_file = \"/etc/ca.pem\" }]\n"));
    EXPECT_FALSE(config.mail.relays[0].plain());
    EXPECT_TRUE(config.mail.relays[1].loopback);
    EXPECT_FALSE(config.mail.relays[1].plain());
    EXPECT_EQ(config.mail.relays[1].ca_file, "/etc/ca.pem");
}

TEST(Mail, HasEveryIntervalAsAKey) {
    const auto intervals =
        good(with_mail("doubt_wait = \"1 s\"\ndoubts_max = 3\ncrashes_max = 4\nretry = [\"1 s\", 2]\n"
                       "greylist_wait = 3\nrecipient_wait = 4\nreject_repeat = 5\ngive_up = \"6 d\"\n"
                       "probe = [7]\nbreaker_failures = 8\nconnect_timeout = 9\nreply_timeout = 10\n"
                       "total_timeout = 11\nsessions = 12\npolicy_repeat = 13\nper_minute = 14"))
            .mail.intervals;
    using base::seconds;
    EXPECT_EQ(intervals.doubt_wait, seconds{1});
    EXPECT_EQ(intervals.doubts_max, 3);
    EXPECT_EQ(intervals.crashes_max, 4);
    EXPECT_THAT(intervals.retry, ElementsAre(seconds{1}, seconds{2}));
    EXPECT_EQ(intervals.greylist_wait, seconds{3});
    EXPECT_EQ(intervals.recipient_wait, seconds{4});
    EXPECT_EQ(intervals.reject_repeat, seconds{5});
    EXPECT_EQ(intervals.give_up, base::days{6});
    EXPECT_THAT(intervals.probe, ElementsAre(seconds{7}));
    EXPECT_EQ(intervals.breaker_failures, 8);
    EXPECT_EQ(intervals.connect_timeout, seconds{9});
    EXPECT_EQ(intervals.reply_timeout, seconds{10});
    EXPECT_EQ(intervals.total_timeout, seconds{11});
    EXPECT_EQ(intervals.sessions, 12);
    EXPECT_EQ(intervals.policy_repeat, seconds{13});
    EXPECT_EQ(intervals.per_minute, 14);
}

TEST(Mail, IsToldWhatIsWrongWithIt) {
    const struct {
        std::string_view lines;
        std::string_view problem;
    } cases[] = {
        {"retry = []", "11:9: 'retry' must name at least one duration"},
        {"retry = \"1 min\"", "it must be an array of durations"},
        {"retry = [\"0 s\"]", "'retry' must lie between 1 s and 30 d"},
        {"doubt_wait = -1", "'doubt_wait' must lie between 1 s and 30 d"},
        {"give_up = \"5 dyas\"", "'5 dyas' is not a duration; write it like"},
        {"give_up = true", "'give_up' cannot be true or false; write it like"},
        {"reply_timeout = \"20 min\"",
         "'reply_timeout' (20 min) must not be more than 'total_timeout' (15 min)"},
        {"total_timeout = \"20 s\"", "11:17: 'connect_timeout' (30 s) must not be more than"},
        {"per_day = -1", "'per_day' must lie between 0 and 1000"},
        {"together_every = \"2 d\"", "'together_every' must lie between 1 s and 24 h"},
        {"late_togther = 3", "[mail] has no key 'late_togther'; did you mean 'late_together'?"},
        {"storm_times = 0", "'storm_times' must lie between 1 and 1000"},
        {"storm_floor = \"many\"", "'storm_floor' cannot be a text; it must be a whole number"},
        {"sessions = 0", "'sessions' must lie between 1 and 16"},
        {"sessions = \"2\"", "'sessions' cannot be a text; it must be a whole number"},
        {"replies = \"nobody\"", "'nobody' is not an e-mail address"},
        {"helo = \"not a host\"", "'not a host' is not a domain"},
        {"relays = [{ url = \"smtp://m.example\", user = \"us\" }]",
         "'user' and 'credential' belong together"},
        {"relays = [{ url = \"smtp://m.example\", credential = \"us\" }]", "belong together"},
        {"relays = [{ url = \"smtp://m.example\", user = \"us\", credential = \"../pw\" }]",
         "not the password"},
        {"relays = [{ ulr = \"smtp://m.example\" }]", "[mail.relays] has no key 'ulr'; did you mean 'url'?"},
        {"relays = [{ }]", "[mail.relays] needs 'url'"},
        {"relays = [\"smtp://m.example\"]", "'relays' cannot be a text; write it as tables [[mail.relays]]"},
        {"relays = [{ url = \"http://m.example\" }]", "is no relay"},
        {"retrry = 1", "[mail] has no key 'retrry'; did you mean 'retry'?"},
    };
    for (const auto& each : cases)
        EXPECT_THAT(bad(with_mail(each.lines)), HasSubstr(each.problem)) << each.lines;
    EXPECT_THAT(bad(with("[mail]\n")), HasSubstr("f.toml:9:1: [mail] needs 'from'"));
    EXPECT_THAT(bad(with("")), HasSubstr("[mail] needs 'from'"));
    EXPECT_THAT(bad(with("[mail]\nfrom = \"Glass <f@glass.example\"")), HasSubstr("lacks the closing '>'"));
}

TEST(Mail, SaysHowMuchIsTooMuch) {
    const auto usual = good(with_mail("")).mail;
    EXPECT_EQ(usual.ration.per_day, 6);
    EXPECT_EQ(usual.ration.late_together, 3);
    EXPECT_EQ(usual.storm_floor, 10000);
    EXPECT_EQ(usual.strangers_per_hour, 20);
    EXPECT_EQ(usual.answers_per_hour, 20);
    const auto own = good(with_mail("per_day = 0\ntogether_every = \"30 min\"\nlate_after = \"1 h\"\n"
                                    "late_together = 0\nstorm_floor = 0\nstorm_times = 9\n"
                                    "strangers_per_hour = 3\nanswers_per_hour = 0"))
                         .mail;
    EXPECT_EQ(own.ration.per_day, 0);
    EXPECT_EQ(own.ration.together_every, base::minutes{30});
    EXPECT_EQ(own.ration.late_after, base::hours{1});
    EXPECT_EQ(own.ration.late_together, 0);
    EXPECT_EQ(own.strangers_per_hour, 3);
    EXPECT_EQ(own.answers_per_hour, 0);
    EXPECT_EQ(own.storm_floor, 0);
    EXPECT_EQ(own.storm_times, 9);
}

TEST(Mail, WarnsOfAMaildirThatIsNotUsed) {
    const auto config = good(with_mail("maildir = \"m\"\nrelays = [{ url = \"smtp://m.example\" }]"));
    EXPECT_THAT(config.warnings, ElementsAre(HasSubstr("f.toml:11:11: 'maildir' is not used")));
}

} // namespace
} // namespace followup::config
