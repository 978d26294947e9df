#include "shell/store/connection.hpp"

namespace followup::store {
namespace {

using CaseColumns = Out<std::int64_t, std::string, std::int64_t, std::string, std::optional<Instant>>;

constexpr Query<In<std::string>, CaseColumns> by_interview{
    "SELECT c.no, c.id, c.candidate_no, c.recruiter, c.look_again FROM interview i "
    "JOIN cases c ON c.no = i.case_no WHERE i.id = :id"};
constexpr Query<In<std::string>, CaseColumns> by_id{
    "SELECT no, id, candidate_no, recruiter, look_again FROM cases WHERE id = :id"};
constexpr Query<In<std::int64_t>, CaseColumns> by_number{
    "SELECT no, id, candidate_no, recruiter, look_again FROM cases WHERE no = :no"};
constexpr Query<In<std::string, std::string>, CaseColumns> by_subject{
    "SELECT c.no, c.id, c.candidate_no, c.recruiter, c.look_again FROM candidate k "
    "JOIN cases c ON c.candidate_no = k.no WHERE k.tag = :tag AND c.subject = :subject ORDER BY c.no LIMIT "
    "1"};

constexpr Query<In<std::int64_t, std::string, std::int64_t, std::string, std::string>> add_case{
    "INSERT INTO cases (no, id, candidate_no, subject, recruiter, plan_version, live) "
    "VALUES (:no, :id, :candidate, :subject, :recruiter, '', 1)"};
constexpr Query<In<std::string, std::int64_t>> add_interview{
    "INSERT INTO interview (id, case_no) VALUES (:id, :case) ON CONFLICT (id) DO NOTHING"};
constexpr Query<In<std::string>, Out<std::int64_t>> case_joined{
    "SELECT case_no FROM interview WHERE id = :id"};
constexpr Query<In<std::string, std::int64_t>> change_subject{
    "UPDATE cases SET subject = :subject WHERE no = :no"};
constexpr Query<In<std::string, std::int64_t>> change_employer{
    "UPDATE cases SET employer = :employer WHERE no = :no"};
constexpr Query<In<std::string>, Out<std::int64_t>> newest_with_employer{
    // the second condition is its index's
    "SELECT no FROM cases WHERE employer = :employer AND employer <> '' ORDER BY no DESC LIMIT 1"};
constexpr Query<In<std::string, std::int64_t>> change_recruiter{
    "UPDATE cases SET recruiter = :recruiter WHERE no = :no"};
constexpr Query<In<std::string, std::string>> change_recruiters{
    "UPDATE cases SET recruiter = :to WHERE recruiter = :from"};
constexpr Query<In<std::string>, Out<std::string>> next_recruiter{
    "SELECT recruiter FROM cases WHERE recruiter > :after ORDER BY recruiter LIMIT 1"};
constexpr Query<In<std::string>, Out<std::int64_t>> live_case{
    "SELECT no FROM cases WHERE recruiter = :recruiter AND live = 1 LIMIT 1"};
constexpr Query<In<std::int64_t, std::int64_t>> move_to_candidate{
    "UPDATE cases SET candidate_no = :candidate WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> count_cases_of{
    "SELECT count(*) FROM cases WHERE candidate_no = :candidate"};

constexpr Query<In<std::int64_t>, Out<std::int64_t, Instant, Bytes>> sealed_facts{
    "SELECT no, accepted, sealed FROM fact WHERE case_no = :case"};
constexpr Query<In<Bytes, std::int64_t>> reseal_fact{"UPDATE fact SET sealed = :sealed WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t, Bytes, Bytes>> sealed_mails{
    "SELECT m.no, t.sealed, m.reply FROM mail m JOIN mail_text t ON t.mail_no = m.no WHERE m.case_no = "
    ":case"};
constexpr Query<In<Bytes, std::int64_t>> reseal_mail{
    "UPDATE mail_text SET sealed = :sealed WHERE mail_no = :no"};
constexpr Query<In<Bytes, std::int64_t>> reseal_reply{"UPDATE mail SET reply = :reply WHERE no = :no"};

constexpr Query<In<std::string>, Out<std::int64_t>> cases_of_recruiter{
    "SELECT no FROM cases WHERE recruiter = :recruiter ORDER BY no"};
constexpr Query<In<std::string, Instant, std::int64_t>, Out<std::int64_t>> cases_with_due{
    "SELECT c.no FROM cases c JOIN duty d ON d.case_no = c.no WHERE c.recruiter = :recruiter AND c.live = 1 "
    "AND c.carried = 0 AND d.state = 'open' AND d.due < :before GROUP BY c.no ORDER BY min(d.due), c.no "
    "LIMIT :count"};
constexpr Query<In<std::string>, Out<std::int64_t>> cases_of_candidate{
    "SELECT c.no FROM candidate k JOIN cases c ON c.candidate_no = k.no WHERE k.tag = :tag ORDER BY c.no"};
constexpr Query<In<>, Out<std::int64_t>> every_case{"SELECT no FROM cases ORDER BY no"};
// Two ranges of the index instead of '<>', which would read it all.
constexpr Query<In<std::string, std::string, std::int64_t>, Out<std::int64_t>> other_versions{
    "SELECT no FROM cases WHERE live = 1 AND plan_version < :before "
    "UNION ALL SELECT no FROM cases WHERE live = 1 AND plan_version > :after LIMIT :count"};

std::optional<CaseRow>
case_row(Connection& session,
         const std::optional<
             std::tuple<std::int64_t, std::string, std::int64_t, std::string, std::optional<Instant>>>& row) {
    if (!row) return std::nullopt;
    CaseRow found;
    std::tie(found.number, found.id, found.candidate, found.recruiter, found.look_again) = *row;
    session.remember_case(found.number, found.candidate);
    return found;
}

/// Gives the case's texts to another candidate's key.
void reseal(Connection& session, std::int64_t case_number, const Bytes32& from, const Bytes32& to) {
    std::vector<std::tuple<std::int64_t, Instant, Bytes>> facts;
    session.each(
        sealed_facts,
        [&](std::int64_t no, Instant accepted, const Bytes& box) { facts.emplace_back(no, accepted, box); },
        case_number);
    for (const auto& [number, accepted, box] : facts) {
        const auto text = open_fact(from, box.text, number, accepted);
        session.run(reseal_fact, Bytes{seal(to, text, bound_fact(number, accepted))}, number);
    }
    std::vector<std::tuple<std::int64_t, Bytes, Bytes>> mails;
    session.each(
        sealed_mails,
        [&](std::int64_t no, const Bytes& box, const Bytes& reply) { mails.emplace_back(no, box, reply); },
        case_number);
    for (const auto& [number, box, reply] : mails) {
        const auto again = [&](const Bytes& old, const std::string& binding, const auto& query) {
            // One that cannot be read stays as it is, and is named where it is read.
            if (const auto text = base::opened(from, old.text, binding))
                session.run(query, Bytes{seal(to, *text, binding)}, number);
        };
        again(box, bound("mail", number), reseal_mail);
        if (!reply.text.empty()) again(reply, bound("reply", number), reseal_reply);
    }
}

} // namespace

base::Result<std::optional<CaseRow>> Store::case_of_interview(std::string_view interview) {
    return x_session->guarded([&] { return case_row(*x_session, x_session->one(by_interview, interview)); });
}

base::Result<std::optional<CaseRow>> Store::case_by_id(std::string_view id) {
    return x_session->guarded([&] { return case_row(*x_session, x_session->one(by_id, id)); });
}

base::Result<std::optional<CaseRow>> Store::case_by_number(std::int64_t number) {
    return x_session->guarded([&] { return case_row(*x_session, x_session->one(by_number, number)); });
}

base::Result<std::optional<CaseRow>> Store::case_of(std::string_view identity, std::string_view subject) {
    return x_session->guarded([&] {
        const auto& vault = x_session->vault();
        return case_row(*x_session,
                        x_session->one(by_subject, vault.identity_tag(identity), vault.subject_tag(subject)));
    });
}

base::Result<CaseRow> Store::open_case(const NewCase& fresh) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        Unit unit{session};
        CaseRow row;
        row.candidate = session.candidate_for(fresh.identity);
        row.number = session.fresh(Numbered::cases);
        row.id = fresh.id;
        row.recruiter = fresh.recruiter;
        session.run(add_case, row.number, row.id, row.candidate, session.vault().subject_tag(fresh.subject),
                    row.recruiter);
        unit.commit();
        session.remember_case(row.number, row.candidate);
        return row;
    });
}

base::Result<void> Store::join(std::string_view interview, std::int64_t case_number) {
    return x_session->about_case(case_number, [&] {
        if (x_session->run(add_interview, interview, case_number) == 1) return;
        const auto joined = x_session->one(case_joined, interview);
        if (!joined || std::get<0>(*joined) != case_number)
            throw Refused{std::string{interview}, "the interview belongs to another case", {}};
    });
}

base::Result<void> Store::rename(std::int64_t case_number, std::string_view identity,
                                 std::string_view subject) {
    return x_session->about_case(case_number, [&] {
        auto& session = *x_session;
        Unit unit{session};
        const auto number = session.candidate_number(case_number);
        const auto before = session.candidate(number);
        if (before.identity != identity) {
            const auto known = session.known_candidate(identity);
            if (!known && std::get<0>(*session.one(count_cases_of, number)) == 1) {
                session.rename_candidate(number, identity);
            } else {
                // Other cases still go by the old identity, or somebody has the new one: this case moves.
                const auto other = session.candidate_for(identity);
                const auto key = session.candidate(other).key;
                reseal(session, case_number, before.key, key);
                session.run(move_to_candidate, other, case_number);
                session.remember_case(case_number, other);
            }
        }
        session.run(change_subject, session.vault().subject_tag(subject), case_number);
        unit.commit();
    });
}

base::Result<void> Store::set_employer(std::int64_t case_number, std::string_view name) {
    return x_session->about_case(case_number, [&] {
        x_session->run(change_employer, x_session->vault().employer_tag(name), case_number);
    });
}

base::Result<std::optional<std::int64_t>> Store::case_with_employer(std::string_view name) {
    return x_session->guarded([&]() -> std::optional<std::int64_t> {
        const auto row = x_session->one(newest_with_employer, x_session->vault().employer_tag(name));
        if (!row) return std::nullopt;
        return std::get<0>(*row);
    });
}

base::Result<void> Store::assign(std::int64_t case_number, std::string_view recruiter) {
    return x_session->about_case(case_number,
                                 [&] { x_session->run(change_recruiter, recruiter, case_number); });
}

base::Result<std::int64_t> Store::hand_over(std::string_view from, std::string_view to) {
    return x_session->guarded([&] { return x_session->run(change_recruiters, to, from); });
}

base::Result<std::vector<std::string>> Store::recruiters() {
    return x_session->guarded([&] {
        std::vector<std::string> all;
        std::string last;
        while (auto row = x_session->one(next_recruiter, last)) {
            last = std::get<0>(*row);
            all.push_back(last);
        }
        return all;
    });
}

base::Result<bool> Store::has_open_cases(std::string_view recruiter) {
    return x_session->guarded([&] { return x_session->one(live_case, recruiter).has_value(); });
}

base::Result<std::vector<std::int64_t>> Store::cases_of(plan::Role role, std::string_view person) {
    if (role == plan::Role::recruiter && person == "team") return all_cases();
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        const auto add = [&](std::int64_t number) { numbers.push_back(number); };
        if (role == plan::Role::recruiter)
            x_session->each(cases_of_recruiter, add, person);
        else
            x_session->each(cases_of_candidate, add, x_session->vault().identity_tag(person));
        return numbers;
    });
}

base::Result<std::vector<std::int64_t>> Store::all_cases() {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(every_case, [&](std::int64_t number) { numbers.push_back(number); });
        return numbers;
    });
}

base::Result<std::vector<std::int64_t>> Store::cases_owing(std::string_view recruiter, Instant before,
                                                           int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            cases_with_due, [&](std::int64_t number) { numbers.push_back(number); }, recruiter, before,
            count);
        return numbers;
    });
}

base::Result<std::vector<std::int64_t>> Store::cases_not_at(std::string_view plan_version, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            other_versions, [&](std::int64_t number) { numbers.push_back(number); }, plan_version,
            plan_version, count + x_session->aside_count());
        x_session->keep_readable(numbers, count);
        return numbers;
    });
}

} // namespace followup::store
