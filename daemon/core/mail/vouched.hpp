#pragma once

#include "core/base/address.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace followup::mail {

/// Who wrote a mail, as far as anybody can tell: the one address of its one From.
struct Writer {
    base::MailAddress address;
    bool vouched = false; ///< our own mail server found that the mail is of that address's domain
};

/// The writer of an arriving mail; nothing when From is not exactly one address. Vouched for is who passes
/// DKIM or SPF for the domain of From, one above or one below it (RFC 7489 3.1), by the first
/// Authentication-Results of the mail (RFC 8601) if that is of `authserv_id`: those below it, or of others,
/// anybody can have written. Nobody is where `authserv_id` is empty.
[[nodiscard]] std::optional<Writer> writer_of_mail(std::string_view bytes, std::string_view authserv_id);

} // namespace followup::mail
