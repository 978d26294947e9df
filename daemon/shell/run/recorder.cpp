#include "shell/run/recorder.hpp"

#include "shell/log/log.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

/// Each alone: one report that cannot be recorded must not take the others with it.
std::vector<std::optional<mail::Verdict>>
one_by_one(Bookkeeper& keeper, const std::vector<Bookkeeper::Report>& reports, Instant now) {
    std::vector<std::optional<mail::Verdict>> verdicts;
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
    return std::exchange(x_waiting, {});
}

std::size_t Recorder::waiting() const {
    const std::lock_guard lock{x_mutex};
    return x_waiting.reports.size();
}

void Recorder::write(Bookkeeper& keeper) {
    auto waiting = taken();
    const auto now = x_clock.now();
    auto recorded = keeper.record(waiting.reports, now);
    const auto verdicts = recorded ? std::move(*recorded) : one_by_one(keeper, waiting.reports, now);
    for (std::size_t n = 0; n < waiting.told.size(); ++n)
        waiting.told[n].set_value(verdicts[n]);
}

std::future<Recorder::Verdict> Recorder::report(Bookkeeper::Report report) {
    Told told;
    auto verdict = told.get_future();
    bool first = false;
    {
        const std::lock_guard lock{x_mutex};
        first = x_waiting.reports.empty();
        x_waiting.reports.push_back(std::move(report));
        x_waiting.told.push_back(std::move(told));
    }
    // The first of a group asks the ledger; who comes before that has got to it is written with it.
    if (first && !x_ledger.post_waiting([this](Bookkeeper& keeper) { write(keeper); }))
        for (auto& each : taken().told)
            each.set_value(std::nullopt);
    return verdict;
}

} // namespace followup::run
