#include "core/mail/subject.hpp"

#include "core/base/text.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/news.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;
using plan::Role;
using plan::Shape;

constexpr std::string_view short_date = "short-date";

/// "Thu 3 Dec, 16:00", "today 16:00"; with "by" only where a deadline is meant.
std::string when(const Duty& duty, bool by, const Scene& scene) {
    const auto& zone = scene.reader.zone;
    const bool day_only = duty.kind == Kind::step && duty.shape == Shape::on_date;
    // A step on a date has no hour and may be due at the midnight that ends it.
    const auto at = day_only ? duty.due - base::seconds{1} : duty.begins.value_or(duty.due);
    const bool deadline = by && (duty.shape == Shape::deadline || duty.shape == Shape::on_date);
    const auto form = day_only ? "on" : deadline ? "by" : "at";
    // A candidate is reminded more than once, and programs keep mails of one subject together (E6).
    const bool today = scene.reader.role == Role::recruiter && zone.date(at) == zone.date(scene.occasion.now);
    return scene.tongue.phrase(fmt::format("short-{}{}", form, today ? "-today" : ""),
                               Values{}
                                   .text("date", scene.tongue.date(zone.date(at), short_date))
                                   .text("clock", scene.tongue.clock(at, zone)));
}

Values duty_values(const Group& group, const Scene& scene) {
    const auto& duty = *group.front();
    const auto& known = scene.known;
    const auto whom = whom_now(duty, scene);
    const bool is_somebody = !whom.empty() && base::folded(whom) != base::folded(known.employer.name);
    return Values{}
        .text("whom", is_somebody                         ? whom
                      : duty.kind == Kind::client_debrief ? ""
                                                          : known.employer.name)
        .text("employer", known.employer.name)
        .text("candidate", known.candidate.name)
        .text("count", std::to_string(group.size()))
        .text("step", duty.kind == Kind::step ? summary(duty, known, scene.tongue) : "");
}

/// What the duty is called where there is little room: "Call Margaret Chen", "ask what they decided".
std::string what(const Group& group, const Scene& scene) {
    const auto& duty = *group.front();
    if (duty.kind == Kind::step && scene.reader.role == Role::candidate)
        return summary(duty, scene.known, scene.tongue);
    const bool own = duty.owner.role == scene.reader.role;
    const auto* kind = scene.reader.role == Role::candidate ? "brief" : own ? "task" : "watch";
    const bool untold = own && duty.kind == Kind::next && scene.plan.untold;
    const auto name = untold ? std::string{"tell"} : std::string{plan::word(duty.kind)};
    return scene.tongue.phrase(fmt::format("{}-{}{}", kind, name, group.size() > 1 ? "s" : ""),
                               duty_values(group, scene));
}

/// The rule of the nudge that tells of a date that somebody else set or moved; empty when there is none.
std::string_view date_rule(const Duty& duty, const plan::Posting& posting) {
    for (const std::string_view rule : {"moved", "set"})
        for (const auto& nudge : posting.nudges)
            if (nudge.duty == duty.id && nudge.rule == rule) return rule;
    return {};
}

std::string duty_line(const Group& group, const plan::Posting& posting, const Scene& scene) {
    const auto& duty = *group.front();
    const bool candidate = scene.reader.role == Role::candidate;
    const auto named = what(group, scene);
    const auto line = [&](std::string_view phrase, bool by) {
        return scene.tongue.phrase(phrase, Values{}.text("what", named).text("when", when(duty, by, scene)));
    };
    if (const auto rule = date_rule(duty, posting); !rule.empty() && group.size() == 1) {
        // Of somebody else's it is told what has a date, not that it is owed.
        auto dated = duty.owner.role == scene.reader.role
                         ? std::string{}
                         : scene.tongue.phrase_if_any(fmt::format("dated-{}", plan::word(duty.kind)),
                                                      duty_values(group, scene));
        return scene.tongue.phrase(
            fmt::format("subject-{}", rule),
            Values{}.text("what", dated.empty() ? named : dated).text("when", when(duty, false, scene)));
    }
    const auto confirms = [&duty](const plan::Nudge& nudge) {
        return nudge.duty == duty.id && nudge.rule == "confirm";
    };
    if (!candidate && std::ranges::any_of(posting.nudges, confirms))
        return scene.tongue.phrase(
            "subject-confirm", Values{}
                                   .text("what", scene.tongue.phrase("dated-call", duty_values(group, scene)))
                                   .text("when", when(duty, false, scene)));
    if (!candidate) return line(duty.owner.role == Role::recruiter ? "subject-task" : "subject-watch", false);
    const bool deadline = duty.shape == Shape::deadline || duty.shape == Shape::on_date;
    return line(deadline && duty.kind != Kind::step ? "subject-by" : "subject-at", true);
}

std::string headline(const plan::Posting& posting, const std::vector<Group>& groups, const Scene& scene) {
    if (const auto news = news_of(posting, scene.plan); !news.empty())
        return news_subject(*news.front(), scene);
    const auto first =
        std::ranges::min_element(groups, {}, [](const Group& group) { return group.front()->due; });
    return first == groups.end() ? std::string{} : duty_line(*first, posting, scene);
}

} // namespace

std::size_t things_told(const plan::Posting& posting, const plan::Plan& plan) {
    return news_of(posting, plan).size() + grouped(open_duties_of(posting, plan)).size();
}

std::string subject(const plan::Posting& posting, const Scene& scene, std::size_t others) {
    const auto& tongue = scene.tongue;
    if (scene.occasion.neutral) return tongue.phrase("subject-neutral");
    const auto& known = scene.known;
    auto line = headline(posting, grouped(open_duties_of(posting, scene.plan)), scene);
    if (line.empty())
        line = known.employer.name + ": " + known.position;
    else if (scene.reader.role == Role::recruiter)
        line = tongue.phrase("subject-of-case", Values{}
                                                    .text("candidate", known.candidate.name)
                                                    .text("employer", known.employer.name)
                                                    .text("what", line));
    const auto here = things_told(posting, scene.plan);
    const auto more = others + (here > 0 ? here - 1 : 0);
    if (more == 0) return line;
    return tongue.phrase("subject-more", Values{}.text("subject", line).text("count", std::to_string(more)));
}

} // namespace followup::mail
