#include "core/queue/dates.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/queue/written.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr int year_least = 1990;
constexpr int year_most = 2199;
constexpr std::string_view date_wanted =
    "a date such as 2026-11-30 or a phrase such as \"a week from Monday\"";

/// What to write in the place of a word that is none of a date.
std::string mend_of(std::string_view text, std::size_t at, std::string_view example) {
    static const std::vector<std::string> names{"Monday",   "Tuesday", "Wednesday", "Thursday", "Friday",
                                                "Saturday", "Sunday",  "January",   "February", "March",
                                                "April",    "August",  "September", "October",  "November",
                                                "December", "today",   "tomorrow",  "yesterday"};
    const auto rest = text.substr(std::min(at, text.size()));
    return base::suggest(rest.substr(0, rest.find_first_of(" ,.\t")), names,
                         fmt::format("write {}", example));
}

} // namespace

Dates::Dates(const Context& context, Report& report)
    : x_context(context), x_against{.said = context.arrived,
                                    .zone = context.agency_zone,
                                    .closed = context.calendar.closed(),
                                    .order = context.order,
                                    .interview = {}},
      x_calendar(context.calendar), x_report(report) {}

void Dates::said(Instant said, bool guessed) {
    x_against.said = said;
    x_guessed = guessed;
}

std::optional<Spoken> Dates::spoken(Table& table, std::string_view key) {
    const auto* node = table.find(key);
    return node == nullptr ? std::nullopt : read_spoken(table, key, *node);
}

std::optional<Spoken> Dates::needed_spoken(Table& table, std::string_view key, std::string_view example) {
    const auto* node = table.need(key, example);
    return node == nullptr ? std::nullopt : read_spoken(table, key, *node);
}

std::optional<Spoken> Dates::read_spoken(Table& table, std::string_view key, const toml::node& node) {
    if (const auto* text = node.as_string()) return phrase(key, node, text->get());
    if (node.is_date() || node.is_date_time()) return written(key, node);
    table.wrong_type(key, node, date_wanted);
    return std::nullopt;
}

std::optional<Spoken> Dates::phrase(std::string_view key, const toml::node& node, std::string_view text) {
    auto reading = read_phrase(text, x_against, x_context.in_english);
    if (!reading) {
        refuse(key, node, text, reading.error(), date_wanted);
        return std::nullopt;
    }
    std::string words{text};
    std::ranges::replace(words, '\t', ' ');
    auto spoken = spoken_as(std::move(words), reading->value);
    spoken.by = reading->by;
    spoken.warnings = std::move(reading->warnings);
    spoken.because = std::move(reading->because);
    for (const auto& warning : spoken.warnings)
        x_report.warning(place(node), warning.message);
    return spoken;
}

std::optional<Spoken> Dates::written(std::string_view key, const toml::node& node) {
    Spoken spoken;
    std::optional<base::LocalTime> local;
    if (const auto* date = node.as_date()) {
        if (!sane(key, place(node), date->get())) return std::nullopt;
        spoken = spoken_as(base::iso(date_of(date->get())), date_of(date->get()));
    } else {
        const auto& time = node.as_date_time()->get();
        if (!sane(key, place(node), time.date)) return std::nullopt;
        if (!time.offset) local = local_time(time);
        const auto at =
            local ? x_against.zone.instant(*local)
                  : Instant{local_time(time).time_since_epoch()} - base::minutes{time.offset->minutes};
        spoken = spoken_as(words(time), at);
    }
    // The date itself is certain; reading it as a phrase as well tells what there is to say about it.
    auto reading = when::read(spoken.words, x_against);
    if (reading) {
        spoken.warnings = std::move(reading->warnings);
        spoken.because = std::move(reading->because);
        for (const auto& warning : spoken.warnings)
            x_report.warning(place(node), warning.message);
        return spoken;
    }
    spoken.because = fmt::format("written as {}", spoken.words);
    if (local) static_cast<void>(resolved(place(node), *local));
    if (reading.error().code == when::ErrorCode::past && !x_guessed) {
        x_report.problem(place(node),
                         fmt::format("'{}' lies before it was said: {} is not after {}", key,
                                     quoted(spoken.words), base::spoken(x_against.said, x_against.zone)),
                         "write the date that was meant, or say in 'at' when it was said");
        return std::nullopt;
    }
    return spoken;
}

Instant Dates::resolved(Place place, base::LocalTime time) {
    const auto found = x_against.zone.resolve(time);
    const auto date = std::chrono::floor<base::days>(time);
    if (found.met == base::Zone::Met::gap)
        x_report.warning(place,
                         fmt::format("{} on {} does not exist in {}, where the clocks go forward; read as {}",
                                     base::clock(time - date), base::spoken(date), x_against.zone.name(),
                                     base::spoken(found.at, x_against.zone)));
    if (found.met == base::Zone::Met::fold)
        x_report.warning(
            place, fmt::format("{} on {} comes twice in {}, where the clocks go back; read as the first, {}",
                               base::clock(time - date), base::spoken(date), x_against.zone.name(),
                               base::spoken(found.at, x_against.zone)));
    return found.at;
}

bool Dates::sane(std::string_view key, Place place, const toml::date& date) {
    if (date.year >= year_least && date.year <= year_most) return true;
    x_report.problem(place, fmt::format("'{}' lies in the year {}", key, date.year),
                     fmt::format("years from {} to {} are taken", year_least, year_most));
    return false;
}

void Dates::refuse(std::string_view key, const toml::node& node, std::string_view text,
                   const when::Error& error, std::string_view example) {
    if (error.code == when::ErrorCode::past && x_guessed) {
        // Against a guessed moment "past" means nothing; the problem that made us guess is already told.
        return;
    }
    // What may stand there is a long list of grammar: an example says more.
    constexpr std::string_view list = "; expected ";
    const auto message = quoting(error.message, text);
    const auto whole = quoted(text);
    x_report.problem(x_report.inside(place(node), text, error.at),
                     fmt::format("'{}' cannot be read: {}{}", key,
                                 std::string_view{message}.substr(0, message.find(list)),
                                 message.contains(whole) ? "" : fmt::format(" (in {})", whole)),
                     message.contains(list) ? mend_of(text, error.at, example) : std::string{});
}

Spoken Dates::spoken_as(std::string words, when::Value value) const {
    Spoken spoken;
    spoken.words = std::move(words);
    spoken.value = value;
    spoken.zone = x_against.zone.name();
    spoken.said = x_against.said;
    const auto first = x_against.zone.date(x_against.said);
    const auto last = when::last_date(value, x_against.zone) + base::days{7};
    if (first <= last) spoken.closed = x_calendar.closed(first, last);
    return spoken;
}

} // namespace followup::queue
