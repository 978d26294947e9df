#include "core/calendar/feed.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

using namespace followup;

namespace {

/// Entries as a busy recruiter has them: a call, a letter, … with all that is needed to act on them.
std::vector<calendar::Entry> entries(std::int64_t count) {
    const auto begin = *base::parse_instant("2026-11-21T21:00:00Z");
    std::vector<calendar::Entry> list;
    for (std::int64_t n = 0; n < count; ++n) {
        calendar::Entry entry;
        entry.uid = fmt::format("5f1c2e0a-7d0b-4a5e-9a51-{:012}@glass.example", n);
        entry.time = calendar::Span{begin + base::hours{n}, begin + base::hours{n} + base::minutes{30}};
        entry.summary = fmt::format("Candidate {}: Call Margaret Chen (Acme Robotics), as promised", n);
        entry.description =
            "Due on Mon 30 Nov 2026, by 16:00 MST (17:00 CST at Acme Robotics)\nCall: Margaret Chen, VP "
            "Engineering, Acme Robotics\nPhone: +1 312 555 0142\nYou said: “Since you expect to decide next "
            "week, I will give you a call a week from Monday if I haven't heard from you by then.”\nTheir "
            "problem: the palletizer line loses an hour a day to false stops\nWhat they want done: vision "
            "retrofit of line 3; move of the test cell to Joliet\nTheir concerns: has not led a team of more "
            "than four\nPosition: Controls Engineer\nRecruiter: Pat Moreno, +1 312 555 0100, "
            "pat@glass.example";
        entry.location = "400 W Lake St, Chicago, IL 60606";
        entry.url = "https://followups.glass.example/a/0123456789abcdef0123456789abcdef";
        entry.categories = {"Follow-up", "Call"};
        entry.priority = 1;
        entry.task = true;
        entry.created = entry.cause = begin;
        list.push_back(std::move(entry));
    }
    return list;
}

/// From entries and what the ledger kept of their stamps to bytes; the budget for 200 is 2 ms.
void AFeed(benchmark::State& state) {
    calendar::Feed feed;
    feed.domain = "glass.example";
    feed.entries = entries(state.range(0));
    const auto before = calendar::advanced({}, feed.entries);
    std::size_t bytes = 0;
    for (auto _ : state) {
        feed.stamps = calendar::advanced(before, feed.entries);
        auto written = calendar::ics(feed);
        benchmark::DoNotOptimize(written);
        bytes += written->size();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(AFeed)->Arg(1)->Arg(20)->Arg(200)->Arg(1000)->Unit(benchmark::kMicrosecond);

/// An entry's fingerprint, by which its stamps advance.
void AHash(benchmark::State& state) {
    const auto list = entries(1);
    for (auto _ : state) {
        auto hash = list[0].content_hash();
        benchmark::DoNotOptimize(hash);
    }
}
BENCHMARK(AHash);

} // namespace
