#include "core/web/story.hpp"

#include "core/plan/words.hpp"
#include "core/web/duty.hpp"

#include <fmt/format.h>

namespace followup::web {
namespace {

namespace json = boost::json;

std::string state_words(const plan::Duty& duty, const Reader& reader) {
    const auto said = duty.reason.read(queue::ForRecruiter{});
    const auto reason = said.empty() ? std::string{} : ": " + said;
    if (duty.state != plan::State::open)
        return fmt::format("{} {}{}", plan::word(duty.state),
                           duty.closed ? base::spoken(*duty.closed, reader.zone) : "", reason);
    return duty.overdue(reader.now) ? "open and overdue" : "open";
}

std::string steps_text(const std::vector<std::string>& steps) {
    std::string text;
    for (const auto& step : steps)
        text += wrapped(step, 6, 8);
    return text;
}

/// Reminders to several people at one time for one reason are one paragraph.
std::string reminders_text(const std::vector<plan::Explained::Reminder>& reminders, const Reader& reader) {
    std::string text;
    std::string names;
    for (std::size_t n = 0; n < reminders.size(); ++n) {
        const auto& nudge = reminders[n].nudge;
        names += (names.empty() ? "" : ", ") + nudge.to.name;
        const bool again = n + 1 < reminders.size() && reminders[n + 1].nudge.at == nudge.at
                           && reminders[n + 1].nudge.because == nudge.because
                           && reminders[n + 1].steps == reminders[n].steps;
        if (again) continue;
        const auto* condition = nudge.stage == plan::Stage::if_still_open ? "; if it is still open" : "";
        text += wrapped(fmt::format("{}  {} ({}{})", base::spoken(nudge.at, reader.zone), names,
                                    nudge.because, condition),
                        2, 6);
        text += reader.paint.quiet(steps_text(reminders[n].steps));
        names.clear();
    }
    return text;
}

json::array json_list(const std::vector<std::string>& words) {
    return json::array(words.begin(), words.end());
}

} // namespace

std::string why_text(const plan::Explained& why, const ledger::Case& known, const Reader& reader) {
    const auto& duty = why.duty;
    auto text = reader.paint.heading(plan::summary(duty, known)) + "\n";
    text +=
        wrapped(fmt::format("{}; {} owes it; {}", duty.id, duty.owner.name, state_words(duty, reader)), 2, 4);
    text += wrapped("because " + duty.because, 2, 4);
    text += "\n" + reader.paint.heading("What happened") + "\n";
    for (const auto& cause : why.causes) {
        text += wrapped(fmt::format("{}  {}", base::spoken(cause.at, reader.zone), cause.words), 2, 6);
        text += reader.paint.quiet(wrapped(fmt::format("(event {}, {}, taken in {})", cause.event, cause.kind,
                                                       base::spoken(cause.accepted, reader.zone)),
                                           6, 8));
        for (const auto& change : cause.changes)
            text += wrapped("so: " + change, 6, 10);
    }
    text += "\n" + reader.paint.heading(why.dates.size() > 1 ? "Its dates" : "Its date") + "\n";
    for (const auto& date : why.dates) {
        text += wrapped(fmt::format("{}{}{}", base::spoken(date.due, reader.zone),
                                    date.reason.empty() ? "" : "  ", date.reason),
                        2, 6);
        text += steps_text(date.steps);
    }
    if (why.reminders.empty()) return text;
    return text + "\n" + reader.paint.heading("Its reminders") + "\n" + reminders_text(why.reminders, reader);
}

std::string why_json(const plan::Explained& why, const ledger::Case& known) {
    json::array causes;
    for (const auto& cause : why.causes)
        causes.push_back(json::object{{"event", cause.event},
                                      {"kind", cause.kind},
                                      {"at", base::rfc3339(cause.at)},
                                      {"accepted", base::rfc3339(cause.accepted)},
                                      {"words", cause.words},
                                      {"changes", json_list(cause.changes)}});
    json::array dates;
    for (const auto& date : why.dates)
        dates.push_back(json::object{{"due", base::rfc3339(date.due)},
                                     {"since", base::rfc3339(date.since)},
                                     {"reason", date.reason},
                                     {"steps", json_list(date.steps)}});
    json::array reminders;
    for (const auto& [nudge, steps] : why.reminders)
        reminders.push_back(json::object{{"at", base::rfc3339(nudge.at)},
                                         {"planned", base::rfc3339(nudge.planned)},
                                         {"to", nudge.to.email.text()},
                                         {"name", nudge.to.name},
                                         {"rule", nudge.rule},
                                         {"if_still_open", nudge.stage == plan::Stage::if_still_open},
                                         {"because", nudge.because},
                                         {"steps", json_list(steps)}});
    return json::serialize(json::object{{"duty", duty_json(why.duty, known)},
                                        {"causes", std::move(causes)},
                                        {"dates", std::move(dates)},
                                        {"reminders", std::move(reminders)}})
           + "\n";
}

} // namespace followup::web
