#pragma once

#include "core/plan/plan.hpp"
#include "support/story.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Plans as lines that can be read and compared.
namespace followup::plan {

using story::acme;
using story::at;
using story::date;
using story::Story;
using story::told;

/// One person who was met.
inline constexpr auto luis = "met = [{ name = 'Luis Ortiz' }]";

inline const auto chicago = base::Zone::named("America/Chicago").value();

/// The default rules of the agency of `Story`.
[[nodiscard]] Rules rules(std::vector<when::ClosedDay> closed = {});

/// The story's plan as of `now`, by the default rules.
[[nodiscard]] Plan planned(const Story& story, std::string_view now);

/// "letter/luis-ortiz 11-21 14:30 MST open (reason)", one line each, in the owner's zone; only duties whose
/// id has `part`.
[[nodiscard]] std::string duties(const Plan& plan, std::string_view part = {});

/// "11-20 16:30 MST dana drafts letter/luis-ortiz", one line each, in the recipient's zone; "#2" is an
/// occurrence, "r1" a revision. Only nudges of duties whose id has `part`.
[[nodiscard]] std::string nudges(const Plan& plan, std::string_view part = {});

/// The duty `a/PART`; a missing one fails the test and is empty.
[[nodiscard]] Duty duty(const Plan& plan, std::string_view part);

} // namespace followup::plan
