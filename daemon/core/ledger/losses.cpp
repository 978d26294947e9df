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
}

void compare(std::vector<std::string>& lost, const Person& before, const Person& now) {
    const auto& left = before.met;
    const auto& right = now.met;
    if (now.struck && !before.struck) return lost.push_back(left.name + " is struck from those met");
    replaced(lost, "the name of " + left.name, left.name, right.name);
    replaced(lost, "the title of " + left.name, left.title, right.title);
    replaced(lost, "the telephone of " + left.name, left.phone, right.phone);
    replaced(lost, "the address of " + left.name, left.address, right.address);
    replaced(lost, "the e-mail address of " + left.name, left.email ? left.email->text() : std::string{},
             right.email ? right.email->text() : std::string{});
}

void compare(std::vector<std::string>& lost, const Round& before, const Round& now) {
    for (const auto& person : before.people)
        if (const auto at = std::ranges::find(now.people, person.key, &Person::key); at != now.people.end())
            compare(lost, person, *at);
    for (const auto& promise : before.promises) {
        const auto at = std::ranges::find(now.promises, promise.key, &Promised::key);
        if (at != now.promises.end() && at->struck && !promise.struck)
            lost.push_back(fmt::format("the promise to call {} is struck", promise.promise.call));
    }
    for (const auto& step : before.steps) {
        const auto at = std::ranges::find(now.steps, step.number, &Step::number);
        if (at != now.steps.end() && at->struck && !step.struck)
            lost.push_back(fmt::format("the {} is struck", queue::word(step.next.what)));
    }
    if (now.cancelled && !before.cancelled) lost.push_back(fmt::format("{} is off", now.interview.id));
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
    if (left.email != right.email)
        replaced(lost, "the candidate's address", left.email.text(), right.email.text());
    replaced(lost, "the employer", before.employer.name, after.employer.name);
    replaced(lost, "the position", before.position, after.position);
    for (const auto& round : before.rounds)
        for (const auto& now : after.rounds)
            if (now.interview.id == round.interview.id) compare(lost, round, now);
    if (const auto* ended = after.ended(); ended != nullptr && before.ended() == nullptr)
        lost.push_back(fmt::format("the case has ended: {}", word(ended->how)));
    return lost;
}

} // namespace followup::ledger
