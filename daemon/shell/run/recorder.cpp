#include "shell/run/recorder.hpp"

#include "shell/log/log.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace followup::run {
namespace {

/// Each alone: one report that cannot be recorded must not take the others with it.
Verdicts one_by_one(Bookkeeper& keeper, const std::vector<SenderReport>& reports, Instant now) {
    Verdicts verdicts;
    for (const auto& report : reports) {
        const auto recorded = keeper.record(std::span{&report, 1}, now);
        if (!recorded) log::error(fmt::format("mail {}: {}", report.mail, base::text(recorded.error())));
        verdicts.push_back(recorded ? recorded->front() : std::nullopt);
    }
    return verdicts;
}

} // namespace

Recorder::Waiting Recorder::taken() {
    const std::lock_guard lock{x_mutex};
    x_asked.reset();
    return std::exchange(x_waiting, {});
}

bool Recorder::nothing_waits() {
    const std::lock_guard lock{x_mutex};
    if (!x_waiting.reports.empty()) return false;
    x_asked.reset();
    return true;
}

std::size_t Recorder::waiting() const {
    const std::lock_guard lock{x_mutex};
    return x_waiting.reports.size();
}

base::Result<Claimed> Recorder::write(Bookkeeper& keeper, Instant now, int mails_max) {
    if (mails_max <= 0 && nothing_waits()) return Claimed{};
    Waiting group;
    auto done = keeper.turn(now, mails_max, [&] {
        group = taken();
        return std::span<const SenderReport>{group.reports};
    });
    // It failed before it came to the reports: nobody else would ask for those.
    if (!done && group.told.empty()) group = taken();
    const auto verdicts = done ? std::move(done->verdicts) : one_by_one(keeper, group.reports, now);
    for (std::size_t n = 0; n < group.told.size(); ++n)
        group.told[n].set_value(verdicts[n]);
    if (!done) return std::unexpected(done.error());
    return std::move(done->claimed);
}

std::future<Recorder::Verdict> Recorder::report(SenderReport report, When when) {
    Told told;
    auto verdict = told.get_future();
    std::optional<When> before;
    {
        const std::lock_guard lock{x_mutex};
        x_waiting.reports.push_back(std::move(report));
        x_waiting.told.push_back(std::move(told));
        before = want(when);
    }
    ask(before, when);
    return verdict;
}

void Recorder::hurry() {
    std::optional<When> before;
    {
        const std::lock_guard lock{x_mutex};
        before = want(When::now);
    }
    ask(before, When::now);
}

std::optional<Recorder::When> Recorder::want(When when) {
    return std::exchange(x_asked, std::max(x_asked.value_or(when), when));
}

void Recorder::ask(std::optional<When> before, When when) {
    // The first of a group asks; who comes before the ledger has got to it is written with it.
    if (!before) {
        if (x_ledger.ask(when)) return;
        for (auto& each : taken().told)
            each.set_value(std::nullopt);
    } else if (*before < when) {
        x_ledger.hurry();
    }
}

} // namespace followup::run
