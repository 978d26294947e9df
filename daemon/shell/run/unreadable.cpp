#include "shell/run/unreadable.hpp"

#include "core/ledger/codec.hpp"
#include "shell/run/lookup.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {

using Kind = store::Unreadable::Kind;

std::string name_of(const store::Unreadable& one) {
    switch (one.kind) {
    case Kind::of_case: return fmt::format("case {}", one.number);
    case Kind::of_mail: return fmt::format("mail {}", one.number);
    case Kind::of_feed: return fmt::format("feed {}", one.number);
    case Kind::of_none: break;
    }
    return fmt::format("fact {}, a stand-in", one.number);
}

base::Result<base::Problems> unreadable_words(Bookkeeper& keeper) {
    const auto all = store::Mending{keeper.store()}.unreadable();
    if (!all) return std::unexpected(all.error());
    base::Problems words;
    for (const auto& each : *all)
        words.push_back({name_of(each), fmt::format("it cannot be read ({}) and is set aside", each.row),
                         "followup check says how to mend it"});
    return words;
}

base::Result<void> name_unreadable(Bookkeeper& keeper, const web::Who& who, web::Whose& whose) {
    const auto all = store::Mending{keeper.store()}.unreadable();
    if (!all) return std::unexpected(all.error());
    const auto is_theirs = [&](const std::string& recruiter) {
        return whose.person == "team" || whose.person == recruiter
               || std::ranges::find(whose.stands_in_for, recruiter) != whose.stands_in_for.end();
    };
    for (const auto& each : *all)
        // Whose it is may be lost with its row: then everybody looks.
        if (each.kind == Kind::of_case && !whose.owner_only
            && (each.recruiter.empty()
                || (is_theirs(each.recruiter) && may_see(keeper, who, each.recruiter))))
            whose.unreadable.push_back(each.id.empty() ? std::to_string(each.number) : each.id);
    return {};
}

base::Result<std::shared_ptr<const ledger::Case>> Bookkeeper::story(std::int64_t case_number) {
    const auto history = x_store.history(case_number);
    if (!history) return std::unexpected(history.error());
    if (const auto at = x_worked_out.find(case_number);
        at != x_worked_out.end() && at->second.history == *history)
        return at->second.known;
    try {
        if (!(*history)->facts.empty()) return std::make_shared<const ledger::Case>(ledger::fold(**history));
        x_store.set_aside(case_number, "no facts");
    } catch (const std::exception&) { // its words may be the story's
        x_store.set_aside(case_number, "its story");
    }
    return std::unexpected(x_store.history(case_number).error());
}

bool is_gone(store::Store& store, std::int64_t case_number) {
    const auto row = store.case_by_number(case_number);
    return row && !*row;
}

bool is_left_out(store::Store& store, std::int64_t case_number) {
    return store.is_set_aside(case_number) || is_gone(store, case_number);
}

bool waits_for(Bookkeeper& keeper, std::int64_t case_number, const queue::Event& event, Taken& taken) {
    if (keeper.story(case_number) || !keeper.store().is_set_aside(case_number)) return false;
    taken.waits = true;
    taken.problems.push_back(
        {event.where, fmt::format("its case, {}, cannot be read: nothing can be told of it", case_number),
         "followup check says how to mend it"});
    return true;
}

base::Result<std::optional<Instant>> lost_of(store::Store& store, const base::Checked<queue::File>& read) {
    if (!read || store.times_set_aside() == 0) return std::optional<Instant>{};
    for (const auto& event : read->events) {
        auto lost = store::Mending{store}.lost_since(event.digest);
        if (!lost || *lost) return lost;
    }
    return std::optional<Instant>{};
}

base::Result<bool> write_again(store::Store& store, const queue::Event& event, std::int64_t case_number,
                               Taken& taken) {
    if (store.times_set_aside() == 0) return false;
    const auto lost = store::Mending{store}.lost_since(event.digest);
    if (!lost) return std::unexpected(lost.error());
    if (!*lost) return false;
    const auto* interview = std::get_if<queue::Interview>(&event.body);
    const store::NewFact fact{.case_number = case_number,
                              .interview = std::string{queue::interview_of(event.body)},
                              .kind = std::string{queue::kind(event.body)},
                              .digest = event.digest,
                              .at = event.at,
                              .accepted = {},
                              .text = ledger::encoded(event)};
    const auto written = store::Mending{store}.write_again(
        fact, interview == nullptr ? std::string{} : ledger::identity(interview->candidate));
    if (!written) {
        taken.problems.push_back(written.error());
        return true;
    }
    ++taken.fresh;
    taken.warnings.push_back(event.where + ": its record could not be read, and was written once more");
    return true;
}

void add_unreadable(Entries& to, std::span<const std::int64_t> cases, const std::string& person,
                    const config::Config& config, Instant now) {
    const auto& agency = config.rules.agency;
    const auto* recruiter = agency.recruiter(person);
    const auto& tongue = config.texts->tongue(
        recruiter == nullptr ? agency.language : plan::as_person(*recruiter, agency).language);
    const auto zone = recruiter == nullptr ? agency.zone : agency.zone_of(person);
    const auto today = zone.date(now);
    const auto begins = zone.instant(today, base::seconds{0});
    for (const auto number : cases) {
        calendar::Entry entry;
        entry.uid = base::uuid5(fmt::format("unreadable case {}", number)) + "@" + agency.domain;
        entry.time = calendar::AllDay{today};
        entry.summary = tongue.phrase("calendar-unreadable");
        entry.description =
            tongue.phrase("calendar-unreadable-why", words::Values{}.text("number", std::to_string(number)));
        entry.cause = entry.created = begins;
        to.list.push_back(std::move(entry));
    }
    if (cases.empty()) return;
    const auto midnight = zone.instant(today + base::days{1}, base::seconds{0});
    to.until = to.until ? std::min(*to.until, midnight) : midnight;
}

} // namespace followup::run
