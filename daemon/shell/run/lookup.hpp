#pragma once

#include "core/web/agenda.hpp"
#include "core/web/may.hpp"
#include "shell/run/commands.hpp"

#include <expected>

/// Finds in the ledger what a recruiter means by a loose name. With the ledger's turn.
namespace followup::run {

/// What was asked for, or the reply that says why not.
template <class T>
using Answer = std::expected<T, web::Reply>;

/// Who asks, as the unix socket and the configuration know them.
struct Caller {
    const ledger::Recruiter* recruiter = nullptr; ///< whose `login` it is; null: nobody's
    base::Zone zone = base::Zone::utc();          ///< theirs, else the agency's
    Instant now;
    web::Who who = {};

    /// For queries: the recruiter's id; empty: everybody's.
    [[nodiscard]] std::string mine() const { return recruiter == nullptr ? std::string{} : recruiter->id; }
};
[[nodiscard]] Caller caller_of(Bookkeeper& keeper, const web::Request& request, Instant now);
/// A user of this system, as what they may do depends on it.
[[nodiscard]] web::Who who_is(Bookkeeper& keeper, std::uint32_t uid, Instant now);
/// Whether they may see what is of the recruiter whom a case names.
[[nodiscard]] bool may_see(const Bookkeeper& keeper, const web::Who& who, const std::string& recruiter);

/// The reply to somebody who may not ask that at all (403), or asks what is no command (404); else nothing.
[[nodiscard]] std::optional<web::Reply> refused(const Caller& caller, const web::CommandWanted& wanted,
                                                const web::Request& request);
/// 403 with the sentence.
[[nodiscard]] std::unexpected<web::Reply> forbidden_reply(const web::Who& who, web::Concern concern);

/// 503 with the problem.
[[nodiscard]] std::unexpected<web::Reply> failed_reply(const base::Problem& problem);
/// 404 for something nobody knows, 409 for something that is several.
[[nodiscard]] std::unexpected<web::Reply> unclear_reply(const web::Unclear& unclear);

/// A case and its number.
struct NumberedCase {
    std::int64_t number = 0;
    web::Standing standing;
};
/// Those that can be read, in order; of `numbers` only theirs are left. Others work meanwhile.
[[nodiscard]] Answer<std::vector<web::Standing>> standings(Bookkeeper& keeper,
                                                           std::vector<std::int64_t>& numbers, Instant now);

/// The case that is meant, of those that the caller may see: by exact id or address through the indexes, else
/// by name among the live cases of the caller, then of everybody, then among the latest closed ones. One that
/// they may not see is not there for them.
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
