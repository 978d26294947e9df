#pragma once

#include "core/mail/unreached.hpp"
#include "shell/run/bookkeeper.hpp"

namespace followup::run {

/// Who told it, of the recruiters; empty: none of them; nothing: the candidate, whose events are marked.
[[nodiscard]] std::optional<std::string> teller_of(const queue::Event& event, const web::Who& by);
/// Whether others than the recruiter of the case told it. What a program opens a case with is no news.
[[nodiscard]] bool stirs(const queue::Event& event, const web::Who& by, const store::CaseRow& row);
/// Whether it strikes a fact or drops a duty.
[[nodiscard]] bool drops(const queue::Event& event);
/// Whether a candidate wants no more mails.
[[nodiscard]] bool stops_mails(const queue::Event& event);

/// What whoever looks after a case is told of at once and did not do. Works in the transaction that is open.
class Tidings {
  public:
    explicit Tidings(Bookkeeper& keeper) : x_keeper(keeper) {}

    /// A mail did not reach its reader.
    [[nodiscard]] base::Result<void> unreached(const store::MailRow& mail, mail::Unreached why, Instant now);
    /// The relay refused one: what it tells that happened does not wait for the second refusal. `earlier`
    /// ones there were.
    [[nodiscard]] base::Result<void> refused(std::int64_t mail, const mail::Verdict& verdict, int earlier,
                                             Instant now);
    /// One with news was not sent, for its reader wants none, or there is nobody at their address.
    [[nodiscard]] base::Result<void> unwanted(const store::MailRow& mail, const plan::Posting& posting,
                                              bool nobody, Instant now);
    /// A candidate has stopped the mails to them.
    [[nodiscard]] base::Result<void> stopped(std::int64_t case_number, Instant now);
    /// Open promises fell away by what somebody else than their recruiter handed in.
    [[nodiscard]] base::Result<void> taken_away(std::span<const Incoming> batch,
                                                const std::vector<Taken>& all,
                                                const std::vector<Planned>& planned, Instant now);
    /// Somebody met was forgotten: letters and calls that were open are owed to nobody any more.
    [[nodiscard]] base::Result<void> forgotten(const std::vector<Taken>& all,
                                               const std::vector<Planned>& planned, Instant now);

  private:
    [[nodiscard]] base::Result<void> queue(const mail::Note& note, const plan::Person& to,
                                           std::int64_t case_number, Instant now);
    /// Who is told of a case of that recruiter, but nobody at that address; null: nobody is left.
    [[nodiscard]] base::Result<std::optional<plan::Person>>
    who_hears_of(const std::string& recruiter, const std::optional<base::MailAddress>& but, Instant now);
    [[nodiscard]] const ledger::Agency& agency() const { return x_keeper.x_config->rules.agency; }

    Bookkeeper& x_keeper;
};

} // namespace followup::run
