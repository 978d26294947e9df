#pragma once

#include "core/mail/relay_record.hpp"
#include "shell/store/store.hpp"

#include <map>
#include <optional>
#include <string>

namespace followup::run {

using base::Instant;

/// How the relays treat us, over a restart as far as the ledger remembers it: what they said when they
/// refused us, until they take a mail again.
class Relays {
  public:
    explicit Relays(store::Store& store) : x_store(store) {}

    /// What a reply to that mail means.
    [[nodiscard]] mail::Verdict judge(const store::MailRow& mail, const mail::Reply& reply, int tries,
                                      const std::string& relay) const;
    /// How often that mail was refused for our sake.
    [[nodiscard]] int refusals(std::int64_t mail, const std::string& relay) const;
    /// Remembers what came of it; within a transaction of the caller.
    [[nodiscard]] base::Result<void> note(const store::MailRow& mail, const mail::Reply& reply,
                                          const mail::Verdict& verdict, const std::string& relay);
    /// In which words that relay refuses us; nothing when it does not. Without the recipient's address.
    [[nodiscard]] base::Result<std::optional<std::string>> refusing(const std::string& relay);
    /// What was noted may have been rolled back.
    void forget() { x_words.clear(); }
    /// Somebody says that it was mended: what was refused before proves nothing any more.
    void mended() { x_records.clear(); }

  private:
    store::Store& x_store;
    std::map<std::string, mail::RelayRecord> x_records;
    std::map<std::string, std::string> x_words; ///< as in the ledger; empty: it does not refuse us
};

} // namespace followup::run
