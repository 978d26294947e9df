#include "core/mail/reply.hpp"
#include "shell/store/connection.hpp"

#include <algorithm>
#include <array>

namespace followup::store {
namespace {

constexpr std::int64_t planned_counted_max = 100'000;
// A number may be given before its row is there: the last ones are counted each time.
constexpr std::int64_t still_filled = 2'000;
// Takes few milliseconds.
constexpr std::int64_t counted_at_once = 25'000;

constexpr std::array not_sent{mail::State::planned,  mail::State::claimed,  mail::State::handed,
                              mail::State::deferred, mail::State::in_doubt, mail::State::rejected,
                              mail::State::merged,   mail::State::expired,  mail::State::moot,
                              mail::State::parked};

constexpr Query<In<>, Out<std::int64_t>> newest_case{"SELECT coalesce(max(no), 0) FROM cases"};
constexpr Query<In<>, Out<std::int64_t>> newest_fact{"SELECT coalesce(max(no), 0) FROM fact"};
constexpr Query<In<>, Out<std::int64_t>> newest_mail{"SELECT coalesce(max(no), 0) FROM mail"};
constexpr Query<In<std::int64_t, std::int64_t>, Out<std::int64_t>> count_cases{
    "SELECT count(*) FROM cases WHERE no > :after AND no <= :last"};
constexpr Query<In<std::int64_t, std::int64_t>, Out<std::int64_t>> count_facts{
    "SELECT count(*) FROM fact WHERE no > :after AND no <= :last"};
constexpr Query<In<std::int64_t, std::int64_t>, Out<std::int64_t>> count_mails{
    "SELECT count(*) FROM mail WHERE no > :after AND no <= :last"};
constexpr Query<In<>, Out<std::int64_t>> count_waiting{
    "SELECT count(*) FROM fact WHERE case_no IS NULL AND interview > ''"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> count_planned{
    "SELECT count(*) FROM (SELECT 1 FROM nudge WHERE state = 'planned' LIMIT :most)"};
constexpr Query<In<std::string>, Out<std::int64_t>> count_in_state{
    "SELECT count(*) FROM mail WHERE state = :state"};
constexpr Query<In<>, Out<base::Instant>> first_unsent{
    "SELECT due FROM mail "
    "WHERE state IN ('claimed', 'handed', 'deferred', 'in_doubt') ORDER BY due LIMIT 1"};

/// All rows of a table; those that were counted before are not read again. Of a large one so many are counted
/// each time; what is not counted yet is taken for whole, although numbers of rows that were erased are in
/// it.
std::int64_t total(Connection& session, const Query<In<>, Out<std::int64_t>>& newest,
                   const Query<In<std::int64_t, std::int64_t>, Out<std::int64_t>>& between, Tally& tally) {
    const auto last = std::get<0>(*session.one(newest));
    const auto upto = std::min(last - still_filled, tally.upto + counted_at_once);
    // What a transaction wrote may be taken back.
    if (upto > tally.upto && !session.in_transaction()) {
        tally.count += std::get<0>(*session.one(between, tally.upto, upto));
        tally.upto = upto;
    }
    if (last - tally.upto > counted_at_once) return tally.count + last - tally.upto;
    return tally.count + std::get<0>(*session.one(between, tally.upto, last));
}

} // namespace

base::Result<Counts> Store::counts() {
    auto next = next_due();
    if (!next) return std::unexpected(std::move(next.error()));
    return x_session->guarded([&] {
        auto& session = *x_session;
        auto& tallies = session.tallies();
        Counts counts;
        counts.cases = total(session, newest_case, count_cases, tallies.cases);
        counts.facts = total(session, newest_fact, count_facts, tallies.facts);
        counts.waiting = std::get<0>(*session.one(count_waiting));
        counts.nudges_planned = std::get<0>(*session.one(count_planned, planned_counted_max));
        auto sent = total(session, newest_mail, count_mails, tallies.mails);
        for (const auto state : not_sent) {
            const auto count = std::get<0>(*session.one(count_in_state, mail::word(state)));
            if (count > 0) counts.mails.emplace_back(mail::word(state), count);
            sent -= count;
        }
        // Nearly all are: what the others leave.
        if (sent > 0) counts.mails.emplace_back(mail::word(mail::State::sent), sent);
        std::ranges::sort(counts.mails);
        counts.next_due = *next;
        if (const auto first = session.one(first_unsent)) counts.oldest_unsent = std::get<0>(*first);
        return counts;
    });
}

} // namespace followup::store
