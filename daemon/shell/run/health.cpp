#include "shell/run/health.hpp"

#include "core/base/problem.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <utility>

namespace followup::run {

namespace json = boost::json;

web::Reply health_reply(const Health& health, bool outside) {
    const bool well = health.troubles.empty();
    json::object all{{"status", !well ? "failing" : health.mail_stands ? "mail is held up" : "ok"}};
    all["trouble_count"] = health.troubles.size();
    if (!outside) {
        all["next_due"] =
            health.next_due ? json::value(base::rfc3339(*health.next_due)) : json::value(nullptr);
        all["troubles"] = json::array(health.troubles.begin(), health.troubles.end());
    }
    return web::json(well ? 200 : 503, json::serialize(all) + "\n");
}

void HealthBoard::put(Health health, Clock::time_point now) {
    const std::lock_guard lock{x_mutex};
    x_last = std::move(health);
    x_at = now;
}

std::optional<Health> HealthBoard::last(Clock::time_point now) const {
    const std::lock_guard lock{x_mutex};
    auto health = x_last;
    if (health && now - x_at > silent_max) {
        const auto silent = std::chrono::floor<std::chrono::seconds>(now - x_at);
        health->troubles.emplace_back(base::text(
            {"ledger", fmt::format("it has not answered for {} s", silent.count()), "look at its disk"}));
    }
    return health;
}

} // namespace followup::run
