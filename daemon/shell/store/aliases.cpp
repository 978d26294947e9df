#include "shell/store/connection.hpp"

#include <set>

namespace followup::store {
namespace {

constexpr Query<In<std::string, std::int64_t>> add_alias{
    "INSERT INTO alias (tag, case_no) VALUES (:tag, :case) ON CONFLICT DO NOTHING"};
constexpr Query<In<std::string>, Out<std::int64_t>> cases_called{
    "SELECT case_no FROM alias WHERE tag = :tag ORDER BY case_no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> cases_called_so{
    "SELECT no FROM cases WHERE candidate_no = :candidate ORDER BY no"};
// Also one whose row is gone: its interviews tell that there was one. A bare min() of each would read all of
// them.
constexpr Query<In<std::int64_t, std::int64_t>, Out<std::optional<std::int64_t>>> case_after{
    "SELECT min(no) FROM (SELECT (SELECT no FROM cases WHERE no > :after ORDER BY no LIMIT 1) AS no "
    "UNION ALL SELECT (SELECT case_no FROM interview WHERE case_no > :also ORDER BY case_no LIMIT 1)) AS "
    "both"};

/// `called`: what they are called where their own name cannot be read any more.
Known known(Connection& session, std::int64_t number, std::string_view called) {
    Known result{number, std::string{called}, {}};
    try {
        result.identity = session.candidate(number).identity;
    } catch (const Damaged&) {
        if (called.empty()) throw;
    }
    session.each(cases_called_so, [&](std::int64_t each) { result.cases.push_back(each); }, number);
    return result;
}

} // namespace

base::Result<void> Store::call(std::int64_t case_number, std::string_view name) {
    return x_session->about_case(case_number, [&] {
        if (name.empty() || x_session->candidate_of(case_number).identity == name) return;
        x_session->run(add_alias, x_session->vault().identity_tag(name), case_number);
    });
}

base::Result<std::vector<Known>> Store::called(std::string_view name) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        std::set<std::int64_t> numbers;
        if (const auto own = session.known_candidate(name)) numbers.insert(*own);
        std::vector<std::int64_t> cases;
        session.each(
            cases_called, [&](std::int64_t each) { cases.push_back(each); },
            session.vault().identity_tag(name));
        for (const auto each : cases)
            numbers.insert(session.candidate_number(each));
        std::vector<Known> all;
        for (const auto number : numbers)
            all.push_back(known(session, number, name));
        return all;
    });
}

base::Result<Known> Store::candidate_of(std::int64_t case_number) {
    return x_session->guarded(
        [&] { return known(*x_session, x_session->candidate_number(case_number), {}); });
}

base::Result<std::optional<std::int64_t>> Store::next_case(std::int64_t after) {
    return x_session->guarded([&]() -> std::optional<std::int64_t> {
        return std::get<0>(*x_session->one(case_after, after, after));
    });
}

} // namespace followup::store
