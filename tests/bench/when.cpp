#include "core/when/reading.hpp"

#include "core/base/text.hpp"

#include <benchmark/benchmark.h>

#include <fstream>

using namespace followup;

namespace {

/// The phrases of a table, all read in New York with a year of closed days.
std::vector<std::string> phrases(const char* table) {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/when/" + table};
    std::vector<std::string> out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line))
        out.push_back(base::split(line, '\t').front());
    return out;
}

when::Context context() {
    when::Context out;
    out.said = base::parse_instant("2026-11-20T21:40:00Z").value();
    out.zone = base::Zone::named("America/New_York").value();
    for (const auto* day :
         {"2026-11-26", "2026-11-27", "2026-12-25", "2027-01-01", "2027-05-31", "2027-07-05"})
        out.closed.push_back({base::parse_date(day).value(), "Closed Day"});
    out.interview = out.said;
    return out;
}

void EveryPhrase(benchmark::State& state, const char* table) {
    const auto all = phrases(table);
    const auto here = context();
    std::size_t next = 0;
    for (auto _ : state) {
        auto outcome = when::read(all[next], here);
        benchmark::DoNotOptimize(outcome);
        next = next + 1 == all.size() ? 0 : next + 1;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK_CAPTURE(EveryPhrase, OfTheCases, "date-cases.tsv");
BENCHMARK_CAPTURE(EveryPhrase, ThatPeopleSay, "phrases.tsv");

void OnePhrase(benchmark::State& state, const char* phrase) {
    const auto here = context();
    for (auto _ : state) {
        auto outcome = when::read(phrase, here);
        benchmark::DoNotOptimize(outcome);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK_CAPTURE(OnePhrase, Tomorrow, "tomorrow");
BENCHMARK_CAPTURE(OnePhrase, AWeekFromMonday, "a week from Monday");
BENCHMARK_CAPTURE(OnePhrase, ATimeOnADay, "by 10am a week from Monday");
BENCHMARK_CAPTURE(OnePhrase, ElapsedTime, "24 hours after the interview");
BENCHMARK_CAPTURE(OnePhrase, ATypingError, "next Fryday");

/// Chains of 1 to 16 steps: the time must grow as the length does.
void ALongPhrase(benchmark::State& state) {
    const auto here = context();
    std::string phrase = "today";
    for (std::int64_t i = 0; i < state.range(0); ++i)
        phrase = "day after " + phrase;
    for (auto _ : state) {
        auto outcome = when::read(phrase, here);
        benchmark::DoNotOptimize(outcome);
    }
    state.SetComplexityN(state.range(0));
}
BENCHMARK(ALongPhrase)->RangeMultiplier(2)->Range(1, 16)->Complexity(benchmark::oN);

} // namespace
