#pragma once

#include "core/plan/score.hpp"
#include "core/web/agenda.hpp"

namespace followup::web {

/// A period, both days included, in the reader's zone.
struct Period {
    base::Date first;
    base::Date last;
};

/// The promise scores of a period as a table, one person a line.
[[nodiscard]] std::string score_text(std::span<const plan::Scored> scores, const Period& period,
                                     const Reader& reader);
/// {"from", "until", "scores": [{role, person, name, kept, moved, late, broken, percent}]}.
[[nodiscard]] std::string score_json(std::span<const plan::Scored> scores, const Period& period);

} // namespace followup::web
