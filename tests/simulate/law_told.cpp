#include "core/plan/meetings.hpp"
#include "simulate/laws.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace followup::simulated {
namespace {

constexpr std::string_view law_of_told = "5, told";

/// What a fact brought about, held against who is to hear of it.
class Hearing {
  public:
    Hearing(const Turn& turn, Findings& findings)
        : x_turn(turn), x_findings(findings),
          x_other(turn.fact->event.teller == queue::Teller::candidate ? plan::Role::recruiter
                                                                      : plan::Role::candidate) {}

    /// Whether the event has words for her; what was told her by telephone needs no mail.
    [[nodiscard]] bool has_tell() const {
        const auto& body = x_turn.fact->event.body;
        if (const auto* heard = std::get_if<queue::Heard>(&body)) return !heard->tell.empty();
        if (const auto* closed = std::get_if<queue::CaseClosed>(&body)) return !closed->tell.empty();
        const auto* withdrawn = std::get_if<queue::Withdrawn>(&body);
        return withdrawn != nullptr && !withdrawn->tell.empty();
    }
    [[nodiscard]] bool from_here(const ledger::Origin& origin) const {
        return origin.fact == x_turn.fact->number;
    }

    void expect(const std::string& id, const std::string& what, base::days within = base::days{2}) {
        const auto tells = [&](const plan::Nudge& nudge) {
            return nudge.duty == id && nudge.to.role == x_other && nudge.at <= x_turn.now + within;
        };
        if (std::ranges::none_of(x_turn.plan->nudges, tells))
            x_findings.broken(x_turn, law_of_told,
                              fmt::format("the {} does not hear of {}: {}", plan::word(x_other), id, what));
    }

    /// An outcome is told in the recruiter's words, or she hears that he will be in touch.
    void expect_outcome(const std::string& interview, const ledger::Origin& origin,
                        const ledger::Telling& telling, const std::string& what) {
        if (!from_here(origin)) return;
        const auto id = fmt::format("{}/news/{}", interview, origin.fact);
        if (x_other == plan::Role::recruiter || has_tell()) return expect(id, what);
        if (telling.at) return; // she did it herself
        expect(id, what + ", of which she is not told yet", base::days{7});
        if (!x_turn.plan->untold)
            x_findings.broken(x_turn, law_of_told, what + " is told to nobody and stands nowhere");
    }

    void expect_round(const ledger::Round& round) {
        const auto& id = round.interview.id;
        if (round.cancelled && from_here(round.cancelled->origin))
            expect(fmt::format("{}/news/{}", id, round.cancelled->origin.fact), "an interview that is off");
        const auto& last = round.ends.back();
        if (!round.cancelled && round.ends.size() > 1 && from_here(last.origin) && last.ended > last.learned)
            expect(fmt::format("{}/news/{}", id, last.origin.fact), "an interview at another time");
        const auto* step = plan::step_before(*x_turn.known, round, last.learned);
        const bool ahead = last.began.value_or(last.ended) > last.learned;
        if (!round.cancelled && round.ends.size() == 1 && from_here(last.origin) && ahead && step == nullptr)
            expect(fmt::format("{}/news/{}", id, last.origin.fact), "an interview that is planned");
    }

    /// A step that she was to go to, and that her recruiter struck or dropped.
    void expect_step(const plan::Duty& duty) {
        const auto& body = x_turn.fact->event.body;
        const auto* closing = std::get_if<queue::Closing>(&body);
        const bool by_hand = closing != nullptr && closing->act == queue::Closing::Act::dropped;
        const bool taken = by_hand || std::holds_alternative<queue::Struck>(body);
        const bool off = duty.kind == plan::Kind::step && duty.state == plan::State::dropped;
        if (!taken || !off || x_other == plan::Role::recruiter || duty.due <= x_turn.now) return;
        const auto before = std::ranges::find(x_turn.expected->duties, duty.id, &plan::Duty::id);
        if (before != x_turn.expected->duties.end() && before->state == plan::State::open)
            expect(fmt::format("{}/news/{}", duty.interview, x_turn.fact->number), "a step that is off");
    }

    /// A date that was named, and not by both on the telephone.
    void expect_date(const plan::Duty& duty) {
        const auto& last = duty.dates.back();
        if (duty.state != plan::State::open || duty.late || !last.said || !from_here(*last.said)) return;
        // What an interview's own file says of the days after it was said aloud there.
        const bool first = duty.dates.size() == 1;
        if (first && (duty.kind != plan::Kind::step || queue::kind(x_turn.fact->event.body) == "interview"))
            return;
        expect(duty.id, "its date");
    }

  private:
    const Turn& x_turn;
    Findings& x_findings;
    plan::Role x_other;
};

/// Nobody reads one piece of news twice in one mail.
void check_once(const Turn& turn, Findings& findings) {
    std::set<std::pair<std::string_view, std::string_view>> told;
    for (const auto& nudge : turn.plan->nudges)
        if (nudge.duty.contains("/news/") && !told.emplace(nudge.duty, nudge.to.id).second)
            findings.broken(turn, law_of_told, nudge.duty + " is told twice to " + nudge.to.id);
}

} // namespace

void check_told(const Turn& turn, Findings& findings) {
    check_once(turn, findings);
    if (turn.fact == nullptr || turn.before == nullptr) return;
    Hearing hearing{turn, findings};
    const auto& known = *turn.known;
    for (const auto& ending : known.endings)
        if (!ending.reopened)
            hearing.expect_outcome(known.rounds.back().interview.id, ending.origin, ending.telling,
                                   std::string{ledger::word(ending.how)});
    if (known.ended() != nullptr) return;
    for (const auto& offer : known.offers)
        if (!offer.answered) hearing.expect_outcome(offer.interview, offer.origin, offer.telling, "an offer");
    for (const auto& round : known.rounds)
        hearing.expect_round(round);
    for (const auto& duty : turn.plan->duties) {
        hearing.expect_date(duty);
        hearing.expect_step(duty);
    }
}

} // namespace followup::simulated
