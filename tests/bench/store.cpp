#include "shell/store/store.hpp"
#include "core/ledger/codec.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>
#include <stdlib.h>

namespace followup::store {
namespace {

using base::hours;
using base::minutes;

constexpr Instant start{base::seconds{1795210200}};

template <class T>
T got(base::Result<T> result) {
    if (!result) throw std::runtime_error(base::text(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A ledger in a folder that goes away with it.
class Ledger {
  public:
    Ledger() {
        std::string name = (std::filesystem::temp_directory_path() / "followup-bench-XXXXXX").string();
        x_folder = ::mkdtemp(name.data());
        open();
    }
    ~Ledger() {
        x_store.reset();
        std::filesystem::remove_all(x_folder);
    }
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void open() {
        x_store.reset();
        auto opened = Store::open({"sqlite:" + (x_folder / "ledger.db").string(), base::Bytes32{}, true});
        if (!opened) throw std::runtime_error(base::text(opened.error().problem));
        x_store = std::move(*opened);
    }
    void close() { x_store.reset(); }
    Store& operator*() { return *x_store; }
    Store* operator->() { return x_store.get(); }

  private:
    std::filesystem::path x_folder;
    std::unique_ptr<Store> x_store;
};

plan::Person person(plan::Role role, const std::string& id) {
    return {role, id, "Some Body", *base::MailAddress::parse("some@body.example"), base::Zone::utc(), "en"};
}

/// Seven duties and eleven nudges: what follows from an interview with two people met and one promise.
plan::Plan plan_of(const std::string& interview, const std::string& identity, Instant end) {
    plan::Plan plan;
    const auto candidate = person(plan::Role::candidate, identity);
    const auto recruiter = person(plan::Role::recruiter, "robin");
    for (const auto* kind : {"debrief", "client-debrief", "letter/sam-lee", "letter/pat-moore",
                             "call/sam-lee", "decision", "step/1"}) {
        plan::Duty duty;
        duty.id = interview + '/' + kind;
        duty.interview = interview;
        duty.owner = candidate;
        duty.whom = "Sam Lee";
        duty.due = end + hours{24};
        duty.dates = {{duty.due, end, ""}};
        duty.because = "every person met gets a letter within 24 hours of the interview";
        plan.duties.push_back(std::move(duty));
    }
    int occurrence = 0;
    for (const auto* rule :
         {"ask", "told", "drafts", "last-call", "drafts", "last-call", "eve", "day", "ask", "eve", "day"}) {
        plan::Nudge nudge;
        nudge.duty = plan.duties[static_cast<std::size_t>(occurrence) % 7].id;
        nudge.rule = rule;
        nudge.occurrence = occurrence;
        nudge.to = occurrence % 4 == 1 ? recruiter : candidate;
        nudge.planned = nudge.at = end + minutes{15 * ++occurrence};
        plan.nudges.push_back(std::move(nudge));
    }
    plan.look_again = end + hours{2};
    return plan;
}

plan::Difference all_new(const plan::Plan& plan) {
    plan::Difference all;
    for (const auto& duty : plan.duties)
        all.duties.push_back(plan::kept_duty(duty));
    for (std::size_t n = 0; n < plan.nudges.size(); ++n)
        all.nudges.push_back(n);
    return all;
}

/// The size of an interview's event as it is encoded.
const std::string encoded_event(1500, 'e');

void accept(Store& store, int number) {
    const auto name = std::to_string(number);
    const auto identity = "candidate-" + name + "@candidate.example";
    const auto id = "2026-11-20-acme-" + name;
    const auto at = start + minutes{number % 100'000};
    const auto row = got(store.open_case({id, identity, "acme engineering / site engineer", "robin"}));
    got(store.join(id, row.number));
    got(store.append({row.number, id, "interview", base::hex(base::sha256(name)), at, at, encoded_event}));
    const auto plan = plan_of(id, identity, at);
    got(store.keep(row.number, plan, all_new(plan), "v1"));
}

/// What making the plan costs, to be taken off the figures below.
void planning_alone(benchmark::State& state) {
    int number = 0;
    for (auto _ : state) {
        const auto plan =
            plan_of("2026-11-20-acme-" + std::to_string(++number), "x@candidate.example", start);
        benchmark::DoNotOptimize(all_new(plan));
    }
}
BENCHMARK(planning_alone);

/// One event file with a new case: the whole of what the ledger thread writes for it, 50 files to a commit.
void accepting_in_batches(benchmark::State& state) {
    Ledger ledger;
    for (int n = 0; n < state.range(0); ++n) { // an older ledger, not an empty one
        if (n % 1000 == 0) got(ledger->begin());
        accept(*ledger, 10'000'000 + n);
        if (n % 1000 == 999 || n + 1 == state.range(0)) got(ledger->commit());
    }
    int number = 0;
    for (auto _ : state) {
        if (number % 50 == 0) got(ledger->begin());
        got(ledger->savepoint());
        accept(*ledger, number);
        got(ledger->release_savepoint());
        if (++number % 50 == 0) got(ledger->commit());
    }
    ledger->rollback();
    state.SetItemsProcessed(number);
    state.counters["syncs"] = static_cast<double>(ledger->syncs());
}
BENCHMARK(accepting_in_batches)->Arg(0)->Arg(100'000)->Iterations(10'000)->UseRealTime();

/// The same with a commit for each file: what a single file costs.
void accepting_one_by_one(benchmark::State& state) {
    Ledger ledger;
    int number = 0;
    for (auto _ : state) {
        got(ledger->begin());
        accept(*ledger, ++number);
        got(ledger->commit());
    }
    state.SetItemsProcessed(number);
}
BENCHMARK(accepting_one_by_one)->UseRealTime();

/// A mail's way through the outbox: claimed, handed, sent, with a commit each.
void sending_a_mail(benchmark::State& state) {
    Ledger ledger;
    accept(*ledger, 1);
    const auto number = got(ledger->all_cases()).at(0);
    MailRow mail;
    mail.case_number = number;
    mail.person = "candidate-1@candidate.example";
    mail.bytes.assign(6000, 'b');
    mail.sha256 = base::hex(base::sha256(mail.bytes));
    for (auto _ : state) {
        got(ledger->begin());
        mail.number = got(ledger->next_mail_number());
        mail.message_id = std::to_string(mail.number) + "@agency.example";
        mail.state = mail::State::claimed;
        got(ledger->insert(mail, {}));
        got(ledger->commit());
        mail.state = mail::State::handed;
        got(ledger->update(mail, mail::State::claimed, start));
        mail.state = mail::State::sent;
        got(ledger->update(mail, mail::State::handed, start));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sending_a_mail)->UseRealTime();

/// 100,000 cases, made once for all that reads them.
Ledger& large() {
    static Ledger ledger;
    static const bool filled = [] {
        for (int n = 0; n < 100'000; ++n) {
            if (n % 1000 == 0) got(ledger->begin());
            accept(*ledger, n);
            if (n % 1000 == 999) got(ledger->commit());
        }
        return true;
    }();
    benchmark::DoNotOptimize(filled);
    return ledger;
}

/// Reading what is due, and the plan of a case.
void reading(benchmark::State& state) {
    auto& ledger = large();
    for (auto _ : state) {
        switch (state.range(0)) {
        case 0: benchmark::DoNotOptimize(got(ledger->next_due())); break;
        case 1: benchmark::DoNotOptimize(got(ledger->due_nudges(start + hours{24}, 50))); break;
        case 2: benchmark::DoNotOptimize(got(ledger->cases_to_look_at(start + hours{24}, 50))); break;
        case 3: benchmark::DoNotOptimize(got(ledger->nudges(4711))); break;
        case 4: benchmark::DoNotOptimize(got(ledger->counts())); break;
        case 5:
            state.PauseTiming();
            ledger.close();
            state.ResumeTiming();
            ledger.open();
            benchmark::DoNotOptimize(got(ledger->next_due()));
            break;
        default: break;
        }
    }
    static constexpr const char* names[] = {"next due",         "50 cases due", "50 cases to look at",
                                            "nudges of a case", "counts",       "opening"};
    state.SetLabel(names[state.range(0)]);
}
BENCHMARK(reading)->DenseRange(0, 5)->UseRealTime();

} // namespace
} // namespace followup::store
