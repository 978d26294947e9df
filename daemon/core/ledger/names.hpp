#pragma once

#include "core/ledger/case.hpp"
#include "core/queue/names.hpp"

namespace followup::ledger {

using queue::compared;

/// The person an event's name means: by id, folded name (any they had), then e-mail address; a struck one
/// only when nobody else fits (the letter to them may have been sent before); null when nobody does.
[[nodiscard]] Person* person_named(std::vector<Person>& people, std::string_view name);
[[nodiscard]] const Person* person_named(const std::vector<Person>& people, std::string_view name);

/// The same of what an event of the second edition tells of somebody: also by the family name alone ("Ortiz",
/// "Herr Kolb"), when of those met one is called so and a title does not speak against it.
[[nodiscard]] Person* person_told_of(std::vector<Person>& people, std::string_view name);
[[nodiscard]] const Person* person_told_of(const std::vector<Person>& people, std::string_view name);

/// Whether the promise of that key is one to the person of this key: "ann-lee" and "ann-lee-2" are promises
/// to ann-lee; "ann-lee-smith" is one to somebody else.
[[nodiscard]] bool of_person(std::string_view promise, std::string_view person);

/// The person a `met` table of the first edition means: by id, folded name, e-mail address, then `was`;
/// struck ones too.
[[nodiscard]] Person* person_meant(std::vector<Person>& people, const queue::Met& met);

/// The same since the second edition: titles aside, and of several people of one name by address. Whoever
/// this very fact has named already is somebody else.
[[nodiscard]] Person* person_meant(std::vector<Person>& people, const queue::Met& met, std::int64_t fact);

/// Whether more than one of them are called so: then the name alone means nobody.
[[nodiscard]] bool several_named(const std::vector<Person>& people, std::string_view name);

/// The only person who is nearly called so, and not quite; null when there is none, or several.
[[nodiscard]] const Person* person_near(const std::vector<Person>& people, std::string_view name);

/// A key for a new name that no key in `taken` equals: the slug, then slug-2, slug-3, ….
[[nodiscard]] std::string fresh_key(std::string_view name, const std::vector<std::string>& taken);

/// True when one name is a respelling of the other: equal when folded, at distance <= 2, or one is the other
/// with words added ("Acme", "Acme Robotics").
[[nodiscard]] bool respelt(std::string_view left, std::string_view right);

/// The same of people's names: titles do not count, and a short name ("Al", "Bo") has to be equal.
[[nodiscard]] bool nearly_called(std::string_view left, std::string_view right);

} // namespace followup::ledger
