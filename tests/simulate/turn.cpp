#include "simulate/turn.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::size_t kept_of_each = 4000;

/// Gathers the words of texts of any audience.
class Gathering {
  public:
    void add(const std::string& text) {
        for (const auto& canary : canaries_unfolded(text))
            x_words.insert(canary);
    }
    template <class... Readers>
    void add(const queue::TextFor<Readers...>& text) {
        add(text.sealed());
    }
    template <class Each>
    void add(const std::vector<Each>& list) {
        for (const auto& each : list)
            add(each);
    }
    template <class Each>
    void add(const std::optional<Each>& thing) {
        if (thing) add(*thing);
    }
    template <class Each>
    void add(const queue::Concern<Each>& concern) {
        add(concern.text);
        add(concern.answer);
    }
    template <class Each>
    void add(const ledger::Matter<Each>& matter) {
        add(matter.problem);
        add(matter.strengths);
        add(matter.projects);
        add(matter.objections);
    }
    void add(const queue::Met& met) {
        add(met.title);
        add(met.phone);
        add(met.address);
        add(met.salutation);
        add(met.talked_about);
    }
    void add(const queue::Candidate& candidate) {
        add(candidate.name);
        add(candidate.phone);
        add(candidate.salutation);
    }
    void add(const ledger::Reason& reason) {
        add(reason.own);
        add(reason.tell);
    }
    void add(const ledger::PromisedDate& date) { add(date.reason); }
    void add(const ledger::Person& person) {
        add(person.met);
        add(person.confided);
    }
    void add(const ledger::Promised& promised) {
        add(promised.promise.said);
        add(promised.promise.phone);
        add(promised.phone);
        add(promised.dates);
    }
    void add(const ledger::Step& step) {
        add(step.next.note);
        add(step.next.with);
        add(step.note);
        add(step.dates);
    }
    void add(const ledger::Debriefing& held) { add(held.notes); }
    void add(const ledger::News& news) {
        add(news.heard.from);
        add(news.heard.notes);
        add(news.heard.tell);
    }
    void add(const ledger::Ending& ending) {
        add(ending.reason);
        add(ending.telling.words);
    }
    void add(const ledger::Offer& offer) {
        add(offer.notes);
        add(offer.dates);
        add(offer.telling.words);
    }
    void add(const ledger::Closed& closed) { add(closed.reason); }
    void add(const ledger::Off& off) { add(off.reason); }
    void add(const ledger::Round& round) {
        const auto& said = round.interview;
        add(said.place);
        add(said.notes);
        add(said.employer.address);
        add(said.employer.phone);
        add(round.told);
        add(round.confided);
        add(round.people);
        add(round.promises);
        add(round.steps);
        add(round.candidate_debriefing);
        add(round.client_debriefing);
        add(round.decisions);
        add(round.cancelled);
    }
    [[nodiscard]] std::set<Canary> words() && { return std::move(x_words); }

  private:
    std::set<Canary> x_words;
};

} // namespace

void Findings::broken(const Turn& turn, std::string_view law, const std::string& what) {
    auto at = std::ranges::find(x_counts, law, &std::pair<std::string, int>::first);
    if (at == x_counts.end()) at = x_counts.insert(at, {std::string{law}, 0});
    if (static_cast<std::size_t>(at->second++) >= kept_of_each) return;
    x_all.push_back(
        fmt::format("{} {}: {}: {}{}", base::rfc3339(turn.now), turn.known->id, law, what,
                    turn.fact == nullptr ? "" : fmt::format(" [{}]", queue::kind(turn.fact->event.body))));
}

Findings& Findings::operator+=(const Findings& other) {
    for (const auto& [law, count] : other.x_counts) {
        const auto at = std::ranges::find(x_counts, law, &std::pair<std::string, int>::first);
        if (at == x_counts.end())
            x_counts.emplace_back(law, count);
        else
            at->second += count;
    }
    x_all.insert(x_all.end(), other.x_all.begin(), other.x_all.end());
    return *this;
}

std::set<Canary> words_held(const ledger::Case& known) {
    Gathering all;
    all.add(known.candidate);
    all.add(known.employer.address);
    all.add(known.employer.phone);
    all.add(known.rounds);
    all.add(known.news);
    for (const auto& [duty, closings] : known.closings)
        all.add(closings);
    all.add(known.endings);
    all.add(known.offers);
    all.add(known.next_dates);
    return std::move(all).words();
}

} // namespace followup::simulated
