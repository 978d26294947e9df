#include "shell/store/people.hpp"

namespace followup::store {
namespace {

constexpr Query<In<std::string, Instant, std::int64_t>, Out<std::int64_t>> due_of_reader{
    "SELECT case_no FROM nudge WHERE person = :person AND person <> 'c' AND state = 'planned' AND at <= :now "
    "GROUP BY case_no ORDER BY min(at), case_no LIMIT :count"};
constexpr Query<In<std::string, Instant, std::int64_t>, Out<std::int64_t>> due_of_candidate{
    "SELECT nudge.case_no FROM candidate JOIN cases ON cases.candidate_no = candidate.no "
    "JOIN nudge ON nudge.case_no = cases.no AND nudge.person = 'c' "
    "WHERE candidate.tag = :tag AND nudge.state = 'planned' AND nudge.at <= :now "
    "GROUP BY nudge.case_no ORDER BY min(nudge.at), nudge.case_no LIMIT :count"};
constexpr Query<In<std::string, Instant>, Out<std::int64_t, std::optional<Instant>>> reminders_of_recruiter{
    "SELECT count(*), max(claimed) FROM mail WHERE person = :person AND person <> 'c' AND claimed >= :since "
    "AND state <> 'moot' AND EXISTS (SELECT 1 FROM nudge WHERE mail_no = mail.no)"};
constexpr Query<In<std::string, Instant>, Out<std::int64_t, std::optional<Instant>>> reminders_of_candidate{
    "SELECT count(*), max(mail.claimed) FROM candidate JOIN cases ON cases.candidate_no = candidate.no "
    "JOIN mail ON mail.case_no = cases.no AND mail.person = 'c' "
    "WHERE candidate.tag = :tag AND mail.claimed >= :since AND mail.state <> 'moot' "
    "AND EXISTS (SELECT 1 FROM nudge WHERE mail_no = mail.no)"};
constexpr Query<In<std::string, Instant, Instant>, Out<std::int64_t, std::optional<Instant>>> told_reader{
    "SELECT count(*), max(claimed) FROM mail WHERE person = :person AND person <> 'c' AND claimed >= :since "
    "AND case_no = 0 AND state <> 'merged' AND (wait_until IS NULL OR wait_until <= :now) "
    "AND NOT EXISTS (SELECT 1 FROM nudge WHERE mail_no = mail.no)"};
constexpr Query<In<Instant, std::string>, Out<std::int64_t>> waiting_of_reader{
    "SELECT no FROM mail WHERE wait_until <= :now AND case_no = 0 AND person = :person ORDER BY no"};
constexpr Query<In<Instant, std::int64_t>, Out<std::int64_t>> due_cases{
    // "+ 0": by the time alone, not through all cases in their order
    "SELECT DISTINCT case_no + 0 FROM nudge WHERE state = 'planned' AND at <= :now LIMIT :most"};
constexpr Query<In<std::int64_t, Instant>, Out<std::int64_t>> due_nudge_of{
    "SELECT 1 FROM nudge WHERE case_no = :case AND state = 'planned' AND at <= :now LIMIT 1"};
constexpr Query<In<Instant>, Out<std::int64_t>> number_of_reminders{
    "SELECT count(*) FROM mail WHERE claimed >= :since "
    "AND EXISTS (SELECT 1 FROM nudge WHERE mail_no = mail.no)"};
constexpr Query<In<Instant, Instant>, Out<std::int64_t>> busiest_hours{
    "SELECT max(mails) FROM (SELECT claimed / 86400 AS day, count(*) AS mails FROM mail "
    "WHERE claimed >= :from AND claimed < :until GROUP BY claimed / 3600) "
    "GROUP BY day ORDER BY 1 DESC LIMIT 1 OFFSET 2"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> cases_in_mail{
    "SELECT DISTINCT case_no FROM nudge WHERE mail_no = :mail ORDER BY case_no"};

Mailed mailed(const std::optional<std::tuple<std::int64_t, std::optional<Instant>>>& row) {
    return row ? Mailed{std::get<0>(*row), std::get<1>(*row)} : Mailed{};
}

} // namespace

base::Result<std::vector<std::int64_t>> Store::due_cases_of(plan::Role role, std::string_view person,
                                                            Instant now, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        const auto add = [&](std::int64_t number) { numbers.push_back(number); };
        if (role == plan::Role::recruiter)
            x_session->each(due_of_reader, add, "r:" + std::string{person}, now,
                            count + x_session->aside_count());
        else
            x_session->each(due_of_candidate, add, x_session->vault().identity_tag(person), now,
                            count + x_session->aside_count());
        x_session->keep_readable(numbers, count);
        return numbers;
    });
}

base::Result<Mailed> Store::reminders_since(plan::Role role, std::string_view person, Instant since) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        if (role == plan::Role::recruiter)
            return mailed(session.one(reminders_of_recruiter, "r:" + std::string{person}, since));
        return mailed(session.one(reminders_of_candidate, session.vault().identity_tag(person), since));
    });
}

base::Result<Mailed> Store::told_since(std::string_view person, Instant since, Instant now) {
    return x_session->guarded(
        [&] { return mailed(x_session->one(told_reader, "r:" + std::string{person}, since, now)); });
}

base::Result<std::vector<std::int64_t>> Store::waiting_mails_of(std::string_view person, Instant now) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            waiting_of_reader, [&](std::int64_t number) { numbers.push_back(number); }, now,
            "r:" + std::string{person});
        return numbers;
    });
}

base::Result<std::int64_t> Store::count_due_cases(Instant now, std::int64_t at_most) {
    return x_session->guarded([&]() -> std::int64_t {
        std::int64_t count = 0;
        x_session->each(due_cases, [&](std::int64_t) { ++count; }, now, at_most + x_session->aside_count());
        for (const auto& [what, of] : x_session->unread())
            if (what.first == Unreadable::Kind::of_case && x_session->one(due_nudge_of, what.second, now))
                --count;
        return count;
    });
}

base::Result<std::int64_t> Store::count_reminders_since(Instant since) {
    return x_session->guarded([&]() -> std::int64_t {
        const auto row = x_session->one(number_of_reminders, since);
        return row ? std::get<0>(*row) : 0;
    });
}

base::Result<std::int64_t> Store::usual_hour(Instant from, Instant until) {
    return x_session->guarded([&]() -> std::int64_t {
        const auto row = x_session->one(busiest_hours, from, until);
        return row ? std::get<0>(*row) : 0;
    });
}

base::Result<std::vector<std::int64_t>> Store::cases_of_mail(std::int64_t number) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(cases_in_mail, [&](std::int64_t each) { numbers.push_back(each); }, number);
        return numbers;
    });
}

} // namespace followup::store
