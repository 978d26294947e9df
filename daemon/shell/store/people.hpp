#pragma once

#include "shell/store/connection.hpp"

/// Private to this folder: how people are named in rows. A candidate is never named in clear.
namespace followup::store {

/// "c": the candidate of the row's case, whoever they are called now; "r:ID": a recruiter.
[[nodiscard]] std::string reference(const plan::Person& person);
/// The same where the role is not told: whoever is the case's candidate is that, a recruiter otherwise; an
/// e-mail address that is neither becomes "x:TAG".
[[nodiscard]] std::string reference(Connection& session, std::int64_t case_number, std::string_view person);
/// Person::id of a reference; `otherwise` for "x:TAG".
[[nodiscard]] std::string person(Connection& session, std::int64_t case_number, std::string_view reference,
                                 std::string_view otherwise);

} // namespace followup::store
