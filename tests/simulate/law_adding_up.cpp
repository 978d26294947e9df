#include "core/ledger/codec.hpp"
#include "core/ledger/losses.hpp"
#include "simulate/laws.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <ranges>

namespace followup::simulated {
namespace {

using plan::Kind;

constexpr std::string_view law_of_adding_up = "2, adding up";

/// Fields of which one event says what replaces what an earlier one said.
bool scalar(std::string_view field) {
    return !field.contains("notes") && !field.contains("reason") && !field.contains("strengths")
           && !field.contains("projects") && !field.contains("objection");
}

/// Whether the event says when something is to be: then a date may be another one.
bool dates_something(const queue::Body& body) {
    return std::holds_alternative<queue::Interview>(body) || std::holds_alternative<queue::Debriefed>(body)
           || std::holds_alternative<queue::Pushed>(body) || std::holds_alternative<queue::Called>(body)
           || std::holds_alternative<queue::Heard>(body) || std::holds_alternative<queue::ReopenedCase>(body);
}

bool named_again(const std::string& field, const std::set<std::string>& named, const queue::Body& body) {
    // Why a date moved goes when it turns out to have been that date before; an interview that gets a new end
    // is not off any more. Both stay in the story.
    // Told after a case was open again, as it turns out: that is asked about.
    if (field.starts_with("told."))
        return std::holds_alternative<queue::ReopenedCase>(body) || named.contains(field);
    if (field.starts_with("cancelled.")) return std::holds_alternative<queue::Interview>(body);
    return scalar(field) && named.contains(field);
}

void check_words(const Turn& turn, const Canaries& words, Findings& findings) {
    std::set<std::string> named;
    for (const auto& canary : canaries_unfolded(ledger::encoded(turn.fact->event)))
        named.insert(words.field(canary));
    const bool strikes = std::holds_alternative<queue::Struck>(turn.fact->event.body);
    const auto* was = turn.before->ended();
    const auto* is = turn.known->ended();
    // What is told late of an earlier end puts it in the place of the one that was known.
    const bool ends = was != nullptr && is != nullptr && was->origin.fact != is->origin.fact;
    const auto now = words_held(*turn.known);
    const auto lost = ledger::losses(*turn.before, *turn.known, queue::ForRecruiter{});
    for (const auto& canary : words_held(*turn.before)) {
        if (now.contains(canary)) continue;
        const auto& field = words.field(canary);
        if (!strikes && !ends && !named_again(field, named, turn.fact->event.body))
            findings.broken(turn, law_of_adding_up, fmt::format("{} ({}) is gone", field, word(canary)));
        // With a concern its answer goes, of which it is enough to be told once.
        const bool opened = std::holds_alternative<queue::ReopenedCase>(turn.fact->event.body);
        const bool stays = field.starts_with("cancelled.") || opened;
        const auto said = [&](const ledger::Loss& loss) {
            return strikes || ends || loss.before.contains(word(canary));
        };
        if (!stays && !ends && std::ranges::none_of(lost, said))
            findings.broken(turn, law_of_adding_up,
                            fmt::format("{} ({}) is gone and nobody is told", field, word(canary)));
    }
}

bool any_of(Kind kind, std::initializer_list<Kind> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// Whether an event of its kind was made to close a duty, or to take what it followed from away.
struct May {
    const plan::Duty& duty;
    const Turn& turn;

    [[nodiscard]] bool mine(const std::string& interview) const { return duty.interview == interview; }
    /// A call that was to be made whatever is heard is to be made unless something is.
    [[nodiscard]] bool conditional(const std::vector<queue::Promise>& promises) const {
        return duty.kind == Kind::call && std::ranges::any_of(promises, [](const queue::Promise& each) {
                   return each.unless == queue::Unless::heard;
               });
    }
    /// Nothing is missing once something has a date.
    [[nodiscard]] bool next() const { return duty.kind == Kind::next; }

    bool operator()(const queue::Interview& said) const {
        const bool held = any_of(duty.kind, {Kind::step, Kind::names}) && !mine(said.id);
        const bool named = duty.kind == Kind::names && !said.next.empty();
        return next() || held || named || conditional(said.promises)
               || (mine(said.id) && !said.next.empty() && duty.kind == Kind::names);
    }
    bool operator()(const queue::Debriefed& said) const {
        const bool asked = said.with == queue::Debriefed::With::candidate ? duty.kind == Kind::debrief
                                                                          : duty.kind == Kind::client_debrief;
        return next() || conditional(said.promises)
               || (mine(said.interview) && (asked || (duty.kind == Kind::names && !said.next.empty())));
    }
    bool operator()(const queue::Letter& said) const {
        return mine(said.interview) && duty.kind == Kind::letter;
    }
    bool operator()(const queue::Called& said) const {
        return next() || (mine(said.interview) && duty.kind == Kind::call);
    }
    bool operator()(const queue::Heard& said) const {
        using enum queue::Heard::News;
        if (said.news == rejected) return true;
        if (said.news == offer) return duty.kind != Kind::step && duty.kind != Kind::answer;
        if (said.news == second_interview) return any_of(duty.kind, {Kind::call, Kind::decision, Kind::next});
        return said.news == new_date && next();
    }
    bool operator()(const queue::Pushed&) const { return next(); }
    bool operator()(const queue::Closing& said) const {
        const bool asked = said.duty.ends_with("/decision") && duty.kind == Kind::client_debrief;
        // Nobody has to learn whom she will see where she does not go.
        const bool leads = said.duty.contains("/step/") && duty.kind == Kind::names;
        return said.duty == duty.id || asked || leads || next();
    }
    bool operator()(const queue::Cancelled& said) const {
        return mine(said.interview) || any_of(duty.kind, {Kind::step, Kind::names});
    }
    bool operator()(const queue::Struck& said) const {
        using enum queue::Struck::What;
        if (said.what == met) return mine(said.interview) && duty.kind == Kind::letter;
        if (said.what == promise) return mine(said.interview) && duty.kind == Kind::call;
        return said.what == queue::Struck::What::next && mine(said.interview)
               && any_of(duty.kind, {Kind::step, Kind::names});
    }
    bool operator()(const queue::Told&) const { return next(); }
    bool operator()(const queue::Withdrawn&) const { return true; }
    bool operator()(const queue::CaseClosed&) const { return true; }
    bool operator()(const queue::Answered&) const { return true; }
    /// An offer that does not hold waits for no answer, and she need not be told of it.
    bool operator()(const queue::ReopenedCase&) const {
        return duty.kind == Kind::answer || duty.kind == Kind::next;
    }
    bool operator()(const queue::Noted&) const { return false; }
    bool operator()(const queue::Mails&) const { return false; }
    bool operator()(const queue::StandIn&) const { return false; }
    bool operator()(const queue::Forget&) const { return false; }
};

/// The calls that an event promises, or gives another date.
std::vector<std::pair<std::string, queue::Spoken>> promised_by(const queue::Body& body) {
    std::vector<std::pair<std::string, queue::Spoken>> calls;
    const auto add = [&](const std::vector<queue::Promise>& promises) {
        for (const auto& each : promises)
            calls.emplace_back(each.call, each.on);
    };
    if (const auto* said = std::get_if<queue::Debriefed>(&body)) add(said->promises);
    if (const auto* said = std::get_if<queue::Pushed>(&body); said != nullptr && !said->whom.contains('/'))
        calls.emplace_back(said->whom, said->to);
    if (const auto* said = std::get_if<queue::Called>(&body); said != nullptr && said->next)
        calls.emplace_back(said->whom, *said->next);
    return calls;
}

void check_duties(const Turn& turn, Findings& findings) {
    const auto& body = turn.fact->event.body;
    // Her mornings are those of another zone: what lapses after three of them lapses at another time.
    if (turn.before->candidate.zone != turn.known->candidate.zone) return;
    for (const auto& duty : turn.expected->duties) {
        if (duty.state != plan::State::open) continue;
        const auto at = std::ranges::find(turn.plan->duties, duty.id, &plan::Duty::id);
        const bool open = at != turn.plan->duties.end() && at->state == plan::State::open;
        // A date that is set right may lie so far back that the time for it has run out.
        // What leads up to it goes with it.
        const bool leads = duty.kind == Kind::names;
        const bool moved =
            dates_something(body) && at != turn.plan->duties.end() && (leads || at->due != duty.due);
        // Told late, a promise takes the place of the date that was named for it since.
        const bool overtaken = duty.kind == Kind::call && turn.fact->event.at < turn.now - base::days{1}
                               && !promised_by(body).empty();
        if (!open && !moved && !overtaken && !std::visit(May{duty, turn}, body))
            findings.broken(turn, law_of_adding_up,
                            fmt::format("{} was open and is {}", duty.id,
                                        at == turn.plan->duties.end() ? "gone" : plan::word(at->state)));
        const auto* closing = std::get_if<queue::Closing>(&body);
        const bool of_its_step = leads && closing != nullptr && closing->duty.contains("/step/");
        const bool by_hand = closing != nullptr && (closing->duty == duty.id || of_its_step);
        // What was told of the one that is struck may have been told of the other.
        const bool other = duty.kind == Kind::call && std::holds_alternative<queue::Struck>(body);
        if (open && at->due != duty.due && duty.kind != Kind::next && !by_hand && !other
            && !dates_something(body))
            findings.broken(turn, law_of_adding_up,
                            fmt::format("{} was due {} and is {}", duty.id, base::rfc3339(duty.due),
                                        base::rfc3339(at->due)));
    }
}

/// What was promised is owed, whatever had been settled before: nobody's word is swallowed.
void check_promised(const Turn& turn, Findings& findings) {
    // What is told late may have been overtaken by what happened since.
    const auto& event = turn.fact->event;
    if (turn.known->ended() != nullptr || event.at < turn.now - base::minutes{15}) return;
    const auto& before = turn.before->rounds;
    const auto interview = queue::interview_of(event.body);
    const bool known = std::ranges::any_of(
        before, [&](const ledger::Round& round) { return round.interview.id == interview; });
    for (const auto& [whom, on] : promised_by(event.body)) {
        const auto owed = [&](const plan::Duty& duty) {
            return duty.kind == Kind::call && duty.interview == interview && duty.state == plan::State::open;
        };
        if (known && std::ranges::none_of(turn.plan->duties, owed))
            findings.broken(turn, law_of_adding_up,
                            fmt::format("“{}” is to be called {}, and no call is owed", whom, on.words));
    }
}

/// What is struck is gone, or somebody is asked what was meant.
void check_struck(const Turn& turn, Findings& findings) {
    const auto* struck = std::get_if<queue::Struck>(&turn.fact->event.body);
    if (struck == nullptr || turn.known->warnings.size() > turn.before->warnings.size()) return;
    const auto lost = ledger::losses(*turn.before, *turn.known, queue::ForRecruiter{});
    if (lost.empty() && turn.known->doubts.size() == turn.before->doubts.size())
        findings.broken(turn, law_of_adding_up,
                        fmt::format("“{}” was struck, and nothing came of it",
                                    struck->which.read(queue::ForRecruiter{})));
}

} // namespace

void check_adding_up(const Turn& turn, const Canaries& words, Findings& findings) {
    if (turn.fact == nullptr || turn.before == nullptr) return;
    // What waited for its interview is known along with it: there was no time in between.
    if (turn.fact->accepted != turn.now) return;
    check_words(turn, words, findings);
    check_duties(turn, findings);
    check_promised(turn, findings);
    check_struck(turn, findings);
}

} // namespace followup::simulated
