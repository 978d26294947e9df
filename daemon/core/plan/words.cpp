#include "core/plan/words.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::plan {
namespace {

/// "Margaret Chen (Acme Robotics)"; the employer alone when nobody is named.
std::string somebody_at(const std::string& whom, const std::string& employer) {
    if (whom.empty() || base::folded(whom) == base::folded(employer)) return employer;
    return fmt::format("{} ({})", whom, employer);
}

std::string_view step_title(queue::NextKind what) {
    switch (what) {
    case queue::NextKind::second_interview: return "Second interview";
    case queue::NextKind::test: return "Test";
    case queue::NextKind::physical: return "Physical examination";
    case queue::NextKind::reference_check: return "Reference check";
    case queue::NextKind::other: return "Next step";
    }
    return "Next step";
}

/// The step of INTERVIEW/step/NUMBER; null when the case has none of that number.
const ledger::Step* step_of(const Duty& duty, const ledger::Case& known) {
    const std::string_view id{duty.id};
    const auto digits = id.substr(std::min(id.rfind('/'), id.size() - 1) + 1);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return nullptr;
    for (const auto& round : known.rounds) {
        if (round.interview.id != duty.interview) continue;
        const auto step = std::ranges::find(round.steps, number, &ledger::Step::number);
        if (step != round.steps.end()) return &*step;
    }
    return nullptr;
}

std::string step_summary(const Duty& duty, const ledger::Case& known) {
    constexpr std::size_t note_bytes_max = 60; // a longer note, or one of several lines, is no title
    const auto* step = step_of(duty, known);
    if (step == nullptr) return fmt::format("Next step at {}", known.employer.name);
    const auto& next = step->next;
    const auto& note = next.note.read(queue::ForCandidate{});
    const bool titled = next.what == queue::NextKind::other && !note.empty() && note.size() <= note_bytes_max
                        && !base::has_control(note);
    if (titled) return fmt::format("{} ({})", note, known.employer.name);
    return fmt::format("{} at {}", step_title(next.what), known.employer.name);
}

/// Whether the call was promised in any case, whatever is heard before.
bool must_be_made(const Duty& duty, const ledger::Case& known) {
    const auto key = std::string_view{duty.id}.substr(duty.id.rfind('/') + 1);
    return std::ranges::any_of(known.rounds, [&](const ledger::Round& round) {
        return round.interview.id == duty.interview
               && std::ranges::any_of(round.promises, [&](const ledger::Promised& promised) {
                      return promised.key == key && promised.promise.always();
                  });
    });
}

std::string at_clock(Instant at, const base::Zone& zone) {
    const auto local = zone.local(at);
    return base::clock(local - zone.date(at)) + " " + zone.abbreviation(at);
}

std::string window_words(Instant begins, Instant ends, const base::Zone& zone) {
    if (zone.date(begins) != zone.date(ends))
        return fmt::format("between {} and {}", base::spoken(begins, zone), base::spoken(ends, zone));
    const auto from = base::clock(zone.local(begins) - zone.date(begins));
    return fmt::format("on {}, between {} and {}", base::spoken(zone.date(begins)), from,
                       at_clock(ends, zone));
}

} // namespace

std::string summary(const Duty& duty, const ledger::Case& known) {
    const auto& employer = known.employer.name;
    switch (duty.kind) {
    case Kind::debrief:
        return fmt::format("Call {} about the interview at {}",
                           duty.whom.empty() ? "your recruiter" : duty.whom, employer);
    case Kind::client_debrief:
        return fmt::format("Call {} about {}", somebody_at(duty.whom, employer), known.candidate.name);
    case Kind::letter: return fmt::format("Letter to {}", somebody_at(duty.whom, employer));
    case Kind::call: return fmt::format("Call {}, as promised", somebody_at(duty.whom, employer));
    case Kind::decision:
        return fmt::format("Ask {} what they decided about {}", somebody_at(duty.whom, employer),
                           known.candidate.name);
    case Kind::step: return step_summary(duty, known);
    case Kind::names:
        return fmt::format("Find out whom {} will see next at {}", known.candidate.name, employer);
    case Kind::next: return fmt::format("Set the next date for {} at {}", known.candidate.name, employer);
    case Kind::answer: return fmt::format("Answer the offer of {}", employer);
    }
    return employer;
}

std::string due_words(const Duty& duty, const base::Zone& reader) {
    const auto date = base::spoken(reader.date(duty.due));
    switch (duty.shape) {
    case Shape::deadline: return "by " + base::spoken(duty.due, reader);
    case Shape::on_date:
        // A step on a date has no hour and may be due at the midnight that ends it.
        if (duty.kind == Kind::step) return "on " + base::spoken(reader.date(duty.due - base::seconds{1}));
        return fmt::format("on {}, by {}", date, at_clock(duty.due, reader));
    case Shape::at_time: {
        const auto at = duty.begins.value_or(duty.due);
        return fmt::format("on {} at {}", base::spoken(reader.date(at)), at_clock(at, reader));
    }
    case Shape::window: return window_words(duty.begins.value_or(duty.due), duty.due, reader);
    }
    return date;
}

std::string awaited(const Duty& duty, const ledger::Case& known) {
    const auto& employer = known.employer.name;
    switch (duty.kind) {
    case Kind::debrief: return "the call is made";
    case Kind::client_debrief: return fmt::format("{} has been asked", employer);
    case Kind::letter: return "it is sent";
    case Kind::call:
        return must_be_made(duty, known) ? "it is made"
                                         : fmt::format("it is made, or {} is heard of", employer);
    case Kind::decision: return fmt::format("{} is heard of", employer);
    case Kind::step: return "it has taken place";
    case Kind::names: return "the names are known";
    case Kind::next: return "something is owed on a date again, or the case ends";
    case Kind::answer: return "it is accepted or declined";
    }
    return "it is done";
}

} // namespace followup::plan
