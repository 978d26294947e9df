#include "core/ledger/folding.hpp"
#include "core/ledger/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <functional>

namespace followup::ledger {
namespace {

using queue::ForRecruiter;

template <class Text>
bool same_words(const Text& left, const Text& right) {
    return base::folded(left.read(ForRecruiter{})) == base::folded(right.read(ForRecruiter{}));
}

template <class Text>
void add(std::vector<Text>& known, const std::vector<Text>& said) {
    for (const auto& text : said)
        if (std::ranges::none_of(known, [&](const Text& each) { return same_words(each, text); }))
            known.push_back(text);
}

template <class Text>
void add(std::vector<queue::Concern<Text>>& known, const std::vector<queue::Concern<Text>>& said) {
    for (const auto& concern : said) {
        const auto at = std::ranges::find_if(
            known, [&](const auto& each) { return same_words(each.text, concern.text); });
        if (at == known.end()) {
            known.push_back(concern);
            continue;
        }
        if (!concern.by.empty()) at->by = concern.by;
        if (!concern.answer.empty()) at->answer = concern.answer;
        at->share = at->share || concern.share;
    }
}

template <class Text>
void add(Matter<Text>& known, const auto& said) {
    if (!said.problem.empty()) known.problem = said.problem;
    add(known.strengths, said.strengths);
    add(known.projects, said.projects);
    add(known.objections, said.objections);
}

/// What a debriefing says, for the candidate: she said it herself.
queue::Shared as_shared(const queue::Own& text) {
    return text.read(ForRecruiter{});
}
std::vector<queue::Shared> as_shared(const std::vector<queue::Own>& texts) {
    std::vector<queue::Shared> shared;
    for (const auto& text : texts)
        shared.push_back(as_shared(text));
    return shared;
}
std::vector<queue::Concern<queue::Shared>> as_shared(const std::vector<queue::Concern<queue::Own>>& all) {
    std::vector<queue::Concern<queue::Shared>> shared;
    for (const auto& each : all)
        shared.push_back({as_shared(each.text), each.by, each.share, each.answer});
    return shared;
}
Matter<queue::Shared> as_shared(const queue::Debriefed& said) {
    return {as_shared(said.problem), as_shared(said.strengths), as_shared(said.projects),
            as_shared(said.objections)};
}

/// By the rule of the first edition an interview file that names a thing replaced what was learned of it; one
/// that did not left it standing.
template <class T>
void overlay(T& known, T& learned, const T& said) {
    known = said.empty() ? learned : said;
    if (!said.empty()) learned = {};
}

template <class T>
void learn(T& known, T& learned, const T& now) {
    if (now.empty()) return;
    known = now;
    learned = now;
}

} // namespace

void apply_matter(Round& round, const Fact& fact, const queue::Interview& said) {
    if (!first_edition(fact)) return add(round.told, said);
    overlay(round.told.problem, round.learned.problem, said.problem);
    overlay(round.told.strengths, round.learned.strengths, said.strengths);
    overlay(round.told.projects, round.learned.projects, said.projects);
    overlay(round.told.objections, round.learned.objections, said.objections);
}

void apply_matter(Round& round, const Fact& fact, const queue::Debriefed& said) {
    if (said.with == queue::Debriefed::With::client) {
        add(round.confided, said);
        for (const auto& concern : said.objections)
            if (concern.share) {
                const auto before = round.told.objections.size();
                add(round.told.objections, as_shared(std::vector{concern}));
                if (round.told.objections.size() > before)
                    round.raised.push_back({concern.by, fact.accepted});
            }
        return;
    }
    const auto shared = as_shared(said);
    if (!first_edition(fact)) return add(round.told, shared);
    learn(round.told.problem, round.learned.problem, shared.problem);
    learn(round.told.strengths, round.learned.strengths, shared.strengths);
    learn(round.told.projects, round.learned.projects, shared.projects);
    learn(round.told.objections, round.learned.objections, shared.objections);
}

namespace {

template <class Text>
void put_in(Matter<Text>& all, const Matter<Text>& of) {
    const auto known = [](const auto& list, const Text& text, const auto& text_of) {
        return std::ranges::any_of(list, [&](const auto& each) {
            return compared(text_of(each).read(queue::ForRecruiter{}))
                   == compared(text.read(queue::ForRecruiter{}));
        });
    };
    constexpr std::identity itself;
    const auto concern = [](const queue::Concern<Text>& each) -> const Text& { return each.text; };
    if (!of.problem.empty()) all.problem = of.problem;
    for (const auto& each : of.strengths)
        if (!known(all.strengths, each, itself)) all.strengths.push_back(each);
    for (const auto& each : of.projects)
        if (!known(all.projects, each, itself)) all.projects.push_back(each);
    for (const auto& each : of.objections)
        if (!known(all.objections, each.text, concern)) all.objections.push_back(each);
}

} // namespace

Matter<queue::Shared> told(const Case& known) {
    Matter<queue::Shared> all;
    for (const auto& round : known.rounds)
        put_in(all, round.told);
    return all;
}

Matter<queue::Own> confided(const Case& known) {
    Matter<queue::Own> all;
    for (const auto& round : known.rounds)
        put_in(all, round.confided);
    return all;
}

namespace {

/// What is said twice, once by each side, is read once.
void add_new(std::vector<std::string>& all, const std::string& words) {
    const auto same = [&](const std::string& each) { return compared(each) == compared(words); };
    if (!words.empty() && std::ranges::none_of(all, same)) all.push_back(words);
}

template <class Text>
void see(Matter<std::string>& all, const Matter<Text>& of, const queue::Eyes& eyes) {
    if (const auto& problem = of.problem.read(eyes); !problem.empty()) {
        const bool another = !all.problem.empty() && compared(all.problem) != compared(problem);
        all.problem = another ? all.problem + "\n" + problem : problem;
    }
    for (const auto& each : of.strengths)
        add_new(all.strengths, each.read(eyes));
    for (const auto& each : of.projects)
        add_new(all.projects, each.read(eyes));
    for (const auto& each : of.objections) {
        const auto& words = each.text.read(eyes);
        const auto same = [&](const auto& other) { return compared(other.text) == compared(words); };
        if (!words.empty() && std::ranges::none_of(all.objections, same))
            all.objections.push_back({words, each.by, each.share, each.answer});
    }
}

} // namespace

Matter<std::string> seen(const Case& known, const queue::Eyes& eyes) {
    Matter<std::string> all;
    see(all, told(known), eyes);
    see(all, confided(known), eyes);
    return all;
}

} // namespace followup::ledger
