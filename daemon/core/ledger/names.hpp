#pragma once

#include "core/ledger/case.hpp"

namespace followup::ledger {

/// The person an event's name means: by folded name (any they had), then e-mail address; a struck one only
/// when nobody else fits (the letter to them may have been sent before); null when nobody does.
[[nodiscard]] Person* person_named(std::vector<Person>& people, std::string_view name);

/// The person a `met` table means: by id, folded name, e-mail address, then `was`; struck ones too.
[[nodiscard]] Person* person_meant(std::vector<Person>& people, const queue::Met& met);

/// A key for a new name that no key in `taken` equals: the slug, then slug-2, slug-3, ….
[[nodiscard]] std::string fresh_key(std::string_view name, const std::vector<std::string>& taken);

/// True when one name is a respelling of the other: equal when folded, at distance <= 2, or one is the other
/// with words added ("Acme", "Acme Robotics").
[[nodiscard]] bool respelt(std::string_view left, std::string_view right);

} // namespace followup::ledger
