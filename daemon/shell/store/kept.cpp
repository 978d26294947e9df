#include "core/plan/digest.hpp"
#include "shell/store/people.hpp"

#include <algorithm>
#include <unordered_set>

namespace followup::store {
namespace {

using plan::KeptDuty;
using plan::KeptNudge;

constexpr Query<In<std::int64_t>,
                Out<std::string, std::string, Instant, std::int64_t, std::int64_t, std::string>>
    duties_of_case{
        "SELECT coalesce(id, ''), coalesce(state, ''), coalesce(due, 0), coalesce(revision, 0), "
        "coalesce(fell_due, 0), coalesce(cause_hash, '') FROM duty WHERE case_no = :case ORDER BY id"};
constexpr Query<In<std::int64_t, std::string, std::string, Instant, std::int64_t, std::int64_t, std::string>>
    write_duty{
        "INSERT INTO duty (case_no, id, state, due, revision, fell_due, cause_hash) "
        "VALUES (:case, :id, :state, :due, :revision, :fell, :hash) "
        "ON CONFLICT (case_no, id) DO UPDATE SET state = excluded.state, due = excluded.due, "
        "revision = excluded.revision, fell_due = excluded.fell_due, cause_hash = excluded.cause_hash"};
constexpr Query<In<std::int64_t, std::string>> remove_duty{
    "DELETE FROM duty WHERE case_no = :case AND id = :id"};

using NudgeColumns = Out<std::int64_t, std::string, std::string, std::int64_t, std::int64_t, std::string,
                         Instant, std::string>;
constexpr Query<In<std::int64_t>, NudgeColumns> nudges_of_case{
    "SELECT no, duty, rule, occurrence, revision, person, at, state FROM nudge WHERE case_no = :case "
    "AND state <> 'moot' ORDER BY duty, rule, occurrence, revision, person"};
constexpr Query<In<std::int64_t, Instant>, NudgeColumns> due_of_case{
    "SELECT no, duty, rule, occurrence, revision, person, at, state FROM nudge "
    "WHERE case_no = :case AND state = 'planned' AND at <= :now ORDER BY at, no"};
constexpr Query<In<std::int64_t, std::string, std::string, std::int64_t, std::int64_t, std::string, Instant>>
    add_nudge{"INSERT INTO nudge (case_no, duty, rule, occurrence, revision, person, at, state) "
              "VALUES (:case, :duty, :rule, :occurrence, :revision, :person, :at, 'planned') "
              "ON CONFLICT (case_no, duty, rule, occurrence, revision, person) DO NOTHING"};
// One that is in a mail stays there; one that was not wanted any more comes back when it is planned again. A
// statement of its own: within the INSERT its trigger would make every insertion pay for a statement journal.
constexpr Query<In<Instant, std::int64_t, std::string, std::string, std::int64_t, std::int64_t, std::string>>
    revive_nudge{
        "UPDATE nudge SET at = :at, state = 'planned' WHERE case_no = :case AND duty = :duty AND rule = "
        ":rule "
        "AND occurrence = :occurrence AND revision = :revision AND person = :person AND state = 'moot'"};
constexpr Query<In<Instant, std::int64_t, std::int64_t>> move_nudge{
    "UPDATE nudge SET at = :at WHERE no = :no AND case_no = :case AND state = 'planned'"};
constexpr Query<In<std::int64_t, std::int64_t>> moot_nudge{
    "UPDATE nudge SET state = 'moot' WHERE no = :no AND case_no = :case AND state = 'planned'"};
constexpr Query<
    In<std::optional<Instant>, std::string, std::int64_t, std::optional<Instant>, std::int64_t, std::int64_t>>
    plan_case{"UPDATE cases SET look_again = :look, plan_version = :version, live = :live, untold = :untold, "
              "carried = :carried WHERE no = :no"};

constexpr Query<In<Instant, std::int64_t>, Out<std::int64_t>> cases_due{
    "SELECT no FROM cases WHERE look_again <= :now ORDER BY look_again, no LIMIT :count"};
constexpr Query<In<Instant, std::int64_t, Instant>, Out<Instant, std::int64_t>> due_in_order{
    "SELECT at, case_no FROM nudge WHERE state = 'planned' AND (at, case_no) > (:at, :case) AND at <= :until "
    "ORDER BY at, case_no"};
constexpr Query<In<>, Out<Instant, std::int64_t>> first_nudges{
    "SELECT at, case_no FROM nudge WHERE state = 'planned' ORDER BY at, case_no"};
constexpr Query<In<>, Out<Instant, std::int64_t>> first_looks{
    "SELECT look_again, no FROM cases WHERE look_again IS NOT NULL ORDER BY look_again, no"};
constexpr Query<In<>, Out<Instant, std::int64_t>> first_waits{
    "SELECT wait_until, no FROM mail WHERE wait_until IS NOT NULL ORDER BY wait_until"};

/// Nothing for a word that is none: bits of it were flipped.
std::optional<plan::State> state_named(std::string_view word) {
    using enum plan::State;
    for (const auto state : {open, done, dropped, expired})
        if (plan::word(state) == word) return state;
    return std::nullopt;
}

std::vector<KeptNudge> read_nudges(Connection& session, const auto& query, std::int64_t case_number,
                                   auto... given) {
    std::vector<KeptNudge> nudges;
    session.each(
        query,
        [&](std::int64_t row, std::string& duty, std::string& rule, std::int64_t occurrence,
            std::int64_t revision, const std::string& who, Instant at, const std::string& state) {
            nudges.push_back({row, std::move(duty), std::move(rule), static_cast<int>(occurrence),
                              static_cast<int>(revision), person(session, case_number, who, {}), at,
                              state == "planned"});
        },
        case_number, given...);
    return nudges;
}

std::vector<DuePlace> read_places(Connection& session, const DuePlace& after, Instant until, int count) {
    std::vector<DuePlace> places;
    std::unordered_set<std::int64_t> found;
    const auto wanted = static_cast<std::size_t>(std::max(count, 0));
    session.until(
        due_in_order,
        [&](Instant at, std::int64_t number) {
            if (places.size() == wanted) return false;
            if (!session.is_aside(number) && found.insert(number).second) places.push_back({at, number});
            return true;
        },
        after.at, after.case_number, until);
    return places;
}

/// Whether another version of the rules could change anything about it.
bool live(const plan::Plan& plan) {
    return plan.look_again.has_value() || std::ranges::any_of(plan.duties, [](const auto& duty) {
               return duty.state == plan::State::open;
           });
}

} // namespace

base::Result<std::vector<KeptDuty>> Store::duties(std::int64_t case_number) {
    return x_session->guarded([&] {
        std::vector<KeptDuty> duties;
        x_session->each(
            duties_of_case,
            [&](std::string& id, const std::string& state, Instant due, std::int64_t revision,
                std::int64_t fell, std::string& hash) {
                // What follows from the facts is written anew when it is missed.
                if (const auto known = state_named(state); known && !id.empty())
                    duties.push_back(
                        {std::move(id), *known, due, static_cast<int>(revision), fell != 0, std::move(hash)});
            },
            case_number);
        return duties;
    });
}

base::Result<std::vector<KeptNudge>> Store::nudges(std::int64_t case_number) {
    return x_session->about_case(case_number,
                                 [&] { return read_nudges(*x_session, nudges_of_case, case_number); });
}

base::Result<void> Store::keep(std::int64_t case_number, const plan::Plan& plan,
                               const plan::Difference& difference, std::string_view plan_version) {
    return x_session->about_case(case_number, [&] {
        auto& session = *x_session;
        Unit unit{session};
        for (const auto& duty : difference.duties)
            session.run(write_duty, case_number, duty.id, plan::word(duty.state), duty.due, duty.revision,
                        duty.fell_due ? 1 : 0, duty.cause_hash);
        for (const auto& id : difference.gone)
            session.run(remove_duty, case_number, id);
        for (const auto row : difference.moot)
            session.run(moot_nudge, row, case_number);
        for (const auto& [row, at] : difference.moved)
            session.run(move_nudge, at, row, case_number);
        for (const auto index : difference.nudges) {
            const auto& nudge = plan.nudges.at(index);
            const auto who = reference(nudge.to);
            if (session.run(add_nudge, case_number, nudge.duty, nudge.rule, nudge.occurrence, nudge.revision,
                            who, nudge.at)
                == 0)
                session.run(revive_nudge, nudge.at, case_number, nudge.duty, nudge.rule, nudge.occurrence,
                            nudge.revision, who);
        }
        if (session.run(plan_case, plan.look_again, plan_version, live(plan) ? 1 : 0, plan.untold,
                        plan::carried_over(plan) ? 1 : 0, case_number)
            != 1)
            throw Refused{session.path(), "there is no case " + std::to_string(case_number), {}};
        unit.commit();
    });
}

base::Result<std::vector<std::int64_t>> Store::cases_to_look_at(Instant now, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            cases_due, [&](std::int64_t number) { numbers.push_back(number); }, now,
            count + x_session->aside_count());
        x_session->keep_readable(numbers, count);
        return numbers;
    });
}

base::Result<std::vector<DueCase>> Store::due_nudges(Instant now, int count) {
    return x_session->guarded([&] {
        std::vector<DueCase> due;
        for (const auto& place : read_places(*x_session, {}, now, count))
            due.push_back({place.case_number,
                           x_session->blaming(place.case_number, bound("case", place.case_number), [&] {
                               return read_nudges(*x_session, due_of_case, place.case_number, now);
                           })});
        return due;
    });
}

base::Result<std::vector<DuePlace>> Store::due_places(const DuePlace& after, Instant until, int count) {
    return x_session->guarded([&] { return read_places(*x_session, after, until, count); });
}

base::Result<std::optional<Instant>> Store::next_due() {
    return x_session->guarded([&] {
        std::optional<Instant> first;
        const auto sooner = [&](Instant at) { first = first ? std::min(*first, at) : at; };
        for (const auto* query : {&first_nudges, &first_looks})
            x_session->until(*query, [&](Instant at, std::int64_t number) {
                const bool aside = x_session->is_aside(number);
                if (!aside) sooner(at);
                return aside;
            });
        x_session->until(first_waits, [&](Instant at, std::int64_t number) {
            const bool aside = is_mail_set_aside(number);
            if (!aside) sooner(at);
            return aside;
        });
        return first;
    });
}

} // namespace followup::store
