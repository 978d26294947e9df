#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

/// An event file as its tables stand in it, for whoever takes something out of it.
namespace followup::queue {

/// One event of a file.
struct EventBlock {
    std::string_view kind;
    toml::table* table = nullptr;
    std::uint32_t line = 0; ///< of its heading, from 1
};

/// The file; nothing when it is none that can be read.
[[nodiscard]] std::optional<toml::table> parsed(std::string_view bytes);
/// Its events in the order of their headings.
[[nodiscard]] std::vector<EventBlock> event_blocks(toml::table& root);
/// The lines of a text, each with what ends it.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view bytes);
/// Where a table whose heading is on that line (from 1) begins among the lines: with the comments above it.
[[nodiscard]] std::size_t beginning(const std::vector<std::string_view>& lines, std::uint32_t heading);
/// UTF-16 with a mark of its order, as some editors save, as UTF-8; anything else as it is.
[[nodiscard]] std::string as_utf8(std::string_view bytes);

} // namespace followup::queue
