#pragma once

#include "core/base/digest.hpp"
#include "shell/store/copying.hpp"
#include "shell/store/rows.hpp"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// The one session with the ledger's database, for one thread at a time. Every failure is a Problem that an
/// administrator can act on; a failed commit or a corrupt file is told apart by `fatal`.
namespace followup::store {

struct How {
    std::string url;     ///< "sqlite:PATH", "sqlite:///PATH" or "sqlite::memory:"
    base::Bytes32 key{}; ///< master key: candidates' keys are sealed with it, identities hashed
    bool create = true;  ///< make the database when there is none
};

/// Why it cannot be used: an old program with a newer schema and a damaged file end with exit 78.
enum class Trouble { configuration, newer_schema, damaged, locked, unavailable };
struct OpenError {
    Trouble trouble;
    base::Problem problem;
};

/// Seals the texts of a case's mails ahead of `Store::insert`, which is half of its work; on any thread. Its
/// key is of the case's candidate: it is of no use once the case is another one's.
class MailSealer {
  public:
    explicit MailSealer(const base::Bytes32& key) : x_key(key) {}
    /// Needs the number, person, envelope and bytes.
    void seal(MailRow& mail) const;

  private:
    base::Bytes32 x_key;
};

/// Of cases, or of mails.
using Numbers = std::vector<std::int64_t>;

class Store {
  public:
    /// Opens or creates; checks pragmas, schema version and (after an unclean end) the file. The session
    /// holds the database exclusively until it is destroyed.
    [[nodiscard]] static std::expected<std::unique_ptr<Store>, OpenError> open(const How& how);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Transactions: BEGIN IMMEDIATE … COMMIT (durable when it returns); savepoints for one file each. After a
    // failed commit nothing is open and nothing was kept (but see `fatal`). When the database gives up a
    // transaction by itself (disk full), everything fails until rollback().
    [[nodiscard]] base::Result<void> begin();
    [[nodiscard]] base::Result<void> commit();
    void rollback();
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] base::Result<void> savepoint();
    [[nodiscard]] base::Result<void> release_savepoint();
    void rollback_to_savepoint();

    // Events.
    [[nodiscard]] base::Result<bool> has_event(std::string_view digest);
    [[nodiscard]] base::Result<std::int64_t> append(const NewFact& fact);
    /// What is known of a case; the same object as before while nothing of it has changed. Never null.
    [[nodiscard]] base::Result<std::shared_ptr<const ledger::History>> history(std::int64_t case_number);
    /// Gives the facts that waited for this interview to its case, sealed anew under its candidate's key.
    [[nodiscard]] base::Result<int> adopt(std::string_view interview, std::int64_t case_number);
    /// Facts of no case of that kind ("stand_in"), in order; what cannot be read is left out, and named.
    [[nodiscard]] base::Result<std::vector<ledger::Fact>> caseless(std::string_view kind);

    // Cases.
    [[nodiscard]] base::Result<std::optional<CaseRow>> case_of_interview(std::string_view interview);
    [[nodiscard]] base::Result<std::optional<CaseRow>> case_by_id(std::string_view id);
    [[nodiscard]] base::Result<std::optional<CaseRow>> case_by_number(std::int64_t number);
    [[nodiscard]] base::Result<std::optional<CaseRow>> case_of(std::string_view identity,
                                                               std::string_view subject);
    [[nodiscard]] base::Result<CaseRow> open_case(const NewCase& fresh);
    /// Makes the interview known as one of the case (idempotent).
    [[nodiscard]] base::Result<void> join(std::string_view interview, std::int64_t case_number);
    /// By which employer (its folded name) a case is found, and the newest case with one of that name.
    [[nodiscard]] base::Result<void> set_employer(std::int64_t case_number, std::string_view name);
    [[nodiscard]] base::Result<std::optional<std::int64_t>> case_with_employer(std::string_view name);
    /// What is known of the candidate of a case from all their cases; it comes with every history of theirs.
    /// Nothing: as each case knows them. Gives the numbers of their cases.
    [[nodiscard]] base::Result<Numbers> know_candidate(std::int64_t case_number,
                                                       const queue::Candidate& known);
    /// A renamed candidate or respelt employer or position: identity and subject as they are now.
    [[nodiscard]] base::Result<void> rename(std::int64_t case_number, std::string_view identity,
                                            std::string_view subject);
    /// Another recruiter looks after the case from now on.
    [[nodiscard]] base::Result<void> assign(std::int64_t case_number, std::string_view recruiter);
    /// Another recruiter looks after all cases of one who left; their number.
    [[nodiscard]] base::Result<std::int64_t> hand_over(std::string_view from, std::string_view to);
    /// Ids of all recruiters who have cases; reads an index entry for each.
    [[nodiscard]] base::Result<std::vector<std::string>> recruiters();
    [[nodiscard]] base::Result<bool> has_open_cases(std::string_view recruiter);
    /// Numbers of a person's cases (a recruiter's id or a candidate's identity; "team": all), in order.
    [[nodiscard]] base::Result<Numbers> cases_of(plan::Role role, std::string_view person);
    [[nodiscard]] base::Result<Numbers> all_cases();
    /// A recruiter's cases with an open duty that is due before `before`, the most urgent first, without
    /// those whose duties are all carried over; at most `count`.
    [[nodiscard]] base::Result<Numbers> cases_owing(std::string_view recruiter, Instant before, int count);
    /// Cases planned by another version of the rules, at most `count`; only those with an open duty or a time
    /// to look again (or never planned).
    [[nodiscard]] base::Result<Numbers> cases_not_at(std::string_view plan_version, int count);

    // What a digest tells besides what is due; recruiter empty: of all.
    /// Something happened in the case that somebody else did.
    [[nodiscard]] base::Result<void> stir(std::int64_t case_number, Instant at);
    /// A recruiter's cases that were stirred at `since` or later, the earliest first.
    [[nodiscard]] base::Result<Numbers> stirred_cases(std::string_view recruiter, Instant since, int count);
    /// Cases with an outcome that the candidate was not told of, the oldest first.
    [[nodiscard]] base::Result<Numbers> untold_cases(std::string_view recruiter, int count);
    /// Live cases in which nothing but `next` is owed.
    [[nodiscard]] base::Result<Numbers> undated_cases(std::string_view recruiter, int count);
    /// How many owe nothing but what is carried over from older rules.
    [[nodiscard]] base::Result<std::int64_t> count_carried_over(std::string_view recruiter);
    /// By number, who told the facts of a case accepted at `since` or later, as far as it is known.
    [[nodiscard]] base::Result<std::map<std::int64_t, std::string>> tellers(std::int64_t case_number,
                                                                            Instant since);

    // What is owed, of a recruiter's cases or (empty) of all; at most `count`. Read by the index of live
    // cases: no text is unsealed.
    /// Open duties, the earliest due first, but those that are carried over; of all cases only those of the
    /// latest 20 000 live ones.
    [[nodiscard]] base::Result<std::vector<OpenDuty>> open_duties(std::string_view recruiter, int count);
    /// In which something can still change by itself, the latest first.
    [[nodiscard]] base::Result<Numbers> live_cases(std::string_view recruiter, int count);
    /// The latest cases of all, closed ones too.
    [[nodiscard]] base::Result<Numbers> latest_cases(int count);
    /// Cases with a duty due from `from` (included) to `until`, the latest first.
    [[nodiscard]] base::Result<Numbers> cases_due_within(std::string_view recruiter, Instant from,
                                                         Instant until, int count);

    // The stored plan.
    [[nodiscard]] base::Result<std::vector<plan::KeptDuty>> duties(std::int64_t case_number);
    /// Those that are planned or in a mail; one that became moot is left out, and comes back when it is
    /// planned again.
    [[nodiscard]] base::Result<std::vector<plan::KeptNudge>> nudges(std::int64_t case_number);
    /// Stores the difference, the next look and the version of the rules.
    [[nodiscard]] base::Result<void> keep(std::int64_t case_number, const plan::Plan& plan,
                                          const plan::Difference& difference, std::string_view plan_version);

    // What is due. All read by index.
    [[nodiscard]] base::Result<Numbers> cases_to_look_at(Instant now, int count);
    /// Planned nudges with `at` <= now, the oldest first, by case; at most `count` cases.
    [[nodiscard]] base::Result<std::vector<DueCase>> due_nudges(Instant now, int count);
    /// The first places of cases with planned nudges behind `after` and with `at` <= until, in order; at most
    /// `count` cases.
    [[nodiscard]] base::Result<std::vector<DuePlace>> due_places(const DuePlace& after, Instant until,
                                                                 int count);
    /// The earliest of: planned nudge, look_again, wait_until.
    [[nodiscard]] base::Result<std::optional<Instant>> next_due();

    // The outbox.
    /// Inserts the mail and puts its nudges (rows) into it; gives its number. Message-IDs are made from the
    /// number: reserve it first.
    [[nodiscard]] base::Result<std::int64_t> next_mail_number();
    [[nodiscard]] base::Result<void> insert(const MailRow& mail, std::span<const std::int64_t> nudges);
    [[nodiscard]] base::Result<MailSealer> mail_sealer(std::int64_t case_number);
    [[nodiscard]] base::Result<std::optional<MailRow>> mail(std::int64_t number);
    /// The same without its bytes and envelope, which are sealed: all that `update` writes.
    [[nodiscard]] base::Result<std::optional<MailRow>> mail_standing(std::int64_t number);
    /// Deferred and doubtful mails whose wait is over, the oldest first. One that cannot be read is parked.
    [[nodiscard]] base::Result<std::vector<MailRow>> waiting_mails(Instant now, int count);
    /// The numbers of mails in any of the states, the oldest first.
    [[nodiscard]] base::Result<Numbers> mail_numbers(std::span<const mail::State> states, int count);
    /// Mails in any of the states, the oldest first.
    [[nodiscard]] base::Result<std::vector<MailRow>> mails(std::span<const mail::State> states, int count);
    /// The latest mails, the oldest of them first.
    [[nodiscard]] base::Result<std::vector<MailRow>> latest_mails(int count);
    /// What became of the mails about each duty of a case, in order of the mails.
    [[nodiscard]] base::Result<std::vector<MailAbout>> mails_about(std::int64_t case_number);
    /// The mails that tell of a case and were refused, given up or came back, in order.
    [[nodiscard]] base::Result<std::vector<MailRow>> undelivered(std::int64_t case_number);
    /// The mails that tell of a case, alone or among others, in order of their numbers, at most `count`.
    [[nodiscard]] base::Result<std::vector<MailRow>> mails_of_case(std::int64_t case_number, int count);
    /// The mail with that Message-ID (without angle brackets).
    [[nodiscard]] base::Result<std::optional<std::int64_t>> mail_with_id(std::string_view id);
    /// Whether a mail tells of something that happened, and does not only remind.
    [[nodiscard]] base::Result<bool> tells_news(std::int64_t number);
    /// Duty ids of a mail's nudges.
    [[nodiscard]] base::Result<std::vector<std::string>> duties_of_mail(std::int64_t number);
    /// Writes a mail's state, counters, times and reply back (not its bytes, nor when it was claimed), only
    /// if its state is still `from`; false when it was not. Appends the step to the mail's log. A sent mail
    /// stays sent, and a handed one is not claimed again before it was in doubt or refused: a Problem.
    [[nodiscard]] base::Result<bool> update(const MailRow& mail, mail::State from, Instant at);
    /// As if it had been claimed first at that time.
    [[nodiscard]] base::Result<void> begin_anew(std::int64_t number, Instant at);
    /// Takes a mail's nudges out of it; their cases are at no version of the rules then.
    [[nodiscard]] base::Result<void> take_out_nudges(std::int64_t mail);
    /// The steps a mail took, in order; its first is how it was inserted.
    [[nodiscard]] base::Result<std::vector<MailStep>> log_of_mail(std::int64_t number);
    /// At start: claimed -> deferred (crashes + 1, free at once), handed -> in_doubt (doubts + 1, waits until
    /// `wait`). Gives both counts.
    [[nodiscard]] base::Result<std::pair<int, int>> recover(Instant now, Instant wait);
    /// When the last mail to that person about that case, alone or among others, went out or on its way.
    [[nodiscard]] base::Result<std::optional<Instant>> last_mail(std::int64_t case_number,
                                                                 std::string_view person);
    /// When the drafts of letters went out, by duty.
    [[nodiscard]] base::Result<std::map<std::string, Instant>> drafts_sent(std::int64_t case_number);

    /// Cases with a planned nudge for that person whose time has come, the oldest first.
    [[nodiscard]] base::Result<Numbers> due_cases_of(plan::Role role, std::string_view person, Instant now,
                                                     int count);
    /// The mails of reminders to that person written since then; without those that nobody wanted.
    [[nodiscard]] base::Result<Mailed> reminders_since(plan::Role role, std::string_view person,
                                                       Instant since);
    /// The mails about no case to a recruiter or "team" written since then: refused files, digests. Without
    /// those that wait for a later time.
    [[nodiscard]] base::Result<Mailed> told_since(std::string_view person, Instant since, Instant now);
    /// Mails about no case to a recruiter or "team" whose wait is over, in order of their numbers.
    [[nodiscard]] base::Result<Numbers> waiting_mails_of(std::string_view person, Instant now);
    [[nodiscard]] base::Result<std::int64_t> count_due_cases(Instant now, std::int64_t at_most);
    /// Mails of reminders written since then, for whomever.
    [[nodiscard]] base::Result<std::int64_t> count_reminders_since(Instant since);
    /// The mails of the busiest hour of the third-busiest day in that time; 0 when it has fewer days.
    [[nodiscard]] base::Result<std::int64_t> usual_hour(Instant from, Instant until);
    [[nodiscard]] base::Result<Numbers> cases_of_mail(std::int64_t number);

    // Feeds.
    [[nodiscard]] base::Result<std::optional<FeedRow>> feed_by_token(std::string_view token_hash);
    [[nodiscard]] base::Result<std::optional<FeedRow>> feed_of(const FeedOf& whose, std::string_view feed);
    /// A candidate must have a case. Of a feed that exists, a higher generation replaces the token alone.
    [[nodiscard]] base::Result<FeedRow> insert(const FeedRow& feed);
    [[nodiscard]] base::Result<std::vector<FeedRow>> feeds();
    [[nodiscard]] base::Result<std::vector<calendar::Stamp>> stamps(std::int64_t feed);
    /// Replaces the stamps that changed and the version; one transaction of its own when none is open.
    [[nodiscard]] base::Result<void> keep_stamps(const FeedRow& feed,
                                                 const std::vector<calendar::Stamp>& before,
                                                 const std::vector<calendar::Stamp>& after);

    // Erasure.
    /// Destroys the candidate's key, deletes every row about them and leaves a tombstone; also when there is
    /// none of that identity. The log file is emptied by the commit, so that no freed byte stays on disk.
    /// `also` is how else they were called: nobody comes back by that either.
    [[nodiscard]] base::Result<Erased> forget(std::string_view identity, Instant at,
                                              std::span<const std::string> also = {});
    /// Remembers that the candidate of a case is or was called so: an address or an id.
    [[nodiscard]] base::Result<void> call(std::int64_t case_number, std::string_view name);
    /// Every candidate who is or was called so, in order of their numbers.
    [[nodiscard]] base::Result<std::vector<Known>> called(std::string_view name);
    /// The candidate of a case.
    [[nodiscard]] base::Result<Known> candidate_of(std::int64_t case_number);
    /// The first case after that one; nothing: it was the last.
    [[nodiscard]] base::Result<std::optional<std::int64_t>> next_case(std::int64_t after);
    /// Erases a mail of no case that will not go out; its nudges are out of it. Gives their cases, to be
    /// planned again.
    [[nodiscard]] base::Result<Numbers> take_apart(std::int64_t mail);
    /// The same by a tombstone that was kept outside the database: after a restore.
    [[nodiscard]] base::Result<Erased> forget_again(const Tombstone& tombstone);
    /// When somebody of that identity was forgotten last; nothing: never.
    [[nodiscard]] base::Result<std::optional<Instant>> forgotten(std::string_view identity);
    [[nodiscard]] base::Result<std::vector<Tombstone>> tombstones();

    // What cannot be read: found out by reading, and forgotten with the session. See mending.hpp.
    [[nodiscard]] bool is_set_aside(std::int64_t case_number) const;
    [[nodiscard]] bool is_mail_set_aside(std::int64_t mail) const;
    /// Grows with each that is set aside: whoever failed meanwhile may begin again, without it.
    [[nodiscard]] std::uint64_t times_set_aside() const;
    /// The case cannot be worked with, for a reason that the store does not see.
    void set_aside(std::int64_t case_number, std::string row);

    // Small things by name.
    [[nodiscard]] base::Result<std::optional<std::string>> note(std::string_view name);
    [[nodiscard]] base::Result<void> set_note(std::string_view name, std::string_view value);
    [[nodiscard]] base::Result<Counts> counts();

    /// Begins a copy of the whole database in a file of its own within `folder`. Not within a transaction.
    [[nodiscard]] base::Result<std::unique_ptr<Copying>> copy(const std::string& folder);

    /// True after a failure that leaves unknown what the disk holds (a commit that failed other than by a
    /// full disk, a write or sync): end the process, recovery reads what is really there.
    [[nodiscard]] bool fatal() const;
    using WhenFatal = std::function<void(const base::Problem&)>;
    void when_fatal(WhenFatal told);           ///< at that very moment; need not come back
    [[nodiscard]] std::uint64_t syncs() const; ///< so far, counted at the file system

  private:
    friend class Mending;
    friend class Unnaming;
    friend class Watched;
    struct Session;
    explicit Store(std::unique_ptr<Session> session);
    std::unique_ptr<Session> x_session;
};

/// The path of the file that a ledger lies in; empty when that is none.
[[nodiscard]] std::string file_of(const std::string& url);

/// The ids of recruiters with open cases in a ledger that nobody has open, read without changing it; nothing
/// when it may not be read, or a log was left behind.
[[nodiscard]] std::optional<std::vector<std::string>> recruiters_in(const std::string& path);

} // namespace followup::store
