#pragma once

#include "core/mail/reply.hpp"

#include <cstdint>
#include <string>

namespace followup::mail {

/// What became of a mail, as a line for the log: "mail 7 deferred code=450 stage=rcpt enhanced=4.7.1".
/// Without the relay's words, which quote addresses; `followup outbox` has them.
[[nodiscard]] std::string delivery_line(std::int64_t mail, const Verdict& verdict, const Reply& reply);

} // namespace followup::mail
