#pragma once

#include "shell/store/plain.hpp"

#include <string>

/// Private to this folder: rows that are brought from one database file into another.
namespace followup::store {

/// Runs statements without parameters; throws Refused.
void execute(const PlainFile& file, const std::string& sql);
/// Gives each row that `select` finds to `insert`, whose parameters are its columns, until one cannot be
/// read. False: there was one, or one that was not taken.
[[nodiscard]] bool carry(const PlainFile& from, const std::string& select, const PlainFile& to,
                         const std::string& insert);

} // namespace followup::store
