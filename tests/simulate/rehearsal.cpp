#include "simulate/rehearsal.hpp"

#include "core/ledger/codec.hpp"
#include "core/queue/reader.hpp"
#include "core/web/acts.hpp"
#include "simulate/kept.hpp"
#include "simulate/texts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

class Rehearsal {
  public:
    Rehearsal(const Life& life, const Office& office, std::uint64_t seed, Plant plant, Tally& tally)
        : x_life(life), x_words(life.words), x_office(office), x_dice(seed), x_plant(plant), x_tally(tally),
          x_desk{office.rules, office.style, plant == Plant::eyes} {}
    void run();

  private:
    [[nodiscard]] queue::Context context(const std::string& file, queue::Teller teller);
    [[nodiscard]] bool take(const std::string& bytes, const std::string& name, queue::Teller teller);
    [[nodiscard]] bool refuses(const queue::Event& event) const;
    void accept(queue::Event event);
    void add(ledger::Fact fact);
    [[nodiscard]] plan::Plan planned(const ledger::Case& known) const;
    [[nodiscard]] std::vector<plan::Nudge> keep(plan::Plan plan) {
        x_plan = std::move(plan);
        return x_kept.keep(x_plan, x_now);
    }
    void check(Turn turn);
    void check_asked(std::int64_t fact, const Turn& turn);
    void wake();
    void press();
    void finish();
    void wrong(std::string_view law, const std::string& what);
    [[nodiscard]] Instant next_wake() const;
    [[nodiscard]] bool knows(std::string_view interview) const;

    const Life& x_life;
    Canaries x_words;
    const Office& x_office;
    Dice x_dice;
    Plant x_plant;
    Tally& x_tally;
    Desk x_desk;
    Instant x_now;
    ledger::History x_history;
    std::optional<ledger::Case> x_known;
    plan::Plan x_plan;
    std::vector<ledger::Fact> x_waiting; ///< for their interview
    std::set<std::string> x_digests;
    std::set<Canary> x_told;
    std::int64_t x_facts = 0;
    Kept x_kept;
    Found x_found;
};

bool Rehearsal::knows(std::string_view interview) const {
    return x_known && std::ranges::any_of(x_known->rounds, [&](const ledger::Round& round) {
               return round.interview.id == interview;
           });
}

queue::Context Rehearsal::context(const std::string& file, queue::Teller teller) {
    const auto& agency = x_office.rules.agency;
    queue::Context context;
    context.file = file;
    context.arrived = x_now;
    context.agency_zone = agency.zone;
    context.calendar = x_office.rules.calendar;
    context.teller = teller;
    context.recruiter = [&agency](std::string_view id) -> std::optional<std::string> {
        const auto* known = agency.recruiter(id);
        return known == nullptr ? std::nullopt : std::optional{known->zone};
    };
    context.interview = [this](std::string_view id) -> std::optional<queue::Known> {
        if (x_known)
            for (const auto& round : x_known->rounds)
                if (round.interview.id == id) return queue::Known{round.zone, round.interview.ended};
        return std::nullopt;
    };
    context.employer = [this](std::string_view) -> std::optional<queue::KnownEmployer> {
        if (!x_known) return std::nullopt;
        const auto& employer = x_known->employer;
        return queue::KnownEmployer{employer.zone, employer.address, employer.phone};
    };
    return context;
}

bool Rehearsal::refuses(const queue::Event& event) const {
    return x_known && !ledger::refusals(*x_known, event).empty();
}

/// True when the file was accepted.
bool Rehearsal::take(const std::string& bytes, const std::string& name, queue::Teller teller) {
    const auto file = queue::read(bytes, context(name, teller));
    if (!file || std::ranges::any_of(file->events, [&](const auto& event) { return refuses(event); })) {
        ++x_tally.refused;
        return false;
    }
    for (const auto& event : file->events)
        if (x_digests.insert(event.digest).second) accept(event);
    return true;
}

void Rehearsal::accept(queue::Event event) {
    const auto interview = std::string{queue::interview_of(event.body)};
    const bool opens = std::holds_alternative<queue::Interview>(event.body);
    // As in the first edition a later file takes back what it leaves out.
    if (x_plant == Plant::first && knows(interview)) event.edition = queue::Edition::first;
    for (const auto& canary : canaries_unfolded(ledger::encoded(event)))
        x_told.insert(canary);
    ledger::Fact fact{++x_facts, x_now, std::move(event)};
    if (!opens && !knows(interview)) return x_waiting.push_back(std::move(fact));
    if (x_history.id.empty()) x_history.id = interview;
    add(std::move(fact));
    auto waiting = std::exchange(x_waiting, {});
    for (auto& each : waiting)
        if (knows(queue::interview_of(each.event.body)))
            add(std::move(each));
        else
            x_waiting.push_back(std::move(each));
}

plan::Plan Rehearsal::planned(const ledger::Case& known) const {
    auto plan = [&] {
        if (x_plant != Plant::never_ends) return plan::derive(known, x_office.rules, x_now);
        auto endless = known;
        endless.endings.clear();
        return plan::derive(endless, x_office.rules, x_now);
    }();
    if (x_plant == Plant::undated)
        std::erase_if(plan.duties, [](const plan::Duty& duty) { return duty.kind == plan::Kind::next; });
    if (x_plant == Plant::silent) {
        std::erase_if(plan.nudges, [](const plan::Nudge& nudge) {
            return nudge.duty.contains("/news/") || nudge.rule == "moved" || nudge.rule == "set";
        });
        plan.untold.reset();
    }
    return x_kept.continued(std::move(plan));
}

void Rehearsal::check(Turn turn) {
    turn.now = x_now;
    turn.rules = &x_office.rules;
    turn.known = &*x_known;
    turn.plan = &x_plan;
    ++x_tally.turns;
    if (!turn.sent.empty()) add_mails(turn.texts, x_desk, *x_known, x_plan, turn.sent, x_now);
    x_tally.mails += static_cast<int>(turn.texts.size());
    turn.listed = add_digest(turn.texts, x_desk, *x_known, x_plan, x_now);
    if (turn.fact != nullptr || x_dice.chance(20)) {
        add_calendars(turn.texts, x_desk, *x_known, x_plan, x_now);
        // What a page offers to undo is found by planning the whole history again: now and then is enough.
        if (!x_plan.duties.empty() && x_dice.chance(20)) {
            const auto n = static_cast<std::size_t>(x_dice.roll(static_cast<int>(x_plan.duties.size())));
            add_pages(turn.texts, x_desk, x_history, {*x_known, x_plan}, x_plan.duties[n], x_now);
        }
    }
    x_tally.texts += static_cast<int>(turn.texts.size());
    auto& findings = x_tally.findings;
    check_audience(turn, x_words, x_found, findings);
    check_adding_up(turn, x_words, findings);
    check_dated(turn, findings);
    check_ended(turn, findings);
    check_told(turn, findings);
    check_doubt(turn, findings);
}

void Rehearsal::add(ledger::Fact fact) {
    ++x_tally.events;
    const auto before = x_known;
    const auto expected = before ? std::optional{planned(*before)} : std::nullopt;
    const auto at = std::ranges::upper_bound(x_history.facts, fact.number, {}, &ledger::Fact::number);
    const auto& added = *x_history.facts.insert(at, std::move(fact));
    x_known = ledger::fold(x_history);
    if (x_plant == Plant::sure) x_known->doubts.clear();
    Turn turn;
    turn.fact = &added;
    turn.before = before ? &*before : nullptr;
    turn.expected = expected ? &*expected : nullptr;
    turn.sent = keep(planned(*x_known));
    check_asked(added.number, turn);
    check(std::move(turn));
}

/// A question that came up is still to be asked: it is no other one's, which has been.
void Rehearsal::check_asked(std::int64_t fact, const Turn& turn) {
    for (const auto& news : x_plan.news) {
        if (news.what != plan::News::What::doubt || news.origin.fact != fact) continue;
        const auto asked = [&](const plan::Nudge& nudge) { return nudge.duty == news.id; };
        if (x_kept.waits(news.id, x_now) || std::ranges::any_of(turn.sent, asked)) continue;
        wrong("6, doubt", news.id + " was asked before and meant something else");
    }
}

Instant Rehearsal::next_wake() const {
    if (!x_known) return Instant::max();
    const auto at = std::min(x_kept.next(), x_plan.look_again.value_or(Instant::max()));
    if (at == Instant::max()) return at;
    return std::max(at, x_now + base::seconds{1});
}

void Rehearsal::wake() {
    const auto last = x_plan;
    Turn turn;
    turn.expected = &last;
    turn.sent = keep(planned(*x_known));
    check(std::move(turn));
}

/// One of them presses a button.
void Rehearsal::press() {
    std::vector<const plan::Duty*> open;
    for (const auto& duty : x_plan.duties)
        if (duty.state == plan::State::open) open.push_back(&duty);
    if (open.empty()) return;
    const auto duty = *open[static_cast<std::size_t>(x_dice.roll(static_cast<int>(open.size())))];
    const bool hers = duty.owner.role == plan::Role::candidate;
    auto press = press_of(duty, x_dice);
    press.notes = x_words.plant(hers ? Readers::hers : Readers::own, "typed");
    const auto at = web::time_of_deed(*x_known, x_now);
    const auto file = web::event_for(press, duty, {duty.owner.name, at});
    ++x_tally.pressed;
    const auto teller = hers ? queue::Teller::candidate : queue::Teller::recruiter;
    if (!take(file, "pressed", teller)) wrong("a button", "it was refused: " + file);
}

void Rehearsal::wrong(std::string_view law, const std::string& what) {
    Turn turn;
    turn.now = x_now;
    turn.known = &*x_known;
    x_tally.findings.broken(turn, law, what);
}

void Rehearsal::finish() {
    if (!x_known) return;
    Turn turn;
    turn.now = x_now;
    turn.known = &*x_known;
    turn.plan = &x_plan;
    const web::Standing standing{*x_known, x_plan};
    if (x_plant != Plant::forgetful) add_listings(turn.texts, x_desk, x_history, standing, x_now);
    check_audience(turn, x_words, x_found, x_tally.findings);
    for (const auto& fact : x_waiting)
        for (const auto& canary : canaries_unfolded(ledger::encoded(fact.event)))
            x_told.erase(canary);
    check_all_found(turn, x_told, x_words, x_found, x_tally.findings);
}

void Rehearsal::run() {
    const auto& files = x_life.files;
    if (files.empty()) return;
    const auto until = files.back().at + base::days{75};
    for (std::size_t n = 0;;) {
        const auto wakes = next_wake();
        if (n < files.size() && files[n].at <= wakes) {
            const auto& file = files[n++];
            x_now = std::max(x_now, file.at);
            if (file.pressed) {
                press();
                continue;
            }
            ++x_tally.files;
            const bool accepted = take(file.bytes, file.name, queue::Teller::recruiter);
            if (file.fate != Fate::either && accepted != (file.fate == Fate::accepted) && x_known)
                wrong("a file", (accepted ? "was accepted: " : "was refused: ") + file.bytes);
            continue;
        }
        if (wakes > until) break;
        x_now = wakes;
        wake();
    }
    finish();
}

} // namespace

void rehearse(const Life& life, const Office& office, std::uint64_t seed, Plant plant, Tally& tally) {
    Rehearsal{life, office, seed, plant, tally}.run();
}

Life life_of(int number, std::uint64_t seed) {
    Dice dice{seed * 1'000'003 + static_cast<std::uint64_t>(number)};
    constexpr Instant begins = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    const auto from = begins + base::days{dice.roll(365)} + base::minutes{dice.roll(24 * 60)};
    return life(number, from, dice);
}

void rehearse_one(int number, std::uint64_t seed, const Office& office, Plant plant, Tally& tally) {
    rehearse(life_of(number, seed), office, seed + static_cast<std::uint64_t>(number), plant, tally);
}

} // namespace followup::simulated
