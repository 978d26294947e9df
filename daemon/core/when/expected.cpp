#include "core/when/expected.hpp"

#include "core/when/vocabulary.hpp"

#include <algorithm>

namespace followup::when {

using T = Term;

namespace {

constexpr std::size_t listed_max = 10;

struct Label {
    std::string_view text;
    bool quoted;

    bool operator==(const Label&) const = default;
};

/// What the terms are called, each name once, at most one more than is listed.
std::vector<Label> labels_of(const Terms& terms) {
    std::vector<Label> labels;
    for (auto i = 0; i < static_cast<int>(Term::count) && labels.size() <= listed_max; ++i) {
        const auto term = static_cast<Term>(i);
        if (!terms.has(term)) continue;
        const Label label{when::label(term), term >= T::a && term != T::oclock && term != T::twelve};
        if (std::ranges::find(labels, label) == labels.end()) labels.push_back(label);
    }
    return labels;
}

} // namespace

std::string_view label(Term term) {
    switch (term) {
    case T::end: return "the end";
    case T::iso: return "a date like 2026-11-30";
    case T::isodt: return "a time like 2026-11-30T10:00";
    case T::slash: return "a date like 11/30";
    case T::clock: return "a time like 10:30";
    case T::ord:
    case T::ordword: return "an ordinal";
    case T::num:
    case T::numword: return "a number";
    case T::num2:
    case T::hourword: return "an hour or day";
    case T::year_number: return "a year";
    case T::ampm: return "am or pm";
    case T::weekday: return "a weekday";
    case T::month_name: return "a month";
    case T::clockunit: return "minutes or hours";
    case T::dayunit: return "days";
    case T::weekunit: return "weeks";
    case T::monthunit: return "months or years";
    case T::holiday: return "a holiday";
    case T::weekdays: return "weekdays";
    case T::zone: return "a zone";
    case T::quarter_name: return "a quarter like Q1";
    case T::iso_week: return "a week number";
    case T::h_mark: return "'h'";
    case T::dash: return "'-'";
    case T::opened: return "'('";
    case T::closed: return "')'";
    case T::comma: return "','";
    case T::at_sign: return "'@'";
    case T::twelve: return "'12'";
    case T::oclock: return "'o'clock'";
    default: return literal(term);
    }
}

std::string listed(const Terms& terms) {
    const auto labels = labels_of(terms);
    const auto shown = std::min(labels.size(), listed_max);
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) list += i + 1 == labels.size() ? " or " : ", ";
        if (labels[i].quoted) list += '\'';
        list += labels[i].text;
        if (labels[i].quoted) list += '\'';
    }
    return shown < labels.size() ? list + " and more" : list;
}

} // namespace followup::when
