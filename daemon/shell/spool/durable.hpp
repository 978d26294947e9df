#pragma once

#include "core/base/problem.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Private to the room: writes that are on the disk when they return.
namespace followup::spool {

/// Makes the folder if there is none, with exactly that mode.
[[nodiscard]] base::Result<void> folder(const std::string& path, unsigned mode);

/// fsync of a folder.
[[nodiscard]] base::Result<void> sync_folder(const std::string& path);

/// Writes a new file with exactly that mode and fsyncs it; never over another. `errno` says why
/// not.
[[nodiscard]] base::Result<void> write_durably(const std::string& path, std::string_view bytes,
                                               unsigned mode);

/// Whether a file may have that name in the queue: letters, digits, '.', '_' and '-', ending in ".toml".
[[nodiscard]] bool good_name(std::string_view name);

/// The name that a file had in new/, from its name in taken/ ("NUMBER~NAME").
[[nodiscard]] std::string name_of(std::string_view held);

/// At most `file_bytes_max` and one more byte of it; nothing when it cannot be read, and `errno` says why.
[[nodiscard]] std::optional<std::string> read_some(int fd);

} // namespace followup::spool
