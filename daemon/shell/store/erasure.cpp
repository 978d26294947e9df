#include "shell/store/connection.hpp"
#include "shell/store/texts.hpp"

namespace followup::store {
namespace {

constexpr Query<In<std::string>, Out<std::int64_t>> candidate_of_tag{
    "SELECT no FROM candidate WHERE tag = :tag"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> cases_of{
    "SELECT no FROM cases WHERE candidate_no = :candidate ORDER BY no"};
constexpr Query<In<std::int64_t>, Out<std::string>> interviews_of{
    "SELECT id FROM interview WHERE case_no = :case ORDER BY id"};
// From here on nothing of the candidate can be read, whatever follows; and only now may the facts go.
constexpr Query<In<std::int64_t>> destroy_key{"UPDATE candidate SET sealed_key = NULL WHERE no = :no"};
constexpr Query<In<std::int64_t>> erase_of_case[] = {
    {"DELETE FROM fact WHERE case_no = :case"},
    {"DELETE FROM interview WHERE case_no = :case"},
    {"DELETE FROM alias WHERE case_no = :case"},
    {"DELETE FROM nudge WHERE case_no = :case"},
    {"DELETE FROM duty WHERE case_no = :case"},
    {"DELETE FROM mail_text WHERE mail_no IN (SELECT no FROM mail WHERE case_no = :case)"},
};
constexpr Query<In<std::int64_t>,
                Out<std::int64_t, std::string, std::string, std::optional<Instant>, std::optional<Instant>>>
    mails_of_case{"SELECT no, person, state, settled, handed FROM mail WHERE case_no = :case ORDER BY no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> cases_of_nudged_mail{
    "SELECT DISTINCT case_no FROM nudge WHERE mail_no = :mail ORDER BY case_no"};
constexpr Query<In<std::int64_t>> delete_nudges{"DELETE FROM nudge WHERE mail_no = :mail"};
constexpr Query<In<std::int64_t>> outdate_plan{
    "UPDATE cases SET plan_version = '', live = 1 WHERE no = :case"};
constexpr Query<In<std::int64_t>> erase_mail{"DELETE FROM mail WHERE no = :no"};
constexpr Query<In<std::int64_t>> erase_log{"DELETE FROM mail_log WHERE mail_no = :no"};
constexpr Query<In<std::int64_t>> erase_case{"DELETE FROM cases WHERE no = :case"};
constexpr Query<In<std::string>, Out<std::int64_t>> feeds_of{"SELECT no FROM feed WHERE person = :person"};
constexpr Query<In<std::int64_t>> erase_entries{"DELETE FROM entry WHERE feed_no = :feed"};
constexpr Query<In<std::int64_t>> erase_fetches{
    // when it was fetched, and by which program
    "DELETE FROM note WHERE name IN (SELECT 'fetched ' || token_hash FROM feed WHERE no = :feed)"};
constexpr Query<In<std::int64_t>> erase_feed{"DELETE FROM feed WHERE no = :feed"};
constexpr Query<In<std::int64_t>> erase_candidate{"DELETE FROM candidate WHERE no = :no"};
constexpr Query<In<std::string, Instant>> bury{
    "INSERT INTO tombstone (tag, at) VALUES (:tag, :at) ON CONFLICT (tag) DO UPDATE SET at = CASE WHEN "
    "excluded.at > tombstone.at THEN excluded.at ELSE tombstone.at END"};
constexpr Query<In<std::string>, Out<Instant>> find_tombstone{"SELECT at FROM tombstone WHERE tag = :tag"};
constexpr Query<In<>, Out<std::string, Instant>> every_tombstone{
    "SELECT tag, at FROM tombstone ORDER BY at, tag"};

template <class... A>
std::vector<std::int64_t> numbers(Connection& session, const Query<In<A...>, Out<std::int64_t>>& query,
                                  std::type_identity_t<typename Column<A>::Given>... given) {
    std::vector<std::int64_t> found;
    session.each(query, [&](std::int64_t number) { found.push_back(number); }, given...);
    return found;
}

void erase_one_case(Connection& session, std::int64_t number, Erased& erased) {
    session.each(interviews_of, [&](std::string& id) { erased.interviews.push_back(std::move(id)); }, number);
    for (const auto& query : erase_of_case)
        session.run(query, number);
    std::vector<Erased::Mail> mails;
    session.each(
        mails_of_case,
        [&](std::int64_t mail, const std::string& who, const std::string& state, std::optional<Instant> at,
            std::optional<Instant> handed) {
            // Whatever was handed over once may have arrived, until the server said no.
            const bool open = state == "handed" || state == "in_doubt" || state == "parked";
            mails.push_back({mail, who == "c", state == "sent" ? at : open ? handed : std::nullopt, !open});
        },
        number);
    for (const auto& mail : mails) {
        session.run(erase_mail, mail.number);
        session.run(erase_log, mail.number);
    }
    erased.mails.insert(erased.mails.end(), mails.begin(), mails.end());
    session.run(erase_case, number);
    session.take_up({Unreadable::Kind::of_case, number});
    for (const auto& mail : mails)
        session.take_up({Unreadable::Kind::of_mail, mail.number});
    erased.cases.push_back(number);
}

/// Whoever is identified by the tag goes; neither it nor the others bring anybody back.
Erased erase(Connection& session, const std::string& tag, std::vector<std::string> also, Instant at) {
    Unit unit{session};
    Erased erased{tag, std::move(also), {}, {}, {}};
    session.run(bury, tag, at);
    for (const auto& other : erased.also)
        session.run(bury, other, at);
    if (const auto row = session.one(candidate_of_tag, tag)) {
        const auto candidate = std::get<0>(*row);
        session.keep_mail_numbers();
        session.run(destroy_key, candidate);
        for (const auto number : numbers(session, cases_of, candidate))
            erase_one_case(session, number, erased);
        for (const auto feed : numbers(session, feeds_of, "c:" + std::to_string(candidate))) {
            session.run(erase_entries, feed);
            session.run(erase_fetches, feed);
            session.forget_notes();
            session.run(erase_feed, feed);
        }
        session.run(erase_candidate, candidate);
    }
    blank_settled_of_no_case(session);
    session.forget_cached();
    session.forget_tallies();
    session.truncate_after_commit();
    unit.commit();
    return erased;
}

} // namespace

base::Result<void> Store::take_out_nudges(std::int64_t mail) {
    return x_session->guarded([&] {
        Unit unit{*x_session};
        for (const auto number : numbers(*x_session, cases_of_nudged_mail, mail))
            x_session->run(outdate_plan, number);
        x_session->run(delete_nudges, mail);
        unit.commit();
    });
}

base::Result<std::vector<std::int64_t>> Store::take_apart(std::int64_t mail) {
    return x_session->guarded([&] {
        Unit unit{*x_session};
        auto cases = numbers(*x_session, cases_of_nudged_mail, mail);
        x_session->run(delete_nudges, mail);
        blank(*x_session, mail);
        unit.commit();
        return cases;
    });
}

base::Result<Erased> Store::forget(std::string_view identity, Instant at, std::span<const std::string> also) {
    return x_session->guarded([&] {
        const auto& vault = x_session->vault();
        const auto tag = vault.identity_tag(identity);
        std::vector<std::string> others;
        for (const auto& name : also)
            if (auto other = vault.identity_tag(name); other != tag) others.push_back(std::move(other));
        return erase(*x_session, tag, std::move(others), at);
    });
}

base::Result<Erased> Store::forget_again(const Tombstone& tombstone) {
    return x_session->guarded([&] { return erase(*x_session, tombstone.tag, {}, tombstone.at); });
}

base::Result<std::optional<Instant>> Store::forgotten(std::string_view identity) {
    return x_session->guarded([&]() -> std::optional<Instant> {
        const auto row = x_session->one(find_tombstone, x_session->vault().identity_tag(identity));
        if (!row) return std::nullopt;
        return std::get<0>(*row);
    });
}

base::Result<std::vector<Tombstone>> Store::tombstones() {
    return x_session->guarded([&] {
        std::vector<Tombstone> tombstones;
        x_session->each(every_tombstone,
                        [&](std::string& tag, Instant at) { tombstones.push_back({std::move(tag), at}); });
        return tombstones;
    });
}

} // namespace followup::store
