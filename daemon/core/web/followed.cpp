#include "core/web/followed.hpp"

#include "core/plan/words.hpp"
#include "core/queue/writing.hpp"
#include "core/web/duty.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::web {
namespace {

namespace json = boost::json;
using What = plan::Change::What;

std::string_view word(What what) {
    constexpr std::array<std::string_view, 7> words{"owed", "moved",   "reopened", "overdue",
                                                    "done", "dropped", "expired"};
    return words[static_cast<std::size_t>(what)];
}

base::Zone zone_named(const std::string& name) {
    return base::Zone::named(name).value_or(base::Zone::utc());
}

/// "Mon 30 Nov 2026, 17:00 CST" where the promise was made; the reader's own time behind it when it differs.
std::string change_text(const plan::Change& change, const Standing& after, const Reader& reader) {
    const auto& [known, plan] = after;
    const auto& duty = plan.duties[change.duty];
    const auto summary = plan::summary(duty, known);
    const auto owner = duty.owner.name;
    const auto due = plan::due_words(duty, reader.zone);
    switch (change.what) {
    case What::opened: return fmt::format("Owed: {}\n{}, {}", summary, owner, due);
    case What::moved:
        return fmt::format("Moved: {}\nto {} (was {})", summary, base::spoken(duty.due, reader.zone),
                           base::spoken(change.from, reader.zone));
    case What::reopened: return fmt::format("Open again: {}\n{}, {}", summary, owner, due);
    case What::fell_due: return fmt::format("Overdue: {}\n{}, {}", summary, owner, due);
    case What::done: return fmt::format("Done: {}", summary);
    case What::dropped:
        return fmt::format("Dropped: {}\n{}", summary, duty.reason.read(queue::ForRecruiter{}));
    case What::expired:
        return fmt::format("Expired: {}\n{}", summary, duty.reason.read(queue::ForRecruiter{}));
    }
    return summary;
}

} // namespace

std::string followed_text(const Followed& followed, const Reader& reader) {
    if (followed.told.empty() && followed.after) return "This was known already; nothing changes.\n";
    std::string text;
    for (const auto& fact : followed.told)
        for (const auto& [key, spoken] : queue::spoken(fact.event.body))
            text += wrapped(fmt::format("“{}” is {}", spoken->words,
                                        when::in_words(spoken->value, zone_named(spoken->zone))),
                            0, 4);
    if (followed.after) {
        for (const auto& change : followed.changes)
            text += wrapped(change_text(change, *followed.after, reader), 0, 4);
        if (followed.changes.empty())
            text += fmt::format("Noted for {}; nothing that is owed changes.\n", followed.after->first.id);
    } else {
        text += "Noted; it waits for its interview.\n";
    }
    for (const auto& warning : followed.warnings)
        text += wrapped("warning: " + warning, 0, 4);
    return text;
}

std::string followed_json(const Followed& followed, const Reader& reader) {
    json::array read;
    for (const auto& fact : followed.told)
        for (const auto& [key, spoken] : queue::spoken(fact.event.body))
            read.push_back(json::object{{"key", key},
                                        {"words", spoken->words},
                                        {"means", when::in_words(spoken->value, zone_named(spoken->zone))},
                                        {"zone", spoken->zone},
                                        {"because", spoken->because}});
    json::array changes;
    if (followed.after)
        for (const auto& change : followed.changes) {
            const auto& [known, plan] = *followed.after;
            json::object each{{"what", word(change.what)},
                              {"duty", duty_json(plan.duties[change.duty], known)}};
            if (change.what == What::moved) each["from"] = base::rfc3339(change.from);
            changes.push_back(std::move(each));
        }
    return json::serialize(
               json::object{{"case", followed.after ? followed.after->first.id : std::string{}},
                            {"now", base::rfc3339(reader.now)},
                            {"new", followed.told.size()},
                            {"read", std::move(read)},
                            {"followed", std::move(changes)},
                            {"warnings", json::array(followed.warnings.begin(), followed.warnings.end())}})
           + "\n";
}

} // namespace followup::web
