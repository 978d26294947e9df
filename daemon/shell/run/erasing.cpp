#include "core/base/text.hpp"
#include "core/ledger/case.hpp"
#include "core/mail/mentions.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/met_people.hpp"
#include "shell/run/morning.hpp"
#include "shell/run/namesakes.hpp"
#include "shell/run/whose.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace followup::run {
namespace {

constexpr auto aliases_note = "aliases"; // of candidates
constexpr auto people_note = "people met";
constexpr auto all_learned = "all";

/// The last case of which it is known; `all_learned`: of all.
std::int64_t last_of(const std::string& note) {
    std::int64_t last = 0;
    std::from_chars(note.data(), note.data() + note.size(), last);
    return note == all_learned ? INT64_MAX : last;
}

/// What one candidate was ever called.
struct Called {
    std::set<std::string> addresses; ///< in lower case
    std::set<std::string> ids;
    std::set<std::string> names;                              ///< every name
    std::vector<std::pair<std::string, std::string>> renamed; ///< a name, and another that it corrects
    std::string interview;                                    ///< one of theirs

    [[nodiscard]] std::set<std::string> everything() const {
        auto all = names;
        all.insert(addresses.begin(), addresses.end());
        all.insert(ids.begin(), ids.end());
        all.erase("");
        return all;
    }
};

/// What the files of a case said of its candidate.
base::Result<void> add_called(store::Store& store, std::int64_t number, Called& into) {
    const auto history = store.history(number);
    if (!history && store.is_set_aside(number)) return {}; // what it called them, nobody can tell
    if (!history) return std::unexpected(history.error());
    for (const auto& fact : (*history)->facts)
        if (const auto* told = std::get_if<queue::Interview>(&fact.event.body)) {
            into.addresses.insert(told->candidate.email.key());
            into.ids.insert(told->candidate.id);
            into.names.insert(told->candidate.name);
            if (!told->candidate.was.empty())
                into.renamed.emplace_back(told->candidate.name, told->candidate.was);
            if (into.interview.empty()) into.interview = told->id;
        }
    into.addresses.erase("");
    into.ids.erase("");
    return {};
}

base::Result<Called> called(store::Store& store, const store::Known& known) {
    Called all;
    (known.identity.contains('@') ? all.addresses : all.ids).insert(known.identity);
    for (const auto number : known.cases)
        if (auto added = add_called(store, number, all); !added) return std::unexpected(added.error());
    return all;
}

/// Whether all the names are those of one person: the same, or one that corrects another.
bool of_one_person(const std::vector<Called>& all) {
    std::set<std::string> names;
    for (const auto& each : all)
        for (const auto& name : each.names)
            names.insert(base::folded(name));
    if (names.empty()) return true;
    std::set<std::string> reached{*names.begin()};
    for (auto before = 0UZ; before != reached.size();) {
        before = reached.size();
        for (const auto& each : all)
            for (const auto& [name, was] : each.renamed)
                if (const std::array both{base::folded(name), base::folded(was)};
                    reached.contains(both[0]) || reached.contains(both[1]))
                    reached.insert(both.begin(), both.end());
    }
    return std::ranges::includes(reached, names);
}

/// How the candidate of a case was ever called.
base::Result<void> learn_candidate(store::Store& store, std::int64_t number) {
    if (auto looked = Namesakes{store}.look(number); !looked) return looked;
    Called of;
    if (auto added = add_called(store, number, of); !added) return added;
    for (const auto* names : {&of.addresses, &of.ids})
        for (const auto& name : *names)
            if (auto told = store.call(number, name); !told && !store.is_set_aside(number)) return told;
    return {};
}

} // namespace

base::Result<bool> learn_names(Bookkeeper& keeper, int cases_max) {
    auto& store = keeper.store();
    const auto people = store.note(people_note);
    if (!people) return std::unexpected(people.error());
    if (people->value_or("") == all_learned) return false;
    const auto aliases = store.note(aliases_note);
    if (!aliases) return std::unexpected(aliases.error());
    auto last = last_of(people->value_or("0"));
    const auto candidates = last_of(aliases->value_or("0"));
    bool more = true;
    for (int n = 0; more && n < cases_max; ++n) {
        const auto next = store.next_case(last);
        if (!next) return std::unexpected(next.error());
        more = next->has_value();
        if (!more) break;
        last = **next;
        if (last > candidates)
            if (auto learned = learn_candidate(store, last); !learned)
                return std::unexpected(learned.error());
        if (auto learned = MetPeople{keeper}.learn_all(last); !learned && !store.is_set_aside(last))
            return std::unexpected(learned.error());
    }
    const auto so_far = more ? std::to_string(last) : all_learned;
    if (auto set = store.set_note(people_note, so_far); !set) return std::unexpected(set.error());
    if (!more || last > candidates)
        if (auto set = store.set_note(aliases_note, so_far); !set) return std::unexpected(set.error());
    return more;
}

base::Result<void> Bookkeeper::take_back(store::MailRow mail, Stale why, Instant now,
                                         std::set<std::int64_t>& touched) {
    const auto from = mail.state;
    const bool forgotten = why == Stale::forgotten;
    mail.state = mail::State::moot;
    mail.reply = forgotten ? "not sent: it told of somebody who was forgotten"
                           : "not sent: some of what it told was settled meanwhile; the rest is written anew";
    mail.settled = now;
    mail.wait_until.reset();
    if (const auto written = x_store.update(mail, from, now); !written)
        return std::unexpected(written.error());
    const auto cases = forgotten ? x_store.take_apart(mail.number) : x_store.cases_of_mail(mail.number);
    if (!cases) return std::unexpected(cases.error());
    touched.insert(cases->begin(), cases->end());
    if (!forgotten)
        if (auto out = x_store.take_out_nudges(mail.number); !out) return out;
    if (mail.case_number != 0) return {};
    // The digest of that day is written once more, without that.
    return Mornings{*this}.take_back(mail);
}

base::Result<bool> Bookkeeper::learn_aliases(int cases_max) {
    const auto known = x_store.note(people_note);
    if (!known) return std::unexpected(known.error());
    if (known->value_or("") == all_learned) return false;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    const auto more = learn_names(*this, cases_max);
    if (!more) return give_up(more.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return more;
}

base::Result<void> Bookkeeper::take_back_mentions(const std::set<std::string>& names, store::Erased& erased,
                                                  Instant now, std::set<std::int64_t>& touched) {
    using enum mail::State;
    constexpr std::array on_their_way{deferred, in_doubt, parked, claimed, handed};
    constexpr int mails_max = 100'000;
    const auto numbers = x_store.mail_numbers(on_their_way, mails_max);
    if (!numbers) return std::unexpected(numbers.error());
    for (const auto number : *numbers) {
        // Of one case: they go with it. Of several, a digest, a refused file: they would tell of them later.
        const auto standing = x_store.mail_standing(number);
        if (!standing) return std::unexpected(standing.error());
        if (!*standing || (*standing)->case_number != 0) continue;
        const auto read = x_store.mail(number);
        if (!read && x_store.is_mail_set_aside(number)) continue; // it does not go out as it is
        if (!read) return std::unexpected(read.error());
        if (!*read || !mail::mentions((*read)->bytes, names)) continue;
        const auto& mail = **read;
        if (mail.handed && mail.state != deferred)
            erased.mails.push_back({mail.number, false, mail.handed, false});
        if (mail.state == handed) {
            // It is with the relay, whose answer settles it; whatever that is, it does not go out again.
            const auto cases = x_store.take_apart(mail.number);
            if (!cases) return std::unexpected(cases.error());
            touched.insert(cases->begin(), cases->end());
            continue;
        }
        if (auto back = take_back(mail, Stale::forgotten, now, touched); !back) return back;
    }
    return {};
}

base::Result<void> Bookkeeper::forget_one(const store::Known& known, Taken& taken, Instant now,
                                          std::set<std::int64_t>& touched) {
    auto who = called(x_store, known);
    if (!who) return std::unexpected(who.error());
    std::vector<std::string> also;
    for (const auto* names : {&who->addresses, &who->ids})
        for (const auto& name : *names) {
            const auto others = x_store.called(name);
            if (!others) return std::unexpected(others.error());
            // Whoever else is called so may come and go as before.
            if (others->size() <= 1) also.push_back(name);
        }
    store::Erased on_their_way;
    if (auto back = take_back_mentions(who->everything(), on_their_way, now, touched); !back) return back;
    auto erased = x_store.forget(known.identity, now, also);
    if (!erased) return std::unexpected(erased.error());
    std::ranges::move(on_their_way.mails, std::back_inserter(erased->mails));
    for (const auto number : erased->cases)
        touched.erase(number);
    if (auto set = set_mails({{}, known.identity, queue::Mails::Wanted::all, {}}, now); !set) return set;
    Forgotten forgotten{.identity = known.identity,
                        .file = {},
                        .by = {},
                        .addresses = who->addresses,
                        .names = who->everything(),
                        .known = !known.cases.empty(),
                        .erased = std::move(*erased),
                        .files = 0,
                        .remains = {}};
    taken.forgotten.push_back(std::move(forgotten));
    x_shelf->clear();
    x_ready.clear();
    return {};
}

base::Result<void> Bookkeeper::forget(const queue::Event& event, const queue::Forget& said, Taken& taken,
                                      Instant now, std::set<std::int64_t>& touched) {
    if (!said.met.empty()) return MetPeople{*this}.forget(event, said, taken, now, touched);
    auto found = everybody(x_store, said.candidate);
    if (!found) return std::unexpected(found.error());
    std::vector<Called> all;
    for (const auto& each : *found) {
        auto of = called(x_store, each);
        if (!of) return std::unexpected(of.error());
        all.push_back(std::move(*of));
    }
    if (!of_one_person(all)) {
        for (const auto& each : all)
            taken.choices.push_back({each.names.empty() ? "" : *each.names.begin(), each.interview});
        taken.problems.push_back({event.where, fmt::format("{} people are called so", all.size()),
                                  "name the one you mean by the id of an interview of theirs"});
        return {};
    }
    // Whom nobody knows may stand in a file all the same, and does not come back by an old one.
    if (found->empty()) found->push_back({0, sought(said.candidate), {}});
    for (const auto& each : *found)
        if (auto gone = forget_one(each, taken, now, touched); !gone) return gone;
    return {};
}

base::Result<int> Bookkeeper::forget_again(std::span<const store::Tombstone> kept) {
    const auto known = x_store.tombstones();
    if (!known) return std::unexpected(known.error());
    std::vector<store::Tombstone> lacking;
    for (const auto& tombstone : kept) {
        const auto found = std::ranges::find(*known, tombstone.tag, &store::Tombstone::tag);
        // Who came back and was forgotten once more has a later one.
        if (found == known->end() || found->at < tombstone.at) lacking.push_back(tombstone);
    }
    if (lacking.empty()) return 0;
    for (bool more = true; more;) {
        const auto learned = learn_aliases(1000);
        if (!learned) return std::unexpected(learned.error());
        more = *learned;
    }
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (const auto& tombstone : lacking)
        if (auto erased = x_store.forget_again(tombstone); !erased) return give_up(erased.error());
    if (auto gone = MetPeople{*this}.forget_again(lacking); !gone) return give_up(gone.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return static_cast<int>(lacking.size());
}

} // namespace followup::run
