#pragma once

#include "core/web/agenda.hpp"
#include "shell/run/commands.hpp"

#include <expected>

/// Finds in the ledger what a recruiter means by a loose name. On the ledger's thread.
namespace followup::run {

/// What was asked for, or the reply that says why not.
template <class T>
using Answer = std::expected<T, web::Reply>;

/// Who asks, as the unix socket and the configuration know them.
struct Caller {
    const ledger::Recruiter* recruiter = nullptr; ///< whose `login` it is; null: nobody's
    base::Zone zone = base::Zone::utc();          ///< theirs, else the agency's
    Instant now;

    /// For queries: the recruiter's id; empty: everybody's.
    [[nodiscard]] std::string mine() const { return recruiter == nullptr ? std::string{} : recruiter->id; }
};
[[nodiscard]] Caller caller_of(const Bookkeeper& keeper, const web::Request& request, Instant now);

/// 503 with the problem.
[[nodiscard]] std::unexpected<web::Reply> failed_reply(const base::Problem& problem);
/// 404 for something nobody knows, 409 for something that is several.
[[nodiscard]] std::unexpected<web::Reply> unclear_reply(const web::Unclear& unclear);

/// A case and its number.
struct NumberedCase {
    std::int64_t number = 0;
    web::Standing standing;
};
[[nodiscard]] Answer<std::vector<web::Standing>>
standings(Bookkeeper& keeper, std::span<const std::int64_t> numbers, Instant now);

/// The case that is meant: by exact id or address through the indexes, else by name among the live cases of
/// the caller, then of everybody, then among the latest closed ones.
[[nodiscard]] Answer<NumberedCase> find_case(Bookkeeper& keeper, const std::string& words,
                                             const Caller& caller);
/// A duty that is meant, likewise.
struct FoundDuty {
    NumberedCase of;
    std::size_t duty_index = 0;
};
[[nodiscard]] Answer<FoundDuty> find_duty(Bookkeeper& keeper, const std::string& words, web::Which which,
                                          const Caller& caller);
/// Whose agenda is meant: empty words are the caller's, "team" everybody's.
[[nodiscard]] Answer<web::Whose> find_person(Bookkeeper& keeper, const std::string& words,
                                             const Caller& caller);

} // namespace followup::run
