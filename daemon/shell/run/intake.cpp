#include "core/ledger/case.hpp"
#include "core/ledger/codec.hpp"
#include "shell/run/bookkeeper.hpp"

#include <fmt/format.h>

namespace followup::run {

queue::Context Bookkeeper::context(const Incoming& file, Instant now) {
    const auto& rules = x_config->rules;
    queue::Context context;
    context.file = file.name;
    context.arrived = now;
    context.agency_zone = rules.agency.zone;
    context.calendar = rules.calendar;
    context.order = x_config->order;
    for (const auto& recruiter : rules.agency.recruiters)
        context.recruiters.push_back(recruiter.id);
    context.recruiter = [&agency = rules.agency](std::string_view id) -> std::optional<std::string> {
        const auto* known = agency.recruiter(id);
        return known == nullptr ? std::nullopt : std::optional{known->zone};
    };
    context.interview = [this](std::string_view id) -> std::optional<queue::Known> {
        const auto row = x_store.case_of_interview(id);
        if (!row || !*row) return std::nullopt;
        const auto history = x_store.history((*row)->number);
        if (!history) return std::nullopt;
        const auto known = ledger::fold(*history);
        for (const auto& round : known.rounds)
            if (round.interview.id == id) return queue::Known{round.zone, round.interview.ended};
        return std::nullopt;
    };
    return context;
}

base::Result<store::CaseRow> Bookkeeper::place_interview(const queue::Event& event,
                                                         const queue::Interview& said, Taken& taken) {
    auto row = x_store.case_of_interview(said.id);
    if (row && !*row && !said.case_id.empty()) {
        row = x_store.case_by_id(said.case_id);
        if (row && !*row)
            taken.problems.push_back(
                {event.where, fmt::format("there is no case '{}'", said.case_id),
                 "leave 'case' out: the interview joins its case by candidate, employer and "
                 "position"});
    }
    const auto identity = ledger::identity(said.candidate);
    const auto subject = ledger::subject(said);
    if (row && !*row && taken.problems.empty()) row = x_store.case_of(identity, subject);
    if (!row) return std::unexpected(row.error());
    if (!*row) return x_store.open_case({said.id, identity, subject, said.recruiter});
    const auto history = x_store.history((*row)->number);
    if (!history) return std::unexpected(history.error());
    const auto problems = ledger::refusals(ledger::fold(*history), event);
    taken.problems.insert(taken.problems.end(), problems.begin(), problems.end());
    if (!taken.problems.empty()) return **row;
    if (auto renamed = x_store.rename((*row)->number, identity, subject); !renamed)
        return std::unexpected(renamed.error());
    return **row;
}

base::Result<std::optional<store::CaseRow>> Bookkeeper::place(const queue::Event& event, Taken& taken) {
    if (const auto* said = std::get_if<queue::Interview>(&event.body)) {
        auto row = place_interview(event, *said, taken);
        if (!row) return std::unexpected(row.error());
        return std::optional{std::move(*row)};
    }
    const auto interview = queue::interview_of(event.body);
    if (interview.empty()) return std::optional<store::CaseRow>{};
    return x_store.case_of_interview(interview);
}

base::Result<void> Bookkeeper::keep_event(const queue::Event& event, Taken& taken, Instant now,
                                          std::set<std::int64_t>& touched) {
    const auto known = x_store.has_event(event.digest);
    if (!known) return std::unexpected(known.error());
    const auto row =
        *known ? x_store.case_of_interview(queue::interview_of(event.body)) : place(event, taken);
    if (!row) return std::unexpected(row.error());
    if (*row && taken.case_id.empty()) taken.case_id = (*row)->id;
    if (*known || !taken.problems.empty()) return {};
    const auto number = *row ? (*row)->number : 0;
    const auto interview = std::string{queue::interview_of(event.body)};
    const auto appended = x_store.append({.case_number = number,
                                          .interview = interview,
                                          .kind = std::string{queue::kind(event.body)},
                                          .digest = event.digest,
                                          .at = event.at,
                                          .accepted = now,
                                          .text = ledger::encoded(event)});
    if (!appended) return std::unexpected(appended.error());
    ++taken.fresh;
    if (std::holds_alternative<queue::Interview>(event.body)) {
        if (auto joined = x_store.join(interview, number); !joined) return joined;
        if (auto adopted = x_store.adopt(interview, number); !adopted)
            return std::unexpected(adopted.error());
    }
    if (number != 0) touched.insert(number);
    return {};
}

base::Result<Taken> Bookkeeper::take_one(const Incoming& file, Instant now, std::set<std::int64_t>& touched) {
    Taken taken;
    auto read = queue::read(file.bytes, context(file, now));
    if (!read) {
        taken.problems = std::move(read.error());
        return taken;
    }
    taken.events = read->events.size();
    taken.warnings = std::move(read->warnings);
    for (const auto& event : read->events)
        if (auto kept = keep_event(event, taken, now, touched); !kept) return std::unexpected(kept.error());
    taken.accepted = taken.problems.empty();
    return taken;
}

base::Result<std::vector<Taken>> Bookkeeper::take(std::span<const Incoming> batch, Instant now) {
    std::vector<Taken> all;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (const auto& file : batch) {
        std::set<std::int64_t> touched;
        if (auto set = x_store.savepoint(); !set) return give_up(set.error());
        auto taken = take_one(file, now, touched);
        if (!taken) return give_up(taken.error());
        x_untold.emplace_back([this, now, name = file.name, told = *taken] {
            if (told.accepted)
                x_witness.accepted(now, name, told.case_id, told.events);
            else
                x_witness.refused(now, name, told.problems);
        });
        if (taken->accepted) {
            for (const auto number : touched)
                if (auto kept = replan(number, now); !kept) return give_up(kept.error());
            if (auto released = x_store.release_savepoint(); !released) return give_up(released.error());
        } else {
            x_store.rollback_to_savepoint();
        }
        all.push_back(std::move(*taken));
    }
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return all;
}

} // namespace followup::run
