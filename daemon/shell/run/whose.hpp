#pragma once

#include "core/queue/event.hpp"
#include "shell/store/store.hpp"

#include <optional>
#include <string>

/// Whose an interview is, by all that is known of its candidate.
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

} // namespace followup::run
