#include "core/calendar/privacy.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace followup::calendar {
namespace {

constexpr std::array<std::string_view, 3> names_of_privacy = {"full", "initials", "busy"};
constexpr std::size_t initials_max = 4;

void shorten(std::string& name) {
    name = initials(name);
}

void shorten(queue::Employer& employer) {
    shorten(employer.name);
    employer.address.clear();
    employer.phone.clear();
}

void shorten(ledger::Round& round) {
    auto& interview = round.interview;
    shorten(interview.employer);
    shorten(interview.candidate.name);
    interview.place.clear();
    round.told = {};
    round.confided = {};
    for (auto& step : round.steps) {
        step.next.note = {};
        step.note = {};
        std::ranges::for_each(step.next.with, [](std::string& each) { shorten(each); });
    }
    for (auto& decision : round.decisions)
        decision.on.words.clear();
    round.people.clear();
}

} // namespace

std::string_view word(Privacy privacy) {
    return names_of_privacy.at(static_cast<std::size_t>(privacy));
}

std::optional<Privacy> privacy_of(std::string_view word) {
    const auto found = std::ranges::find(names_of_privacy, word);
    if (found == names_of_privacy.end()) return std::nullopt;
    return static_cast<Privacy>(found - names_of_privacy.begin());
}

std::string initials(std::string_view name) {
    std::string letters;
    std::size_t count = 0;
    for (const auto& part : base::split(name, ' ')) {
        const auto points = base::code_points(part);
        if (points.empty() || count == initials_max) continue;
        if (count++ > 0) letters += ' ';
        base::append_utf8(letters, points.front());
        letters += '.';
    }
    return letters;
}

ledger::Case with_initials(ledger::Case known) {
    shorten(known.candidate.name);
    known.candidate.phone.clear();
    shorten(known.employer);
    known.position.clear();
    for (auto& round : known.rounds)
        shorten(round);
    return known;
}

plan::Duty with_initials(plan::Duty duty) {
    if (duty.kind != plan::Kind::step) shorten(duty.whom); // of a step it is the word for it
    shorten(duty.owner.name);
    duty.reason = {};
    duty.because.clear();
    for (auto& date : duty.dates)
        date.reason = {};
    return duty;
}

} // namespace followup::calendar
