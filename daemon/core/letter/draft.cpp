#include "core/letter/draft.hpp"

#include "core/base/text.hpp"
#include "core/ledger/names.hpp"
#include "core/letter/salutation.hpp"
#include "core/letter/voice.hpp"
#include "core/letter/whom.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace followup::letter {
namespace {

using plan::Duty;
using plan::Kind;
using words::Tongue;
using words::Values;

constexpr std::string_view mark = "[…";

base::Zone zone_of(const ledger::Round& round) {
    const auto zone = base::Zone::named(round.zone);
    return zone ? *zone : base::Zone::utc();
}

/// An address of one line as it stands on an envelope: the street, and below it the rest.
std::vector<std::string> address_lines(const std::string& address) {
    const auto comma = address.find(',');
    if (comma == address.npos) return {address};
    return {address.substr(0, comma), std::string{base::trimmed(address.substr(comma + 1))}};
}

std::vector<std::string> recipient_lines(const queue::Met& met, const ledger::Case& known,
                                         const Tongue& tongue) {
    std::vector<std::string> lines = {addressee(met.name, met.salutation, tongue),
                                      met.title.empty() ? tongue.phrase("missing-title") : met.title,
                                      known.employer.name};
    const auto& address = address_of(met, known);
    if (address.empty()) return lines.push_back(tongue.phrase("missing-address")), lines;
    for (auto& line : address_lines(address))
        if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> names_of_others(const ledger::Round& round, const ledger::Person& person) {
    std::vector<std::string> names;
    for (const auto& each : round.people)
        if (!each.struck && each.key != person.key) names.push_back(each.met.name);
    return names;
}

/// Whether that person raised the concern: the main interviewer what nobody is named for.
bool raised(const queue::Concern<std::string>& concern, const ledger::Person& person,
            const ledger::Round& round) {
    if (concern.by.empty()) return person.met.role == queue::Role::main;
    return same_name(concern.by, person.met.name)
           || ledger::person_told_of(round.people, concern.by) == &person;
}

/// The candidate's answers to what this person raised, in her own words; never the concern itself. What has
/// no answer yet is a gap.
std::vector<Values> answers(const std::vector<queue::Concern<std::string>>& concerns,
                            const ledger::Person& person, const ledger::Round& round) {
    std::vector<Values> items;
    for (const auto& concern : concerns)
        if (raised(concern, person, round))
            items.push_back(Values{}
                                .text("answer", as_part(concern.answer.read(queue::ForCandidate{})))
                                .flag("first", items.empty()));
    return items;
}

/// When something is to happen, as a letter says it: the day there, and the time if it has one.
std::string day_words(const Duty& duty, const base::Zone& zone, const Tongue& tongue) {
    const bool timed = duty.shape == plan::Shape::at_time;
    const auto at = timed ? duty.begins.value_or(duty.due) : duty.due;
    // A day without a time may be due at the midnight that ends it.
    const auto day = tongue.date(zone.date(timed ? at : at - base::seconds{1}), "letter-day");
    if (!timed) return day;
    return tongue.phrase("letter-day-time", Values{}.text("day", day).text("clock", tongue.clock(at, zone)));
}

/// The call promised to this person, and the second interview: what is still ahead.
Values ahead(const Duty& letter, const ledger::Round& round, const ledger::Person& person,
             const plan::Plan& plan, base::Instant now, const Tongue& tongue) {
    const auto zone = zone_of(round);
    Values values;
    for (const auto& duty : plan.duties) {
        const bool open = duty.state == plan::State::open && duty.due > now;
        if (!open || duty.interview != letter.interview) continue;
        if (duty.kind == Kind::call && same_name(duty.whom, person.met.name)) {
            const auto promised = std::ranges::find(round.promises, key_of(duty), &ledger::Promised::key);
            const bool always = promised != round.promises.end() && promised->promise.always();
            values.text("call", day_words(duty, zone, tongue)).flag("unless_heard", !always);
        }
        if (duty.kind == Kind::step && duty.whom == queue::word(queue::NextKind::second_interview))
            values.text("next", day_words(duty, zone, tongue));
    }
    return values;
}

/// The how many-th this person is of those in the interview of whom `counts` holds; who was struck counts, so
/// that nobody's letter changes because of it.
template <class Counts>
std::size_t place_of(const ledger::Person& person, const ledger::Round& round, Counts counts) {
    std::size_t place = 0;
    for (const auto& each : round.people) {
        if (each.key == person.key) break;
        if (counts(each)) ++place;
    }
    return place;
}

bool has_a_form_of_their_own(const ledger::Person& person) {
    return person.met.role == queue::Role::main || person.met.role == queue::Role::manager;
}

/// The others get one of several forms in turn: people of one panel show each other their letters.
std::string_view form_for(const ledger::Person& person, const ledger::Round& round) {
    constexpr std::array<std::string_view, 3> short_forms{"letter-short.md", "letter-short-2.md",
                                                          "letter-short-3.md"};
    switch (person.met.role) {
    case queue::Role::main: return "letter-main.md";
    case queue::Role::manager: return "letter-manager.md";
    case queue::Role::panel:
    case queue::Role::other: break;
    }
    const auto place =
        place_of(person, round, [](const auto& each) { return !has_a_form_of_their_own(each); });
    return short_forms[place % short_forms.size()];
}

/// One of several, another for each person as far as there are enough.
std::string one_for(const ledger::Person& person, const ledger::Round& round,
                    const std::vector<std::string>& several) {
    if (several.empty()) return {};
    return several[place_of(person, round, [](const auto&) { return true; }) % several.size()];
}

Values values_of(const ledger::Person& person, const ledger::Round& round, const ledger::Case& known,
                 const Tongue& tongue) {
    const auto said = ledger::seen(known, queue::ForCandidate{});
    const auto strengths = all_in_first_person(said.strengths, tongue);
    const auto projects = parts(said.projects);
    Values values;
    values.text("name", person.met.name)
        .text("greeting", greeting(person.met.name, person.met.salutation, tongue))
        .text("candidate", known.candidate.name)
        .text("employer", known.employer.name)
        .text("position", known.position)
        .text("day", tongue.date(zone_of(round).date(round.interview.ended), "letter-day"))
        .text("others", tongue.listed(names_of_others(round, person)))
        .text("problem", as_part(said.problem))
        .text("strength", one_for(person, round, strengths))
        .text("strengths", base::joined(strengths, "; "))
        .text("projects", tongue.listed(projects))
        .text("project", one_for(person, round, projects))
        .text("talked_about", as_part(person.met.talked_about.read(queue::ForCandidate{})))
        .list("concerns", answers(said.objections, person, round));
    return values;
}

} // namespace

const Tongue& tongue_of(const Duty& letter, const ledger::Case& known, const words::Texts& texts) {
    const auto* person = person_of(letter, known);
    const auto* round = round_of(letter, known);
    for (const auto& wanted :
         {person == nullptr ? std::string{} : person->met.language,
          round == nullptr ? std::string{} : round->interview.employer.language, known.employer.language})
        if (!wanted.empty()) return texts.tongue(wanted);
    return texts.tongue(letter.owner.language);
}

std::optional<Draft> draft(const Duty& letter, const ledger::Case& known, const plan::Plan& plan,
                           base::Instant now, const words::Texts& texts) {
    const auto& tongue = tongue_of(letter, known, texts);
    const auto* round = round_of(letter, known);
    const auto* person = person_of(letter, known);
    if (round == nullptr || person == nullptr) return {};
    const auto& met = person->met;
    const auto values =
        values_of(*person, *round, known, tongue).also(ahead(letter, *round, *person, plan, now, tongue));
    Draft made;
    made.language = tongue.code();
    made.date = tongue.date(letter.owner.zone.date(now), "letter-date");
    made.sender = {known.candidate.name};
    if (!known.candidate.phone.empty()) made.sender.push_back(known.candidate.phone);
    made.sender.push_back(known.candidate.email.text());
    made.recipient = recipient_lines(met, known, tongue);
    made.name = met.name;
    made.subject = tongue.phrase("letter-subject", values);
    made.body = words::filled(tongue.form(form_for(*person, *round)), values).plain;
    made.from = known.candidate.email;
    made.to = met.email;
    return made;
}

std::string text(const Draft& draft) {
    return draft.date + "\n\n" + base::joined(draft.recipient, "\n") + "\n\n" + draft.body;
}

bool has_gaps(const Draft& draft) {
    return text(draft).contains(mark);
}

std::string mailto(const Draft& draft) {
    if (!draft.to) return {};
    const auto encoded = [](std::string_view words, std::string_view kept) {
        std::string out;
        for (const char c : words) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                               || std::string_view{"-._~"}.contains(c) || kept.contains(c);
            if (plain)
                out += c;
            else
                out += c == '\n' ? "%0D%0A" : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
        return out;
    };
    const auto address =
        fmt::format("mailto:{}?subject={}", encoded(draft.to->ascii(), "@"), encoded(draft.subject, ""));
    // No mail program takes more in an address, and the mails that hold it grow beyond all measure.
    constexpr std::size_t body_bytes_max = 16 * 1024;
    return draft.body.size() > body_bytes_max ? address : address + "&body=" + encoded(draft.body, "");
}

} // namespace followup::letter
