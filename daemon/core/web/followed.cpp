#include "core/web/followed.hpp"

#include "core/mail/losing.hpp"
#include "core/plan/words.hpp"
#include "core/queue/writing.hpp"
#include "core/web/duty.hpp"

#include <algorithm>
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

/// Who spoke knows more than before: a date, news or an end.
std::string next_text(const std::string& id) {
    return fmt::format("What comes next? Say it with one of these:\n"
                       "  followup push {0} next DATE    the day on which you will see on\n"
                       "  followup heard {0} NEWS        what they said\n"
                       "  followup close {0}             it is over\n",
                       id);
}

} // namespace

bool asks_for_next(const Followed& followed) {
    if (!followed.after || followed.after->first.ended() != nullptr) return false;
    const auto spoke = [](const ledger::Fact& fact) {
        const auto* called = std::get_if<queue::Called>(&fact.event.body);
        return called != nullptr && called->result == queue::Called::Outcome::spoke && !called->next;
    };
    const auto news = [](const ledger::Fact& fact) {
        return std::holds_alternative<queue::Heard>(fact.event.body);
    };
    return std::ranges::any_of(followed.told, spoke) && std::ranges::none_of(followed.told, news);
}

std::string followed_text(const Followed& followed, const Reader& reader, const words::Tongue& tongue) {
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
    for (const auto& line : mail::loss_words(followed.losses, tongue))
        text += wrapped("Taken away: " + line, 0, 4);
    if (asks_for_next(followed)) text += next_text(followed.after->first.id);
    for (const auto& warning : followed.warnings)
        text += wrapped("warning: " + warning, 0, 4);
    return text;
}

std::string followed_json(const Followed& followed, const Reader& reader, const words::Tongue& tongue) {
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
    const auto lost = mail::loss_words(followed.losses, tongue);
    return json::serialize(
               json::object{{"case", followed.after ? followed.after->first.id : std::string{}},
                            {"now", base::rfc3339(reader.now)},
                            {"new", followed.told.size()},
                            {"read", std::move(read)},
                            {"followed", std::move(changes)},
                            {"lost", json::array(lost.begin(), lost.end())},
                            {"asks_for_next", asks_for_next(followed)},
                            {"warnings", json::array(followed.warnings.begin(), followed.warnings.end())}})
           + "\n";
}

} // namespace followup::web
