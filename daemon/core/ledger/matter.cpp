#include "core/ledger/case.hpp"
#include "core/ledger/names.hpp"

#include <algorithm>

namespace followup::ledger {
namespace {

template <class Text>
void put_in(Matter<Text>& all, const Matter<Text>& of) {
    const auto known = [](const auto& list, const Text& text, const auto& text_of) {
        return std::ranges::any_of(list, [&](const auto& each) {
            return compared(text_of(each).read(queue::ForRecruiter{})) == compared(text.read(queue::ForRecruiter{}));
        });
    };
    const auto itself = [](const Text& text) -> const Text& { return text; };
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
