#pragma once

#include "core/queue/reader.hpp"

#include <span>
#include <string>
#include <string_view>

/// Events as the commands write them: the other direction of `read`.
namespace followup::queue {

/// A key of an event and what is written behind it; an empty value leaves the key out.
struct Entry {
    std::string key;
    std::string value;
    bool bare = false; ///< a date-time, which stands without quotes
};

/// An event file of one event: `[[kind]]` and its keys in the order given.
[[nodiscard]] std::string written(std::string_view kind, std::span<const Entry> entries);

/// A moment as it is typed, as a TOML date-time: RFC 3339, a date and a time ("2026-11-20T17:02"), or a time
/// of today or yesterday in `zone` ("17:02", "5pm", "yesterday at 5pm"). One after `now` is refused.
[[nodiscard]] base::Result<std::string> moment(std::string_view typed, Instant now, const base::Zone& zone);

/// The dates said in an event with the key of each, for reading them back.
[[nodiscard]] std::vector<std::pair<std::string, const Spoken*>> spoken(const Body& body);

} // namespace followup::queue
