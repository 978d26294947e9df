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
    std::string before;
    std::string now;
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
    for (const auto& each : before.objections) {
        const auto same = [&](const auto& other) { return other.text == each.text; };
        const auto at = std::ranges::find_if(now.objections, same);
        if (at != now.objections.end() && !each.text.read(eyes).empty())
            compare(lost, {}, {Of::answer, each.answer.read(eyes), at->answer.read(eyes)});
    }
}

std::string text_of(const std::optional<base::MailAddress>& address) {
    return address ? address->text() : std::string{};
}

/// What one side told of somebody.
void compare(std::vector<Loss>& lost, const std::string& name, const queue::Met& left,
             const queue::Met& right, const queue::Eyes& eyes) {
    compare(lost, name, {Of::title, left.title, right.title});
    compare(lost, name, {Of::phone, left.phone, right.phone});
    compare(lost, name, {Of::address, left.address, right.address});
    compare(lost, name, {Of::email, text_of(left.email), text_of(right.email)});
    compare(lost, name, {Of::salutation, left.salutation, right.salutation});
    compare(lost, name, {Of::language, left.language, right.language});
    compare(lost, name, {Of::talked_about, left.talked_about.read(eyes), right.talked_about.read(eyes)});
}

void compare(std::vector<Loss>& lost, const Person& before, const Person& now, const queue::Eyes& eyes) {
    const auto& name = before.met.name;
    if (now.struck && !before.struck)
        return lost.push_back({.what = What::struck, .of = Of::met, .whom = name});
    compare(lost, name, {Of::name, name, now.met.name});
    compare(lost, name, before.met, now.met, eyes);
    if (std::holds_alternative<queue::ForRecruiter>(eyes))
        compare(lost, name, before.confided, now.confided, eyes);
}

void compare(std::vector<Loss>& lost, const Promised& before, const Promised& now, const queue::Eyes& eyes) {
    const auto& left = before.promise;
    const auto& right = now.promise;
    if (now.struck && !before.struck)
        return lost.push_back({.what = What::struck, .of = Of::promise, .whom = left.call});
    compare(lost, left.call, {Of::said, left.said.read(eyes), right.said.read(eyes)});
    compare(lost, left.call, {Of::number, left.phone, right.phone});
    compare(lost, left.call, {Of::number, before.phone.read(eyes), now.phone.read(eyes)});
}

void compare(std::vector<Loss>& lost, const Step& before, const Step& now, const queue::Eyes& eyes) {
    const std::string what{queue::word(before.next.what)};
    if (now.struck && !before.struck)
        return lost.push_back({.what = What::struck, .of = Of::step, .whom = what});
    compare(lost, what, {Of::step_note, before.next.note.read(eyes), now.next.note.read(eyes)});
    compare(lost, what, {Of::step_note, before.note.read(eyes), now.note.read(eyes)});
}

/// Notes of a debriefing, of each time.
const std::vector<queue::Own>& notes_of(const std::optional<Debriefing>& held) {
    static const std::vector<queue::Own> none;
    return held ? held->notes : none;
}

void compare(std::vector<Loss>& lost, const Round& before, const Round& now, const queue::Eyes& eyes) {
    for (const auto& person : before.people)
        if (const auto at = std::ranges::find(now.people, person.key, &Person::key); at != now.people.end())
            compare(lost, person, *at, eyes);
    for (const auto& promise : before.promises)
        if (const auto at = std::ranges::find(now.promises, promise.key, &Promised::key);
            at != now.promises.end())
            compare(lost, promise, *at, eyes);
    for (const auto& step : before.steps)
        if (const auto at = std::ranges::find(now.steps, step.number, &Step::number); at != now.steps.end())
            compare(lost, step, *at, eyes);
    constexpr std::identity itself;
    compare(lost, Of::note, before.notes, now.notes, eyes, itself);
    compare(lost, Of::note, notes_of(before.candidate_debriefing), notes_of(now.candidate_debriefing), eyes,
            itself);
    compare(lost, Of::note, notes_of(before.client_debriefing), notes_of(now.client_debriefing), eyes,
            itself);
    compare(lost, {}, {Of::place, before.interview.place, now.interview.place});
    const auto& left = before.interview.employer;
    const auto& right = now.interview.employer;
    compare(lost, {}, {Of::employer_address, left.address, right.address});
    compare(lost, {}, {Of::employer_phone, left.phone, right.phone});
    compare(lost, {}, {Of::employer_language, left.language, right.language});
    if (now.cancelled && !before.cancelled)
        lost.push_back({.what = What::off, .of = Of::interview, .whom = now.interview.id});
    compare(lost, before.told, now.told, eyes);
    compare(lost, before.confided, now.confided, eyes);
}

/// What ended the case, for whoever may know of it: a no is a person's to tell.
void compare_ends(std::vector<Loss>& lost, const Case& before, const Case& after, const queue::Eyes& eyes) {
    const auto* ended = after.ended();
    const auto* was = before.ended();
    if (ended == nullptr) return;
    const bool hers = std::holds_alternative<queue::ForCandidate>(eyes);
    if (hers && ended->origin.teller != queue::Teller::candidate) return;
    const std::string how{word(ended->how)};
    if (was == nullptr) return lost.push_back({.what = What::ended, .of = Of::whole_case, .whom = how});
    // Something told late had ended it before.
    compare(lost, {}, {Of::whole_case, std::string{word(was->how)}, how});
    compare(lost, {}, {Of::told, was->telling.words.read(eyes), ended->telling.words.read(eyes)});
}

} // namespace

std::string_view word(Loss::What what) {
    constexpr std::array<std::string_view, 5> words{"replaced", "gone", "struck", "off", "ended"};
    return words[static_cast<std::size_t>(what)];
}

std::string_view word(Loss::Of of) {
    constexpr std::string_view words[] = {"candidate-name",
                                          "candidate-phone",
                                          "candidate-zone",
                                          "candidate-email",
                                          "candidate-language",
                                          "candidate-salutation",
                                          "employer",
                                          "employer-address",
                                          "employer-phone",
                                          "employer-language",
                                          "position",
                                          "place",
                                          "problem",
                                          "strength",
                                          "project",
                                          "concern",
                                          "answer",
                                          "note",
                                          "met",
                                          "name",
                                          "title",
                                          "phone",
                                          "address",
                                          "email",
                                          "salutation",
                                          "language",
                                          "talked-about",
                                          "promise",
                                          "said",
                                          "number",
                                          "step",
                                          "step-note",
                                          "interview",
                                          "told",
                                          "case"};
    static_assert(std::size(words) == static_cast<std::size_t>(Of::whole_case) + 1);
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
    compare(lost, {}, {Of::candidate_language, left.language, right.language});
    compare(lost, {}, {Of::candidate_salutation, left.salutation, right.salutation});
    compare(lost, {}, {Of::employer, before.employer.name, after.employer.name});
    compare(lost, {}, {Of::position, before.position, after.position});
    for (const auto& round : before.rounds)
        for (const auto& now : after.rounds)
            if (now.interview.id == round.interview.id) compare(lost, round, now, eyes);
    for (std::size_t n = 0; n < before.offers.size() && n < after.offers.size(); ++n)
        compare(
            lost, {},
            {Of::told, before.offers[n].telling.words.read(eyes), after.offers[n].telling.words.read(eyes)});
    compare_ends(lost, before, after, eyes);
    return lost;
}

} // namespace followup::ledger
