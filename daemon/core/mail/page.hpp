#pragma once

#include "core/mail/markup.hpp"
#include "core/mail/nudge.hpp"

#include <string>
#include <string_view>

namespace followup::mail {

/// `base32(HMAC-SHA-256(id_key, words))[0:26]@domain`: stable, not to be guessed, telling nothing.
[[nodiscard]] std::string keyed_id(const Style& style, std::string_view words, const ledger::Agency& agency);

/// Puts the written mail into the message: the plain form as its text, the other as a page of HTML.
void write(Message& message, const Both& mail, const words::Tongue& tongue);

} // namespace followup::mail
