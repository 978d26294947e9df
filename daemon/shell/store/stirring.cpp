#include "shell/store/connection.hpp"

/// What a digest tells besides what is due.
namespace followup::store {
namespace {

using Number = Out<std::int64_t>;

constexpr Query<In<Instant, std::int64_t, Instant>> stir_case{
    "UPDATE cases SET stirred = :at WHERE no = :no AND (stirred IS NULL OR stirred < :later)"};
constexpr Query<In<std::string, Instant, std::int64_t>, Number> stirred_since{
    "SELECT no FROM cases WHERE recruiter = :recruiter AND stirred >= :since ORDER BY stirred, no LIMIT "
    ":count"};
constexpr Query<In<std::string, std::int64_t>, Number> untold_of_recruiter{
    "SELECT no FROM cases WHERE recruiter = :recruiter AND untold IS NOT NULL ORDER BY untold, no LIMIT "
    ":count"};
constexpr Query<In<std::int64_t>, Number> untold_of_all{
    "SELECT no FROM cases WHERE untold IS NOT NULL ORDER BY untold, no LIMIT :count"};
// By the end of its id; whose plan says something else is left out by who asks.
constexpr Query<In<std::string, std::int64_t>, Number> undated_of_recruiter{
    "SELECT c.no FROM cases c WHERE c.recruiter = :recruiter AND c.live = 1 "
    "AND EXISTS (SELECT 1 FROM duty d WHERE d.case_no = c.no AND d.state = 'open') "
    "AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.case_no = c.no AND d.state = 'open' "
    "AND d.id NOT LIKE '%/next') ORDER BY c.no LIMIT :count"};
constexpr Query<In<std::int64_t>, Number> undated_of_all{
    "SELECT c.no FROM cases c WHERE c.live = 1 AND c.plan_version >= '' "
    "AND EXISTS (SELECT 1 FROM duty d WHERE d.case_no = c.no AND d.state = 'open') "
    "AND NOT EXISTS (SELECT 1 FROM duty d WHERE d.case_no = c.no AND d.state = 'open' "
    "AND d.id NOT LIKE '%/next') ORDER BY c.plan_version DESC, c.no DESC LIMIT :count"};
constexpr Query<In<std::string>, Number> carried_of_recruiter{
    "SELECT count(*) FROM cases WHERE recruiter = :recruiter AND carried = 1"};
constexpr Query<In<>, Number> carried_of_all{"SELECT count(*) FROM cases WHERE carried = 1"};
constexpr Query<In<std::int64_t, Instant>, Out<std::int64_t, std::string>> told_by{
    "SELECT no, by_whom FROM fact WHERE case_no = :case AND accepted >= :since AND by_whom <> ''"};

std::vector<std::int64_t> listed(Connection& session, const auto& query, const auto&... given) {
    std::vector<std::int64_t> numbers;
    session.each(query, [&](std::int64_t number) { numbers.push_back(number); }, given...);
    return numbers;
}

} // namespace

base::Result<void> Store::stir(std::int64_t case_number, Instant at) {
    return x_session->about_case(case_number, [&] { x_session->run(stir_case, at, case_number, at); });
}

base::Result<Numbers> Store::stirred_cases(std::string_view recruiter, Instant since, int count) {
    return x_session->guarded([&] { return listed(*x_session, stirred_since, recruiter, since, count); });
}

base::Result<Numbers> Store::untold_cases(std::string_view recruiter, int count) {
    return x_session->guarded([&] {
        return recruiter.empty() ? listed(*x_session, untold_of_all, count)
                                 : listed(*x_session, untold_of_recruiter, recruiter, count);
    });
}

base::Result<Numbers> Store::undated_cases(std::string_view recruiter, int count) {
    return x_session->guarded([&] {
        return recruiter.empty() ? listed(*x_session, undated_of_all, count)
                                 : listed(*x_session, undated_of_recruiter, recruiter, count);
    });
}

base::Result<std::int64_t> Store::count_carried_over(std::string_view recruiter) {
    return x_session->guarded([&] {
        return recruiter.empty() ? listed(*x_session, carried_of_all).front()
                                 : listed(*x_session, carried_of_recruiter, recruiter).front();
    });
}

base::Result<std::map<std::int64_t, std::string>> Store::tellers(std::int64_t case_number, Instant since) {
    return x_session->guarded([&] {
        std::map<std::int64_t, std::string> all;
        x_session->each(
            told_by, [&](std::int64_t fact, const std::string& by) { all.emplace(fact, by.substr(2)); },
            case_number, since);
        return all;
    });
}

} // namespace followup::store
