#include "core/hours/holidays.hpp"

#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <fmt/format.h>

namespace followup::config {
namespace {

using when::ClosedDay;

/// `{ date = 2026-12-24, name = "Christmas Eve", until = 2026-12-31 }`.
void read_closed_table(Section from, std::vector<ClosedDay>& into) {
    const auto day = from.date("date");
    std::string name;
    from.text("name", name);
    const auto until = from.date("until");
    if (!day && !from.has("date"))
        from.wrong("date", "a closed day needs 'date'", "write it like 2026-12-24");
    if (day && until && (*until < *day || *until - *day > base::days{366}))
        from.wrong("until", "'until' must lie on or after 'date', at most a year later");
    else if (day)
        for (auto each = *day; each <= until.value_or(*day); each += base::days{1})
            into.push_back({each, name});
    from.finish();
}

void read_closed(Section& hours, std::vector<ClosedDay>& into) {
    for (const auto& each : hours.array("closed")) {
        if (each.kind == Node::Kind::date)
            into.push_back({each.date, {}});
        else if (each.kind == Node::Kind::table)
            read_closed_table({hours.findings(), "hours.closed", &each, each.at}, into);
        else
            hours.findings().wrong(each.at, fmt::format("a closed day cannot be {}", name(each.kind)),
                                   "write 2026-12-24, or { date = 2026-12-24, name = \"Christmas Eve\" }");
    }
}

/// A plain name is looked for beside the config first, then among the files that come with the program.
base::Result<std::string> bytes_of(const std::string& name, const HolidaySources& sources) {
    auto own = sources.files(beside(sources.file, name));
    if (own || name.contains('/')) return own;
    auto shipped = sources.files(sources.folder + "/" + name);
    if (shipped) return shipped;
    std::string_view reason = own.error().what;
    constexpr std::string_view preface = "cannot be read: ";
    if (reason.starts_with(preface)) reason.remove_prefix(preface.size());
    return base::problem("", std::string{reason},
                         "put the file beside the configuration, or name one that comes with followupd");
}

void read_holidays(const std::string& name, At at, Section& hours, const HolidaySources& sources,
                   std::vector<ClosedDay>& into) {
    const bool calendar = name.ends_with(".ics");
    if (!calendar && !name.ends_with(".toml")) {
        hours.findings().wrong(at, fmt::format("'{}' is no file of holidays", name),
                               "its name must end in .ics or .toml");
        return;
    }
    const auto bytes = bytes_of(name, sources);
    if (!bytes) {
        hours.findings().wrong(at,
                               fmt::format("the holidays '{}' cannot be read: {}", name, bytes.error().what),
                               bytes.error().mend);
        return;
    }
    using base::days;
    const auto read = calendar ? hours::read_ics(*bytes, name, sources.today - days{5 * 366},
                                                 sources.today + days{10 * 366})
                               : hours::read_toml(*bytes, name);
    into.insert(into.end(), read.days.begin(), read.days.end());
    // A calendar was made elsewhere: one bad event in it must not keep the daemon from starting.
    for (const auto& each : read.problems)
        if (calendar)
            hours.findings().warn(at, base::text(each));
        else
            hours.findings().wrong(each);
}

} // namespace

void read_hours(Section hours, const HolidaySources& sources, Config& config) {
    auto& window = config.rules.window;
    hours.clock("open", config.rules.opening.opens);
    hours.clock("close", config.rules.opening.closes, true);
    hours.clock("send_from", window.from);
    hours.clock("send_until", window.until, true);
    if (config.rules.opening.opens >= config.rules.opening.closes)
        hours.wrong(hours.has("open") ? "open" : "close", "'open' must be earlier than 'close'");
    if (window.from >= window.until)
        hours.wrong(hours.has("send_from") ? "send_from" : "send_until",
                    "'send_from' must be earlier than 'send_until'");
    std::vector<ClosedDay> closed;
    read_closed(hours, closed);
    for (const auto& each : hours.array("holidays")) {
        if (each.kind == Node::Kind::text)
            read_holidays(each.text, each.at, hours, sources, closed);
        else
            hours.findings().wrong(each.at, fmt::format("a file of holidays cannot be {}", name(each.kind)),
                                   "write its name, like \"us.ics\"");
    }
    config.rules.calendar = hours::Calendar{std::move(closed)};
    hours.finish();
}

} // namespace followup::config
