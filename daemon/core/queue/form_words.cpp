#include "core/queue/form_words.hpp"

#include "core/base/text.hpp"
#include "core/queue/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

/// "Chicago" of America/Chicago, "Knox" of America/Indiana/Knox.
std::string city(std::string_view zone) {
    auto name = std::string{zone.substr(zone.rfind('/') + 1)};
    std::ranges::replace(name, '_', ' ');
    return name;
}

/// "2026-11-20 15:30", "2026-11-20T15:30", with or without seconds; the offset of `zone`.
std::optional<Instant> written(std::string_view text, const base::Zone& zone) {
    std::string date_time{text};
    if (date_time.size() > 10 && date_time[10] == ' ') date_time[10] = 'T';
    if (const auto exact = base::parse_instant(date_time)) return *exact;
    if (const auto local = base::parse_instant(date_time + "Z"))
        return zone.instant(base::LocalTime{local->time_since_epoch()});
    return std::nullopt;
}

} // namespace

base::Result<base::Zone> zone_typed(std::string_view text) {
    if (std::ranges::binary_search(base::Zone::names(), text)) return base::Zone::named(text);
    const auto wanted = base::ascii_lower(text);
    const std::string* found = nullptr;
    for (const auto& name : base::Zone::names()) {
        const bool fits = base::ascii_lower(name) == wanted || base::ascii_lower(city(name)) == wanted;
        // The list has each zone under old names too: the city stands at the end of its right one.
        if (fits && name.contains('/') && !name.starts_with("US/") && !name.starts_with("Etc/")
            && (found == nullptr || name.size() < found->size()))
            found = &name;
    }
    return base::Zone::named(found == nullptr ? text : *found);
}

base::Result<Instant> moment_typed(std::string_view text, const base::Zone& zone, const Context& context) {
    const auto lower = base::ascii_lower(base::trimmed(text));
    if (lower == "now" || lower == "just now") return std::chrono::floor<base::minutes>(context.arrived);
    if (const auto at = written(base::trimmed(text), zone)) return *at;
    constexpr std::string_view yesterday = "yesterday";
    auto rest = std::string_view{lower};
    auto day = zone.date(context.arrived);
    if (rest.starts_with(yesterday)) {
        day -= base::days{1};
        rest = base::trimmed(rest.substr(yesterday.size()));
        if (rest.starts_with("at ")) rest = base::trimmed(rest.substr(3));
    }
    // Phrases lead ahead: read from the first moment of the day, a time of today is still ahead.
    const auto read = when::read(rest, {.said = zone.instant(day, base::seconds{0}),
                                        .zone = zone,
                                        .closed = context.calendar.closed(),
                                        .order = context.order,
                                        .interview = {}});
    if (!read) return base::problem("", read.error().message);
    if (const auto* at = std::get_if<Instant>(&read->value)) return *at;
    return base::problem("", fmt::format("that is {}; at what time did it end?", in_city(read->value, zone)));
}

std::string in_city(const when::Value& value, const base::Zone& zone, std::optional<base::seconds> by) {
    if (const auto* at = std::get_if<Instant>(&value)) {
        const auto local = zone.local(*at);
        const auto date = std::chrono::floor<base::days>(local);
        return fmt::format("{}, {} {}", base::spoken(date), base::clock(local - date), city(zone.name()));
    }
    if (const auto* date = std::get_if<base::Date>(&value); date != nullptr && by)
        return fmt::format("{}, {} {}", base::spoken(*date), base::clock(*by), city(zone.name()));
    return when::in_words(value, zone);
}

void FormText::table(std::string_view heading, std::size_t width) {
    if (width != 0) x_width = width;
    (x_text += heading) += '\n';
}

void FormText::given(std::string_view key, std::string_view text) {
    if (!text.empty()) x_text += toml_line(key, toml_string(text), x_width);
}

void FormText::needed(std::string_view key, std::string_view text, std::string_view missing) {
    if (text.empty())
        x_text += fmt::format("# {} = \"\"   # missing: {}\n", key, missing);
    else
        given(key, text);
}

void FormText::list(std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    std::vector<std::string> quoted;
    for (const auto& each : texts)
        quoted.push_back(toml_string(each));
    const auto one_line = "[" + base::joined(quoted, ", ") + "]";
    x_text += toml_line(
        key, one_line.size() < 90 ? one_line : "[\n    " + base::joined(quoted, ",\n    ") + "\n]", x_width);
}

void FormText::inline_needed(std::string_view key,
                             const std::vector<std::pair<std::string, std::string>>& texts, bool lacks,
                             std::string_view missing) {
    std::vector<std::string> parts;
    for (const auto& [name, text] : texts)
        if (!text.empty() || (lacks && name != "zone")) parts.push_back(name + " = " + toml_string(text));
    const auto value = "{ " + base::joined(parts, ", ") + " }";
    if (lacks)
        x_text += fmt::format("# {} = {}   # missing: {}\n", key, value, missing);
    else
        x_text += toml_line(key, value, x_width);
}

void FormText::ended(std::optional<Instant> at, const base::Zone& zone) {
    if (at)
        x_text += toml_line("ended", toml_time(zone.local(*at), zone.offset(*at)), x_width);
    else
        x_text += "# ended = 2026-11-20T15:30:00   # missing: when it ended\n";
}

} // namespace followup::queue
