#pragma once

#include "core/base/problem.hpp"
#include "core/base/zone.hpp"
#include "core/words/tongue.hpp"

#include <string>

namespace followup::web {

/// What somebody typed into a page or a mail, and what it was read as.
struct Typed {
    std::string date;    ///< as it was typed; empty: none
    std::string english; ///< as core/when would read it
    base::Instant said;
    base::Zone zone;
};

/// Why that could not be recorded, in the language of who typed it and without our grammar: for a date what
/// is wrong with it and how to write one.
[[nodiscard]] base::Problem refused(const Typed& typed, const base::Problems& problems,
                                    const words::Tongue& tongue);

} // namespace followup::web
