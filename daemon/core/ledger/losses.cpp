#include "core/ledger/losses.hpp"

#include "core/ledger/names.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace followup::ledger {
namespace {

using Of = Loss::Of;
using What = Loss::What;

/// What was said of one thing, before and after.
struct Said {
    Of of;
    const std::string& before;
    const std::string& now;
};

void compare(std::vector<Loss>& lost, const std::string& whom, const Said& said) {
    if (said.before.empty() || said.before == said.now) return;
    lost.push_back({said.now.empty() ? What::gone : What::replaced, said.of, whom, said.before, said.now});
}

template <class Text>
void compare(std::vector<Loss>& lost, Of of, const std::vector<Text>& before, const std::vector<Text>& now,
             const queue::Eyes& eyes, const auto& text_of) {
    for (const auto& each : before) {
        const auto& words = text_of(each).read(eyes);
        if (words.empty()) continue;
        if (std::ranges::none_of(now, [&](const Text& other) { return text_of(other).read(eyes) == words; }))
            lost.push_back({What::gone, of, {}, words, {}});
    }
}

template <class Text>
void compare(std::vector<Loss>& lost, const Matter<Text>& before, const Matter<Text>& now,
             const queue::Eyes& eyes) {
    constexpr std::identity itself;
    const auto concern = [](const queue::Concern<Text>& each) -> const Text& { return each.text; };
    compare(lost, {}, {Of::problem, before.problem.read(eyes), now.problem.read(eyes)});
    compare(lost, Of::strength, before.strengths, now.strengths, eyes, itself);
    compare(lost, Of::project, before.projects, now.projects, eyes, itself);
    compare(lost, Of::concern, before.objections, now.objections, eyes, concern);
}

std::string text_of(const std::optional<base::MailAddress>& address) {
    return address ? address->text() : std::string{};
}

void compare(std::vector<Loss>& lost, const Person& before, const Person& now, const queue::Eyes& eyes) {
    const auto left = before.seen_by(eyes);
    const auto right = now.seen_by(eyes);
    if (now.struck && !before.struck)
        return lost.push_back({.what = What::struck, .of = Of::met, .whom = left.name});
    compare(lost, left.name, {Of::name, left.name, right.name});
    compare(lost, left.name, {Of::title, left.title, right.title});
    compare(lost, left.name, {Of::phone, left.phone, right.phone});
    compare(lost, left.name, {Of::address, left.address, right.address});
    compare(lost, left.name, {Of::email, text_of(left.email), text_of(right.email)});
}

void compare(std::vector<Loss>& lost, const Round& before, const Round& now, const queue::Eyes& eyes) {
    for (const auto& person : before.people)
        if (const auto at = std::ranges::find(now.people, person.key, &Person::key); at != now.people.end())
            compare(lost, person, *at, eyes);
    for (const auto& promise : before.promises) {
        const auto at = std::ranges::find(now.promises, promise.key, &Promised::key);
        if (at != now.promises.end() && at->struck && !promise.struck)
            lost.push_back({.what = What::struck, .of = Of::promise, .whom = promise.promise.call});
    }
    for (const auto& step : before.steps) {
        const auto at = std::ranges::find(now.steps, step.number, &Step::number);
        if (at != now.steps.end() && at->struck && !step.struck)
            lost.push_back(
                {.what = What::struck, .of = Of::step, .whom = std::string{queue::word(step.next.what)}});
    }
    if (now.cancelled && !before.cancelled)
        lost.push_back({.what = What::off, .of = Of::interview, .whom = now.interview.id});
    compare(lost, before.told, now.told, eyes);
    compare(lost, before.confided, now.confided, eyes);
}

/// What ended the case, for whoever may know of it: a no is a person's to tell.
void compare_ends(std::vector<Loss>& lost, const Case& before, const Case& after, const queue::Eyes& eyes) {
    const auto* ended = after.ended();
    if (ended == nullptr || before.ended() != nullptr) return;
    const bool hers = std::holds_alternative<queue::ForCandidate>(eyes);
    if (hers && ended->origin.teller != queue::Teller::candidate) return;
    lost.push_back({.what = What::ended, .of = Of::whole_case, .whom = std::string{word(ended->how)}});
}

} // namespace

std::string_view word(Loss::What what) {
    constexpr std::array<std::string_view, 5> words{"replaced", "gone", "struck", "off", "ended"};
    return words[static_cast<std::size_t>(what)];
}

std::string_view word(Loss::Of of) {
    constexpr std::array<std::string_view, 20> words{"candidate-name",
                                                     "candidate-phone",
                                                     "candidate-zone",
                                                     "candidate-email",
                                                     "employer",
                                                     "position",
                                                     "problem",
                                                     "strength",
                                                     "project",
                                                     "concern",
                                                     "met",
                                                     "name",
                                                     "title",
                                                     "phone",
                                                     "address",
                                                     "email",
                                                     "promise",
                                                     "step",
                                                     "interview",
                                                     "case"};
    return words[static_cast<std::size_t>(of)];
}

std::vector<Loss> losses(const Case& before, const Case& after, const queue::Eyes& eyes) {
    std::vector<Loss> lost;
    const auto& left = before.candidate;
    const auto& right = after.candidate;
    compare(lost, {}, {Of::candidate_name, left.name, right.name});
    compare(lost, {}, {Of::candidate_phone, left.phone, right.phone});
    compare(lost, {}, {Of::candidate_zone, left.zone, right.zone});
    compare(lost, {}, {Of::candidate_email, left.email.text(), right.email.text()});
    compare(lost, {}, {Of::employer, before.employer.name, after.employer.name});
    compare(lost, {}, {Of::position, before.position, after.position});
    for (const auto& round : before.rounds)
        for (const auto& now : after.rounds)
            if (now.interview.id == round.interview.id) compare(lost, round, now, eyes);
    compare_ends(lost, before, after, eyes);
    return lost;
}

} // namespace followup::ledger
