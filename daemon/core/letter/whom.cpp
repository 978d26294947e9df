#include "core/letter/whom.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::letter {

std::string_view key_of(const plan::Duty& duty) {
    const std::string_view id{duty.id};
    const auto kind = id.find('/', duty.interview.size());
    const auto key = kind == id.npos ? id.npos : id.find('/', kind + 1);
    return key == id.npos ? std::string_view{} : id.substr(key + 1);
}

const ledger::Round* round_of(const plan::Duty& duty, const ledger::Case& known) {
    const auto found = std::ranges::find_if(
        known.rounds, [&duty](const ledger::Round& round) { return round.interview.id == duty.interview; });
    return found == known.rounds.end() ? nullptr : &*found;
}

const ledger::Person* person_of(const plan::Duty& duty, const ledger::Case& known) {
    const auto* round = round_of(duty, known);
    if (round == nullptr) return nullptr;
    auto found = std::ranges::find(round->people, key_of(duty), &ledger::Person::key);
    if (found == round->people.end())
        found = std::ranges::find_if(round->people, [&duty](const ledger::Person& person) {
            return same_name(person.met.name, duty.whom);
        });
    return found == round->people.end() ? nullptr : &*found;
}

const std::string& address_of(const queue::Met& met, const ledger::Case& known) {
    return met.address.empty() ? known.employer.address : met.address;
}

bool same_name(std::string_view left, std::string_view right) {
    return !left.empty() && base::folded(left) == base::folded(right);
}

} // namespace followup::letter
