#include "core/mail/sections.hpp"

#include "core/base/text.hpp"
#include "core/letter/salutation.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/news.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;

const ledger::Recruiter* recruiter_called(const ledger::Agency& agency, std::string_view name) {
    const auto found = std::ranges::find(agency.recruiters, name, &ledger::Recruiter::name);
    return found == agency.recruiters.end() ? nullptr : &*found;
}

/// Where the interview was: the zone its events were read in.
base::Zone employer_zone(const Duty& duty, const Scene& scene) {
    const auto* round = round_of(duty, scene.known);
    const auto zone = base::Zone::named(round != nullptr ? round->zone : scene.known.employer.zone);
    return zone ? *zone : scene.agency.zone_of(scene.known.recruiter);
}

/// The words as the end of a sentence: with a full stop, unless they bring one or a quotation does.
std::string sentence(std::string_view words) {
    auto bare = base::trimmed(words);
    std::string ended{bare};
    for (const std::string_view mark : {"”", "“", "\"", "’", "'", ")"})
        while (bare.ends_with(mark))
            bare.remove_suffix(mark.size());
    const bool stopped =
        bare.ends_with('.') || bare.ends_with('!') || bare.ends_with('?') || bare.ends_with("…");
    if (!stopped && !ended.empty()) ended += '.';
    return ended;
}

Values group_values(const Group& group, const Scene& scene) {
    const Duty& duty = *group.front();
    // Of somebody else's it is said that they were told so: in the words that they may read.
    const bool others = duty.owner.role != scene.reader.role;
    const auto eyes = others ? plan::eyes(duty.owner) : scene.eyes();
    Values values;
    values.flag("one", group.size() == 1)
        .flag("several", group.size() > 1)
        .text("count", std::to_string(group.size()))
        .text("summary", group_summary(group, scene))
        .text("when", when_words(duty, scene))
        .flag("late", duty.overdue(scene.occasion.now))
        .text("because", sentence(because(duty, scene.known, scene.style.letter_due, scene.tongue, eyes)));
    return values;
}

Values debrief_values(const Duty& duty, const Scene& scene) {
    Values values;
    if (const auto* whom = recruiter_called(scene.agency, whom_now(duty, scene)))
        values.text("recruiter", whom->name)
            .phone("recruiter_phone", whom->phone)
            .text("recruiter_email", whom->email.text());
    return values.also(missing_values(round_of(duty, scene.known), scene.known, scene.tongue, scene.eyes()));
}

Values call_values(const Duty& duty, const Scene& scene) {
    Values values;
    const auto* promised = promise_of(duty, scene.known);
    if (promised != nullptr) {
        values.phone("phone", phone_for(*promised, round_of(duty, scene.known), scene.known, scene.eyes()));
        values.flag("unless_heard", !promised->promise.always());
    }
    return values;
}

Values client_values(const Duty& duty, const Scene& scene) {
    const auto* round = round_of(duty, scene.known);
    Values values;
    const auto person = contact_at_employer(duty, round, scene.eyes());
    if (person)
        values.text("contact", person->name)
            .text("contact_title", person->title)
            .text("email", person->email ? person->email->text() : "");
    const bool direct = person && !person->phone.empty();
    values.phone("phone", direct ? person->phone : scene.known.employer.phone);
    if (round != nullptr && round->candidate_debriefing)
        values.text("notes", notes_of(*round->candidate_debriefing, scene.eyes()));
    return values.also(missing_values(round, scene.known, scene.tongue, scene.eyes()))
        .also(fact_values(scene.known, scene.eyes()));
}

/// In which words she was told of the offer.
Values answer_values(const ledger::Case& known) {
    Values values;
    for (const auto& offer : known.offers)
        if (offer.stands()) values.text("tell", offer.telling.words.read(queue::ForCandidate{}));
    return values;
}

/// Somebody else's duties, as who watches over them hears of them.
Values told_values(const Group& group, const Scene& scene) {
    const auto& owner = group.front()->owner;
    const bool candidate = owner.role == plan::Role::candidate;
    const auto contact = recruiter_of(scene.known, scene.agency, scene.occasion.absence);
    std::vector<Values> people;
    for (const auto* duty : in_order_met(group, scene.known)) {
        const auto* person = person_of(*duty, scene.known);
        people.push_back(Values{}
                             .text("name", person == nullptr ? duty->whom : person->met.name)
                             .text("title", person == nullptr ? "" : person->met.title));
    }
    const auto* promised = promise_of(*group.front(), scene.known);
    const auto pushes = promised == nullptr ? 0 : ledger::moves(*promised);
    const auto what = reached(scene.occasion.reached, group.front()->id);
    Values values;
    const auto& first = *group.front();
    values.text("owner", owner.name)
        .flag("held", first.kind == Kind::step && scene.occasion.now >= first.begins.value_or(first.due))
        .text("reminded", what.reminded ? scene.tongue.date(scene.reader.zone.date(*what.reminded)) : "")
        .text("lost", sentence(what.lost))
        .text("pushes", pushes >= scene.style.call_pushes ? std::to_string(pushes) : "")
        .phone("owner_phone", candidate ? scene.known.candidate.phone : contact.phone)
        .text("owner_email", owner.email.text())
        .list("people", std::move(people));
    return values;
}

/// The template for a duty of the reader's own, and what it names besides the common values.
std::pair<std::string_view, Values> own(const Group& group, const Scene& scene) {
    const Duty& duty = *group.front();
    const auto* round = round_of(duty, scene.known);
    const auto employer_phone = Values{}.phone("phone", scene.known.employer.phone);
    switch (duty.kind) {
    case Kind::debrief: return {"debrief.md", debrief_values(duty, scene)};
    case Kind::client_debrief: return {"client-debrief.md", client_values(duty, scene)};
    case Kind::letter: return {"letters.md", letter_values(group, scene)};
    case Kind::call: return {"call.md", call_values(duty, scene)};
    case Kind::decision:
        return {"decision.md", Values{employer_phone}.text("their_words", decision_words(round))};
    case Kind::step: return {"step.md", step_values(duty, scene.known, scene.eyes())};
    case Kind::names: return {"names.md", employer_phone};
    case Kind::next: return {"next.md", employer_phone};
    case Kind::answer: return {"answer.md", answer_values(scene.known)};
    }
    return {"told.md", told_values(group, scene)};
}

} // namespace

Contact recruiter_of(const ledger::Case& known, const ledger::Agency& agency,
                     const std::optional<Absence>& absence) {
    const auto* recruiter = agency.recruiter(absence ? absence->reader : known.recruiter);
    if (recruiter != nullptr) return {recruiter->name, recruiter->phone, recruiter->email};
    return {agency.name, "", agency.email};
}

std::string greeted(const plan::Person& reader, const ledger::Case& known, const words::Tongue& tongue) {
    if (reader.role != plan::Role::candidate) return reader.name;
    return letter::called(reader.name, known.candidate.salutation, tongue);
}

Values scene_values(const Scene& scene) {
    const auto recruiter = recruiter_of(scene.known, scene.agency, scene.occasion.absence);
    Values values;
    values.text("reader", greeted(scene.reader, scene.known, scene.tongue))
        .text("employer", scene.known.employer.name)
        .text("candidate", scene.known.candidate.name)
        .text("agency", scene.agency.name)
        .text("recruiter", recruiter.name)
        .phone("recruiter_phone", recruiter.phone)
        .text("recruiter_email", recruiter.email ? recruiter.email->text() : "");
    return values;
}

std::vector<Group> grouped(const std::vector<const Duty*>& duties) {
    std::vector<Group> groups;
    for (const auto* duty : duties) {
        const auto same = std::ranges::find_if(groups, [duty](const Group& group) {
            const auto& first = *group.front();
            return duty->kind == Kind::letter && first.kind == Kind::letter
                   && first.interview == duty->interview && first.due == duty->due;
        });
        if (same != groups.end())
            same->push_back(duty);
        else
            groups.push_back({duty});
    }
    return groups;
}

std::string whom_now(const Duty& duty, const Scene& scene) {
    if (duty.kind != Kind::debrief || !scene.occasion.absence) return duty.whom;
    return recruiter_of(scene.known, scene.agency, scene.occasion.absence).name;
}

std::string group_summary(const Group& group, const Scene& scene) {
    if (group.size() == 1) {
        auto duty = *group.front();
        duty.whom = whom_now(duty, scene);
        return summary(duty, scene.known, scene.tongue);
    }
    return scene.tongue.phrase(
        "summary-letters",
        Values{}.text("count", std::to_string(group.size())).text("employer", scene.known.employer.name));
}

Values page_values(const Duty& duty, const Scene& scene) {
    const auto found = scene.occasion.pages.find(duty.id);
    if (found == scene.occasion.pages.end()) return {};
    // Who watches over it has not called herself.
    const bool others = duty.owner.role != scene.reader.role;
    auto label = others ? scene.tongue.phrase_if_any(fmt::format("act-watch-{}", plan::word(duty.kind)),
                                                     Values{}.text("owner", duty.owner.name))
                        : std::string{};
    if (label.empty()) label = scene.tongue.phrase(fmt::format("act-{}", plan::word(duty.kind)));
    return Values{}.button("page", label, found->second);
}

Both section(const Group& group, const Scene& scene) {
    const Duty& duty = *group.front();
    const bool others = duty.owner.role != scene.reader.role;
    auto [form, values] =
        others ? std::pair{std::string_view{"told.md"}, told_values(group, scene)} : own(group, scene);
    if (group.size() == 1) values.also(page_values(duty, scene));
    values.also(group_values(group, scene)).also(scene_values(scene));
    return filled(scene.tongue.form(form), values);
}

std::vector<const Duty*> open_duties_of(const plan::Posting& posting, const plan::Plan& plan) {
    std::vector<const Duty*> duties;
    for (const auto& duty : plan.duties) {
        const bool meant =
            std::ranges::find(posting.nudges, duty.id, &plan::Nudge::duty) != posting.nudges.end();
        if (meant && duty.state == plan::State::open) duties.push_back(&duty);
    }
    return duties;
}

std::vector<Values> sections_of(const plan::Posting& posting, const Scene& scene, std::string_view headline) {
    std::vector<Values> sections;
    for (const auto* news : news_of(posting, scene.plan))
        sections.push_back(Values{}.ready("section", news_section(*news, scene, headline)));
    for (const auto& group : grouped(open_duties_of(posting, scene.plan))) {
        auto whole = group.size() == 1 ? date_news(*group.front(), posting, scene) : Both{};
        const auto part = section(group, scene);
        whole.plain += part.plain;
        whole.markdown += part.markdown;
        sections.push_back(Values{}.ready("section", whole));
    }
    return sections;
}

std::vector<Values> commands_of(const std::vector<const Duty*>& duties) {
    std::vector<Values> lines;
    for (const auto* duty : duties) {
        const auto line = "followup done " + duty->id;
        lines.push_back(Values{}.ready("line", {line, line}));
    }
    return lines;
}

std::string when_words(const Duty& duty, const Scene& scene) {
    const auto& tongue = scene.tongue;
    const auto here = due_words(duty, scene.reader.zone, tongue);
    if (duty.kind != Kind::call && duty.kind != Kind::step) return here;
    const auto zone = employer_zone(duty, scene);
    const auto at = duty.shape == plan::Shape::at_time ? duty.begins.value_or(duty.due) : duty.due;
    if (scene.reader.zone.offset(at) == zone.offset(at)) return here;
    const bool same_day = scene.reader.zone.date(at) == zone.date(at);
    std::string there = tongue.time(at, zone);
    if (duty.kind == Kind::step && duty.shape == plan::Shape::on_date) {
        if (same_day) return here;
        there = tongue.date(zone.date(at));
    } else if (!same_day || duty.shape == plan::Shape::window) {
        there = due_words(duty, zone, tongue);
    }
    return tongue.phrase(
        "due-elsewhere",
        Values{}.text("here", here).text("there", there).text("employer", scene.known.employer.name));
}

} // namespace followup::mail
