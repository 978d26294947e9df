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

bool was_called(const Person& person, const std::string& name) {
    return std::ranges::any_of(person.names, [&](const auto& each) { return compared(each) == name; });
}

template <class Fits>
Person* first(std::vector<Person>& people, Fits fits) {
    const auto at = std::ranges::find_if(people, fits);
    return at == people.end() ? nullptr : &*at;
}

enum class Sex : std::uint8_t { untold, woman, man };

/// What the titles in front of a name say.
Sex sex_of(std::string_view name) {
    const auto words = base::folded(name);
    const auto first = std::string_view{words}.substr(0, words.find_first_of(". "));
    if (first == "ms" || first == "mrs" || first == "miss" || first == "frau") return Sex::woman;
    return first == "mr" || first == "herr" ? Sex::man : Sex::untold;
}

/// Whether that is the person's family name: the last words of a name that has others before them.
bool family_name(const Person& person, std::string_view name) {
    const auto bare = compared(name);
    const auto theirs = sex_of(person.met.salutation.empty() ? person.met.name : person.met.salutation);
    const auto told = sex_of(name);
    if (bare.empty() || (told != Sex::untold && theirs != Sex::untold && told != theirs)) return false;
    const auto last = [&](const std::string& each) { return compared(each).ends_with(" " + bare); };
    return last(person.met.name) || std::ranges::any_of(person.names, last);
}

/// The first who is called so exactly, else the only one who is called so but for a title.
Person* called(std::vector<Person>& people, const auto& among, std::string_view name) {
    const auto folded = base::folded(name);
    const auto fits = [&](const Person& p) { return among(p) && had(p, folded); };
    if (auto* found = first(people, fits)) return found;
    const auto bare = compared(name);
    const auto nearly = [&](const Person& p) { return among(p) && was_called(p, bare); };
    return std::ranges::count_if(people, nearly) == 1 ? first(people, nearly) : nullptr;
}

} // namespace

Person* person_named(std::vector<Person>& people, std::string_view name) {
    if (auto* found = first(people, [&](const Person& p) { return !p.met.id.empty() && p.met.id == name; }))
        return found;
    const auto folded = base::folded(name);
    for (const bool struck : {false, true}) {
        if (auto* found = called(people, [&](const Person& p) { return p.struck == struck; }, name))
            return found;
        const auto written_to = [&](const Person& p) {
            return p.struck == struck && p.met.email && p.met.email->key() == folded;
        };
        if (auto* found = first(people, written_to)) return found;
    }
    return nullptr;
}

const Person* person_named(const std::vector<Person>& people, std::string_view name) {
    // The search changes nobody.
    return person_named(const_cast<std::vector<Person>&>(people), name); // NOLINT(*-const-cast)
}

Person* person_told_of(std::vector<Person>& people, std::string_view name) {
    if (auto* found = person_named(people, name)) return found;
    const auto fits = [name](const Person& p) { return !p.struck && family_name(p, name); };
    return std::ranges::count_if(people, fits) == 1 ? first(people, fits) : nullptr;
}

const Person* person_told_of(const std::vector<Person>& people, std::string_view name) {
    return person_told_of(const_cast<std::vector<Person>&>(people), name); // NOLINT(*-const-cast)
}

bool of_person(std::string_view promise, std::string_view person) {
    if (!promise.starts_with(person)) return false;
    const auto rest = promise.substr(person.size());
    return rest.empty()
           || (rest.size() > 1 && rest.front() == '-'
               && rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
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

Person* person_meant(std::vector<Person>& people, const queue::Met& met, std::int64_t fact) {
    if (!met.id.empty())
        if (auto* found = first(people, [&](const Person& p) { return p.met.id == met.id; })) return found;
    const auto another = [&](const Person& p) {
        return p.told_by == fact || (!met.id.empty() && !p.met.id.empty() && p.met.id != met.id);
    };
    const auto same_address = [&](const Person& p) { return met.email && p.met.email == met.email; };
    const auto bare = compared(met.name);
    const auto named = [&](const Person& p) { return !another(p) && was_called(p, bare); };
    if (auto* found = first(people, [&](const Person& p) { return named(p) && same_address(p); }))
        return found;
    if (auto* found = first(people, [&](const Person& p) { return named(p) && !p.struck; })) return found;
    if (auto* found = first(people, named)) return found;
    if (auto* found = first(people, [&](const Person& p) { return !another(p) && same_address(p); }))
        return found;
    if (met.was.empty()) return nullptr;
    return called(people, [](const Person&) { return true; }, met.was);
}

bool several_named(const std::vector<Person>& people, std::string_view name) {
    const auto bare = compared(name);
    return std::ranges::count_if(people, [&](const Person& p) { return !p.struck && was_called(p, bare); })
           > 1;
}

const Person* person_near(const std::vector<Person>& people, std::string_view name) {
    const Person* near = nullptr;
    for (const auto& each : people) {
        if (each.struck || !nearly_called(each.met.name, name)) continue;
        if (near != nullptr) return nullptr;
        near = &each;
    }
    return near;
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

bool nearly_called(std::string_view left, std::string_view right) {
    constexpr std::size_t short_max = 5; // two letters of five are another name
    const auto a = base::replaced(compared(left), "-", " ");
    const auto b = base::replaced(compared(right), "-", " ");
    if (a == b) return true;
    return std::min(a.size(), b.size()) <= short_max
               ? (" " + a + " ").contains(" " + b + " ") || (" " + b + " ").contains(" " + a + " ")
               : respelt(a, b);
}

} // namespace followup::ledger
