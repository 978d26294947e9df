#pragma once

#include "core/when/tokens.hpp"

/// What was said of the time of day, as said.hpp has the rest.
namespace followup::when::said {

/// The bytes of a part: `at` the first, `until` after the last.
struct Span {
    std::size_t at = 0;
    std::size_t until = 0;
};

/// A time of day as spoken; `beside` is minutes before or after an hour of twelve, "ten to five".
struct Time {
    enum class Form : std::uint8_t { clock, noon, midnight, beside };
    Form form = Form::clock;
    int hour = 0;
    int minute = 0; ///< of the hour
    int second = 0;
    int minutes = 0;           ///< after an hour, noon or midnight; before it when negative
    bool leading_zero = false; ///< of a clock of 24 hours
    bool half = false;         ///< "half three"
    bool either = false;       ///< "10 to 5": minutes before five, or from ten to five
    std::optional<bool> pm{};
    Span span{};
};

/// Whose clock is meant: "Eastern", "London time".
struct Zone {
    std::string_view name;           ///< IANA; of an unchanging list
    std::string_view abbreviation{}; ///< that was said or implied, upper case; empty: none
    Span span{};
};

/// The named parts of a day, and "first thing".
enum class Hours : std::uint8_t { morning, afternoon, evening, lunchtime, first_thing };

/// When in the day.
struct Part {
    enum class Kind : std::uint8_t {
        none,
        clock,     ///< `time`, and perhaps `hours` that it must fall in
        window,    ///< `hours`
        close,     ///< close of business
        between,   ///< `time` and `until`
        same_time, ///< the clock of the reference
    };
    Kind kind = Kind::none;
    Time time{};
    Time until{};
    std::optional<Hours> hours{};
    std::optional<Zone> zone{}; ///< else the reader's
    bool today = false;         ///< "tonight", "this morning"
    bool joined = false;        ///< "2-4pm": `between` without the word, beside a day
    bool bare = false;          ///< the same of hours alone: beside today or tomorrow
    bool upcoming = false;      ///< "in the morning": without a day, the next that has not begun
    Span clock{};               ///< of the time with its "at"
    Span window{};              ///< of the hours
    Span span{};
};

} // namespace followup::when::said
