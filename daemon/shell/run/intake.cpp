#include "core/base/text.hpp"
#include "core/ledger/case.hpp"
#include "core/ledger/codec.hpp"
#include "core/words/in_english.hpp"
#include "shell/run/met_people.hpp"
#include "shell/run/tidings.hpp"
#include "shell/run/unreadable.hpp"
#include "shell/run/whose.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// Refuses an event because of who handed it in.
base::Result<void> forbid(Taken& taken, base::Problem problem) {
    taken.problems.push_back(std::move(problem));
    taken.not_allowed = true;
    return {};
}

/// What is wrong with an event that no file of theirs may hold, whatever its case; nothing: all is well.
std::optional<base::Problem> forbidden(const queue::Event& event, const web::Who& by) {
    if (std::holds_alternative<queue::Forget>(event.body) && !web::may(by, web::Concern::steward))
        return base::Problem{event.where, "only an administrator may have somebody forgotten",
                             "ask root, or to be put into a group that '[web] admins' names"};
    const auto* away = std::get_if<queue::StandIn>(&event.body);
    if (away != nullptr && !web::may(by, web::Concern::recruiter, away->absent))
        return base::Problem{event.where, "a stand-in reads what is theirs: they name one themselves",
                             "let them hand it in, or an administrator"};
    return std::nullopt;
}

/// Whether they may tell of a case of that recruiter. Whoever is no recruiter hands in for all of them, as a
/// program does that writes the files, and sees nothing of it.
bool may_tell(const ledger::Agency& agency, const web::Who& by, const std::string& recruiter) {
    if (by.recruiter.empty()) return true;
    const auto* heir = agency.recruiter(recruiter);
    return web::may(by, web::Concern::recruiter, heir == nullptr ? recruiter : heir->id);
}

base::Problem of_another(const queue::Event& event) {
    return {event.where, "this is about a case of another recruiter",
            "they tell of it, or who stands in for them, or an administrator"};
}

} // namespace

base::Result<store::CaseRow> Bookkeeper::place_interview(const queue::Event& event,
                                                         const queue::Interview& said, const web::Who& by,
                                                         Taken& taken) {
    auto row = x_store.case_of_interview(said.id);
    if (row && !*row && !said.case_id.empty()) {
        row = x_store.case_by_id(said.case_id);
        if (row && !*row)
            taken.problems.push_back(
                {event.where, fmt::format("there is no case '{}'", said.case_id),
                 "leave 'case' out: the interview joins its case by candidate, employer and "
                 "position"});
    }
    if (!row) return std::unexpected(row.error());
    if (*row && may_tell(x_config->rules.agency, by, (*row)->recruiter)
        && waits_for(*this, (*row)->number, event, taken))
        return **row;
    const auto whose = whose_is(x_store, event, *row);
    if (!whose) return std::unexpected(whose.error());
    const auto& identity = whose->identity;
    const auto subject = ledger::subject(said);
    if (!*row && taken.problems.empty()) row = x_store.case_of(identity, subject);
    if (!row) return std::unexpected(row.error());
    if (!*row) {
        for (const auto& name : {identity, said.candidate.email.key()}) {
            const auto forgotten = x_store.forgotten(name);
            if (!forgotten) return std::unexpected(forgotten.error());
            if (!*forgotten || said.ended > **forgotten) continue;
            taken.problems.push_back(
                {event.where, "its candidate has asked since to be forgotten",
                 "only an interview that ends after that is taken; remove the file from where it came"});
            break;
        }
        if (whose->mistaken) taken.problems.push_back(*whose->mistaken);
        if (!taken.problems.empty()) return store::CaseRow{};
        auto opened = x_store.open_case({said.id, identity, subject, said.recruiter});
        if (opened)
            if (auto set = x_store.set_employer(opened->number, base::folded(said.employer.name)); !set)
                return std::unexpected(set.error());
        return opened;
    }
    if (!may_tell(x_config->rules.agency, by, (*row)->recruiter)) {
        static_cast<void>(forbid(taken, of_another(event)));
        return **row;
    }
    if (waits_for(*this, (*row)->number, event, taken)) return **row;
    const auto known = story((*row)->number);
    if (!known) return std::unexpected(known.error());
    const auto& before = **known;
    const auto problems = ledger::refusals(before, event);
    taken.problems.insert(taken.problems.end(), problems.begin(), problems.end());
    if (!taken.problems.empty()) return **row;
    if (auto renamed = x_store.rename((*row)->number, identity, subject); !renamed)
        return std::unexpected(renamed.error());
    if (auto set = x_store.set_employer((*row)->number, base::folded(said.employer.name)); !set)
        return std::unexpected(set.error());
    if (const auto was = ledger::identity(before.candidate); identity != was) {
        x_shelf->outdate_all(); // kept by name
        if (auto called = x_store.call((*row)->number, was); !called) return std::unexpected(called.error());
    }
    return **row;
}

base::Result<std::optional<store::CaseRow>> Bookkeeper::place(const queue::Event& event, const web::Who& by,
                                                              Taken& taken) {
    if (const auto* said = std::get_if<queue::Interview>(&event.body)) {
        auto row = place_interview(event, *said, by, taken);
        if (!row) return std::unexpected(row.error());
        return std::optional{std::move(*row)};
    }
    const auto interview = queue::interview_of(event.body);
    if (interview.empty()) return std::optional<store::CaseRow>{};
    auto row = x_store.case_of_interview(interview);
    if (row && *row && waits_for(*this, (*row)->number, event, taken)) return row;
    // Only an interview to come can be called off.
    if (row && *row && std::holds_alternative<queue::Cancelled>(event.body)) {
        const auto known = story((*row)->number);
        if (!known) return std::unexpected(known.error());
        const auto problems = ledger::refusals(**known, event);
        taken.problems.insert(taken.problems.end(), problems.begin(), problems.end());
    }
    if (row && *row && !may_tell(x_config->rules.agency, by, (*row)->recruiter))
        static_cast<void>(forbid(taken, of_another(event)));
    return row;
}

base::Result<void> Bookkeeper::keep_event(const queue::Event& event, const web::Who& by, Taken& taken,
                                          Instant now, std::set<std::int64_t>& touched) {
    if (auto problem = forbidden(event, by)) return forbid(taken, std::move(*problem));
    // Not kept itself: the address would outlive the one who asked.
    if (const auto* asked = std::get_if<queue::Forget>(&event.body))
        return forget(event, *asked, taken, now, touched);
    const auto barred = MetPeople{*this}.bars(event, taken);
    if (!barred || *barred) return barred ? base::Result<void>{} : std::unexpected(barred.error());
    const auto known = x_store.has_event(event.digest);
    if (!known) return std::unexpected(known.error());
    const auto row =
        *known ? x_store.case_of_interview(queue::interview_of(event.body)) : place(event, by, taken);
    if (!row) return std::unexpected(row.error());
    if (*row && taken.case_id.empty()) taken.case_id = (*row)->id;
    if (*known && *row) {
        const auto again = write_again(x_store, event, (*row)->number, taken);
        if (!again) return std::unexpected(again.error());
        if (*again) touched.insert((*row)->number);
        if (*again) return {};
    }
    if (*known) taken.warnings.push_back(event.where + ": this is known already; it changes nothing");
    if (*known || !taken.problems.empty()) return {};
    const auto number = *row ? (*row)->number : 0;
    const auto interview = std::string{queue::interview_of(event.body)};
    const auto appended = x_store.append({.case_number = number,
                                          .interview = interview,
                                          .kind = std::string{queue::kind(event.body)},
                                          .digest = event.digest,
                                          .at = event.at,
                                          .accepted = now,
                                          .text = ledger::encoded(event),
                                          .by = teller_of(event, by)});
    if (!appended) return std::unexpected(appended.error());
    ++taken.fresh;
    taken.drops = taken.drops || drops(event);
    if (*row && stirs(event, by, **row))
        if (auto stirred = x_store.stir(number, now); !stirred) return stirred;
    if (std::holds_alternative<queue::StandIn>(event.body)) forget_stand_ins();
    if (const auto* mails = std::get_if<queue::Mails>(&event.body)) {
        const auto reader = reader_meant(x_store, x_config->rules.agency, *mails);
        if (!reader) return std::unexpected(reader.error());
        if (!*reader)
            taken.warnings.push_back(fmt::format("{}: nobody is known as “{}” yet", event.where, mails->to));
        auto wish = *mails;
        wish.to = reader->value_or(sought(mails->to));
        if (auto set = set_mails(wish, now); !set) return set;
    }
    if (number != 0 && stops_mails(event))
        if (auto told = Tidings{*this}.stopped(number, now); !told) return told;
    if (std::holds_alternative<queue::Interview>(event.body)) {
        if (auto joined = x_store.join(interview, number); !joined) return joined;
        const auto& candidate = std::get<queue::Interview>(event.body).candidate;
        for (const auto& name : {candidate.email.key(), candidate.id})
            if (auto called = x_store.call(number, name); !called) return called;
        if (auto adopted = MetPeople{*this}.adopt(event, number); !adopted) return adopted;
        if (auto told = know_candidate(event, number, touched); !told) return told;
    }
    if (number != 0) taken.cases.insert(number), touched.insert(number);
    return {};
}

base::Result<Taken> Bookkeeper::take_events(base::Checked<queue::File> read, const web::Who& by, Instant now,
                                            std::set<std::int64_t>& touched) {
    Taken taken;
    if (!read) {
        taken.problems = std::move(read.error());
        return taken;
    }
    taken.events = read->events.size();
    taken.warnings = std::move(read->warnings);
    for (const auto& event : read->events)
        if (auto kept = keep_event(event, by, taken, now, touched); !kept)
            return std::unexpected(kept.error());
    taken.accepted = taken.problems.empty();
    return taken;
}

base::Result<Taken> Bookkeeper::take_file(const Incoming& file, base::Checked<queue::File> read, Instant now,
                                          std::set<std::int64_t>& touched) {
    // One event is refused before anything of it is written; several need a way back.
    const bool several = read && read->events.size() > 1;
    if (several)
        if (auto set = x_store.savepoint(); !set) return std::unexpected(set.error());
    std::set<std::int64_t> of_file;
    auto taken = take_events(std::move(read), file.by, now, of_file);
    if (!taken) return taken;
    if (taken->accepted) {
        touched.merge(of_file);
        for (auto& forgotten : taken->forgotten) {
            forgotten.file = file.name;
            forgotten.by = file.by.name;
            for (const auto number : forgotten.erased.cases)
                touched.erase(number);
        }
    }
    if (several && !taken->accepted) x_store.rollback_to_savepoint();
    if (several && taken->accepted)
        if (auto released = x_store.release_savepoint(); !released) return std::unexpected(released.error());
    x_untold.emplace_back([this, now, name = file.name, told = *taken] {
        if (told.accepted)
            x_witness.accepted(now, name, told.case_id, told.events);
        else if (!told.waits)
            x_witness.refused(now, name, told.problems);
    });
    return taken;
}

} // namespace followup::run
