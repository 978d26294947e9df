#pragma once

#include "core/words/tongue.hpp"

#include <string>
#include <string_view>

/// How a letter speaks to somebody. Nobody's sex is guessed: what the honorific does not say is not known.
namespace followup::letter {

/// What is called a name behind an honorific: "van der Berg" of "Dirk van der Berg", "Chen" of "Margaret J.
/// Chen". All of it where first and last names cannot be told apart for certain.
[[nodiscard]] std::string surname(std::string_view name);

/// "Dear Dr. Okafor," of the honorific "Dr"; "Sehr geehrte Frau Dr. Siedler,". The greeting of the language
/// with the full name when there is no honorific, or one that the language has no form for.
[[nodiscard]] std::string greeting(std::string_view name, std::string_view honorific,
                                   const words::Tongue& tongue);

/// How somebody is called behind "Hello": "Frau Dr. Siedler"; the full name when no honorific is known.
[[nodiscard]] std::string called(std::string_view name, std::string_view honorific,
                                 const words::Tongue& tongue);

/// The name as it stands on an envelope: "Frau Dr. Anna Siedler"; without an honorific the name alone.
[[nodiscard]] std::string addressee(std::string_view name, std::string_view honorific,
                                    const words::Tongue& tongue);

} // namespace followup::letter
