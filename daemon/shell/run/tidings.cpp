#include "shell/run/tidings.hpp"

#include "core/mail/bounce.hpp"
#include "core/mail/forgetting.hpp"
#include "core/mail/losing.hpp"
#include "shell/run/dead_letters.hpp"

#include <algorithm>
#include <iterator>

namespace followup::run {
namespace {

plan::Person office_of(const ledger::Agency& agency) {
    return {plan::Role::recruiter, "team", agency.name, *agency.email, agency.zone, agency.language};
}

/// The reader of a mail about that case, with the address it went to.
plan::Person reader_in(const store::MailRow& mail, const ledger::Case& known, const ledger::Agency& agency) {
    auto person = plan::as_person(known, agency);
    const auto* recruiter = agency.recruiter(mail.person);
    if (recruiter != nullptr && person.id != mail.person) person = plan::as_person(*recruiter, agency);
    if (const auto to = base::MailAddress::parse(mail.to)) person.email = *to;
    return person;
}

} // namespace

std::optional<std::string> teller_of(const queue::Event& event, const web::Who& by) {
    if (event.teller == queue::Teller::candidate) return std::nullopt;
    return by.recruiter;
}

bool stirs(const queue::Event& event, const web::Who& by, const store::CaseRow& row) {
    if (event.teller == queue::Teller::candidate) return true;
    if (by.recruiter.empty())
        return queue::kind(event.body) != "interview" || queue::interview_of(event.body) != row.id;
    return by.recruiter != row.recruiter;
}

bool drops(const queue::Event& event) {
    const auto* closing = std::get_if<queue::Closing>(&event.body);
    return std::holds_alternative<queue::Struck>(event.body)
           || (closing != nullptr && closing->act == queue::Closing::Act::dropped);
}

bool stops_mails(const queue::Event& event) {
    const auto* mails = std::get_if<queue::Mails>(&event.body);
    return mails != nullptr && mails->wanted == queue::Mails::Wanted::none
           && event.teller == queue::Teller::candidate;
}

base::Result<void> Tidings::queue(const mail::Note& note, const plan::Person& to, std::int64_t case_number,
                                  Instant now) {
    return x_keeper.queue_note(note, case_number, to.id, now,
                               x_keeper.x_config->rules.window.next(now, to.zone));
}

base::Result<std::optional<plan::Person>> Tidings::who_hears_of(const std::string& recruiter,
                                                                const std::optional<base::MailAddress>& but,
                                                                Instant now) {
    const auto found = x_keeper.reader_of(recruiter, now);
    if (!found) return std::unexpected(found.error());
    if (*found != nullptr && (*found)->email != but) return std::optional{plan::as_person(**found, agency())};
    if (!agency().email || *agency().email == but) return std::optional<plan::Person>{};
    return std::optional{office_of(agency())};
}

base::Result<void> Tidings::unreached(const store::MailRow& mail, mail::Unreached why, Instant now) {
    if (mail.person == "team") return {}; // nobody else is left to be told
    auto& store = x_keeper.x_store;
    auto about = store.duties_of_mail(mail.number);
    if (!about) return std::unexpected(about.error());
    why.about = std::move(*about);
    auto cases = store.cases_of_mail(mail.number);
    if (!cases) return std::unexpected(cases.error());
    if (cases->empty() && mail.case_number != 0) cases->push_back(mail.case_number);
    for (const auto number : *cases) {
        const auto of = x_keeper.planned(number, now);
        if (!of && store.is_set_aside(number)) continue;
        if (!of) return std::unexpected(of.error());
        if (auto stirred = store.stir(number, now); !stirred) return stirred;
        why.whom = reader_in(mail, *of->known, agency());
        const auto to = who_hears_of(of->known->recruiter, why.whom.email, now);
        if (!to) return std::unexpected(to.error());
        if (!*to) continue;
        const auto note =
            mail::unreached_note(why, *of->known, *of->plan, **to, agency(), x_keeper.x_style, now);
        if (auto queued = queue(note, **to, number, now); !queued) return queued;
    }
    const auto* recruiter = agency().recruiter(mail.person);
    if (!cases->empty() || recruiter == nullptr || !agency().email) return {};
    why.whom = plan::as_person(*recruiter, agency());
    if (why.whom.email == *agency().email) return {};
    const auto office = office_of(agency());
    return queue(
        mail::unreached_note(why, {office.name, office.email}, x_keeper.x_style.tongue(office.language)),
        office, 0, now);
}

base::Result<void> Tidings::refused(std::int64_t number, const mail::Verdict& verdict, int earlier,
                                    Instant now) {
    const bool rejected = verdict.state == mail::State::rejected;
    if (!rejected && verdict.blame != mail::Blame::recipient) return {};
    const auto news = x_keeper.x_store.tells_news(number);
    if (!news) return std::unexpected(news.error());
    const bool told_before = *news && earlier > 0;
    if (told_before || (!rejected && !*news)) return {};
    const auto mail = x_keeper.x_store.mail(number);
    if (!mail) return std::unexpected(mail.error());
    if (!*mail) return {};
    const auto& reply = (*mail)->reply;
    const bool nobody = rejected && mail::is_nobody((*mail)->code, mail::enhanced_code(reply), reply);
    if (nobody) {
        x_keeper.x_ready.clear();
        if (auto noted = note_nobody(x_keeper, **mail, now); !noted) return noted;
    }
    return unreached(**mail, {.whom = {}, .reply = reply, .about = {}, .again = !rejected, .nobody = nobody},
                     now);
}

base::Result<void> Tidings::unwanted(const store::MailRow& mail, const plan::Posting& posting, bool nobody,
                                     Instant now) {
    if (posting.to.role != plan::Role::candidate) return {};
    const auto news = x_keeper.x_store.tells_news(mail.number);
    if (!news) return std::unexpected(news.error());
    if (!*news) return {};
    const auto why = nobody ? mail::Unreached::Why::nobody : mail::Unreached::Why::unwanted;
    return unreached(mail, {.why = why, .whom = {}}, now);
}

base::Result<void> Tidings::stopped(std::int64_t case_number, Instant now) {
    const auto story = x_keeper.story(case_number);
    if (!story && x_keeper.x_store.is_set_aside(case_number)) return {};
    if (!story) return std::unexpected(story.error());
    const auto& known = **story;
    const auto to = who_hears_of(known.recruiter, known.candidate.email, now);
    if (!to) return std::unexpected(to.error());
    if (!*to || known.ended() != nullptr) return {};
    return queue(mail::stopped_note(known, **to, x_keeper.x_style), **to, case_number, now);
}

base::Result<void> Tidings::taken_away(std::span<const Incoming> batch, const std::vector<Taken>& all,
                                       const std::vector<Planned>& planned, Instant now) {
    for (const auto& of : planned) {
        std::vector<const plan::Duty*> calls;
        for (const auto& change : of.changes) {
            const auto& duty = of.plan->duties[change.duty];
            if (change.what == plan::Change::What::dropped && duty.kind == plan::Kind::call)
                calls.push_back(&duty);
        }
        if (calls.empty()) continue;
        for (std::size_t n = 0; n < batch.size(); ++n) {
            const auto& by = batch[n].by.recruiter;
            const bool own = by == of.row.recruiter || batch[n].teller == queue::Teller::candidate;
            // A program writes what its people typed; nobody types a promise away without being told.
            if (!all[n].cases.contains(of.row.number) || own || (by.empty() && !all[n].drops)) continue;
            const auto* other = agency().recruiter(by);
            const auto who = other == nullptr ? batch[n].name : other->name;
            const auto but = other == nullptr ? std::nullopt : std::optional{other->email};
            const auto to = who_hears_of(of.known->recruiter, but, now);
            if (!to) return std::unexpected(to.error());
            if (!*to) break;
            std::vector<std::string> ids;
            for (const auto* call : calls)
                ids.push_back(call->id);
            const auto pages = x_keeper.pages_of(*of.plan, ids, of.row.number, (*to)->id, now);
            const auto note = mail::taken_away_note(*of.known, calls, who, **to, x_keeper.x_style, pages);
            if (auto queued = queue(note, **to, of.row.number, now); !queued) return queued;
            break;
        }
    }
    return {};
}

base::Result<void> Tidings::forgotten(const std::vector<Taken>& all, const std::vector<Planned>& planned,
                                      Instant now) {
    for (const auto& taken : all)
        for (const auto& each : taken.forgotten)
            for (const auto& of : planned) {
                const auto fallen = each.fallen.find(of.row.number);
                if (!taken.accepted || fallen == each.fallen.end()) continue;
                std::vector<const plan::Duty*> duties;
                for (const auto& duty : of.plan->duties)
                    if (std::ranges::find(fallen->second, duty.id, &Fallen::duty) != fallen->second.end())
                        duties.push_back(&duty);
                if (duties.empty()) continue;
                const auto to = who_hears_of(of.known->recruiter, std::nullopt, now);
                if (!to) return std::unexpected(to.error());
                if (!*to) continue;
                const auto note = mail::forgotten_note(*of.known, duties, **to, x_keeper.x_style);
                if (auto queued = queue(note, **to, of.row.number, now); !queued) return queued;
            }
    return {};
}

} // namespace followup::run
