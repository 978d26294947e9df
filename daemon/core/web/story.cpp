#include "core/web/story.hpp"

#include "core/base/text.hpp"
#include "core/plan/words.hpp"
#include "core/queue/telling.hpp"
#include "core/web/duty.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::web {
namespace {

namespace json = boost::json;
using What = plan::Change::What;

/// One thing of the story.
struct Moment {
    Instant at;
    std::string kind; ///< "pushed", "mail", "overdue", "expired"
    std::string words;
    std::vector<std::string> changes;
};

std::string change_words(const plan::Change& change, const plan::Plan& after, const ledger::Case& known,
                         const base::Zone& zone) {
    const auto& duty = after.duties[change.duty];
    const auto summary = plan::summary(duty, known);
    switch (change.what) {
    case What::opened: return fmt::format("owed: {}, {}", summary, plan::due_words(duty, zone));
    case What::moved: return fmt::format("moved: {}, to {}", summary, base::spoken(duty.due, zone));
    case What::reopened: return fmt::format("open again: {}, {}", summary, plan::due_words(duty, zone));
    case What::fell_due: return "overdue at once: " + summary;
    case What::done: return "done: " + summary;
    case What::dropped:
        return fmt::format("dropped: {} ({})", summary, duty.reason.read(queue::ForRecruiter{}));
    case What::expired: return "expired: " + summary;
    }
    return summary;
}

void add_events(std::vector<Moment>& moments, const ledger::History& history, const ledger::Case& known,
                const plan::Rules& rules, const base::Zone& zone) {
    for (const auto& effect : plan::effects(history, rules)) {
        const auto& event = history.facts[effect.fact].event;
        Moment moment{event.at,
                      std::string{queue::kind(event.body)},
                      queue::told(event, zone, queue::ForRecruiter{}),
                      {}};
        for (const auto& change : effect.changes)
            moment.changes.push_back(change_words(change, effect.after, known, zone));
        moments.push_back(std::move(moment));
    }
}

/// What happened because nobody did anything.
void add_lapses(std::vector<Moment>& moments, const Standing& standing) {
    const auto& [known, plan] = standing;
    for (const auto& duty : plan.duties) {
        const auto summary = plan::summary(duty, known);
        if (duty.fell_due) moments.push_back({duty.due, "overdue", "Overdue: " + summary, {}});
        if (duty.state == plan::State::expired && duty.closed)
            moments.push_back({*duty.closed, "expired", "Expired: " + summary, {}});
    }
}

std::string reply_words(const MailTold& mail) {
    if (mail.code == 0 && mail.state == mail::State::moot && !mail.reply.empty()) return mail.reply;
    if (mail.code == 0) return std::string{mail::word(mail.state)};
    if (mail.state == mail::State::sent && mail.code >= 400)
        return fmt::format("came back ({})", mail.reply.substr(0, mail.reply.find('\n')));
    return fmt::format("{} ({} {})", mail::word(mail.state), mail.code,
                       mail.reply.substr(0, mail.reply.find('\n')));
}

void add_mails(std::vector<Moment>& moments, std::span<const MailTold> mails) {
    for (const auto& mail : mails)
        moments.push_back({mail.settled.value_or(mail.claimed), "mail",
                           fmt::format("Mail {} to {}: {}", mail.number, mail.to, reply_words(mail)),
                           mail.duties.empty() ? std::vector<std::string>{}
                                               : std::vector{"about " + base::joined(mail.duties, ", ")}});
}

std::vector<Moment> moments(const ledger::History& history, const Standing& standing,
                            const plan::Rules& rules, std::span<const MailTold> mails,
                            const base::Zone& zone) {
    std::vector<Moment> list;
    add_events(list, history, standing.first, rules, zone);
    add_lapses(list, standing);
    add_mails(list, mails);
    std::ranges::stable_sort(list, {}, &Moment::at);
    return list;
}

/// The next reminders: those for one reader at one time are one.
struct Next {
    Instant at;
    std::string name;
    std::vector<std::string> duties;
};

std::vector<Next> next_nudges(const plan::Plan& plan, Instant now) {
    constexpr std::size_t shown_max = 4;
    std::vector<Next> list;
    for (const auto& nudge : plan.nudges) {
        if (nudge.at <= now) continue;
        auto at = std::ranges::find_if(
            list, [&](const Next& each) { return each.at == nudge.at && each.name == nudge.to.name; });
        if (at == list.end()) {
            if (list.size() == shown_max) break;
            at = list.insert(list.end(), Next{nudge.at, nudge.to.name, {}});
        }
        if (std::ranges::find(at->duties, nudge.duty) == at->duties.end()) at->duties.push_back(nudge.duty);
    }
    return list;
}

std::string next_text(const Standing& standing, bool no_mails, const Reader& reader) {
    const auto& [known, plan] = standing;
    std::string text;
    for (const auto& duty : plan.duties) {
        if (duty.state != plan::State::open) continue;
        const auto when = base::spoken(duty.begins.value_or(duty.due), reader.zone);
        text += wrapped(fmt::format("{}  {}", when, plan::summary(duty, known)), 2, 6);
        text += wrapped(fmt::format("{}, until {}", duty.owner.name, plan::awaited(duty, known)), 6, 8);
        text += "      " + reader.paint.quiet(duty.id) + "\n";
    }
    if (text.empty()) text = "  Nothing is owed.\n";
    if (no_mails) text += reader.paint.alarm(wrapped(known.candidate.name + " wants no mails: call", 2, 6));
    const auto nudges = next_nudges(plan, reader.now);
    if (!nudges.empty()) text += "\n" + reader.paint.heading("Next reminders") + "\n";
    for (const auto& next : nudges)
        text += wrapped(fmt::format("{}  {}: {}", base::spoken(next.at, reader.zone), next.name,
                                    base::joined(next.duties, ", ")),
                        2, 6);
    return text;
}

} // namespace

std::string story_text(const ledger::History& history, const Standing& standing, const plan::Rules& rules,
                       std::span<const MailTold> mails, bool no_mails, const Reader& reader) {
    const auto& known = standing.first;
    auto text = reader.paint.heading(
                    fmt::format("{}: {} at {}", known.candidate.name, known.position, known.employer.name))
                + "\n";
    text += wrapped(
        fmt::format("case {}, recruiter {}, {}", known.id, known.recruiter, known.candidate.email.text()), 2,
        4);
    text += "\n" + reader.paint.heading("What happened") + "\n";
    for (const auto& moment : moments(history, standing, rules, mails, reader.zone)) {
        const auto when = base::spoken(moment.at, reader.zone);
        auto lines = wrapped(fmt::format("{}  {}", when, moment.words), 2, 6);
        if (moment.kind == "overdue" || moment.kind == "expired")
            lines.replace(lines.find(when), when.size(), reader.paint.alarm(when));
        text += lines;
        for (const auto& change : moment.changes)
            text += moment.kind == "mail" ? reader.paint.quiet(wrapped(change, 6, 8)) : wrapped(change, 6, 8);
    }
    text += "\n" + reader.paint.heading("What is next") + "\n" + next_text(standing, no_mails, reader);
    for (const auto& warning : standing.second.warnings)
        text += wrapped("warning: " + warning, 0, 4);
    return text;
}

std::string story_json(const ledger::History& history, const Standing& standing, const plan::Rules& rules,
                       std::span<const MailTold> mails, bool no_mails, const Reader& reader) {
    const auto& [known, plan] = standing;
    json::array story;
    for (const auto& moment : moments(history, standing, rules, mails, reader.zone))
        story.push_back(json::object{{"at", base::rfc3339(moment.at)},
                                     {"kind", moment.kind},
                                     {"words", moment.words},
                                     {"changes", json::array(moment.changes.begin(), moment.changes.end())}});
    json::array duties;
    for (const auto& duty : plan.duties)
        if (duty.state == plan::State::open) duties.push_back(duty_json(duty, known));
    json::array nudges;
    for (const auto& next : next_nudges(plan, reader.now))
        nudges.push_back(json::object{{"at", base::rfc3339(next.at)},
                                      {"to", next.name},
                                      {"about", json::array(next.duties.begin(), next.duties.end())}});
    return json::serialize(
               json::object{{"case", known.id},
                            {"candidate", known.candidate.name},
                            {"email", known.candidate.email.text()},
                            {"employer", known.employer.name},
                            {"position", known.position},
                            {"recruiter", known.recruiter},
                            {"now", base::rfc3339(reader.now)},
                            {"story", std::move(story)},
                            {"wants_no_mails", no_mails},
                            {"next", std::move(duties)},
                            {"nudges", std::move(nudges)},
                            {"warnings", json::array(plan.warnings.begin(), plan.warnings.end())}})
           + "\n";
}

} // namespace followup::web
