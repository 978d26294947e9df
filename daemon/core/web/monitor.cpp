#include "core/web/monitor.hpp"

#include "core/base/text.hpp"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace followup::web {
namespace {

namespace json = boost::json;
using Level = Monitored::Level;

/// A number of /metrics that a plug-in hands on.
struct Number {
    std::string_view name;
    std::string_view metric; ///< with its labels, as the line begins
    double times = 1;
    std::string_view unit;
};
constexpr std::array<Number, 5> handed_on{{
    {"troubles", "followupd_troubles", 1, ""},
    {"oldest_unsent", "followupd_oldest_unsent_age_seconds", 1, "s"},
    {"queue_oldest", "followupd_queue_oldest_age_seconds", 1, "s"},
    {"parked", R"(followupd_mails{state="parked"})", 1, ""},
    {"disk_free", R"(followupd_disk_free_ratio{disk="state"})", 100, "%"},
}};

std::optional<double> value_of(std::string_view metrics, std::string_view metric) {
    for (const std::string& line : base::split(metrics, '\n')) {
        const std::string_view text{line};
        if (!text.starts_with(metric) || text.size() <= metric.size() || text[metric.size()] != ' ') continue;
        double value = 0;
        const auto given = text.substr(metric.size() + 1);
        const auto [end, failure] = std::from_chars(given.data(), given.data() + given.size(), value);
        if (failure == std::errc{}) return value;
    }
    return std::nullopt;
}

const json::object* object_of(const json::value& body) {
    return body.is_object() ? &body.as_object() : nullptr;
}

std::vector<std::string> troubles_of(const json::object& health) {
    std::vector<std::string> all;
    const auto* list = health.if_contains("troubles");
    if (list == nullptr || !list->is_array()) return all;
    for (const auto& each : list->as_array())
        if (each.is_string()) all.emplace_back(each.as_string());
    return all;
}

} // namespace

Monitored monitored(const Reply& health, std::string_view metrics) {
    boost::system::error_code failure;
    const auto body = json::parse(health.content(), failure);
    const auto* all = failure ? nullptr : object_of(body);
    if (all == nullptr || (health.status != 200 && health.status != 503))
        return {Level::unknown, fmt::format("the daemon answered with {}", health.status)};
    Monitored found{Level::ok, "all is well"};
    const auto troubles = troubles_of(*all);
    if (health.status == 503) {
        found.level = Level::critical;
        found.text = troubles.empty() ? "the daemon says that it is failing"
                                      : fmt::format("{} {}: {}", troubles.size(),
                                                    troubles.size() == 1 ? "trouble" : "troubles",
                                                    base::joined(troubles, "; "));
    } else if (const auto* status = all->if_contains("status");
               status != nullptr && status->is_string() && status->as_string() != "ok") {
        found.level = Level::warning;
        found.text = status->as_string();
    } else if (const auto* next = all->if_contains("next_due"); next != nullptr && next->is_string()) {
        found.text = fmt::format("all is well, next at {}", std::string_view{next->as_string()});
    }
    for (const auto& [name, metric, times, unit] : handed_on)
        if (const auto value = value_of(metrics, metric))
            found.numbers.push_back(fmt::format("{}={:g}{}", name, *value * times, unit));
    return found;
}

std::string plugin_line(const Monitored& found) {
    constexpr std::array<std::string_view, 4> levels{"OK", "WARNING", "CRITICAL", "UNKNOWN"};
    // A bar begins the numbers, and a second line is not read by all.
    auto text = found.text;
    for (auto& c : text)
        if (c == '|' || static_cast<unsigned char>(c) < ' ') c = ' ';
    auto line = fmt::format("FOLLOWUPD {} - {}", levels.at(static_cast<std::size_t>(found.level)), text);
    if (!found.numbers.empty()) line += " | " + base::joined(found.numbers, " ");
    return line + "\n";
}

} // namespace followup::web
