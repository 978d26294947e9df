#pragma once

#include "core/ledger/agency.hpp"
#include "shell/store/store.hpp"

#include <optional>
#include <string>

/// What a ledger of the first edition needs before and while this one runs on it. Its mails may hold what is
/// the recruiter's own: whatever was not handed over is written again.
namespace followup::run {

using base::Instant;

class FirstEdition {
  public:
    explicit FirstEdition(store::Store& store) : x_store(store) {}

    /// What was done with the mails that waited.
    struct Left {
        int anew = 0;   ///< are written again, as far as they are still wanted
        int parked = 0; ///< may have arrived, or cannot be written again
    };
    /// At the first start on its ledger, after `Store::recover`; afterwards it does nothing. Goes on where it
    /// was broken off.
    [[nodiscard]] base::Result<Left> leave(const ledger::Agency& agency, Instant now);

    /// Whether that mail must not go out as it is.
    [[nodiscard]] base::Result<bool> wrote(const store::MailRow& mail);
    /// Has what a mail tells written again, in a transaction of the caller's; the mail as it is then.
    [[nodiscard]] base::Result<void> write_again(store::MailRow& mail, Instant now);

    /// The mails that are held because nobody knows whether they arrived, as long as what they tell of is
    /// owed and they are not older than `useful`. Nothing: there is none.
    [[nodiscard]] base::Result<std::optional<base::Problem>> doubts(Instant now, base::seconds useful);

  private:
    /// The last mail that it may have written; 0: none.
    [[nodiscard]] base::Result<std::int64_t> last_mail();
    [[nodiscard]] base::Result<void> leave_mail(std::int64_t number, const ledger::Agency& agency,
                                                Instant now, Left& left);
    [[nodiscard]] base::Result<void> park(store::MailRow mail, const std::string& why, Instant now);
    /// Whether anything that a mail tells of is still owed.
    [[nodiscard]] base::Result<bool> still_open(std::int64_t number);
    /// A digest is written again on its own morning.
    [[nodiscard]] base::Result<bool> forget_digest(const store::MailRow& mail, const ledger::Agency& agency);

    store::Store& x_store;
};

} // namespace followup::run
