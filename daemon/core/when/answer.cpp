#include "core/when/answer.hpp"

#include "core/base/text.hpp"
#include "core/when/dates.hpp"
#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {
namespace {

using base::days;
using base::seconds;

std::string line(std::string_view label, std::string_view text) {
    constexpr std::size_t width = 14;
    std::string out(width - std::min(width, label.size()), ' ');
    out += label;
    out += ": ";
    out += text;
    return out + "\n";
}

/// The phrase on one line: control characters would move the caret or the terminal.
std::string shown(std::string_view phrase) {
    std::string out{phrase};
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20U || c == '\x7F') c = c == '\t' ? ' ' : '?';
    return out;
}

/// How many columns the bytes before that place take.
std::size_t column(std::string_view phrase, std::size_t at) {
    return base::code_points(phrase.substr(0, at)).size();
}

std::string utc(Instant at) {
    return base::rfc3339(at);
}

std::string counted(long long count, std::string_view unit) {
    return std::to_string(count) + " " + std::string{unit} + (count == 1 ? "" : "s");
}

std::string in_days(long long count) {
    if (count == 0) return "today";
    return count > 0 ? "in " + counted(count, "day") : counted(-count, "day") + " ago";
}

std::string in_time(seconds left) {
    const bool ahead = left.count() >= 0;
    const auto minutes = (ahead ? left.count() : -left.count()) / 60;
    std::string size = std::to_string(minutes % 60) + " min";
    if (minutes >= 60) size = std::to_string(minutes / 60 % 24) + " h " + size;
    if (minutes >= 24 * 60) size = counted(minutes / (24 * 60), "day") + " " + size;
    return ahead ? "in " + size : size + " ago";
}

std::string refused(std::string_view phrase, const Error& error) {
    const auto place = std::min(error.at, phrase.size());
    return shown(phrase) + "\n" + std::string(column(phrase, place), ' ') + "^\n" + shown(error.message)
           + " (" + std::string{name(error.code)} + ")\n";
}

} // namespace

std::string distance(const Value& value, const base::Zone& zone, Instant now) {
    if (const auto* at = std::get_if<Instant>(&value)) return in_time(*at - now);
    if (const auto* window = std::get_if<Window>(&value)) return in_time(window->begin - now);
    const auto today = zone.date(now);
    if (const auto* range = std::get_if<DateRange>(&value))
        return in_days((range->first - today).count()) + ", until " + in_days((range->last - today).count());
    return in_days((std::get<Date>(value) - today).count());
}

std::string answer(std::string_view phrase, const Context& context, Instant now) {
    return answer(phrase, read(phrase, context), context, now);
}

std::string answer(std::string_view phrase, const Outcome& outcome, const Context& context, Instant now) {
    if (!outcome) return refused(phrase, outcome.error());
    const auto& zone = context.zone;
    auto out = line("Original form", shown(phrase));
    out += line("Read as", (outcome->by ? "by " : "") + in_words(outcome->value, zone));
    out += line("Because", outcome->because);
    out += line("Normal form", porcelain(Reading{outcome->value, outcome->by, {}, {}}, zone));
    if (const auto* time = std::get_if<Instant>(&outcome->value)) out += line("In UTC", utc(*time));
    if (const auto* window = std::get_if<Window>(&outcome->value))
        out += line("In UTC", utc(window->begin) + "/" + utc(window->end));
    out += line("From now", distance(outcome->value, zone, now));
    for (const auto& warning : outcome->warnings)
        out += line("Warning", warning.message + " (" + std::string{name(warning.code)} + ")");
    const auto day = last_date(outcome->value, zone);
    const bool warned = std::ranges::find(outcome->warnings, WarningCode::non_business_day, &Warning::code)
                        != outcome->warnings.end();
    const bool single = !std::holds_alternative<DateRange>(outcome->value);
    // Whether anybody worked on a day that is over is no news.
    const auto* at = std::get_if<Instant>(&outcome->value);
    const bool gone = at != nullptr && *at <= context.said;
    if (!warned && single && !gone && !BusinessDays{context.closed}.open(day))
        out += line("Business days", neighbours(day, context.closed));
    return out;
}

} // namespace followup::when
