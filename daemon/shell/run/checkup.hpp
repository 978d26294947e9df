#pragma once

#include "core/config/config.hpp"
#include "core/mail/checkup.hpp"

#include <string>
#include <vector>

namespace followup::run {

using base::Instant;

/// What was found about one way out, or about the domain.
struct Checked {
    std::string about; ///< the relay's address, or the domain
    std::vector<mail::Finding> findings;
};

/// Sends a test mail to that address by way of each relay and tells what was seen on the way; blocks for as
/// long as the relays take. Touches no ledger. Empty: there is no relay.
[[nodiscard]] std::vector<Checked> check_relays(const config::Config& config, const base::MailAddress& to,
                                                Instant now);

/// What the DNS says of the domains that our mails are from. With `ask` false nobody is asked.
[[nodiscard]] Checked check_domain(const config::Config& config, bool ask);

} // namespace followup::run
