#pragma once

#include "core/mail/reply.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What walking through a delivery shows, in words that an administrator can act on.
namespace followup::mail {

/// One delivery to a relay as it was seen.
struct Walked {
    std::string url;                 ///< of the relay
    std::string user;                ///< empty: no AUTH is wanted
    bool plain = false;              ///< no TLS is wanted: it is on this machine
    std::string address;             ///< IP address it was reached at; empty: it was not
    std::string certificate;         ///< whom it is made out to; empty: none was seen
    std::optional<Instant> expires;  ///< of the certificate
    std::vector<std::string> offers; ///< of its last EHLO, "SIZE 10240000"
    bool secured = false;            ///< TLS began
    bool authenticated = false;      ///< AUTH was answered with 235
    std::string from;                ///< envelope sender
    std::string to;                  ///< envelope recipient
    Reply reply;
};

/// One thing that was found.
struct Finding {
    enum class Kind { good, hint, bad };
    Kind kind = Kind::good;
    std::string what;
    std::string mend = {}; ///< what to do; empty: nothing

    bool operator==(const Finding&) const = default;
};

/// What the delivery came to, step by step, in the order of the dialogue; the last is where it ended.
[[nodiscard]] std::vector<Finding> findings(const Walked& walked, Instant now);

/// The TXT records of a name, as far as they could be asked for.
struct Records {
    bool known = false; ///< false: nobody could be asked
    std::vector<std::string> texts;
};

/// Whether two domains can be those of one organization (RFC 7489 3.1.2, relaxed): only then does SPF, which
/// is about the envelope's, say anything for the one in From. Without the list of public suffixes: in doubt
/// yes.
[[nodiscard]] bool can_align(std::string_view from, std::string_view sender);

/// What the DNS says of the domain of From and of the envelope sender, so that receivers believe our mails.
/// `relays` are the names of the servers that send for it.
[[nodiscard]] std::vector<Finding> dns_findings(const std::string& from_domain,
                                                const std::string& sender_domain, const Records& spf,
                                                const Records& dmarc, const std::vector<std::string>& relays);

} // namespace followup::mail
