#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace followup::when {

/// Which of the two clocks of a year a word names.
enum class Season : unsigned char { either, standard, daylight };

/// A word that people say for the clock of a place: "Eastern", "PST".
struct ZoneWord {
    std::string_view text;               ///< lower case
    std::string_view zone;               ///< IANA name
    std::string_view standard, daylight; ///< what the clock is called in winter and in summer
    Season says = Season::either;
};

/// All of them; an abbreviation of the wrong half of the year means the clock of the place all the same.
inline constexpr auto zone_words = std::to_array<ZoneWord>({
    {"eastern", "America/New_York", "EST", "EDT"},
    {"et", "America/New_York", "EST", "EDT"},
    {"est", "America/New_York", "EST", "EDT", Season::standard},
    {"edt", "America/New_York", "EST", "EDT", Season::daylight},
    {"central", "America/Chicago", "CST", "CDT"},
    {"ct", "America/Chicago", "CST", "CDT"},
    {"cst", "America/Chicago", "CST", "CDT", Season::standard},
    {"cdt", "America/Chicago", "CST", "CDT", Season::daylight},
    {"mountain", "America/Denver", "MST", "MDT"},
    {"mt", "America/Denver", "MST", "MDT"},
    {"mst", "America/Denver", "MST", "MDT", Season::standard},
    {"mdt", "America/Denver", "MST", "MDT", Season::daylight},
    {"pacific", "America/Los_Angeles", "PST", "PDT"},
    {"pt", "America/Los_Angeles", "PST", "PDT"},
    {"pst", "America/Los_Angeles", "PST", "PDT", Season::standard},
    {"pdt", "America/Los_Angeles", "PST", "PDT", Season::daylight},
    {"gmt", "UTC", "UTC", "UTC"},
    {"utc", "UTC", "UTC", "UTC"},
    {"z", "UTC", "UTC", "UTC"},
    {"uk", "Europe/London", "GMT", "BST"},
    {"london", "Europe/London", "GMT", "BST"},
    {"bst", "Europe/London", "GMT", "BST", Season::daylight},
    {"cet", "Europe/Berlin", "CET", "CEST", Season::standard},
    {"mez", "Europe/Berlin", "CET", "CEST", Season::standard},
    {"cest", "Europe/Berlin", "CET", "CEST", Season::daylight},
    {"mesz", "Europe/Berlin", "CET", "CEST", Season::daylight},
    {"aest", "Australia/Sydney", "AEST", "AEDT", Season::standard},
    {"aedt", "Australia/Sydney", "AEST", "AEDT", Season::daylight},
});

/// The place of a word among them; their number when it is none.
[[nodiscard]] constexpr std::size_t zone_word(std::string_view text) {
    std::size_t i = 0;
    while (i < zone_words.size() && zone_words[i].text != text)
        ++i;
    return i;
}

} // namespace followup::when
