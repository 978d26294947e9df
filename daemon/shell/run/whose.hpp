#pragma once

#include "core/ledger/agency.hpp"
#include "core/queue/event.hpp"
#include "shell/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

/// Whose an interview is, and whom a name means, by all that is known of candidates.
namespace followup::run {

struct Whose {
    std::string identity;                  ///< as `ledger::identity` makes them
    std::optional<base::Problem> mistaken; ///< it is that of somebody of another name
};

/// The candidate of an interview. Who told an id once is found by their address as well, and need not tell it
/// again; who tells an id of their own is somebody else than the others that read under that address.
/// @param event  the interview
/// @param of     its case; nothing: it opens one, or joins one of its candidate's
[[nodiscard]] base::Result<Whose> whose_is(store::Store& store, const queue::Event& event,
                                           const std::optional<store::CaseRow>& of);

/// Under which name a candidate is looked for: an address in lower case, an id as it is.
[[nodiscard]] std::string sought(const std::string& said);

/// Every candidate who is or was called so; the one of an interview's id.
[[nodiscard]] base::Result<std::vector<store::Known>> everybody(store::Store& store, const std::string& said);

/// Whose mails somebody speaks of: the id of a recruiter, or the identity of a candidate, told by id or
/// address.
/// @return nothing: nobody is known by it, or several are
[[nodiscard]] base::Result<std::optional<std::string>>
reader_meant(store::Store& store, const ledger::Agency& agency, const queue::Mails& said);

} // namespace followup::run
