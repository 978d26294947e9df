#pragma once

#include "core/mail/reply.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace followup::mail {

/// What one relay did lately: from it follows whether a refusal is about a recipient or about us.
class RelayRecord {
  public:
    /// What is known beside the reply that a mail to `to` got now.
    [[nodiscard]] Around around(std::int64_t mail, const std::string& to, const Reply& reply) const;
    /// How often that mail was refused as if for our sake, one time after the other.
    [[nodiscard]] int refusals(std::int64_t mail) const;
    void seen(std::int64_t mail, const std::string& to, const Reply& reply, const Verdict& verdict);

  private:
    struct Refused {
        std::uint64_t served = 0; ///< how many mails it had taken by then
        int times = 0;
    };
    std::string x_refusal; ///< "550 5.1.1": what it said to all of these, one after the other
    std::set<std::string> x_met;
    std::uint64_t x_served = 0;
    std::map<std::int64_t, Refused> x_refused; ///< by mail; bounded
};

} // namespace followup::mail
