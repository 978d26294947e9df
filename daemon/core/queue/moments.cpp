#include "core/queue/dates.hpp"

#include "core/queue/written.hpp"

#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr std::string_view moment_wanted = "a moment such as 2026-11-20T15:30:00 or \"yesterday at 5pm\"";

constexpr std::string_view instant_wanted = "a date with a time such as 2026-11-20T15:30:00-06:00";

/// As it stands, else as it would be said in English. Who says it in another language means the day first.
auto in_any_language(std::string_view text, const when::Context& against, const InEnglish& in_english,
                     const auto& read_in_english) {
    auto read = read_in_english(text, against);
    if (read || read.error().code != when::ErrorCode::unexpected || !in_english) return read;
    auto day_first = against;
    day_first.order = when::Order::dmy;
    for (const auto& english : in_english(text)) {
        auto again = read_in_english(english, day_first);
        if (again) return again;
        // Understood, and refused for what it means: that is what there is to say.
        if (again.error().code == when::ErrorCode::unexpected) continue;
        again.error().message = quoting(again.error().message, english);
        again.error().at = 0; // it counts in words that nobody wrote
        read = std::move(again);
    }
    return read;
}

} // namespace

when::Outcome read_phrase(std::string_view text, const when::Context& against, const InEnglish& in_english) {
    return in_any_language(text, against, in_english, when::read);
}

when::MomentOutcome read_moment(std::string_view text, const when::Context& against,
                                const InEnglish& in_english, when::Ahead ahead) {
    return in_any_language(text, against, in_english,
                           [&](std::string_view words, const when::Context& context) {
                               return when::read_moment(words, context, ahead);
                           });
}

std::optional<Instant> Dates::gone(Table& table, std::string_view key) {
    const auto* node = table.find(key);
    if (node == nullptr) return std::nullopt;
    const auto moment = read_gone(table, key, *node, {when::Ahead::refused, x_context.arrived});
    return moment ? std::optional{moment->at} : std::nullopt;
}

bool Dates::names_its_day(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (node == nullptr || node->is_time()) return false;
    const auto* text = node->as_string();
    if (text == nullptr) return true;
    const auto told = [&](base::days later) {
        const Gone how{when::Ahead::allowed, x_context.arrived + later};
        const auto read = read_moment(text->get(), against(how), x_context.in_english, how.ahead);
        return read ? std::optional{read->at} : std::nullopt;
    };
    return told(base::days{0}) == told(base::days{8});
}

std::optional<when::Moment> Dates::needed_end(Table& table, std::string_view key, std::string_view example) {
    const auto* node = table.need(key, example);
    if (node == nullptr) return std::nullopt;
    const Gone how{when::Ahead::allowed, x_context.arrived};
    auto moment = read_gone(table, key, *node, how);
    if (moment && moment->asked)
        x_report.warning(place(*node),
                         fmt::format("'{}' is read as {}", key, when::asked_back(*moment, against(how))));
    return moment;
}

std::optional<Instant> Dates::beginning(Table& table, std::string_view key, Instant ended) {
    const auto* node = table.find(key);
    if (node == nullptr) return std::nullopt;
    const auto moment = read_gone(table, key, *node, {when::Ahead::allowed, ended});
    return moment ? std::optional{moment->at} : std::nullopt;
}

std::optional<Instant> Dates::needed_instant(Table& table, std::string_view key, std::string_view example) {
    const auto* node = table.need(key, example);
    if (node == nullptr) return std::nullopt;
    if (const auto* time = node->as_date_time()) return date_time(key, place(*node), time->get());
    if (const auto* text = node->as_string()) return set_instant(key, *node, text->get());
    table.wrong_type(key, *node, instant_wanted);
    return std::nullopt;
}

std::optional<Instant> Dates::set_instant(std::string_view key, const toml::node& node,
                                          std::string_view text) {
    // A date-time in quotes is no phrase: it may lie in the past, where no phrase may lead.
    if (const auto exact = base::parse_instant(text)) return *exact;
    if (const auto local = base::parse_instant(std::string{text} + "Z"))
        return resolved(place(node), base::LocalTime{local->time_since_epoch()});
    const auto reading = read_phrase(text, x_against, x_context.in_english);
    if (!reading) {
        refuse(key, node, text, reading.error(), instant_wanted);
        return std::nullopt;
    }
    for (const auto& warning : reading->warnings)
        x_report.warning(place(node), warning.message);
    if (const auto* at = std::get_if<Instant>(&reading->value)) return *at;
    x_report.problem(place(node),
                     fmt::format("'{}' needs one moment, but {} is {}", key, quoted(text),
                                 when::in_words(reading->value, x_against.zone)),
                     fmt::format("write {}", instant_wanted));
    return std::nullopt;
}

when::Context Dates::against(const Gone& how) const {
    auto against = x_against;
    against.said = how.told;
    return against;
}

std::optional<when::Moment> Dates::read_gone(Table& table, std::string_view key, const toml::node& node,
                                             const Gone& how) {
    if (const auto* time = node.as_date_time()) {
        const auto at = date_time(key, place(node), time->get());
        return at ? judged(key, node, *at, how) : std::nullopt;
    }
    if (const auto* time = node.as_time()) {
        const auto day = x_against.zone.date(how.told);
        return judged(key, node, resolved(place(node), day + time_of_day(time->get())), how);
    }
    if (const auto* text = node.as_string())
        return accepted(key, node, read_moment(text->get(), against(how), x_context.in_english, how.ahead));
    if (const auto* date = node.as_date())
        x_report.problem(place(node), fmt::format("'{}' is a day without its time", key),
                         fmt::format("add the time of day: {}T15:30:00", base::iso(date_of(date->get()))));
    else
        table.wrong_type(key, node, moment_wanted);
    return std::nullopt;
}

std::optional<when::Moment> Dates::judged(std::string_view key, const toml::node& node, Instant at,
                                          const Gone& how) {
    return accepted(key, node,
                    when::told_moment({.at = at, .warnings = {}, .because = {}}, against(how), how.ahead));
}

std::optional<when::Moment> Dates::accepted(std::string_view key, const toml::node& node,
                                            when::MomentOutcome outcome) {
    if (!outcome) {
        const auto* text = node.as_string();
        if (text != nullptr)
            refuse(key, node, text->get(), outcome.error(), moment_wanted);
        else
            x_report.problem(place(node), fmt::format("'{}': {}", key, outcome.error().message));
        return std::nullopt;
    }
    for (const auto& warning : outcome->warnings)
        x_report.warning(place(node), fmt::format("'{}': {}", key, warning.message));
    return std::move(*outcome);
}

std::optional<Instant> Dates::date_time(std::string_view key, Place place, const toml::date_time& time) {
    if (!sane(key, place, time.date)) return std::nullopt;
    const auto local = local_time(time);
    if (!time.offset) return resolved(place, local);
    return Instant{local.time_since_epoch()} - base::minutes{time.offset->minutes};
}

} // namespace followup::queue
