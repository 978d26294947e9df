#include "shell/store/mending.hpp"

#include "shell/store/connection.hpp"

/// Finds out what cannot be read, and writes again what can be told from elsewhere.
namespace followup::store {
namespace {

using Kind = Unreadable::Kind;

constexpr Query<In<std::int64_t>, Out<std::string>> tag_of{"SELECT tag FROM candidate WHERE no = :no"};
constexpr Query<In<std::string, std::int64_t>, Out<std::int64_t>> tag_of_another{
    "SELECT no FROM candidate WHERE tag = :tag AND no <> :no"};
constexpr Query<In<std::string, std::int64_t>> set_tag{"UPDATE candidate SET tag = :tag WHERE no = :no"};
constexpr Query<In<std::string>, Out<std::int64_t>> case_called{"SELECT no FROM cases WHERE id = :id"};
constexpr Query<In<std::string, std::int64_t>> call_case{"UPDATE cases SET id = :id WHERE no = :no"};
constexpr Query<In<std::string, std::int64_t>> join_interview{
    "INSERT INTO interview (id, case_no) VALUES (:id, :case) ON CONFLICT (id) DO NOTHING"};
constexpr Query<In<std::int64_t>> plan_nudges{
    "UPDATE nudge SET state = 'planned' WHERE case_no = :case AND mail_no IS NULL "
    "AND state NOT IN ('planned', 'mailed', 'moot')"};
constexpr Query<In<std::int64_t>> mail_nudges{
    "UPDATE nudge SET state = 'mailed' WHERE case_no = :case AND mail_no IS NOT NULL AND state <> 'mailed'"};

constexpr Query<In<std::string>, Out<std::int64_t, std::optional<std::int64_t>, Instant, Bytes>>
    fact_by_digest{"SELECT no, case_no, accepted, sealed FROM fact WHERE digest = :digest"};
constexpr Query<In<std::int64_t>, Out<Instant>> accepted_before{
    "SELECT accepted FROM fact WHERE no < :no ORDER BY no DESC LIMIT 1"};
constexpr Query<In<std::int64_t>, Out<Instant>> accepted_after{
    "SELECT accepted FROM fact WHERE no > :no ORDER BY no LIMIT 1"};
constexpr Query<In<>, Out<Instant>> newest_fact{"SELECT accepted FROM fact ORDER BY no DESC LIMIT 1"};
constexpr Query<In<Bytes, std::int64_t>> write_fact{"UPDATE fact SET sealed = :sealed WHERE no = :no"};
constexpr Query<In<Bytes, Bytes, std::int64_t>> write_key{
    "UPDATE candidate SET sealed_key = :key, identity = :identity, known = NULL WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> feed_after{
    "SELECT no FROM feed WHERE no > :after ORDER BY no LIMIT 1"};
constexpr Query<In<std::int64_t>, Out<std::string, std::string>> feed_names{
    "SELECT person, token_hash FROM feed WHERE no = :no"};
constexpr Query<In<std::string, std::string, std::int64_t, std::string, std::int64_t>> write_feed_row{
    "UPDATE feed SET person = :person, feed = :feed, generation = :generation, token_hash = :hash "
    "WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> mail_after{
    "SELECT no FROM mail WHERE no > :after ORDER BY no LIMIT 1"};

/// The key that a fact is sealed with; nothing: it cannot be read itself.
std::optional<Bytes32> key_for(Connection& session, std::int64_t case_number) {
    try {
        return session.key_of(case_number);
    } catch (const Damaged&) {
        return std::nullopt;
    }
}

bool opens(const std::optional<Bytes32>& key, const Bytes& box, std::int64_t number, Instant accepted) {
    if (!key) return false;
    try {
        static_cast<void>(open_fact(*key, box.text, number, accepted));
        return true;
    } catch (const Damaged&) {
        return false;
    }
}

/// Gives a candidate whose key is lost a new one, if it is they who are called so.
std::optional<Bytes32> new_key(Connection& session, std::int64_t case_number, std::string_view identity) {
    const auto number = session.candidate_number(case_number);
    const auto tag = session.one(tag_of, number);
    if (identity.empty() || !tag || std::get<0>(*tag) != session.vault().identity_tag(identity))
        return std::nullopt;
    const auto key = Vault::fresh_key();
    session.run(write_key, Bytes{session.vault().seal_key(key, number)},
                Bytes{seal(key, identity, bound("candidate identity", number))}, number);
    session.forget_cached();
    return key;
}

} // namespace

base::Result<void> Mending::read_anew(std::int64_t case_number) {
    auto& session = x_session;
    const bool known = session.is_aside(case_number);
    session.forget_history(case_number);
    session.forget_candidate_of(case_number);
    session.take_up({Kind::of_case, case_number});
    const auto read = x_store.history(case_number);
    // Found out before: nobody has to begin again because of it.
    if (known && session.is_aside(case_number)) session.not_new();
    if (!read) return std::unexpected(read.error());
    return {};
}

base::Result<int> Mending::put_right(std::int64_t case_number, std::string_view id, std::string_view identity,
                                     std::span<const std::string> interviews) {
    return x_session.about_case(case_number, [&] {
        auto& session = x_session;
        Unit unit{session};
        std::int64_t count = 0;
        const auto number = session.candidate_number(case_number);
        const auto tag = session.vault().identity_tag(identity);
        const auto found = session.one(tag_of, number);
        if (found && std::get<0>(*found) != tag && session.candidate(number).identity == identity
            && !session.one(tag_of_another, tag, number))
            count += session.run(set_tag, tag, number);
        if (!session.one(case_called, id)) count += session.run(call_case, id, case_number);
        for (const auto& interview : interviews)
            count += session.run(join_interview, interview, case_number);
        count += session.run(plan_nudges, case_number);
        count += session.run(mail_nudges, case_number);
        unit.commit();
        return static_cast<int>(count);
    });
}

base::Result<std::optional<Instant>> Mending::lost_since(std::string_view digest) {
    return x_session.guarded([&]() -> std::optional<Instant> {
        const auto row = x_session.one(fact_by_digest, x_session.vault().digest_tag(digest));
        if (!row) return std::nullopt;
        const auto& [number, of_case, accepted, box] = *row;
        if (opens(key_for(x_session, of_case.value_or(0)), box, number, accepted)) return std::nullopt;
        // It stands in clear: where it does not fit between its neighbours it is what was flipped.
        const auto before = x_session.one(accepted_before, number);
        const auto after = x_session.one(accepted_after, number);
        if ((before && accepted < std::get<0>(*before)) || (after && std::get<0>(*after) < accepted))
            throw Refused{bound("fact", number), "nobody can tell when it was accepted", restore_hint()};
        return accepted;
    });
}

base::Result<bool> Mending::write_again(const NewFact& fact, std::string_view identity) {
    return x_session.guarded([&] {
        auto& session = x_session;
        Unit unit{session};
        const auto row = session.one(fact_by_digest, session.vault().digest_tag(fact.digest));
        if (!row) return false;
        const auto& [number, of_case, accepted, box] = *row;
        const auto case_number = of_case.value_or(0);
        auto key = key_for(session, case_number);
        if (opens(key, box, number, accepted)) return false;
        if (case_number != fact.case_number)
            throw Refused{bound("fact", number), "it stands in another case than its own", restore_hint()};
        if (!key) key = new_key(session, case_number, identity);
        if (!key)
            throw Refused{bound("case", case_number), "the key of its candidate cannot be read",
                          "hand in its interview first"};
        session.run(write_fact, Bytes{seal(*key, fact.text, bound_fact(number, accepted))}, number);
        session.forget_history(case_number);
        session.take_up({Kind::of_case, case_number});
        session.take_up({Kind::of_none, number});
        unit.commit();
        return true;
    });
}

base::Result<std::optional<Instant>> Mending::last_accepted() {
    return x_session.guarded([&]() -> std::optional<Instant> {
        const auto row = x_session.one(newest_fact);
        if (!row) return std::nullopt;
        return std::get<0>(*row);
    });
}

base::Result<void> Mending::settle_mark() {
    return x_session.guarded([&] { x_session.settle_mark(); });
}

base::Result<std::optional<std::int64_t>> Mending::next_mail(std::int64_t after) {
    return x_session.guarded([&]() -> std::optional<std::int64_t> {
        const auto row = x_session.one(mail_after, after);
        if (!row) return std::nullopt;
        return std::get<0>(*row);
    });
}

base::Result<std::optional<std::int64_t>> Mending::next_feed(std::int64_t after) {
    return x_session.guarded([&]() -> std::optional<std::int64_t> {
        const auto row = x_session.one(feed_after, after);
        if (!row) return std::nullopt;
        return std::get<0>(*row);
    });
}

base::Result<FeedRow> Mending::feed(std::int64_t number) {
    const auto names = x_session.guarded([&] { return x_session.one(feed_names, number); });
    if (!names) return std::unexpected(names.error());
    auto row = *names ? x_store.feed_by_token(std::get<1>(**names)) : std::optional<FeedRow>{};
    if (row && *row && (*row)->number == number) return std::move(**row);
    set_feed_aside(number);
    return base::problem(bound("feed", number), "it cannot be told whose it is", restore_hint());
}

base::Result<void> Mending::write_again(const FeedRow& feed) {
    return x_session.guarded([&] {
        const auto known = feed.role == plan::Role::candidate ? x_session.known_candidate(feed.person)
                                                              : std::optional<std::int64_t>{};
        const auto person = known ? "c:" + std::to_string(*known) : "r:" + feed.person;
        x_session.run(write_feed_row, person, feed.feed, feed.generation, feed.token_hash, feed.number);
        take_up_feed(feed.number);
    });
}

void Mending::set_feed_aside(std::int64_t number) {
    x_session.set_aside({Kind::of_feed, number}, bound("feed", number));
}

void Mending::take_up_feed(std::int64_t number) {
    x_session.take_up({Kind::of_feed, number});
}

} // namespace followup::store
