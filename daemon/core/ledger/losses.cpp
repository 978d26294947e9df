#include "core/ledger/case.hpp"
#include "core/ledger/names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace followup::ledger {
namespace {

/// "was A, is B now", when something that was said is said otherwise.
void replaced(std::vector<std::string>& lost, const std::string& what, const std::string& before,
              const std::string& now) {
    if (!before.empty() && !now.empty() && before != now)
        lost.push_back(fmt::format("{} was “{}” and is “{}” now", what, before, now));
    if (!before.empty() && now.empty()) lost.push_back(fmt::format("{} “{}” is gone", what, before));
}

template <class Text>
void gone(std::vector<std::string>& lost, const char* what, const std::vector<Text>& before,
          const std::vector<Text>& now, const auto& text_of) {
    for (const auto& each : before) {
        const auto& words = text_of(each).read(queue::ForRecruiter{});
        if (std::ranges::none_of(
                now, [&](const Text& other) { return text_of(other).read(queue::ForRecruiter{}) == words; }))
            lost.push_back(fmt::format("the {} “{}” is gone", what, words));
    }
}

template <class Text>
void compare(std::vector<std::string>& lost, const Matter<Text>& before, const Matter<Text>& now) {
    constexpr std::identity itself;
    const auto concern = [](const queue::Concern<Text>& each) -> const Text& { return each.text; };
    replaced(lost, "their problem", before.problem.read(queue::ForRecruiter{}),
             now.problem.read(queue::ForRecruiter{}));
    gone(lost, "strength", before.strengths, now.strengths, itself);
    gone(lost, "project", before.projects, now.projects, itself);
    gone(lost, "concern", before.objections, now.objections, concern);
    for (const auto& each : before.objections) {
        const auto same = [&](const auto& other) { return other.text == each.text; };
        if (const auto at = std::ranges::find_if(now.objections, same); at != now.objections.end())
            replaced(lost, "the answer to a concern", each.answer.read(queue::ForRecruiter{}),
                     at->answer.read(queue::ForRecruiter{}));
    }
}

/// What is known of somebody, by one side.
void compare(std::vector<std::string>& lost, const std::string& name, const queue::Met& before,
             const queue::Met& now) {
    const auto of = [&](const char* what) { return fmt::format("the {} of {}", what, name); };
    const auto address = [](const queue::Met& met) { return met.email ? met.email->text() : std::string{}; };
    replaced(lost, of("title"), before.title, now.title);
    replaced(lost, of("telephone"), before.phone, now.phone);
    replaced(lost, of("address"), before.address, now.address);
    replaced(lost, of("e-mail address"), address(before), address(now));
    replaced(lost, of("salutation"), before.salutation, now.salutation);
    replaced(lost, fmt::format("what was talked about with {}", name),
             before.talked_about.read(queue::ForRecruiter{}), now.talked_about.read(queue::ForRecruiter{}));
}

void compare(std::vector<std::string>& lost, const Person& before, const Person& now) {
    const auto& name = before.met.name;
    if (now.struck && !before.struck) return lost.push_back(name + " is struck from those met");
    replaced(lost, "the name of " + name, name, now.met.name);
    compare(lost, name, before.met, now.met);
    compare(lost, name, before.confided, now.confided);
}

void compare(std::vector<std::string>& lost, const Promised& before, const Promised& now) {
    const auto& whom = before.promise.call;
    if (now.struck && !before.struck)
        return lost.push_back(fmt::format("the promise to call {} is struck", whom));
    replaced(lost, fmt::format("what was said to {}", whom), before.promise.said.read(queue::ForRecruiter{}),
             now.promise.said.read(queue::ForRecruiter{}));
    const auto number = fmt::format("the number to call {}", whom);
    replaced(lost, number, before.promise.phone, now.promise.phone);
    replaced(lost, number, before.phone.read(queue::ForRecruiter{}), now.phone.read(queue::ForRecruiter{}));
}

void compare(std::vector<std::string>& lost, const Step& before, const Step& now) {
    const auto what = queue::word(before.next.what);
    if (now.struck && !before.struck) return lost.push_back(fmt::format("the {} is struck", what));
    const auto note = fmt::format("the note on the {}", what);
    replaced(lost, note, before.next.note.read(queue::ForRecruiter{}),
             now.next.note.read(queue::ForRecruiter{}));
    replaced(lost, note, before.note.read(queue::ForRecruiter{}), now.note.read(queue::ForRecruiter{}));
}

const std::vector<queue::Own>& notes_of(const std::optional<Debriefing>& held) {
    static const std::vector<queue::Own> none;
    return held ? held->notes : none;
}

void compare(std::vector<std::string>& lost, const Round& before, const Round& now) {
    constexpr std::identity itself;
    for (const auto& person : before.people)
        if (const auto at = std::ranges::find(now.people, person.key, &Person::key); at != now.people.end())
            compare(lost, person, *at);
    for (const auto& promise : before.promises)
        if (const auto at = std::ranges::find(now.promises, promise.key, &Promised::key);
            at != now.promises.end())
            compare(lost, promise, *at);
    for (const auto& step : before.steps)
        if (const auto at = std::ranges::find(now.steps, step.number, &Step::number); at != now.steps.end())
            compare(lost, step, *at);
    if (now.cancelled && !before.cancelled) lost.push_back(fmt::format("{} is off", now.interview.id));
    replaced(lost, fmt::format("the place of {}", now.interview.id), before.interview.place,
             now.interview.place);
    gone(lost, "note", before.notes, now.notes, itself);
    gone(lost, "note", notes_of(before.candidate_debriefing), notes_of(now.candidate_debriefing), itself);
    gone(lost, "note", notes_of(before.client_debriefing), notes_of(now.client_debriefing), itself);
    compare(lost, before.told, now.told);
    compare(lost, before.confided, now.confided);
}

} // namespace

std::vector<std::string> losses(const Case& before, const Case& after) {
    std::vector<std::string> lost;
    const auto& left = before.candidate;
    const auto& right = after.candidate;
    replaced(lost, "the candidate's name", left.name, right.name);
    replaced(lost, "the candidate's telephone", left.phone, right.phone);
    replaced(lost, "the candidate's zone", left.zone, right.zone);
    replaced(lost, "the candidate's language", left.language, right.language);
    replaced(lost, "the candidate's salutation", left.salutation, right.salutation);
    if (left.email != right.email)
        replaced(lost, "the candidate's address", left.email.text(), right.email.text());
    replaced(lost, "the employer", before.employer.name, after.employer.name);
    replaced(lost, "the employer's address", before.employer.address, after.employer.address);
    replaced(lost, "the employer's telephone", before.employer.phone, after.employer.phone);
    replaced(lost, "the position", before.position, after.position);
    for (const auto& round : before.rounds)
        for (const auto& now : after.rounds)
            if (now.interview.id == round.interview.id) compare(lost, round, now);
    if (const auto* ended = after.ended(); ended != nullptr && before.ended() == nullptr)
        lost.push_back(fmt::format("the case has ended: {}", word(ended->how)));
    return lost;
}

} // namespace followup::ledger
