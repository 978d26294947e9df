#pragma once

#include "core/mail/markup.hpp"
#include "core/mail/nudge.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace followup::mail {

/// `base32(HMAC-SHA-256(id_key, words))[0:26]@domain`: stable, not to be guessed, telling nothing.
[[nodiscard]] std::string keyed_id(const Style& style, std::string_view words, const ledger::Agency& agency);

/// Where a reader stops the mails: the web page, else by mail to the address that takes answers, else to
/// whoever answers for us; empty when there is none of these.
[[nodiscard]] std::string unsubscribing(const Occasion& occasion, const std::optional<Mailbox>& reply_to);

/// headline: the subject once more, as programs show the first words below it; neutral: it says nothing, and
/// so do these.
[[nodiscard]] Values headline_values(const std::string& subject, const Occasion& occasion);

/// feed and unsubscribe: the page of the reader's calendar, and the one that stops the mails.
[[nodiscard]] Values foot_values(const Occasion& occasion, const words::Tongue& tongue);

/// Puts the written mail into the message: the plain form as its text, the other as a page of HTML.
void write(Message& message, const Both& mail, const words::Tongue& tongue);

} // namespace followup::mail
