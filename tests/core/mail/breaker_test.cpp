#include "core/mail/reply.hpp"

#include <gtest/gtest.h>
#include <ostream>

#include <rapidcheck/gtest.h>

namespace followup::mail {
namespace {

using base::minutes;
using Gate = Breaker::Gate;

const Instant start = *base::parse_instant("2026-11-20T12:00:00Z");
const Verdict fine{State::sent, Blame::nobody, true, false};
const Verdict failed{State::deferred, Blame::relay, false, false};
const Verdict overloaded{State::deferred, Blame::relay, false, true};
const Verdict refused_us{State::deferred, Blame::sender, false, false};
const Verdict refused_them{State::rejected, Blame::recipient, true, false};

Intervals with_sessions(int sessions) {
    Intervals intervals;
    intervals.sessions = sessions;
    return intervals;
}

Breaker after(Breaker breaker, const Verdict& verdict, int times, Instant now, const Intervals& intervals) {
    for (int n = 0; n < times; ++n)
        breaker = breaker.seen(verdict, now, intervals);
    return breaker;
}

TEST(Breaker, OpensAfterThreeFailuresInARow) {
    const Intervals intervals;
    auto breaker = after({}, failed, 2, start, intervals);
    EXPECT_EQ(breaker.gate, Gate::closed);
    EXPECT_EQ(breaker.allowed(start, intervals), 2);
    breaker = breaker.seen(failed, start, intervals);
    EXPECT_EQ(breaker.gate, Gate::open);
    EXPECT_EQ(breaker.opened, start);
    EXPECT_EQ(breaker.probe_at, start + minutes{1});
    EXPECT_EQ(breaker.allowed(start, intervals), 0);
    EXPECT_EQ(breaker.allowed(start + minutes{1}, intervals), 1);
}

TEST(Breaker, CountsOnlyFailuresInARow) {
    const Intervals intervals;
    auto breaker = after({}, failed, 2, start, intervals).seen(refused_them, start, intervals);
    EXPECT_EQ(breaker.failures, 0) << "who answers for a recipient is well";
    breaker = after(breaker, failed, 2, start, intervals);
    EXPECT_EQ(breaker.gate, Gate::closed);
}

TEST(Breaker, OpensToARelayThatRefusesOurSender) {
    EXPECT_EQ(after({}, refused_us, 3, start, {}).gate, Gate::open);
}

TEST(Breaker, ProbesLessAndLessOften) {
    const Intervals intervals;
    auto breaker = after({}, failed, 3, start, intervals);
    auto now = start;
    for (const auto expected : {minutes{1}, minutes{2}, minutes{5}, minutes{10}, minutes{15}, minutes{15}}) {
        ASSERT_EQ(breaker.probe_at, now + expected);
        now = *breaker.probe_at;
        breaker = breaker.seen(failed, now, intervals);
    }
    EXPECT_EQ(breaker.probes, 6);
    EXPECT_EQ(breaker.opened, start) << "status shows since when";
}

TEST(Breaker, LetsOneSessionInAfterAProbeAndMoreAfterFiveSuccesses) {
    const auto intervals = with_sessions(4);
    auto breaker = after({}, failed, 3, start, intervals);
    const auto probe = *breaker.probe_at;
    breaker = breaker.seen(fine, probe, intervals);
    EXPECT_EQ(breaker.gate, Gate::half_open);
    EXPECT_EQ(breaker.allowed(probe, intervals), 1);
    breaker = after(breaker, fine, 3, probe, intervals);
    EXPECT_EQ(breaker.gate, Gate::half_open);
    breaker = breaker.seen(fine, probe, intervals);
    EXPECT_EQ(breaker.gate, Gate::closed);
    EXPECT_FALSE(breaker.opened);
    EXPECT_FALSE(breaker.probe_at);
    EXPECT_EQ(breaker.allowed(probe, intervals), 2);
    EXPECT_EQ(after(breaker, fine, 4, probe, intervals).allowed(probe, intervals), 2);
    EXPECT_EQ(after(breaker, fine, 5, probe, intervals).allowed(probe, intervals), 4);
}

TEST(Breaker, OpensAtOnceWhenHalfOpenAndStartsProbingAnew) {
    const Intervals intervals;
    auto breaker = after({}, failed, 3, start, intervals);
    breaker = breaker.seen(failed, start + minutes{1}, intervals).seen(fine, start + minutes{3}, intervals);
    ASSERT_EQ(breaker.gate, Gate::half_open);
    breaker = breaker.seen(failed, start + minutes{4}, intervals);
    EXPECT_EQ(breaker.gate, Gate::open);
    EXPECT_EQ(breaker.probe_at, start + minutes{5});
}

TEST(Breaker, IgnoresWhatSessionsFromBeforeTheOpeningSay) {
    const Intervals intervals;
    const auto open = after({}, failed, 3, start, intervals);
    for (const auto& verdict : {fine, failed, overloaded}) {
        const auto later = open.seen(verdict, start + seconds{30}, intervals);
        EXPECT_EQ(later.gate, Gate::open);
        EXPECT_EQ(later.probe_at, open.probe_at);
        EXPECT_EQ(later.probes, 0);
    }
}

TEST(Breaker, HalvesTheSessionsOfAnOverloadedRelayAndOpensAfterTwo) {
    const auto intervals = with_sessions(4);
    auto breaker = Breaker{}.seen(overloaded, start, intervals);
    EXPECT_EQ(breaker.gate, Gate::closed);
    EXPECT_EQ(breaker.allowed(start, intervals), 2);
    EXPECT_EQ(breaker.seen(overloaded, start, intervals).gate, Gate::open);
    breaker = breaker.seen(fine, start, intervals).seen(overloaded, start, intervals);
    EXPECT_EQ(breaker.allowed(start, intervals), 1);
    breaker = breaker.seen(fine, start, intervals).seen(overloaded, start, intervals);
    EXPECT_EQ(breaker.allowed(start, intervals), 1) << "never none";
    EXPECT_EQ(after(breaker, fine, 10, start, intervals).allowed(start, intervals), 4);
}

TEST(Breaker, AllowsAtLeastOneSessionWhateverIsConfigured) {
    EXPECT_EQ(Breaker{}.allowed(start, with_sessions(0)), 1);
    EXPECT_EQ(Breaker{}.allowed(start, with_sessions(1)), 1);
}

RC_GTEST_PROP(Breaker, NeverLetsASessionInBeforeItsProbeIsDue, ()) {
    const auto intervals = with_sessions(*rc::gen::inRange(1, 9));
    const auto seen = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 5), rc::gen::inRange(0, 400)));
    const Verdict verdicts[] = {fine, failed, overloaded, refused_us, refused_them};
    Breaker breaker;
    auto now = start;
    for (const auto& [which, later] : seen) {
        now += seconds{later};
        breaker = breaker.seen(verdicts[which], now, intervals);
        const int allowed = breaker.allowed(now, intervals);
        RC_ASSERT(allowed >= 0 && allowed <= intervals.sessions);
        RC_ASSERT(breaker.gate != Gate::half_open || allowed == 1);
        if (breaker.gate != Gate::open) {
            RC_ASSERT(allowed >= 1);
            continue;
        }
        RC_ASSERT(breaker.probe_at && breaker.opened);
        RC_ASSERT(*breaker.probe_at > now);
        RC_ASSERT(breaker.allowed(*breaker.probe_at - seconds{1}, intervals) == 0);
        RC_ASSERT(breaker.allowed(*breaker.probe_at, intervals) == 1);
    }
}

RC_GTEST_PROP(Breaker, ClosesAgainForARelayThatIsWell, ()) {
    const auto intervals = with_sessions(*rc::gen::inRange(1, 9));
    auto breaker = after({}, failed, *rc::gen::inRange(3, 20), start, intervals);
    auto now = start;
    for (int n = 0; n < 20; ++n) {
        now += minutes{15};
        breaker = breaker.seen(fine, now, intervals);
    }
    RC_ASSERT(breaker.gate == Gate::closed);
    RC_ASSERT(breaker.allowed(now, intervals) == intervals.sessions);
    RC_ASSERT(breaker.sessions == 0);
}

} // namespace
} // namespace followup::mail
