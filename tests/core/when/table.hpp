#pragma once

#include "core/when/reading.hpp"

#include <string>
#include <vector>

namespace followup::when {

/// A line of a table of cases.
struct Case {
    std::string name; ///< what it shows; may be empty
    std::string phrase;
    Context context;
    std::string expected; ///< the one-line result
};

/// The cases of a file: phrase, reference, zone, holidays, expected, note, separated by tabs, under a header.
/// The holidays are "-" or items separated by ';': a closed day `YYYY-MM-DD[=Name]`, `order=dmy`,
/// `interview=INSTANT`. With `named`, a name stands before the phrase.
[[nodiscard]] std::vector<Case> cases(const std::string& file, bool named);

/// The context of a reference, zone and holidays cell.
[[nodiscard]] Context context(const std::string& reference, const std::string& zone,
                              const std::string& holidays);

/// Wed 4 Mar 2026, 10:15 in New York, without closed days.
[[nodiscard]] Context wednesday();

} // namespace followup::when
