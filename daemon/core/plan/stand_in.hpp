#pragma once

#include "core/ledger/agency.hpp"
#include "core/plan/duty.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::plan {

/// A recruiter of the agency as somebody who is written to.
[[nodiscard]] Person as_person(const ledger::Recruiter& recruiter, const ledger::Agency& agency);

/// The candidate of a case as somebody who is written to: in the zone of the latest interview, and in the
/// recruiter's language, unless they have their own.
[[nodiscard]] Person as_person(const ledger::Case& known, const ledger::Agency& agency);

/// Who reads a recruiter's mail while that recruiter is away.
class StandIns {
  public:
    StandIns() = default;
    /// In order of acceptance: where two of one recruiter overlap, the later one counts.
    explicit StandIns(std::vector<queue::StandIn> said) : x_said(std::move(said)) {}

    /// The absence of that recruiter which counts at `at`; nothing while they are there.
    [[nodiscard]] std::optional<queue::StandIn> absence(std::string_view recruiter, Instant at) const;
    /// Who reads at `at` what is meant for that recruiter: the colleague, the colleague's own stand-in when
    /// both are away, the recruiter when nobody who is there is left, or the colleague is not known to the
    /// agency any more.
    [[nodiscard]] std::string reader(std::string_view recruiter, const ledger::Agency& agency,
                                     Instant at) const;

  private:
    std::vector<queue::StandIn> x_said;
};

} // namespace followup::plan
