#include "shell/cli/tables.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::cli {
namespace {

namespace json = boost::json;

json::value parsed(const std::string& body) {
    boost::system::error_code failure;
    auto value = json::parse(body, failure);
    return failure ? json::value(nullptr) : value;
}

/// A member as people read it: texts without quotes, nothing as "-".
std::string shown(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || value->is_null()) return "-";
    if (value->is_string()) return value->as_string().empty() ? "-" : std::string{value->as_string()};
    if (value->is_double()) return fmt::format("{:.1f}", value->as_double());
    return json::serialize(*value);
}

std::string line(std::string_view name, const std::string& value) {
    return fmt::format("{:>15}: {}\n", name, value);
}

} // namespace

std::string status_table(const std::string& body) {
    const auto value = parsed(body);
    if (!value.is_object()) return body;
    const auto& all = value.as_object();
    std::string text = line("now", shown(all, "now")) + line("started", shown(all, "started"))
                       + line("next due", shown(all, "next_due"))
                       + line("oldest unsent", shown(all, "oldest_unsent"))
                       + line("cases", shown(all, "cases")) + line("events", shown(all, "facts"))
                       + line("waiting", shown(all, "waiting_for_their_interview"))
                       + line("nudges planned", shown(all, "nudges_planned"));
    if (const auto* mails = all.if_contains("mails"); mails != nullptr && mails->is_object())
        for (const auto& [state, count] : mails->as_object())
            text += line("mails", fmt::format("{} {}", json::serialize(count), std::string_view{state}));
    if (const auto* relays = all.if_contains("relays"); relays != nullptr && relays->is_array())
        for (const auto& each : relays->as_array())
            if (each.is_object())
                text +=
                    line("relay",
                         fmt::format("{}: breaker {}, {} sending{}", shown(each.as_object(), "route"),
                                     shown(each.as_object(), "breaker"), shown(each.as_object(), "sending"),
                                     shown(each.as_object(), "trouble") == "-"
                                         ? ""
                                         : "; " + shown(each.as_object(), "trouble")));
    if (const auto* disk = all.if_contains("disk"); disk != nullptr && disk->is_object())
        text += line("disk",
                     fmt::format("{} % free, {} % of the inodes", shown(disk->as_object(), "free_percent"),
                                 shown(disk->as_object(), "free_inodes_percent")));
    if (const auto* found = all.if_contains("checked"); found != nullptr && found->is_object())
        text += line("ledger read",
                     fmt::format("{}: {} cases, {} mails, {} set aside, {} put right",
                                 shown(found->as_object(), "ended"), shown(found->as_object(), "cases"),
                                 shown(found->as_object(), "mails"), shown(found->as_object(), "unreadable"),
                                 shown(found->as_object(), "put_right")));
    if (const auto* unread = all.if_contains("unreadable"); unread != nullptr && unread->is_array())
        for (const auto& each : unread->as_array())
            if (each.is_object())
                text +=
                    line("CANNOT BE READ",
                         fmt::format("{}, {}, interview {}", shown(each.as_object(), "what"),
                                     shown(each.as_object(), "row"), shown(each.as_object(), "interview")));
    if (const auto* troubles = all.if_contains("troubles"); troubles != nullptr && troubles->is_array())
        for (const auto& each : troubles->as_array())
            text += line("TROUBLE", each.is_string() ? std::string{each.as_string()} : "");
    return text;
}

std::string added_text(const std::string& path, const std::string& body) {
    const auto value = parsed(body);
    if (!value.is_object()) return body;
    const auto& all = value.as_object();
    std::string text = fmt::format("{}: accepted, case {}, {} of {} events new\n", path, shown(all, "case"),
                                   shown(all, "new"), shown(all, "events"));
    if (const auto* warnings = all.if_contains("warnings"); warnings != nullptr && warnings->is_array())
        for (const auto& each : warnings->as_array())
            if (each.is_string()) text += fmt::format("warning: {}\n", std::string_view{each.as_string()});
    return text;
}

} // namespace followup::cli
