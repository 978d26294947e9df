#include "shell/run/lookup.hpp"

#include "core/base/loose.hpp"
#include "core/base/text.hpp"
#include "core/web/views.hpp"
#include "shell/http/peer.hpp"
#include "shell/run/unreadable.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unistd.h>

namespace followup::run {
namespace {

/// So many cases are read for one loose name; beyond them an id has to be said.
constexpr int cases_looked_at = 3000;

/// Where names are looked for, the nearest first.
Answer<std::vector<std::int64_t>> pool(Bookkeeper& keeper, int n, const Caller& caller) {
    auto& store = keeper.store();
    auto numbers = n == 0   ? store.live_cases(caller.mine(), cases_looked_at)
                   : n == 1 ? store.live_cases({}, cases_looked_at)
                            : store.latest_cases(cases_looked_at);
    if (!numbers) return failed_reply(numbers.error());
    if (n > 0) return std::move(*numbers);
    const auto absent = keeper.stood_in_for(caller.mine(), caller.now);
    if (!absent) return failed_reply(absent.error());
    for (const auto& recruiter : *absent) {
        const auto more = store.live_cases(recruiter, cases_looked_at);
        if (!more) return failed_reply(more.error());
        numbers->insert(numbers->end(), more->begin(), more->end());
    }
    return std::move(*numbers);
}
constexpr int pools = 3;

/// The cases an exact id or address names.
Answer<std::vector<std::int64_t>> exact(Bookkeeper& keeper, const std::string& words) {
    auto& store = keeper.store();
    const auto interview = words.substr(0, words.find('/'));
    auto row = store.case_of_interview(interview);
    if (row && !*row) row = store.case_by_id(interview);
    if (!row) return failed_reply(row.error());
    if (*row) return std::vector{(*row)->number};
    if (!words.contains('@')) return std::vector<std::int64_t>{};
    // Whoever told an id is known by the address as well.
    const auto people = store.called(base::ascii_lower(words));
    if (!people) return failed_reply(people.error());
    std::vector<std::int64_t> numbers;
    for (const auto& each : *people)
        numbers.insert(numbers.end(), each.cases.begin(), each.cases.end());
    return numbers;
}

/// Leaves of both lists, which go together, the cases that the caller may see.
void keep_seen(const Bookkeeper& keeper, std::vector<std::int64_t>& numbers,
               std::vector<web::Standing>& cases, const Caller& caller) {
    std::size_t kept = 0;
    for (std::size_t n = 0; n < cases.size(); ++n) {
        if (!may_see(keeper, caller.who, cases[n].first.recruiter)) continue;
        if (kept != n) {
            numbers[kept] = numbers[n];
            cases[kept] = std::move(cases[n]);
        }
        ++kept;
    }
    numbers.resize(kept);
    cases.resize(kept);
}

/// Asks each pool until one of them gives an answer or several; what is nowhere gives the first pool's "no".
template <class Ask>
auto first_answer(Bookkeeper& keeper, const std::string& words, const Caller& caller, Ask ask)
    -> Answer<std::pair<std::vector<std::int64_t>, decltype(ask(std::vector<web::Standing>{}))>> {
    using Found = decltype(ask(std::vector<web::Standing>{}));
    auto numbers = exact(keeper, words);
    if (!numbers) return std::unexpected(numbers.error());
    std::optional<web::Unclear> nowhere;
    for (int n = numbers->empty() ? 0 : -1; n < pools; ++n) {
        if (n == 0 && caller.recruiter == nullptr) continue; // nobody's own: the next pool is the same
        if (n >= 0) numbers = pool(keeper, n, caller);
        if (!numbers) return std::unexpected(numbers.error());
        const auto asked = *numbers;
        auto cases = standings(keeper, *numbers, caller.now);
        if (!cases) return std::unexpected(cases.error());
        const auto unread = std::ranges::find_if(
            asked, [&](std::int64_t number) { return keeper.store().is_set_aside(number); });
        // Somebody who names one by its id is told why nothing can be said of it.
        if (n < 0 && cases->empty() && unread != asked.end())
            return failed_reply(keeper.standing(*unread, caller.now).error());
        keep_seen(keeper, *numbers, *cases, caller);
        Found found = ask(*cases);
        if (found || !found.error().choices.empty()) return std::pair{std::move(*numbers), std::move(found)};
        if (!nowhere || nowhere->problem.mend.empty()) nowhere = found.error();
    }
    return unclear_reply(*nowhere);
}

} // namespace

bool may_see(const Bookkeeper& keeper, const web::Who& who, const std::string& recruiter) {
    // Those of somebody who left are their heir's.
    const auto* heir = keeper.config().rules.agency.recruiter(recruiter);
    return web::may(who, web::Concern::recruiter, heir == nullptr ? recruiter : heir->id);
}

web::Who who_is(Bookkeeper& keeper, std::uint32_t uid, Instant now) {
    const auto& config = keeper.config();
    const auto login = http::login_of(uid);
    web::Who who{.steward = uid == 0 || uid == ::geteuid() || http::is_member(uid, config.admins)};
    who.name = login.empty() ? fmt::format("uid {}", uid) : fmt::format("uid {} ({})", uid, login);
    for (const auto& recruiter : config.rules.agency.recruiters)
        if (!login.empty() && recruiter.login == login) who.recruiter = recruiter.id;
    if (who.recruiter.empty()) return who;
    if (auto absent = keeper.stood_in_for(who.recruiter, now)) who.absent = std::move(*absent);
    return who;
}

Caller caller_of(Bookkeeper& keeper, const web::Request& request, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    Caller caller{nullptr, agency.zone, now, {.name = "somebody unknown"}};
    if (request.uid) caller.who = who_is(keeper, *request.uid, now);
    for (const auto& recruiter : agency.recruiters)
        if (recruiter.id == caller.who.recruiter) caller.recruiter = &recruiter;
    if (caller.recruiter != nullptr) caller.zone = agency.zone_of(caller.recruiter->id);
    return caller;
}

std::unexpected<web::Reply> forbidden_reply(const web::Who& who, web::Concern concern) {
    return std::unexpected(web::json(403, web::problems_json({web::not_allowed(who, concern)})));
}

std::unexpected<web::Reply> failed_reply(const base::Problem& problem) {
    return std::unexpected(web::json(503, web::problems_json({problem})));
}

std::unexpected<web::Reply> unclear_reply(const web::Unclear& unclear) {
    return std::unexpected(web::json(unclear.choices.empty() ? 404 : 409, web::unclear_json(unclear)));
}

Answer<std::vector<web::Standing>> standings(Bookkeeper& keeper, std::vector<std::int64_t>& numbers,
                                             Instant now) {
    std::vector<web::Standing> cases;
    for (auto& number : numbers) {
        if (!keeper.breath().take("a list of cases")) return failed_reply(ending());
        auto standing = keeper.standing(number, now);
        // Whoever lists them names what cannot be read.
        if (!standing && !is_left_out(keeper.store(), number)) return failed_reply(standing.error());
        if (!standing) continue;
        numbers[cases.size()] = number;
        cases.push_back(std::move(*standing));
    }
    numbers.resize(cases.size());
    return cases;
}

Answer<NumberedCase> find_case(Bookkeeper& keeper, const std::string& words, const Caller& caller) {
    const auto ask = [&](std::span<const web::Standing> cases) { return web::case_meant(words, cases); };
    auto found = first_answer(keeper, words, caller, ask);
    if (!found) return std::unexpected(found.error());
    if (!found->second) return unclear_reply(found->second.error());
    const auto number = found->first[*found->second];
    auto standing = keeper.standing(number, caller.now);
    if (!standing) return failed_reply(standing.error());
    return NumberedCase{number, std::move(*standing)};
}

Answer<FoundDuty> find_duty(Bookkeeper& keeper, const std::string& words, web::Which which,
                            const Caller& caller) {
    const auto ask = [&](std::span<const web::Standing> cases) {
        return web::duty_meant(words, cases, which);
    };
    auto found = first_answer(keeper, words, caller, ask);
    if (!found) return std::unexpected(found.error());
    if (!found->second) return unclear_reply(found->second.error());
    const auto number = found->first[found->second->case_index];
    auto standing = keeper.standing(number, caller.now);
    if (!standing) return failed_reply(standing.error());
    return FoundDuty{{number, std::move(*standing)}, found->second->duty_index};
}

Answer<web::Whose> find_person(Bookkeeper& keeper, const std::string& words, const Caller& caller) {
    const auto& agency = keeper.config().rules.agency;
    if (words.empty() && caller.recruiter != nullptr)
        return web::Whose{caller.recruiter->id, caller.recruiter->name};
    if (words.empty() || words == "team") {
        if (!caller.who.steward) return forbidden_reply(caller.who, web::Concern::recruiter);
        return web::Whose{"team", agency.name};
    }
    std::vector<base::Named> people;
    std::vector<web::Whose> all;
    for (const auto& recruiter : agency.recruiters) {
        people.push_back({recruiter.id, {recruiter.name, recruiter.email.text()}});
        all.push_back({recruiter.id, recruiter.name});
    }
    const auto add_candidates = [&](std::span<const web::Standing> cases) {
        for (const auto& [known, plan] : cases) {
            const auto identity = ledger::identity(known.candidate);
            if (std::ranges::find(all, identity, &web::Whose::person) != all.end()) continue;
            people.push_back({identity, {known.candidate.name, known.candidate.email.text()}});
            all.push_back({identity, known.candidate.name, true, {}, {}});
        }
    };
    auto numbers = exact(keeper, words);
    for (int n = numbers && !numbers->empty() ? -1 : 0; n < pools; ++n) {
        if (n == 0 && caller.recruiter == nullptr) continue; // nobody's own: the next pool is the same
        if (n >= 0) numbers = pool(keeper, n, caller);
        if (!numbers) return std::unexpected(numbers.error());
        auto cases = standings(keeper, *numbers, caller.now);
        if (!cases) return std::unexpected(cases.error());
        keep_seen(keeper, *numbers, *cases, caller);
        add_candidates(*cases);
        const auto found = base::meant(words, people);
        if (found.size() == 1) {
            auto& whose = all[found.front()];
            if (!whose.owner_only && !may_see(keeper, caller.who, whose.person))
                return forbidden_reply(caller.who, web::Concern::recruiter);
            return std::move(whose);
        }
        if (found.empty()) continue;
        web::Unclear unclear{
            {words, fmt::format("that can be {} people", found.size()), "say more of the name"}, {}};
        for (const auto each : found)
            unclear.choices.push_back({all[each].person, all[each].name});
        return unclear_reply(unclear);
    }
    return unclear_reply(
        {{words, "no recruiter or candidate is called so", base::nearest(words, people)}, {}});
}

} // namespace followup::run
