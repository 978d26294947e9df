#include "core/queue/form_words.hpp"

#include "core/base/text.hpp"
#include "core/queue/dates.hpp"
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

} // namespace

base::Result<when::Moment> moment_typed(std::string_view text, const when::Context& against,
                                        const Context& context) {
    auto read = read_moment(base::trimmed(text), against, context.in_english, when::Ahead::allowed);
    if (!read) return base::problem("", read.error().message);
    return std::move(*read);
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
