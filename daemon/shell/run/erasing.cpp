#include "core/ledger/case.hpp"
#include "core/mail/mentions.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <array>

namespace followup::run {
namespace {

/// How a candidate is called.
struct Called {
    std::set<std::string> addresses; ///< every one that was ever told, in lower case
    std::set<std::string> names;     ///< every name, and the addresses
};

base::Result<Called> called(store::Store& store, const std::string& identity) {
    Called known;
    if (identity.contains('@')) known.addresses.insert(identity);
    const auto cases = store.cases_of(plan::Role::candidate, identity);
    if (!cases) return std::unexpected(cases.error());
    for (const auto number : *cases) {
        const auto history = store.history(number);
        if (!history) return std::unexpected(history.error());
        for (const auto& fact : (*history)->facts)
            if (const auto* told = std::get_if<queue::Interview>(&fact.event.body)) {
                known.addresses.insert(told->candidate.email.key());
                known.names.insert(told->candidate.name);
            }
    }
    known.addresses.erase("");
    known.names.insert(known.addresses.begin(), known.addresses.end());
    return known;
}

} // namespace

base::Result<void> Bookkeeper::take_back(store::MailRow mail, Instant now, std::set<std::int64_t>& touched) {
    const auto from = mail.state;
    mail.state = mail::State::moot;
    mail.reply = "not sent: it told of a candidate who was forgotten";
    mail.settled = now;
    mail.wait_until.reset();
    if (const auto written = x_store.update(mail, from, now); !written)
        return std::unexpected(written.error());
    const auto cases = x_store.take_apart(mail.number);
    if (!cases) return std::unexpected(cases.error());
    touched.insert(cases->begin(), cases->end());
    const auto last = last_digest(mail.person);
    if (!last) return std::unexpected(last.error());
    if (!*last || **last != mail.due) return {};
    // The digest of that day is written once more, without them.
    const auto zone = x_config->rules.agency.zone_of(mail.person);
    return set_last_digest(mail.person, zone.instant(zone.date(mail.due), base::seconds{0}));
}

base::Result<void> Bookkeeper::forget(const std::string& candidate, Taken& taken, Instant now,
                                      std::set<std::int64_t>& touched) {
    constexpr std::array waiting{mail::State::deferred, mail::State::in_doubt, mail::State::parked};
    constexpr int mails_max = 100'000;
    queue::Candidate said;
    if (auto address = base::MailAddress::parse(candidate))
        said.email = *address;
    else
        said.id = candidate;
    const auto identity = ledger::identity(said);
    auto who = called(x_store, identity);
    if (!who) return std::unexpected(who.error());
    const auto mails = x_store.mails(waiting, mails_max);
    if (!mails) return std::unexpected(mails.error());
    // Of one case: they go with it. Of several, a digest, a refused file: they would tell of them later.
    for (const auto& mail : *mails)
        if (mail.case_number == 0 && mail::mentions(mail.bytes, who->names))
            if (auto back = take_back(mail, now, touched); !back) return back;
    auto erased = x_store.forget(identity, now);
    if (!erased) return std::unexpected(erased.error());
    for (const auto number : erased->cases)
        touched.erase(number);
    if (auto set = set_mails({{}, identity, queue::Mails::Wanted::all}, now); !set) return set;
    taken.forgotten.push_back({identity, {}, {}, std::move(who->addresses), std::move(*erased)});
    x_shelf->clear();
    x_ready.clear();
    return {};
}

base::Result<int> Bookkeeper::forget_again(std::span<const store::Tombstone> kept) {
    const auto known = x_store.tombstones();
    if (!known) return std::unexpected(known.error());
    int forgotten = 0;
    for (const auto& tombstone : kept) {
        if (std::ranges::find(*known, tombstone.tag, &store::Tombstone::tag) != known->end()) continue;
        if (auto erased = x_store.forget_again(tombstone); !erased) return std::unexpected(erased.error());
        ++forgotten;
    }
    return forgotten;
}

} // namespace followup::run
