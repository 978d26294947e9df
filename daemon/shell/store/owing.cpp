#include "shell/store/connection.hpp"

namespace followup::store {
namespace {

using DutyColumns = Out<std::int64_t, std::string, Instant>;

// CROSS JOIN keeps SQLite from beginning with all duties there are.
constexpr Query<In<std::string, std::int64_t>, DutyColumns> open_of_recruiter{
    "SELECT d.case_no, d.id, d.due FROM cases c CROSS JOIN duty d ON d.case_no = c.no "
    "WHERE c.recruiter = :recruiter AND c.live = 1 AND c.carried = 0 AND d.state = 'open' ORDER BY d.due, "
    "d.id LIMIT :count"};
// Everybody's cases may be a million: those that were planned last are read backwards off the index.
constexpr Query<In<std::int64_t>, DutyColumns> open_of_all{
    "SELECT d.case_no, d.id, d.due FROM (SELECT no FROM cases WHERE live = 1 AND carried = 0 "
    "AND plan_version >= '' ORDER BY plan_version DESC, no DESC LIMIT 20000) c CROSS JOIN duty d ON "
    "d.case_no = c.no "
    "WHERE d.state = 'open' ORDER BY d.due, d.id LIMIT :count"};
constexpr Query<In<std::string, std::int64_t>, Out<std::int64_t>> live_of_recruiter{
    "SELECT no FROM cases WHERE recruiter = :recruiter AND live = 1 ORDER BY no DESC LIMIT :count"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> live_of_all{
    "SELECT no FROM cases WHERE live = 1 AND plan_version >= '' ORDER BY plan_version DESC, no DESC LIMIT "
    ":count"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> newest_cases{
    "SELECT no FROM cases ORDER BY no DESC LIMIT :count"};
constexpr Query<In<std::string, Instant, Instant, std::int64_t>, Out<std::int64_t>> due_of_recruiter{
    "SELECT DISTINCT d.case_no FROM cases c CROSS JOIN duty d ON d.case_no = c.no "
    "WHERE c.recruiter = :recruiter AND d.due >= :from AND d.due < :until ORDER BY d.case_no DESC LIMIT "
    ":count"};
constexpr Query<In<Instant, Instant, std::int64_t>, Out<std::int64_t>> due_of_all{
    "SELECT DISTINCT d.case_no FROM cases c CROSS JOIN duty d ON d.case_no = c.no "
    "WHERE d.due >= :from AND d.due < :until ORDER BY d.case_no DESC LIMIT :count"};

} // namespace

base::Result<std::vector<OpenDuty>> Store::open_duties(std::string_view recruiter, int count) {
    return x_session->guarded([&] {
        std::vector<OpenDuty> duties;
        const auto add = [&](std::int64_t number, std::string& id, Instant due) {
            duties.push_back({number, std::move(id), due});
        };
        if (recruiter.empty())
            x_session->each(open_of_all, add, count);
        else
            x_session->each(open_of_recruiter, add, recruiter, count);
        return duties;
    });
}

base::Result<std::vector<std::int64_t>> Store::live_cases(std::string_view recruiter, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        const auto add = [&](std::int64_t number) { numbers.push_back(number); };
        if (recruiter.empty())
            x_session->each(live_of_all, add, count);
        else
            x_session->each(live_of_recruiter, add, recruiter, count);
        return numbers;
    });
}

base::Result<std::vector<std::int64_t>> Store::latest_cases(int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(newest_cases, [&](std::int64_t number) { numbers.push_back(number); }, count);
        return numbers;
    });
}

base::Result<std::vector<std::int64_t>> Store::cases_due_within(std::string_view recruiter, Instant from,
                                                                Instant until, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        const auto add = [&](std::int64_t number) { numbers.push_back(number); };
        if (recruiter.empty())
            x_session->each(due_of_all, add, from, until, count);
        else
            x_session->each(due_of_recruiter, add, recruiter, from, until, count);
        return numbers;
    });
}

} // namespace followup::store
