#include "shell/run/met_people.hpp"

#include "core/base/text.hpp"
#include "core/ledger/codec.hpp"
#include "core/ledger/unnamed.hpp"
#include "core/mail/mentions.hpp"
#include "shell/run/whose.hpp"

#include <algorithm>
#include <climits>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr int told_mails_max = 1'000'000; // of one case

std::set<std::string> in_full(const queue::Somebody& who) {
    auto all = who.names;
    all.insert(who.addresses.begin(), who.addresses.end());
    return all;
}

} // namespace

base::Result<void> MetPeople::take_out_of_mails(std::int64_t case_number,
                                                const std::set<std::string>& known_by, Instant now,
                                                store::Erased& erased, std::set<std::int64_t>& touched) {
    using enum mail::State;
    auto& store = x_keeper.x_store;
    const auto mails = store.mails_of_case(case_number, told_mails_max);
    if (!mails) return std::unexpected(mails.error());
    for (const auto& mail : *mails) {
        if (!mail::mentions(mail.bytes, known_by)) continue;
        const bool to_candidate =
            mail.person != "team" && x_keeper.x_config->rules.agency.recruiter(mail.person) == nullptr;
        const bool open = mail.state == handed || mail.state == in_doubt || mail.state == parked;
        erased.mails.push_back({mail.number, to_candidate,
                                mail.state == sent ? mail.settled
                                : open             ? mail.handed
                                                   : std::nullopt,
                                !open});
        if (mail.state == deferred || mail.state == in_doubt || mail.state == parked
            || mail.state == claimed) {
            if (auto back = x_keeper.take_back(mail, Stale::forgotten, now, touched); !back) return back;
        } else if (mail.state == handed) {
            // It is with the relay, whose answer settles it; whatever that is, it does not go out again.
            const auto cases = store.take_apart(mail.number);
            if (!cases) return std::unexpected(cases.error());
            touched.insert(cases->begin(), cases->end());
        } else if (auto emptied = x_traces.erase_text(mail.number); !emptied) {
            return emptied;
        }
    }
    return {};
}

base::Result<void> MetPeople::take_out(std::int64_t case_number, const queue::Somebody& who, Instant at,
                                       Forgotten& forgotten, std::set<std::int64_t>& touched) {
    auto& store = x_keeper.x_store;
    const auto of = story(case_number);
    if (!of) return std::unexpected(of.error());
    if (!*of) return {};
    const auto& agency = x_keeper.x_config->rules.agency;
    const auto& style = x_keeper.x_style;
    const auto& known = *(*of)->known;
    const auto reader = plan::as_person(known, agency);
    const auto instead =
        ledger::placeholder(*(*of)->history, style.tongue(reader.language).phrase("forgotten-person"));
    const auto reason = style.tongue(agency.language).phrase("forgotten-reason");
    const auto now = ledger::unnamed(*(*of)->history, who, instead, reason, at);
    const auto duties = store.duties(case_number);
    if (!duties) return std::unexpected(duties.error());
    for (const auto& duty : *duties)
        if (const auto renamed = now.duties.find(duty.id);
            renamed != now.duties.end() && duty.state == plan::State::open)
            forgotten.fallen[case_number].push_back({renamed->second, duty.due});
    // Mails first: what they tell of is known by the duties as they are called in them.
    auto known_by = who.known_by();
    known_by.insert(now.texts.begin(), now.texts.end());
    if (auto out = take_out_of_mails(case_number, known_by, at, forgotten.erased, touched); !out) return out;
    if (auto written = x_traces.rewrite(case_number, now.facts); !written) return written;
    if (auto renamed = x_traces.rename_duties(case_number, now.duties); !renamed) return renamed;
    for (const auto& [before, after] : now.duties)
        if (auto gone = x_traces.forget_entry(base::uuid5(before) + "@" + agency.domain); !gone) return gone;
    for (const auto& event : now.struck) {
        const auto known_already = store.has_event(event.digest);
        if (!known_already) return std::unexpected(known_already.error());
        if (*known_already) continue;
        const auto appended = store.append({.case_number = case_number,
                                            .interview = std::string{queue::interview_of(event.body)},
                                            .kind = std::string{queue::kind(event.body)},
                                            .digest = event.digest,
                                            .at = at,
                                            .accepted = at,
                                            .text = ledger::encoded(event),
                                            .by = std::string{}});
        if (!appended) return std::unexpected(appended.error());
    }
    for (const auto& round : known.rounds)
        forgotten.erased.interviews.push_back(round.interview.id);
    touched.insert(case_number);
    return store.stir(case_number, at);
}

base::Result<void> MetPeople::forget_one(const Meeting& meeting, Taken& taken, Instant now,
                                         std::set<std::int64_t>& touched) {
    const auto& person = meeting.person;
    Forgotten forgotten;
    forgotten.addresses = person.who.addresses;
    forgotten.names = in_full(person.who);
    forgotten.known = !meeting.cases.empty();
    forgotten.met = queue::WhoseMet{person.who, {}, {}};
    auto graves = ledger::traces(person);
    if (meeting.cases.empty() && !person.employer.empty()) {
        for (const auto& name : person.who.names)
            graves.insert(ledger::trace_of_name(name, person.employer));
        forgotten.met->employers.insert(base::folded(person.employer));
    }
    for (const auto& [number, here] : meeting.cases) {
        const auto of = story(number);
        if (!of) return std::unexpected(of.error());
        if (*of) graves.merge(ledger::marks(person, *(*of)->known));
        auto who = person.who;
        who.spared = here.who.spared;
        forgotten.met->employers.insert(base::folded(here.employer));
        forgotten.fallen.try_emplace(number);
        if (auto out = take_out(number, who, now, forgotten, touched); !out) return out;
        if (auto gone = x_traces.untrace(number, ledger::traces(person)); !gone) return gone;
    }
    const auto& interviews = forgotten.erased.interviews;
    forgotten.met->interviews.insert(interviews.begin(), interviews.end());
    if (auto back = x_keeper.take_back_mentions(forgotten.names, forgotten.erased, now, touched); !back)
        return back;
    if (auto erased = x_traces.erase_texts_of_no_case(); !erased) return erased;
    auto tags = x_traces.bury(graves, now);
    if (!tags) return std::unexpected(tags.error());
    forgotten.erased.tag = tags->back();
    tags->pop_back();
    forgotten.erased.also = std::move(*tags);
    taken.forgotten.push_back(std::move(forgotten));
    x_keeper.x_shelf->clear();
    x_keeper.x_ready.clear();
    return {};
}

base::Result<void> MetPeople::forget(const queue::Event& event, const queue::Forget& said, Taken& taken,
                                     Instant now, std::set<std::int64_t>& touched) {
    // Of the ledger of an older program: nobody is overlooked.
    for (bool more = true; more;) {
        const auto learned = learn_names(x_keeper, INT_MAX);
        if (!learned) return std::unexpected(learned.error());
        more = *learned;
    }
    auto people = found(said);
    if (!people) return std::unexpected(people.error());
    if (people->size() > 1) {
        for (const auto& each : *people) {
            const auto& addresses = each.person.who.addresses;
            taken.choices.push_back({each.person.name, each.person.interview, each.person.title,
                                     each.person.employer, addresses.empty() ? "" : *addresses.begin()});
        }
        taken.problems.push_back({event.where, fmt::format("{} people are called so", people->size()),
                                  "add the employer, or an interview at which the one you mean was met"});
        return {};
    }
    // Whom nobody knows may stand in a file all the same, and does not come back by an old one.
    if (people->empty()) {
        Meeting unknown;
        (said.met.contains('@') ? unknown.person.who.addresses : unknown.person.who.names)
            .insert(sought(said.met));
        unknown.person.employer = said.employer;
        people->push_back(std::move(unknown));
    }
    return forget_one(people->front(), taken, now, touched);
}

base::Result<void> MetPeople::forget_buried(std::int64_t case_number, const Since& since) {
    for (;;) {
        const auto of = story(case_number);
        if (!of) return std::unexpected(of.error());
        if (!*of) return {};
        auto people = ledger::sighted(*(*of)->history, *(*of)->known);
        ledger::spare(people, *(*of)->known);
        const ledger::Sighted* buried = nullptr;
        std::optional<Instant> at;
        for (const auto& person : people) {
            for (const auto& mark : ledger::marks(person, *(*of)->known)) {
                const auto one = since(mark);
                if (!one) return std::unexpected(one.error());
                if (*one && (!at || **one > *at)) at = *one;
            }
            buried = &person;
            if (at) break;
        }
        if (!at) return {};
        Forgotten forgotten;
        std::set<std::int64_t> touched;
        if (auto out = take_out(case_number, buried->who, *at, forgotten, touched); !out) return out;
        if (auto gone = x_traces.untrace(case_number, ledger::traces(*buried)); !gone) return gone;
    }
}

base::Result<void> MetPeople::forget_again(std::span<const store::Tombstone> tombstones) {
    std::map<std::string, Instant> all;
    std::set<std::int64_t> cases;
    for (const auto& each : tombstones) {
        all[each.tag] = each.at;
        if (auto buried = x_traces.bury(each); !buried) return buried;
        const auto traced = x_traces.traced_by_tag(each.tag);
        if (!traced) return std::unexpected(traced.error());
        cases.insert(traced->begin(), traced->end());
    }
    const Since since = [&](const std::string& mark) -> base::Result<std::optional<Instant>> {
        const auto at = all.find(x_traces.tag(mark));
        return at == all.end() ? std::nullopt : std::optional{at->second};
    };
    for (const auto number : cases)
        if (auto gone = forget_buried(number, since); !gone) return gone;
    return {};
}

base::Result<void> MetPeople::adopt(const queue::Event& interview, std::int64_t case_number) {
    const auto& said = std::get<queue::Interview>(interview.body);
    const auto adopted = x_keeper.x_store.adopt(said.id, case_number);
    if (!adopted) return std::unexpected(adopted.error());
    if (*adopted == 0) return {};
    const auto anybody = x_traces.anybody();
    if (!anybody) return std::unexpected(anybody.error());
    if (!*anybody) return {};
    return forget_buried(case_number, [&](const std::string& mark) -> base::Result<std::optional<Instant>> {
        auto at = x_keeper.x_store.forgotten(mark);
        if (at && *at && **at < said.ended) at->reset();
        return at;
    });
}

} // namespace followup::run
