#include "core/ledger/codec.hpp"
#include "shell/store/connection.hpp"

#include <set>

namespace followup::store {
namespace {

constexpr Query<In<std::string>, Out<std::int64_t>> find_digest{"SELECT 1 FROM fact WHERE digest = :digest"};
constexpr Query<In<std::int64_t, std::optional<std::int64_t>, std::string, std::string, std::string, Instant,
                   Instant, Bytes, std::string>>
    add_fact{"INSERT INTO fact (no, case_no, interview, kind, digest, at, accepted, sealed, by_whom) "
             "VALUES (:no, :case, :interview, :kind, :digest, :at, :accepted, :sealed, :by)"};
constexpr Query<In<std::string>, Out<std::int64_t>> case_with_interview{
    "SELECT case_no FROM interview WHERE id = :id"};
constexpr Query<In<std::int64_t>, Out<std::string>> case_name{"SELECT id FROM cases WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t, Instant, Bytes>> facts_of_case{
    "SELECT no, accepted, sealed FROM fact WHERE case_no = :case ORDER BY no"};
constexpr Query<In<std::string>, Out<std::int64_t, Instant, Bytes>> facts_of_none{
    // "+ 0": by the index of what belongs to no case, not through all facts in their order
    "SELECT no, accepted, sealed FROM fact WHERE case_no IS NULL AND kind = :kind ORDER BY no + 0"};
constexpr Query<In<std::string>, Out<std::int64_t, Instant, Bytes>> facts_waiting{
    "SELECT no, accepted, sealed FROM fact WHERE case_no IS NULL AND interview = :interview ORDER BY no"};
constexpr Query<In<std::int64_t, Bytes, std::int64_t>> move_fact{
    "UPDATE fact SET case_no = :case, sealed = :sealed WHERE no = :no"};

constexpr Query<In<Bytes, std::int64_t>> write_known{"UPDATE candidate SET known = :known WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<Bytes>> read_known{"SELECT known FROM candidate WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> cases_of_number{
    "SELECT no FROM cases WHERE candidate_no = :no ORDER BY no"};

ledger::Fact fact(const Bytes32& key, std::int64_t number, Instant accepted, const Bytes& box) {
    auto event = ledger::decoded(open_fact(key, box.text, number, accepted));
    if (!event) throw Damaged{{bound("fact", number), event.error().what, event.error().mend}};
    return {number, accepted, std::move(*event)};
}

/// A fact whose row was moved to another case is missing in its own: neither can be told from what is left.
void require_own(Connection& session, const ledger::History& history, std::int64_t case_number) {
    std::set<std::string_view> seen;
    for (const auto& fact : history.facts) {
        const auto interview = queue::interview_of(fact.event.body);
        if (interview.empty() || !seen.insert(interview).second) continue;
        const auto row = session.one(case_with_interview, interview);
        if (!row || std::get<0>(*row) == case_number) continue;
        session.set_aside({Unreadable::Kind::of_case, std::get<0>(*row)}, bound("fact", fact.number));
        throw Damaged{{bound("fact", fact.number), "it is of another case", restore_hint()}};
    }
}

std::shared_ptr<const ledger::History> read_history(Connection& session, std::int64_t case_number) {
    const auto name = session.one(case_name, case_number);
    if (!name) throw Damaged{{bound("case", case_number), "there is no such case", restore_hint()}};
    auto history = std::make_shared<ledger::History>();
    history->id = std::get<0>(*name);
    if (const auto ended = session.note(first_edition_ended))
        if (const auto at = base::parse_instant(*ended)) history->taken_over = *at;
    const auto key = session.key_of(case_number);
    session.each(
        facts_of_case,
        [&](std::int64_t number, Instant accepted, const Bytes& box) {
            history->facts.push_back(fact(key, number, accepted, box));
        },
        case_number);
    require_own(session, *history, case_number);
    // A case is called as its first interview: the row only says the same.
    for (const auto& fact : history->facts)
        if (const auto* first = std::get_if<queue::Interview>(&fact.event.body)) {
            history->id = first->id;
            break;
        }
    const auto candidate = session.candidate_number(case_number);
    if (const auto row = session.one(read_known, candidate); row && !std::get<0>(*row).text.empty()) {
        const auto binding = bound("candidate known", candidate);
        auto known = ledger::decoded_candidate(unseal(key, std::get<0>(*row).text, binding));
        if (!known) throw Damaged{{binding, known.error().what, known.error().mend}};
        history->candidate = std::move(*known);
    }
    return history;
}

} // namespace

base::Result<bool> Store::has_event(std::string_view digest) {
    return x_session->guarded(
        [&] { return x_session->one(find_digest, x_session->vault().digest_tag(digest)).has_value(); });
}

base::Result<std::int64_t> Store::append(const NewFact& fact) {
    return x_session->about_case(fact.case_number, [&] {
        auto& session = *x_session;
        const auto number = session.fresh(Numbered::fact);
        const auto by = fact.by ? "r:" + *fact.by : std::string{};
        const auto of_case = fact.case_number == 0 ? std::nullopt : std::optional{fact.case_number};
        session.run(
            add_fact, number, of_case, fact.interview, fact.kind, session.vault().digest_tag(fact.digest),
            fact.at, fact.accepted,
            Bytes{seal(session.key_of(fact.case_number), fact.text, bound_fact(number, fact.accepted))}, by);
        session.appended({number, fact.accepted, fact.digest});
        session.forget_history(fact.case_number);
        return number;
    });
}

base::Result<std::vector<std::int64_t>> Store::know_candidate(std::int64_t case_number,
                                                              const queue::Candidate& known) {
    return x_session->about_case(case_number, [&] {
        auto& session = *x_session;
        const auto number = session.candidate_number(case_number);
        const auto key = session.candidate(number).key;
        session.run(write_known, Bytes{seal(key, ledger::encoded(known), bound("candidate known", number))},
                    number);
        std::vector<std::int64_t> cases;
        session.each(cases_of_number, [&](std::int64_t each) { cases.push_back(each); }, number);
        for (const auto each : cases)
            session.forget_history(each);
        return cases;
    });
}

base::Result<std::shared_ptr<const ledger::History>> Store::history(std::int64_t case_number) {
    return x_session->about_case(case_number, [&] {
        auto& session = *x_session;
        if (auto known = session.history(case_number)) return known;
        if (session.is_aside(case_number)) throw session.aside_words(case_number);
        auto read = read_history(session, case_number);
        session.remember_history(case_number, read);
        return read;
    });
}

namespace {

/// What waited for its interview, under its candidate's key; as it is when it cannot be read: then its case
/// is set aside, and not told without it.
Bytes resealed(Connection& session, const Bytes32& key, std::int64_t number, Instant accepted,
               const Bytes& box) {
    try {
        const auto text = open_fact(session.vault().agency(), box.text, number, accepted);
        return {seal(key, text, bound_fact(number, accepted))};
    } catch (const Damaged&) {
        return box;
    }
}

} // namespace

base::Result<int> Store::adopt(std::string_view interview, std::int64_t case_number) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        Unit unit{session};
        const auto key = session.key_of(case_number);
        std::vector<std::tuple<std::int64_t, Instant, Bytes>> found;
        session.each(
            facts_waiting,
            [&](std::int64_t number, Instant accepted, const Bytes& box) {
                found.emplace_back(number, accepted, box);
            },
            interview);
        for (const auto& [number, accepted, box] : found) {
            session.run(move_fact, case_number, resealed(session, key, number, accepted, box), number);
        }
        session.forget_history(case_number);
        unit.commit();
        return static_cast<int>(found.size());
    });
}

base::Result<std::vector<ledger::Fact>> Store::caseless(std::string_view kind) {
    return x_session->guarded([&] {
        std::vector<ledger::Fact> facts;
        x_session->each(
            facts_of_none,
            [&](std::int64_t number, Instant accepted, const Bytes& box) {
                try {
                    facts.push_back(fact(x_session->vault().agency(), number, accepted, box));
                } catch (const Damaged& damaged) {
                    x_session->set_aside({Unreadable::Kind::of_none, number}, damaged.where);
                }
            },
            kind);
        return facts;
    });
}

} // namespace followup::store
