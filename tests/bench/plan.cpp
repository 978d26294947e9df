#include "core/plan/plan.hpp"
#include "core/ledger/codec.hpp"
#include "core/plan/difference.hpp"
#include "support/story.hpp"

#include <benchmark/benchmark.h>

namespace followup::plan {
namespace {

/// Four people met, two promises, two next steps: seventeen duties' worth of an interview.
constexpr std::string_view busy = R"(decision = 2026-12-01
problem = "The line stops twice a week and nobody knows why."
strengths = ["has brought two lines like it under control"]
projects = ["Line 4", "Warehouse"]
objections = ["Has never led more than five people."]

[[interview.met]]
name = "Margaret Chen"
title = "Director of Engineering"
role = "main"

[[interview.met]]
name = "Luis Ortiz"
title = "Plant Manager"
role = "manager"

[[interview.met]]
name = "Ada Bell"

[[interview.met]]
name = "Tom Ray"

[[interview.promise]]
call = "Margaret Chen"
on = "a week from Monday"

[[interview.promise]]
call = "Luis Ortiz"
on = 2026-12-02T10:00:00

[[interview.next]]
what = "second interview"
when = 2026-12-10

[[interview.next]]
what = "reference check"
when = 2026-12-04
)";

constexpr std::string_view news = R"([[debriefed]]
interview = "a"
with = "candidate"
at = 2026-11-20T16:00:00-06:00

[[letter]]
interview = "a"
to = "Margaret Chen"
sent_at = 2026-11-21T09:00:00-06:00

[[called]]
interview = "a"
whom = "Margaret Chen"
at = 2026-11-30T10:00:00-06:00
result = "voicemail"

[[heard]]
interview = "a"
at = 2026-11-30T15:00:00-06:00
news = "new date"
date = 2026-12-03

[[pushed]]
interview = "a"
whom = "Luis Ortiz"
to = 2026-12-04
at = 2026-12-01T10:00:00-06:00
reason = "two more candidates to see"
)";

const story::Story& told() {
    static const auto story = story::told(busy).arrives("2026-12-01T17:00:00Z", news);
    return story;
}

Rules rules() {
    Rules rules;
    rules.calendar = hours::Calendar{{{story::date("2026-11-26"), "Thanksgiving Day"}}};
    rules.agency.name = "Glass Recruiters";
    rules.agency.zone = base::Zone::named("America/Chicago").value();
    rules.agency.domain = "glass.example";
    for (const auto* id : {"pat", "kim"})
        rules.agency.recruiters.push_back({.id = id,
                                           .name = "A Recruiter",
                                           .email = *base::MailAddress::parse("r@glass.example"),
                                           .phone = {},
                                           .zone = {},
                                           .login = {},
                                           .language = {},
                                           .inherits = {}});
    return rules;
}

/// What is known of a case, from its decoded facts.
void folding(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(ledger::fold(told().history()));
}
BENCHMARK(folding)->Unit(benchmark::kMicrosecond);

/// Everything that is owed, from what is known: at most 100 us.
void planning(benchmark::State& state) {
    const auto known = told().known();
    const auto by = rules();
    const auto now = story::at("2026-12-01T18:00:00Z");
    std::size_t duties = 0;
    std::size_t nudges = 0;
    for (auto _ : state) {
        const auto plan = derive(known, by, now);
        duties = plan.duties.size();
        nudges = plan.nudges.size();
        benchmark::DoNotOptimize(plan);
    }
    state.counters["duties"] = static_cast<double>(duties);
    state.counters["nudges"] = static_cast<double>(nudges);
}
BENCHMARK(planning)->Unit(benchmark::kMicrosecond);

/// What a plan changes in what is stored, when nothing has changed.
void comparing(benchmark::State& state) {
    const auto known = told().known();
    const auto now = story::at("2026-12-01T18:00:00Z");
    const auto plan = derive(known, rules(), now);
    std::vector<KeptDuty> duties;
    for (const auto& duty : plan.duties)
        duties.push_back(kept_duty(duty));
    for (auto _ : state)
        benchmark::DoNotOptimize(difference(duties, {}, plan, now));
}
BENCHMARK(comparing)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace followup::plan
