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

/// A moment gone as it is typed ("yesterday 17:02", "an hour ago"), as a TOML date-time in the zone of
/// `against`, whose `said` is now; one that lies ahead is refused.
[[nodiscard]] base::Result<std::string> moment(std::string_view typed, const when::Context& against,
                                               const InEnglish& in_english = {});

/// The dates said in an event with the key of each, for reading them back.
[[nodiscard]] std::vector<std::pair<std::string, const Spoken*>> spoken(const Body& body);

} // namespace followup::queue
