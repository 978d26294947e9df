#include "shell/cli/feeds_text.hpp"

#include "core/web/layout.hpp"
#include "core/web/qr.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::cli {
namespace {

namespace json = boost::json;

/// Empty: there is no such text.
std::string string_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

bool is_quiet(const json::object& feed) {
    const auto* value = feed.if_contains("quiet");
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::string feed_text(const json::object& feed, const FeedsShown& how) {
    auto text = fmt::format("{} ({})\n", string_in(feed, "name"), string_in(feed, "person"));
    if (const auto revoked = string_in(feed, "revoked"); !revoked.empty())
        return text
               + web::wrapped(fmt::format("{} was revoked {}; --rotate makes another address",
                                          string_in(feed, "feed"), revoked),
                              2, 2);
    for (const auto* name : {"page", "https", "webcal"})
        text += fmt::format("  {:<6}  {}\n", name, string_in(feed, name));
    if (const auto at = string_in(feed, "fetched"); !at.empty())
        text += web::wrapped(fmt::format("last fetched {} by {}", at, string_in(feed, "client")), 2, 4);
    if (is_quiet(feed)) text += "  no program has asked for it in more than a week\n";
    if (!how.code) return text;
    const auto code = web::qr_code(string_in(feed, "page"));
    return text + "\n" + (code ? web::qr_text(*code, how.colour) : std::string{});
}

} // namespace

std::string feeds_text(const std::string& body, const FeedsShown& how) {
    boost::system::error_code failure;
    const auto value = json::parse(body, failure);
    if (failure || !value.is_array()) return body;
    std::string text;
    bool usable = false;
    for (const auto& each : value.as_array()) {
        if (!each.is_object()) continue;
        text += feed_text(each.as_object(), how);
        usable = usable || !string_in(each.as_object(), "https").empty();
    }
    if (text.empty()) return "nobody of that name has a feed\n";
    if (how.steps && usable)
        text +=
            "\n"
            + web::wrapped("The page is for people: it has a button or the steps for every calendar program.",
                           0, 0)
            + web::wrapped("Google Calendar: on a computer choose Other calendars, +, From URL and paste the "
                           "https address; it looks for news every 8 to 24 hours.",
                           0, 0);
    return text;
}

} // namespace followup::cli
