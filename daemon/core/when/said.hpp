#pragma once

#include "core/when/said_time.hpp"

#include <memory>

/// What was said: a phrase as a tree, one type for each production that means something. Nothing here has
/// been compared with a calendar or a clock; numbers are as they were written.
namespace followup::when::said {

/// In which direction something is counted.
enum class Way : std::uint8_t { after, before };

enum class Measure : std::uint8_t { minutes, days, months, business_days };

/// "two weeks": a number of units of `each` measures.
struct Quantity {
    Measure measure = Measure::days;
    int each = 1;
    int count = 1;
    int least = 0;      ///< of "two to three weeks" the two; 0: one number
    bool idiom = false; ///< the eight days that are a week
    Span number{};
};

struct Duration {
    Quantity first{};
    std::optional<Quantity> second{}; ///< after "and"
    Span span{};
};

struct Interview {
    Span span{}; ///< of "the interview"
};

struct Day;

/// What days are counted from: a day, or the interview when there is none.
struct Target {
    Target();
    Target(std::unique_ptr<Day> from, Span words);
    Target(Target&& other) noexcept;
    Target& operator=(Target&& other) noexcept;
    ~Target();

    std::unique_ptr<Day> day;
    Span span{};
};

/// today, tomorrow, and a week after them.
struct DayWord {
    int ahead = 0;
};

/// A date in numbers or with a month's name.
struct CalendarDate {
    enum class Form : std::uint8_t {
        full,         ///< year, month, day
        no_year,      ///< month, day
        slash,        ///< first, second and perhaps the year
        day_only,     ///< "the 20th"
        day_of_month, ///< "the 20th of next month"
    };
    Form form = Form::full;
    int year = 0;
    bool has_year = false;
    int month = 0; ///< of a slash date the first number
    int day = 0;   ///< of a slash date the second number
    int months_ahead = 0;
    Span span{};
};

struct Weekday {
    enum class Form : std::uint8_t {
        bare,
        this_one, ///< "this Friday"
        coming,
        next,
        week,       ///< "Friday week"
        of_week,    ///< "Friday next week"
        dated,      ///< "Friday, March 6"
        after_next, ///< "Friday after next"
        over_next,  ///< the same where a language has one word for it
        fortnight,  ///< "Friday fortnight"
        following,  ///< "the following Friday"
        or_hour,    ///< "Friday 9"
        last,       ///< "last Friday"
    };
    Form form = Form::bare;
    base::weekday day{};
    int weeks_ahead = 0;
    CalendarDate date{};
    bool iso_week = false; ///< "Monday of week 51": `week`, and perhaps its year
    int week = 0;
    std::optional<int> year{};
    Span number{}; ///< of "Friday 9" the 9, of "week 51" the 51
};

struct Holiday {
    std::uint8_t rule = 0; ///< 0: only a name from the list
    bool listed = false;
    std::optional<int> year{};
    Span name{};
};

struct Period {
    /// `month_week` is "the first week of December", `iso_week` "week 50", `named_quarter` "Q1".
    enum class Kind : std::uint8_t {
        week,
        week_of,
        week_after,
        week_before,
        month,
        named_month,
        month_week,
        iso_week,
        quarter,
        named_quarter,
        year
    };
    Kind kind = Kind::week;
    int ahead = 0;     ///< 0: this one
    int month = 0;     ///< of a week of a month 0 when the month is `ahead`
    int n = 0;         ///< which quarter, which ISO week, which week of the month
    bool last = false; ///< the last week of the month
    std::optional<int> year{};
    Target target{};
    Span number{}; ///< of an ISO week
    Span span{};
};

enum class What : std::uint8_t { weekday, day, business_day };

/// "the second Tuesday of March", "the last business day of next week".
struct Nth {
    int n = 0; ///< unless `last`
    bool last = false;
    What what = What::day;
    base::weekday day{};
    Period period{};
};

/// "the Monday after Thanksgiving", "the next business day".
struct Near {
    int n = 1;
    What what = What::day;
    base::weekday day{};
    Way way = Way::after;
    bool from_today = false; ///< without a target
    Target target{};
    Span ordinal{}; ///< of the number, when one is said
};

/// "end of the month", "the middle of next week".
struct Edge {
    enum class Which : std::uint8_t { start, middle, end };
    Which which = Which::end;
    Period period{};
};

/// "in three days", "a week from Monday".
struct Offset {
    Duration duration{};
    Way way = Way::after;
    bool from_today = false; ///< without a target
    Target target{};
};

struct Day {
    std::variant<DayWord, CalendarDate, Weekday, Holiday, Nth, Near, Edge, Offset> is{};
    Span span{}; ///< of all its words
};

// A Target needs to know a Day to end one.
inline Target::Target() = default;
inline Target::Target(std::unique_ptr<Day> from, Span words) : day(std::move(from)), span(words) {}
inline Target::Target(Target&& other) noexcept = default;
inline Target& Target::operator=(Target&& other) noexcept = default;
inline Target::~Target() = default;

/// A day, a part of a day, or both.
struct When {
    std::optional<Day> day{};
    Part part{};
    bool by = false;        ///< "Friday by 5pm"
    bool next_week = false; ///< "same time next week", without a day
};

/// "2026-12-01T14:30Z".
struct Stamp {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    std::optional<int> offset{}; ///< minutes east of UTC
    Span span{};
};

struct Range {
    enum class Kind : std::uint8_t {
        whole, ///< all of the period
        early_week,
        late_week,
        later_this_week,
        early_month,
        mid_month,
        late_month,
        weekend,
    };
    Kind kind = Kind::whole;
    Period period{}; ///< unless it is a weekend
    int ahead = 0;   ///< of a weekend
    Span span{};
};

/// "in two to three weeks": an offset with two numbers.
struct Spread {
    Offset offset{};
    Span span{};
};

/// "in 24 hours", "two hours before the interview".
struct Elapsed {
    Duration duration{};
    Way way = Way::after;
    std::optional<Interview> interview{}; ///< else from now
};

/// "within two days of the interview".
struct Within {
    Duration duration{};
    std::optional<Interview> interview{}; ///< else from now
};

/// What is always past.
struct Past {
    enum class Kind : std::uint8_t { yesterday, ago, last };
    Kind kind = Kind::yesterday;
    Duration duration{};
    std::optional<base::weekday> day{}; ///< of "last Friday"
};

enum class Lead : std::uint8_t { none, by, before };

struct Phrase {
    Lead lead = Lead::none;
    std::variant<Past, Within, Elapsed, When, Stamp, Range, Spread, Interview> core{};
    Span span{}; ///< of the core: without "by"
    bool names_saturday = false;
    bool names_sunday = false;
};

} // namespace followup::when::said
