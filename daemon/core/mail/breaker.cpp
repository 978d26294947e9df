#include "core/mail/reply.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

constexpr int successes_per_step = 5;
constexpr int failures_when_overloaded = 2;

int configured(const Intervals& intervals) {
    return std::max(1, intervals.sessions);
}

/// The wait before the next probe, `failed` probes after the breaker opened.
seconds probe_wait(const Intervals& intervals, int failed) {
    if (intervals.probe.empty()) return base::minutes{1};
    const auto last = intervals.probe.size() - 1;
    return intervals.probe[std::min(last, static_cast<std::size_t>(std::max(0, failed)))];
}

Breaker opened(Breaker breaker, Instant now, const Intervals& intervals, int failed_probes) {
    breaker.gate = Breaker::Gate::open;
    breaker.probes = failed_probes;
    breaker.successes = 0;
    breaker.sessions = 1;
    if (!breaker.opened) breaker.opened = now; // it stays from the first opening until it closes
    breaker.probe_at = now + probe_wait(intervals, failed_probes);
    return breaker;
}

/// One more success: every fifth lets twice as many sessions in, until all that are configured may run.
Breaker widened(Breaker breaker, const Intervals& intervals) {
    breaker.failures = 0;
    if (breaker.gate == Breaker::Gate::closed && breaker.sessions == 0) return breaker;
    if (++breaker.successes % successes_per_step != 0) return breaker;
    breaker.gate = Breaker::Gate::closed;
    breaker.opened.reset();
    breaker.probe_at.reset();
    breaker.probes = 0;
    breaker.sessions *= 2;
    if (breaker.sessions >= configured(intervals)) {
        breaker.sessions = 0;
        breaker.successes = 0;
    }
    return breaker;
}

Breaker after_success(Breaker breaker, Instant now, const Intervals& intervals) {
    if (breaker.gate == Breaker::Gate::open) {
        // A session from before the opening says nothing new; after `probe_at` it is the probe.
        if (breaker.probe_at && now < *breaker.probe_at) return breaker;
        breaker.gate = Breaker::Gate::half_open;
        breaker.sessions = 1;
        breaker.successes = 0;
    }
    return widened(breaker, intervals);
}

Breaker after_failure(Breaker breaker, bool overloaded, Instant now, const Intervals& intervals) {
    if (breaker.gate == Breaker::Gate::open) {
        if (breaker.probe_at && now < *breaker.probe_at) return breaker;
        return opened(breaker, now, intervals, breaker.probes + 1);
    }
    ++breaker.failures;
    if (breaker.gate == Breaker::Gate::half_open) return opened(breaker, now, intervals, 0);
    const int limit = overloaded ? std::min(failures_when_overloaded, intervals.breaker_failures)
                                 : intervals.breaker_failures;
    if (breaker.failures >= limit) return opened(breaker, now, intervals, 0);
    breaker.successes = 0;
    if (overloaded) {
        const int running = breaker.sessions == 0 ? configured(intervals) : breaker.sessions;
        breaker.sessions = std::max(1, running / 2);
    }
    return breaker;
}

} // namespace

Breaker Breaker::seen(const Verdict& verdict, Instant now, const Intervals& intervals) const {
    const bool failed = verdict.blame == Blame::relay || verdict.blame == Blame::sender;
    return failed ? after_failure(*this, verdict.halve_sessions, now, intervals)
                  : after_success(*this, now, intervals);
}

Breaker Breaker::probed(Instant now) const {
    auto breaker = *this;
    if (breaker.gate == Gate::open) breaker.probe_at = now;
    return breaker;
}

int Breaker::allowed(Instant now, const Intervals& intervals) const {
    switch (gate) {
    case Gate::closed:
        return sessions == 0 ? configured(intervals) : std::min(sessions, configured(intervals));
    case Gate::open: return probe_at && now < *probe_at ? 0 : 1;
    case Gate::half_open: return 1;
    }
    return 0;
}

} // namespace followup::mail
