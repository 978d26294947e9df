#include "core/mail/unreached.hpp"

#include "core/base/text.hpp"
#include "core/mail/news.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

std::string_view phrase_of(Unreached::Why why) {
    switch (why) {
    case Unreached::Why::refused: return "unreached-refused";
    case Unreached::Why::came_back: return "unreached-came-back";
    case Unreached::Why::given_up: return "unreached-given-up";
    case Unreached::Why::nobody: return "unreached-nobody";
    case Unreached::Why::unwanted: break;
    }
    return "unreached-unwanted";
}

Values values_of(const Unreached& mail) {
    return Values{}
        .text("name", mail.whom.name)
        .text("to", mail.whom.email.text())
        .text("why", mail.reply.substr(0, mail.reply.find('\n')))
        .flag("again", mail.again);
}

Note begun(const Unreached& mail, base::Mailbox reader, const words::Tongue& tongue) {
    Note note;
    note.to = std::move(reader);
    note.language = tongue.code();
    note.paragraphs = {tongue.phrase(phrase_of(mail.why), values_of(mail))};
    return note;
}

bool is_about(const Unreached& mail, const std::string& id) {
    return std::ranges::find(mail.about, id) != mail.about.end();
}

std::string phone_of(const plan::Person& whom, const ledger::Case& known, const ledger::Agency& agency) {
    if (whom.role == plan::Role::candidate) return known.candidate.phone;
    const auto* recruiter = agency.recruiter(whom.id);
    return recruiter == nullptr ? std::string{} : recruiter->phone;
}

} // namespace

Note unreached_note(const Unreached& mail, const ledger::Case& known, const plan::Plan& plan,
                    const plan::Person& reader, const ledger::Agency& agency, const Style& style,
                    base::Instant now) {
    const auto& tongue = style.tongue(reader.language);
    auto note = begun(mail, {reader.name, reader.email}, tongue);
    const auto values = values_of(mail)
                            .text("candidate", known.candidate.name)
                            .text("employer", known.employer.name)
                            .text("phone", phone_of(mail.whom, known, agency));
    note.subject = tongue.phrase("unreached-subject", values);
    note.paragraphs.push_back(tongue.phrase("unreached-call", values));
    Occasion occasion;
    occasion.now = now;
    const Scene theirs{mail.whom, known, plan, agency, style, occasion, style.tongue(mail.whom.language)};
    std::vector<std::string> news;
    for (const auto& each : plan.news)
        if (is_about(mail, each.id)) news.emplace_back(base::trimmed(news_section(each, theirs).plain));
    if (!news.empty())
        note.paragraphs.push_back(tongue.phrase("unreached-news", values) + "\n" + base::joined(news, "\n"));
    std::vector<std::string> owed;
    for (const auto& duty : plan.duties)
        if (is_about(mail, duty.id))
            owed.push_back(summary(duty, known, tongue) + ", " + due_words(duty, reader.zone, tongue));
    if (!owed.empty())
        note.paragraphs.push_back(tongue.phrase("unreached-about", values) + "\n" + base::joined(owed, "\n"));
    if (mail.why != Unreached::Why::unwanted)
        note.paragraphs.push_back(tongue.phrase(
            mail.nobody || mail.why == Unreached::Why::nobody ? "unreached-dead" : "unreached-mend", values));
    return note;
}

Note unreached_note(const Unreached& mail, const base::Mailbox& reader, const words::Tongue& tongue) {
    auto note = begun(mail, reader, tongue);
    note.subject = tongue.phrase("unreached-subject-plain", values_of(mail));
    return note;
}

Note stopped_note(const ledger::Case& known, const plan::Person& reader, const Style& style) {
    const auto& tongue = style.tongue(reader.language);
    const auto values = Values{}
                            .text("candidate", known.candidate.name)
                            .text("employer", known.employer.name)
                            .text("phone", known.candidate.phone);
    Note note;
    note.to = {reader.name, reader.email};
    note.language = tongue.code();
    note.subject = tongue.phrase("stopped-subject", values);
    note.paragraphs = {tongue.phrase("stopped-mails", values), tongue.phrase("stopped-then", values)};
    return note;
}

} // namespace followup::mail
