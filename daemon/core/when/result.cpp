#include "core/when/reading.hpp"

#include <array>

namespace followup::when {
namespace {

constexpr std::array<std::string_view, 20> warning_names{
    "assumed-half-day", "business-shift", "by-window",  "clamped",
    "dst-fold",         "dst-gap",        "eight-days", "far",
    "half-past",        "midnight",       "month-week", "next-weekday",
    "non-business-day", "numeric-date",   "other-zone", "rolled",
    "same-weekday",     "this-weekday",   "week-start", "zone-season"};

constexpr std::array<std::string_view, 18> error_names{"empty",
                                                       "too-long",
                                                       "incomplete",
                                                       "unexpected",
                                                       "vague",
                                                       "recurring",
                                                       "zone",
                                                       "open-ended",
                                                       "ambiguous",
                                                       "no-such-date",
                                                       "weekday-mismatch",
                                                       "range",
                                                       "contradiction",
                                                       "mixed-units",
                                                       "no-interview",
                                                       "not-business-day",
                                                       "past",
                                                       "ahead"};

/// Prints each kind of value in the one-line form.
struct Line {
    const base::Zone& zone;

    std::string operator()(Date date) const { return base::iso(date); }
    std::string operator()(const DateRange& range) const {
        return base::iso(range.first) + ".." + base::iso(range.last);
    }
    std::string operator()(Instant at) const { return base::rfc3339(at, zone); }
    std::string operator()(const Window& window) const {
        return base::rfc3339(window.begin, zone) + "/" + base::rfc3339(window.end, zone);
    }
};

/// Prints each kind of value for people.
struct Sentence {
    const base::Zone& zone;

    std::string operator()(Date date) const { return base::spoken(date); }
    std::string operator()(const DateRange& range) const {
        return base::spoken(range.first) + " to " + base::spoken(range.last);
    }
    std::string operator()(Instant at) const { return base::spoken(at, zone); }
    std::string operator()(const Window& window) const {
        const auto begin = zone.local(window.begin);
        const auto end = zone.local(window.end);
        const auto day = std::chrono::floor<base::days>(begin);
        if (std::chrono::floor<base::days>(end) != day)
            return base::spoken(window.begin, zone) + " to " + base::spoken(window.end, zone);
        return base::spoken(day) + ", " + base::clock(begin - day) + " to " + base::clock(end - day) + " "
               + zone.abbreviation(window.end);
    }
};

/// The last local date of each kind of value.
struct LastDate {
    const base::Zone& zone;

    Date operator()(Date date) const { return date; }
    Date operator()(const DateRange& range) const { return range.last; }
    Date operator()(Instant at) const { return zone.date(at); }
    Date operator()(const Window& window) const { return zone.date(window.end - base::seconds{1}); }
};

} // namespace

std::string_view name(WarningCode code) {
    return warning_names[static_cast<std::size_t>(code)];
}

std::string_view name(ErrorCode code) {
    return error_names[static_cast<std::size_t>(code)];
}

std::string porcelain(const Outcome& outcome, const base::Zone& zone) {
    if (!outcome)
        return "error:" + std::string{name(outcome.error().code)} + "@" + std::to_string(outcome.error().at);
    std::string line = outcome->by ? "by " : "";
    line += std::visit(Line{zone}, outcome->value);
    for (const auto& warning : outcome->warnings) {
        line += " !";
        line += name(warning.code);
    }
    return line;
}

Date last_date(const Value& value, const base::Zone& zone) {
    return std::visit(LastDate{zone}, value);
}

std::string in_words(const Value& value, const base::Zone& zone) {
    return std::visit(Sentence{zone}, value);
}

} // namespace followup::when
