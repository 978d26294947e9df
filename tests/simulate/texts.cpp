#include "simulate/texts.hpp"

#include "core/calendar/entry.hpp"
#include "core/letter/draft.hpp"
#include "core/letter/whom.hpp"
#include "core/mail/digest.hpp"
#include "core/mail/together.hpp"
#include "core/web/acting.hpp"
#include "core/web/story.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

Readers reader_of(const plan::Person& person) {
    return person.role == plan::Role::candidate ? Readers::hers : Readers::own;
}

plan::Person recruiter_of(const Desk& desk, const ledger::Case& known) {
    const auto* found = desk.rules.agency.recruiter(known.recruiter);
    return plan::as_person(*found, desk.rules.agency);
}

std::string all_of(const mail::Message& message) {
    return fmt::format("{}\n{}\n{}\n{}", message.subject, message.to.name, message.text, message.html);
}

/// The entries of a calendar, each with all that a program shows of it.
void add_calendar(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known,
                  const plan::Plan& plan, calendar::Audience audience, Instant now) {
    const bool hers = audience == calendar::Audience::candidate;
    Text whole{hers ? Readers::hers : Readers::own, "the calendar", {}};
    for (const auto& entry :
         calendar::entries(known, plan, {audience, desk.style.tongue("en"), desk.rules.policy.letter_due},
                           desk.rules.agency, now)) {
        whole.words += fmt::format("{}\n{}\n{}\n", entry.summary, entry.description, entry.location);
        if (entry.summary.starts_with("Overdue: ") || entry.summary.starts_with("Überfällig: "))
            texts.push_back({whole.reader, "an overdue entry", entry.summary});
    }
    texts.push_back(std::move(whole));
}

} // namespace

void add_mails(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known, const plan::Plan& plan,
               const std::vector<plan::Nudge>& due, Instant now) {
    for (auto posting : plan::post(known.id, due, {}, desk.rules.agency, now)) {
        const auto reader = reader_of(posting.to);
        // Some news is for her alone, and there are no words of it for him.
        const bool news = std::ranges::any_of(
            posting.nudges, [](const plan::Nudge& nudge) { return nudge.duty.contains("/news/"); });
        if (desk.with_her_recruiters_eyes && reader == Readers::hers && !news)
            posting.to.role = plan::Role::recruiter;
        mail::Occasion occasion;
        occasion.mail_id = known.id;
        occasion.now = now;
        texts.push_back(
            {reader, "a mail",
             all_of(mail::compose(posting, known, plan, desk.rules.agency, desk.style, occasion))});
    }
}

std::vector<std::string> add_digest(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known,
                                    const plan::Plan& plan, Instant now) {
    Text whole{Readers::own, "the digest", {}};
    std::vector<std::string> duties;
    for (const auto& line :
         mail::digest_lines(known, plan, recruiter_of(desk, known), desk.rules.agency, desk.style, {}, now)) {
        whole.words += fmt::format("{} {} {}\n", line.who, line.what, line.when);
        duties.insert(duties.end(), line.duties.begin(), line.duties.end());
    }
    texts.push_back(std::move(whole));
    return duties;
}

void add_calendars(std::vector<Text>& texts, const Desk& desk, const ledger::Case& known,
                   const plan::Plan& plan, Instant now) {
    for (const auto audience : {calendar::Audience::candidate, calendar::Audience::recruiter})
        add_calendar(texts, desk, known, plan, audience, now);
}

void add_pages(std::vector<Text>& texts, const Desk& desk, const ledger::History& history,
               const web::Standing& standing, const plan::Duty& duty, Instant now) {
    const auto& [known, plan] = standing;
    const auto candidate = plan::as_person(known, desk.rules.agency);
    const auto recruiter = recruiter_of(desk, known);
    for (const auto* reader : {&candidate, &recruiter}) {
        // A candidate has links to what she owes herself.
        if (reader == &candidate && duty.owner.role != plan::Role::candidate) continue;
        auto eyes = *reader;
        if (desk.with_her_recruiters_eyes) eyes.role = plan::Role::recruiter;
        web::ActPage page{.standing = standing,
                          .duty = duty,
                          .reader = eyes,
                          .agency = desk.rules.agency,
                          .tongue = desk.style.tongue(reader->language),
                          .letter_due = desk.rules.policy.letter_due,
                          .now = now,
                          .seal = {}};
        page.undo = web::undoable(history, desk.rules, duty, {reader->name, now}, now - base::days{30}, eyes);
        texts.push_back({reader_of(*reader), "the page", web::act_page(page).body});
    }
    if (duty.kind != plan::Kind::letter) return;
    const auto* person = letter::person_of(duty, known);
    if (const auto draft = letter::draft(duty, known, plan, now, desk.style.all_texts());
        draft && person != nullptr)
        texts.push_back(
            {Readers::letters, "the letter", draft->subject + "\n" + letter::text(*draft), person->met.name});
}

void add_listings(std::vector<Text>& texts, const Desk& desk, const ledger::History& history,
                  const web::Standing& standing, Instant now) {
    const web::Reader reader{.zone = desk.rules.agency.zone, .now = now, .paint = {}};
    const auto text = web::story_text(history, standing, desk.rules, {}, false, reader);
    texts.push_back({Readers::own, "the story", text});
    texts.push_back(
        {Readers::own, "the story", web::story_json(history, standing, desk.rules, {}, false, reader)});
    const web::Whose whose{.person = "team", .name = "team"};
    texts.push_back({Readers::own, "the agenda",
                     web::agenda_text(std::span{&standing, 1}, whose, web::Span::all, reader)});
}

} // namespace followup::simulated
