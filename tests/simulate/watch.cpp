#include "simulate/watch.hpp"

#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::size_t breaches_max = 10;

} // namespace

void Watch::broken(std::string what) {
    if (x_breaches.size() < breaches_max) x_breaches.push_back(std::move(what));
}

void Watch::accepted(Instant at, const std::string& file, const std::string& case_id, std::size_t events) {
    x_timeline.accepted(at, file, case_id, events);
}

void Watch::refused(Instant at, const std::string& file, const base::Problems& problems) {
    x_timeline.refused(at, file, problems);
}

void Watch::changed(Instant at, const std::string& case_id, const plan::Change& change,
                    const plan::Duty& duty) {
    using enum plan::Change::What;
    x_timeline.changed(at, case_id, change, duty);
    const bool known = x_duties.contains(duty.id);
    auto& told = x_duties[duty.id];
    const auto wrong = [&](std::string_view what) {
        broken(fmt::format("{} {}: {}", base::rfc3339(at), duty.id, what));
    };
    switch (change.what) {
    case opened:
        // What was never owed may be owed later; of a gap that never was nothing is kept.
        if (known && (told.open || (told.closed != dropped && !duty.id.ends_with("/next"))))
            wrong("opened twice");
        if (known) told.nudged.clear();
        told.fell_due = false;
        told.open = true;
        told.due = duty.dates.front().due;
        break;
    case reopened:
        if (!known || told.open) wrong("reopened though it was open");
        told.open = true;
        told.fell_due = false;
        // While it was closed its date may have changed without a word.
        if (told.due != duty.due) told.nudged.clear();
        told.due = duty.due;
        told.reopened = at;
        break;
    case moved:
        if (!known || (change.from != told.due && told.reopened != at))
            wrong("moved from a date that it did not have");
        told.due = duty.due;
        told.fell_due = false;
        told.nudged.clear();
        break;
    case fell_due:
        if (!told.open) wrong("fell due though it was closed");
        if (at < told.due) wrong("fell due before its time");
        told.fell_due = true;
        break;
    case done:
    case dropped:
    case expired:
        // Something told late may have closed it before, and otherwise.
        if (!told.open && told.closed == change.what) wrong("closed twice");
        told.open = false;
        told.closed = change.what;
        break;
    }
}

void Watch::nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge, std::int64_t mail) {
    const auto number = x_mails.emplace(mail, std::ssize(x_mails) + 1).first->second;
    x_timeline.nudged(at, case_id, nudge, number);
    ++x_nudges;
    const auto wrong = [&](std::string_view what) {
        broken(fmt::format("{} {} to {} ({}): {}", base::rfc3339(at), nudge.duty, nudge.to.id, nudge.rule,
                           what));
    };
    x_zones.insert_or_assign(nudge.to.id, nudge.to.zone);
    if (!x_window.open(at, nudge.to.zone)) wrong("nudged outside the sending window");
    if (at < nudge.at) wrong("nudged before its time");
    // News is told once to whom it concerns; there is nothing to do about it.
    if (nudge.duty.contains("/news/") || nudge.duty.contains("/doubt/")) {
        return said(x_news, nudge.duty + " to " + nudge.to.id, mail,
                    [&](const std::string& why) { wrong("told twice" + why); });
    }
    x_about[mail][case_id] = nudge.duty;
    if (x_ended[case_id]) wrong("nudged though the case has ended");
    const auto duty = x_duties.find(nudge.duty);
    if (duty == x_duties.end() || !duty->second.open) return wrong("nudged for what is not open");
    // The digest tells of a thing again on every working day.
    const auto day = nudge.rule == "digest" ? base::iso(nudge.to.zone.date(at)) : "";
    const auto key = fmt::format("{} {} {} {}", nudge.rule, nudge.occurrence, nudge.to.id, day);
    said(duty->second.nudged, key, mail,
         [&](const std::string& why) { wrong("nudged twice for one date" + why); });
}

void Watch::said(std::map<std::string, std::int64_t>& before, const std::string& what, std::int64_t mail,
                 const std::function<void(const std::string&)>& twice) {
    const auto [at, first] = before.try_emplace(what, mail);
    if (first) return;
    const auto before_it = x_arrived.find(at->second);
    if (before_it != x_arrived.end() && !x_doubted.contains(at->second))
        twice(fmt::format("; mail {} had arrived: {}", at->second, before_it->second));
    x_said_anew.insert(at->second);
    at->second = mail;
}

void Watch::arrived(std::int64_t mail, Instant at, const std::string& life) {
    x_arrived.insert_or_assign(mail, life);
    if (x_said_anew.contains(mail))
        broken(fmt::format("{} mail {} arrives, and what it says was said anew", base::rfc3339(at), mail));
    for (const auto& [case_id, duty] : x_about[mail])
        if (const auto since = x_ended[case_id]; since && *since < at)
            broken(fmt::format("{} mail {} reminds of {}, whose case ended at {}: {}", base::rfc3339(at),
                               mail, duty, base::rfc3339(*since), life));
}

} // namespace followup::simulated
