#include "core/plan/ration.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

using base::minutes;

const base::Zone chicago = *base::Zone::named("America/Chicago");
const Instant noon = *base::parse_instant("2026-11-20T18:00:00Z"); // in Chicago

Portion decided(std::vector<Waiting> waiting, const Had& had = {}, const Ration& ration = {},
                Instant now = noon) {
    return portion(waiting, had, ration, {}, chicago, now);
}

std::vector<Waiting> several(int count, base::seconds ago) {
    return std::vector<Waiting>(static_cast<std::size_t>(count), Waiting{noon - ago, {}});
}

TEST(Rations, LetAMailGoAsItIs) {
    EXPECT_EQ(decided(several(1, minutes{0})).how, Portion::How::alone);
    EXPECT_EQ(decided(several(4, minutes{0})).how, Portion::How::together);
    EXPECT_EQ(decided(several(4, minutes{0})).why, Portion::Why::same_time);
    EXPECT_EQ(decided(several(1, base::hours{72})).how, Portion::How::alone) << "one late mail stays itself";
    EXPECT_EQ(decided(several(2, base::hours{72})).why, Portion::Why::same_time);
}

TEST(Rations, PutThreeLateMailsIntoOne) {
    const auto late = decided(several(3, minutes{16}));
    EXPECT_EQ(late.how, Portion::How::together);
    EXPECT_EQ(late.why, Portion::Why::late);
    EXPECT_EQ(decided(several(3, minutes{15})).why, Portion::Why::same_time) << "not late yet";
    auto mixed = several(2, base::hours{1});
    mixed.push_back({noon, {}});
    EXPECT_EQ(decided(mixed).why, Portion::Why::same_time) << "two of the three are late";
    EXPECT_EQ(decided(several(9, base::hours{1}), {}, {.late_together = 0}).why, Portion::Why::same_time);
}

TEST(Rations, PutWhatExceedsTheDaysNumberIntoItsLastMail) {
    EXPECT_EQ(decided(several(5, minutes{0}), {4, noon}).why, Portion::Why::same_time);
    const auto last = decided(several(5, minutes{0}), {5, noon});
    EXPECT_EQ(last.how, Portion::How::together);
    EXPECT_EQ(last.why, Portion::Why::many);
    EXPECT_EQ(decided(several(1, minutes{0}), {5, noon}).how, Portion::How::alone);
    EXPECT_EQ(decided(several(5, minutes{0}), {500, noon}, {.per_day = 0}).why, Portion::Why::same_time);
}

TEST(Rations, LetFurtherOnesWaitForEachOther) {
    const Had had{6, noon - base::hours{1}};
    const auto waits = decided(several(3, base::hours{9}), had);
    EXPECT_EQ(waits.how, Portion::How::later);
    EXPECT_EQ(waits.until, noon + base::hours{1});
    EXPECT_EQ(decided(several(3, base::hours{9}), {6, noon - base::hours{2}}).how, Portion::How::together);
    EXPECT_EQ(decided(several(1, base::hours{9}), {6, noon - base::hours{2}}).how, Portion::How::alone);
}

TEST(Rations, WaitUntilTheMorningWhenTheEveningIsOver) {
    const auto evening = *base::parse_instant("2026-11-21T02:30:00Z"); // 20:30
    const auto waits = decided({{evening, {}}}, {6, evening - minutes{10}}, {}, evening);
    EXPECT_EQ(waits.how, Portion::How::later);
    EXPECT_EQ(base::rfc3339(waits.until), "2026-11-21T13:00:00Z") << "07:00";
}

TEST(Rations, NeverHoldBackWhatTheReaderOwesBeforeTheNextMail) {
    const Had had{6, noon - minutes{1}};
    std::vector<Waiting> waiting = several(4, minutes{0});
    EXPECT_EQ(decided(waiting, had).how, Portion::How::later);
    waiting.push_back({noon, noon + base::hours{1}});
    EXPECT_EQ(decided(waiting, had).how, Portion::How::together);
    waiting.back().needed = noon + base::hours{3};
    EXPECT_EQ(decided(waiting, had).how, Portion::How::later) << "the next mail is early enough";
    EXPECT_EQ(decided({{noon, noon + base::hours{1}}}, had).how, Portion::How::alone);
}

} // namespace
} // namespace followup::plan
