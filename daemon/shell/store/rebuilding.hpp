#pragma once

#include "shell/store/mark.hpp"
#include "shell/store/plain.hpp"

#include <span>
#include <string_view>

/// Private to this folder: rows that are damaged, as the indexes of their table still tell of them.
namespace followup::store {

/// Writes into `to` the rows of a table that `from` has in its indexes and `to` has not. What no index knows
/// is written so that it cannot be opened: then its case or mail is set aside, and nobody is told of it
/// without that. `lately`: when facts were accepted.
void rebuild(const PlainFile& from, const PlainFile& to, std::string_view table,
             std::span<const Accepted> lately);

} // namespace followup::store
