#pragma once

#include <string>

/// Private to this folder: a ledger whose pages do not hold together any more.
namespace followup::store {

/// The name of the note that says what a salvage could not bring along.
constexpr auto salvaged_note = "salvaged";

/// Writes what can be read of a damaged ledger into a new one, which takes its place; the damaged one is kept
/// beside it as PATH.damaged. A fact that cannot be read but is known of becomes one that cannot be opened,
/// so that its case is set aside and not told without it. False: nothing was changed, it gives too little.
[[nodiscard]] bool salvage(const std::string& path);

} // namespace followup::store
