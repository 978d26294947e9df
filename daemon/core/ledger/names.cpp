#include "core/ledger/names.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::ledger {
namespace {

bool had(const Person& person, const std::string& folded) {
    return std::ranges::find(person.names, folded) != person.names.end();
}

template <class Fits>
Person* first(std::vector<Person>& people, Fits fits) {
    const auto at = std::ranges::find_if(people, fits);
    return at == people.end() ? nullptr : &*at;
}

} // namespace

Person* person_named(std::vector<Person>& people, std::string_view name) {
    const auto folded = base::folded(name);
    for (const bool struck : {false, true}) {
        if (auto* found =
                first(people, [&](const Person& p) { return p.struck == struck && had(p, folded); }))
            return found;
        const auto written_to = [&](const Person& p) {
            return p.struck == struck && p.met.email && p.met.email->key() == folded;
        };
        if (auto* found = first(people, written_to)) return found;
    }
    return nullptr;
}

Person* person_meant(std::vector<Person>& people, const queue::Met& met) {
    if (!met.id.empty())
        if (auto* found = first(people, [&](const Person& p) { return p.met.id == met.id; })) return found;
    const auto differs = [&](const Person& p) {
        return !met.id.empty() && !p.met.id.empty() && p.met.id != met.id;
    };
    const auto name = base::folded(met.name);
    if (auto* found = first(people, [&](const Person& p) { return !differs(p) && had(p, name); }))
        return found;
    if (met.email)
        if (auto* found =
                first(people, [&](const Person& p) { return !differs(p) && p.met.email == met.email; }))
            return found;
    if (met.was.empty()) return nullptr;
    const auto was = base::folded(met.was);
    return first(people, [&](const Person& p) { return had(p, was); });
}

std::string fresh_key(std::string_view name, const std::vector<std::string>& taken) {
    const auto stem = base::slug(name);
    auto key = stem;
    for (int n = 2; std::ranges::find(taken, key) != taken.end(); ++n)
        key = fmt::format("{}-{}", stem, n);
    return key;
}

bool respelt(std::string_view left, std::string_view right) {
    const auto a = base::folded(left);
    const auto b = base::folded(right);
    if (a == b || base::distance(a, b) <= 2) return true;
    const auto padded_a = " " + a + " ";
    const auto padded_b = " " + b + " ";
    return padded_a.contains(padded_b) || padded_b.contains(padded_a);
}

} // namespace followup::ledger
