#include "shell/metrics/meters.hpp"

#include <gmock/gmock.h>
#include <set>

namespace followup::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Meters, TellWhatWasCountedAndWhatWasRead) {
    Meters meters;
    meters.attempted("smtp://relay.example:25", 250);
    meters.attempted("smtp://relay.example:25", 250);
    meters.attempted("smtp://relay.example:25", 0);
    meters.sent(std::chrono::seconds{4});
    meters.filed(Meters::Judged::refused);
    meters.served_feed(304);
    meters.reloaded(false, std::chrono::seconds{1'795'000'000});
    const auto text = meters.text({{"followupd_mails", 3, {{"state", "parked"}}}});
    for (const auto* line :
         {"followupd_mail_attempts_total{code=\"250\",relay=\"smtp://relay.example:25\"} 2\n",
          "followupd_mail_attempts_total{code=\"none\",relay=\"smtp://relay.example:25\"} 1\n",
          "followupd_nudge_lateness_seconds_bucket{le=\"1\"} 0\n",
          "followupd_nudge_lateness_seconds_bucket{le=\"5\"} 1\n", "followupd_nudge_lateness_seconds_sum 4\n",
          "followupd_queue_judged_total{result=\"accepted\"} 0\n",
          "followupd_queue_judged_total{result=\"refused\"} 1\n",
          "followupd_feeds_served_total{status=\"304\"} 1\n", "followupd_last_reload_successful 0\n",
          "followupd_last_reload_timestamp_seconds 1795000000\n", "followupd_mails{state=\"parked\"} 3\n",
          "followupd_ledger_answers 1\n", "# TYPE followupd_mails gauge\n"})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_THAT(text, Not(HasSubstr("followupd_cases"))) << "what was not read is not told as 0";
}

TEST(Meters, TellWhatWasReadLastWhileTheLedgerDoesNotAnswer) {
    Meters meters;
    EXPECT_THAT(meters.text_without_ledger(), HasSubstr("followupd_ledger_answers 0\n"));
    static_cast<void>(meters.text({{"followupd_troubles", 2}}));
    const auto text = meters.text_without_ledger();
    EXPECT_THAT(text, HasSubstr("followupd_troubles 2\n"));
    EXPECT_THAT(text, HasSubstr("followupd_ledger_answers 0\n"));
    EXPECT_THAT(text, Not(HasSubstr("followupd_ledger_answers 1\n")));
    EXPECT_THAT(meters.text({}), HasSubstr("followupd_ledger_answers 1\n"));
}

TEST(Meters, TakeALatenessBelowZeroForNone) {
    Meters meters;
    meters.sent(std::chrono::seconds{-30}); // a clock that was set
    EXPECT_THAT(meters.text({}), HasSubstr("followupd_nudge_lateness_seconds_sum 0\n"));
}

TEST(Metrics, AreCalledOnceAndExplained) {
    std::set<std::string_view> names;
    for (const auto& metric : readable()) {
        EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
        EXPECT_TRUE(metric.name.starts_with("followupd_")) << metric.name;
        EXPECT_TRUE(metric.help.ends_with('.')) << metric.name;
        EXPECT_EQ(metric.counts, metric.name.ends_with("_total")) << metric.name;
    }
}

} // namespace
} // namespace followup::metrics
