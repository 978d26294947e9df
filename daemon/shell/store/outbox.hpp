#pragma once

#include "shell/store/people.hpp"

/// Private to this folder: what the files of the outbox share.
namespace followup::store {

/// Whether a mail may go from one state to another. Only what could send twice, or forget that it was sent,
/// is forbidden.
[[nodiscard]] bool may_follow(mail::State from, mail::State to);
/// A mail that cannot be read does not go out.
void park(Connection& session, std::int64_t number, Instant at);
/// Throws Damaged for a word that is none.
[[nodiscard]] mail::State state_of(std::string_view word);

} // namespace followup::store
