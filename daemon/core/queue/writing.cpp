#include "core/queue/writing.hpp"

#include "core/base/text.hpp"
#include "core/queue/toml_text.hpp"
#include "core/when/reading.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

auto no_moment(std::string_view typed) {
    return base::problem("--at", fmt::format("\"{}\" is no moment", base::escaped(typed)),
                         "write 17:02, \"yesterday 17:02\", 2026-11-20T17:02 or "
                         "2026-11-20T17:02:00-06:00");
}

/// A time of the day that begins at `midnight`.
std::optional<Instant> time_of_day(std::string_view typed, Instant midnight, const base::Zone& zone) {
    when::Context context;
    context.said = midnight;
    context.zone = zone;
    const auto reading = when::read(typed, context);
    const auto* at = reading ? std::get_if<Instant>(&reading->value) : nullptr;
    return at == nullptr ? std::nullopt : std::optional{*at};
}

void add(std::vector<std::pair<std::string, const Spoken*>>& list, const char* key,
         const std::optional<Spoken>& spoken) {
    if (spoken) list.emplace_back(key, &*spoken);
}

/// The dates of an interview or a debriefing.
void add_facts(std::vector<std::pair<std::string, const Spoken*>>& list, const auto& said) {
    add(list, "decision", said.decision);
    for (const auto& promise : said.promises)
        list.emplace_back("promise", &promise.on);
    for (const auto& next : said.next)
        add(list, "next", next.when);
}

} // namespace

std::string written(std::string_view kind, std::span<const Entry> entries) {
    std::size_t width = 0;
    for (const auto& entry : entries)
        if (!entry.value.empty()) width = std::max(width, entry.key.size());
    auto text = fmt::format("[[{}]]\n", kind);
    for (const auto& entry : entries)
        if (!entry.value.empty())
            text += fmt::format("{:<{}} = {}\n", entry.key, width,
                                entry.bare ? entry.value : toml_string(entry.value));
    return text;
}

base::Result<std::string> moment(std::string_view typed, Instant now, const base::Zone& zone) {
    typed = base::trimmed(typed);
    std::optional<Instant> at;
    if (const auto exact = base::parse_instant(typed))
        at = *exact;
    else if (const auto local = base::parse_instant(std::string{typed} + "Z"))
        at = zone.instant(base::LocalTime{local->time_since_epoch()});
    else {
        auto day = zone.date(now);
        auto rest = typed;
        const auto lower = base::ascii_lower(typed);
        for (const std::string_view word : {"yesterday", "today"}) {
            if (!lower.starts_with(word)) continue;
            if (word == "yesterday") day -= base::days{1};
            rest = base::trimmed(typed.substr(word.size()));
        }
        at = time_of_day(rest, zone.instant(day, base::seconds{0}), zone);
    }
    if (!at) return no_moment(typed);
    if (*at > now)
        return base::problem("--at", fmt::format("{} lies ahead", base::spoken(*at, zone)),
                             "say when it happened");
    return base::rfc3339(*at, zone);
}

std::vector<std::pair<std::string, const Spoken*>> spoken(const Body& body) {
    std::vector<std::pair<std::string, const Spoken*>> list;
    if (const auto* interview = std::get_if<Interview>(&body)) add_facts(list, *interview);
    if (const auto* debriefed = std::get_if<Debriefed>(&body)) add_facts(list, *debriefed);
    if (const auto* called = std::get_if<Called>(&body)) add(list, "next", called->next);
    if (const auto* heard = std::get_if<Heard>(&body)) add(list, "date", heard->date);
    if (const auto* pushed = std::get_if<Pushed>(&body)) list.emplace_back("to", &pushed->to);
    return list;
}

} // namespace followup::queue
