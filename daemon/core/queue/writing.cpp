#include "core/queue/writing.hpp"

#include "core/base/text.hpp"
#include "core/queue/dates.hpp"
#include "core/queue/toml_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

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

base::Result<std::string> moment(std::string_view typed, const when::Context& against,
                                 const InEnglish& in_english) {
    const auto read = read_moment(base::trimmed(typed), against, in_english, when::Ahead::refused);
    if (read) return base::rfc3339(read->at, against.zone);
    const auto message = quoting(read.error().message, typed);
    return base::problem("--at", message.substr(0, message.find("; expected ")),
                         "write 17:02, \"yesterday 17:02\", \"Friday at 3:30pm\" or 2026-11-20T17:02");
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
