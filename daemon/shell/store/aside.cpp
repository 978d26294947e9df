#include "shell/store/connection.hpp"
#include "shell/store/mending.hpp"

#include <fmt/format.h>

/// What cannot be read is set aside, so that everything else goes on.
namespace followup::store {
namespace {

using Kind = Unreadable::Kind;

constexpr Query<In<std::int64_t>, Out<std::string, std::string>> about_case{
    "SELECT id, recruiter FROM cases WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::string>> an_interview_of{
    "SELECT id FROM interview WHERE case_no = :no ORDER BY id LIMIT 1"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> case_told_of{"SELECT case_no FROM mail WHERE no = :no"};

} // namespace

void Connection::set_aside(std::pair<Kind, std::int64_t> what, std::string row) {
    if (!x_unread.emplace(what, std::move(row)).second) return;
    if (what.first == Kind::of_case) x_histories.erase(what.second);
    ++x_times_set_aside;
}

Damaged Connection::aside_words(std::int64_t case_number) const {
    const auto& row = x_unread.at({Kind::of_case, case_number});
    return {{bound("case", case_number), fmt::format("it cannot be read ({}) and is set aside", row),
             "followup check says how to mend it"}};
}

void Connection::forget_candidate_of(std::int64_t case_number) {
    if (const auto known = x_cases.find(case_number); known != x_cases.end())
        x_candidates.erase(known->second);
    x_cases.erase(case_number);
}

void Connection::keep_readable(std::vector<std::int64_t>& cases, std::int64_t wanted) const {
    if (!x_unread.empty()) std::erase_if(cases, [this](std::int64_t number) { return is_aside(number); });
    if (std::ssize(cases) > wanted) cases.resize(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)));
}

base::Result<std::vector<Unreadable>> Mending::unreadable() {
    return x_session.guarded([&] {
        std::vector<Unreadable> all;
        for (const auto& [what, row] : x_session.unread()) {
            Unreadable one{what.first, what.second, row, {}, {}};
            auto number = what.second;
            if (what.first == Kind::of_mail) {
                const auto of = x_session.one(case_told_of, number);
                number = of ? std::get<0>(*of) : 0;
            }
            if (what.first == Kind::of_case || what.first == Kind::of_mail) {
                if (const auto found = x_session.one(about_case, number))
                    std::tie(one.id, one.recruiter) = *found;
                else if (const auto interview = x_session.one(an_interview_of, number))
                    std::tie(one.id) = *interview;
            }
            all.push_back(std::move(one));
        }
        return all;
    });
}

bool Store::is_set_aside(std::int64_t case_number) const {
    return x_session->is_aside(case_number);
}

bool Store::is_mail_set_aside(std::int64_t mail) const {
    return x_session->unread().contains({Kind::of_mail, mail});
}

std::uint64_t Store::times_set_aside() const {
    return x_session->times_set_aside();
}

void Store::set_aside(std::int64_t case_number, std::string row) {
    x_session->set_aside({Kind::of_case, case_number}, std::move(row));
}

} // namespace followup::store
