#pragma once

#include "core/config/config.hpp"
#include "core/mail/digest.hpp"
#include "core/mail/note.hpp"
#include "core/mail/nudge.hpp"
#include "core/mail/outsiders.hpp"
#include "core/plan/difference.hpp"
#include "core/plan/stand_in.hpp"
#include "core/queue/reader.hpp"
#include "core/web/feed.hpp"
#include "core/web/link.hpp"
#include "shell/run/ahead.hpp"
#include "shell/run/breath.hpp"
#include "shell/run/doubt.hpp"
#include "shell/run/feed_shelf.hpp"
#include "shell/run/keys.hpp"
#include "shell/run/looked_through.hpp"
#include "shell/run/ready.hpp"
#include "shell/run/relays.hpp"
#include "shell/run/storm.hpp"
#include "shell/run/witness.hpp"
#include "shell/run/workings.hpp"
#include "shell/store/store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace followup::run {

using base::Instant;

/// Keeps the ledger: takes events in, plans, hands out mails, renders feeds; the core decides. One thread at
/// a time. Every failure is the world's (the disk is full): nothing was changed, and it may be tried again.
class Bookkeeper {
  public:
    Bookkeeper(store::Store& store, std::shared_ptr<const config::Config> config, const Keys& keys,
               Witness& witness);

    /// Another configuration: open cases are planned again, in batches, by `look`.
    void configure(std::shared_ptr<const config::Config> config);
    [[nodiscard]] const config::Config& config() const { return *x_config; }
    /// For who takes a breath: another one may be in force then.
    [[nodiscard]] std::shared_ptr<const config::Config> kept_config() const { return x_config; }
    /// What is done about other files before somebody is forgotten; when it fails, the event's file waits.
    void before_forgetting(Purge purge) { x_purge = std::move(purge); }
    /// Forgets again, after a restore, whom the tombstones outside the backups name; their number.
    [[nodiscard]] base::Result<int> forget_again(std::span<const store::Tombstone> kept);
    /// Learns how people were called in an older ledger, `cases_max` cases at a time. True: more.
    [[nodiscard]] base::Result<bool> learn_aliases(int cases_max);
    [[nodiscard]] store::Store& store() { return x_store; }
    [[nodiscard]] Breath& breath() { return x_breath; }

    /// Takes a batch in with one durable commit: each file whole or not at all.
    [[nodiscard]] base::Result<std::vector<Taken>> take(std::span<const Incoming> batch, Instant now);
    /// Plans again, at most `cases_max` cases at a turning point or planned by other rules. True: more.
    [[nodiscard]] base::Result<bool> look(Instant now, int cases_max = 500);

    /// Puts due nudges into at most `mails_max` mails, rendered and durably claimed, and claims again what
    /// waited long enough. What is not open any more is left out.
    [[nodiscard]] base::Result<Claimed> claim(Instant now, int mails_max);
    static constexpr base::seconds ready_before{60}; ///< so long before they are due mails are made ready
    /// Writes mails before they can be claimed, of at most `cases_max` cases. True when there is more.
    [[nodiscard]] base::Result<bool> prepare(Instant now, int cases_max);

    /// Records that the final dot of a claimed mail may go out; false when it is not claimed (any more).
    [[nodiscard]] base::Result<bool> handed(std::int64_t mail, Instant now);
    /// Records what a delivery came to.
    [[nodiscard]] base::Result<mail::Verdict> settle(std::int64_t mail, const mail::Reply& reply,
                                                     const std::string& relay, Instant now);
    /// Records reports with one durable commit, all or none.
    [[nodiscard]] base::Result<run::Verdicts> record(std::span<const SenderReport> reports, Instant now);
    using Reports = std::function<std::span<const SenderReport>()>;
    /// Claims as `claim` does, and records what is reported by then, with one durable commit for both.
    [[nodiscard]] base::Result<Turn> turn(Instant now, int mails_max, const Reports& reports);
    /// Gives claimed mails that were not handed back: the relay is down, or we are ending.
    [[nodiscard]] base::Result<void> give_back(std::int64_t mail, Instant now, Instant until);
    [[nodiscard]] base::Result<std::pair<int, int>> recover(Instant now);
    [[nodiscard]] base::Result<std::optional<Instant>> next_due();

    /// What would follow from the files, in order, and what they take away as those eyes may see it; nothing
    /// is kept.
    [[nodiscard]] base::Result<Foreseen> foresee(std::span<const Incoming> files, Instant now,
                                                 const queue::Eyes& eyes = queue::ForRecruiter{});
    /// A case as it stands: what is known of it and what follows.
    [[nodiscard]] base::Result<std::pair<ledger::Case, plan::Plan>> standing(std::int64_t case_number,
                                                                             Instant now);
    /// What is known of a case. A problem: it cannot be read, and is set aside.
    [[nodiscard]] base::Result<std::shared_ptr<const ledger::Case>> story(std::int64_t case_number);
    using Address = FeedAddress;
    /// A feed by its token: null when there is none. The last good bytes when it cannot be rendered now.
    [[nodiscard]] base::Result<FeedShelf::Bytes> feed(const web::FeedWanted& wanted, Instant now);
    [[nodiscard]] base::Result<std::optional<Instant>> feed_ended(std::string_view token_hash);
    /// Whether a token was taken out of use so long ago that its feed is gone for good.
    [[nodiscard]] base::Result<bool> feed_gone(const web::FeedWanted& wanted, Instant now);
    /// Gives a person's feed another address; the old one gives an empty feed for a week, then it is gone.
    [[nodiscard]] base::Result<Address> rotate_feed(const store::FeedOf& whose, Instant now,
                                                    calendar::Privacy privacy);
    /// The same without a new address.
    [[nodiscard]] base::Result<Address> revoke_feed(const store::FeedOf& whose, Instant now,
                                                    calendar::Privacy privacy);
    /// Renders ahead what people fetch and has changed: `count` feeds of at most `cases_most` cases. True:
    /// more.
    [[nodiscard]] base::Result<bool> render_ahead(Instant now, std::size_t cases_most, int count);
    [[nodiscard]] const std::shared_ptr<FeedShelf>& shelf() const { return x_shelf; }
    /// A person's feed, made when there was none: its row and token. Each level of privacy has an address of
    /// its own, from which nobody gets to the others.
    [[nodiscard]] base::Result<Address> feed_address(const store::FeedOf& whose, Instant now,
                                                     calendar::Privacy privacy = calendar::Privacy::full);
    /// Everybody who can have a feed: recruiters, "team", candidates.
    [[nodiscard]] base::Result<std::vector<FeedReader>> readers();
    /// Ids of the others in whose stead that recruiter reads at `now`, in the configuration's order.
    [[nodiscard]] base::Result<std::vector<std::string>> stood_in_for(const std::string& recruiter,
                                                                      Instant now);

    [[nodiscard]] web::LinkKeys link_keys() const { return {x_keys.links, x_config->link_key}; }
    /// What a person does with a mail: keeps it from going out, lets it go, has it tried at once.
    enum class Order { hold, release, retry };
    /// The mail as it is then; a problem when it is in no state for that.
    [[nodiscard]] base::Result<store::MailRow> order(std::int64_t mail, Order order, Instant now);
    /// Has everything tried at once that waits, or was given up for our sake; the number of mails.
    [[nodiscard]] base::Result<int> retry_all(Instant now);
    [[nodiscard]] base::Result<bool> retry(std::int64_t mail, Instant now);
    [[nodiscard]] Relays& relays() { return x_relays; }
    /// What is held: far more than usual would go out at once; as of the last claim.
    [[nodiscard]] base::Result<std::optional<Storm>> storm() { return x_storms.storm(); }
    /// Lets it go; false when nothing is held.
    [[nodiscard]] base::Result<bool> release_storm(Instant now);
    [[nodiscard]] mail::Outsiders& outsiders() { return x_outsiders; }
    [[nodiscard]] ClockDoubt& clock_doubt() { return x_clock_doubt; }
    /// A mail that was sent came back: it is noted at the mail, and who looks after its case is told.
    [[nodiscard]] base::Result<void> came_back(std::int64_t mail, int code, const std::string& words,
                                               bool nobody, Instant now);
    /// Queues a mail in words of our own about a case (0: about none).
    [[nodiscard]] base::Result<void> write_note(const mail::Note& note, std::int64_t case_number,
                                                const std::string& person, Instant now);
    /// Who reads now what is meant for that recruiter: they, else who stands in; null: nobody is left.
    [[nodiscard]] base::Result<const ledger::Recruiter*> reader_of(const std::string& recruiter, Instant now);
    /// The page on which somebody stops the mails to them; empty without a public address.
    [[nodiscard]] std::string unsubscribe_page(std::int64_t case_number, const std::string& person) const {
        return unsubscribe_url(case_number, person);
    }
    /// The web pages that act on these duties, as links of that reader; none without a public address.
    [[nodiscard]] std::map<std::string, std::string> pages_of(const plan::Plan& plan,
                                                              const std::vector<std::string>& duties,
                                                              std::int64_t case_number,
                                                              const std::string& person, Instant now) const;
    [[nodiscard]] base::Result<bool> wants_no_mails(const std::string& person);
    [[nodiscard]] base::Result<mail::Wishes> wishes(const std::string& person);

    /// What a file that arrived then is read against.
    [[nodiscard]] queue::Context context(const Incoming& file, Instant now);
    /// By whom and in which words mails are written.
    [[nodiscard]] const mail::Style& mail_style() const { return x_style; }
    /// Queues mails about a refused file: to its recruiter, else to the agency, else to every recruiter.
    [[nodiscard]] base::Result<void> tell_refused(const Incoming& file, const base::Problems& problems,
                                                  Instant now);

  private:
    friend class Lookover;  ///< what is read when nobody needs it
    friend class Mornings;  ///< what a digest tells
    friend class Tidings;   ///< what recruiters are told of at once
    friend class MetPeople; ///< who is forgotten while the cases stay
    /// To the agency, when null.
    [[nodiscard]] base::Result<void> tell_refused_to(const ledger::Recruiter* recruiter, const Incoming& file,
                                                     const base::Problems& problems, Instant now);
    /// What an interview tells of its candidate holds in all their cases, which are planned again.
    [[nodiscard]] base::Result<void> know_candidate(const queue::Event& event, std::int64_t case_number,
                                                    std::set<std::int64_t>& touched);
    [[nodiscard]] base::Result<Taken> take_events(base::Checked<queue::File> read, const web::Who& by,
                                                  Instant now, std::set<std::int64_t>& touched);
    /// One file, whole or not at all.
    [[nodiscard]] base::Result<Taken> take_file(const Incoming& file, base::Checked<queue::File> read,
                                                Instant now, std::set<std::int64_t>& touched);
    [[nodiscard]] base::Result<std::optional<store::CaseRow>> place(const queue::Event& event,
                                                                    const web::Who& by, Taken& taken);
    [[nodiscard]] base::Result<store::CaseRow> place_interview(const queue::Event& event,
                                                               const queue::Interview& said,
                                                               const web::Who& by, Taken& taken);
    /// Erases whoever is called so.
    [[nodiscard]] base::Result<void> forget(const queue::Event& event, const queue::Forget& said,
                                            Taken& taken, Instant now, std::set<std::int64_t>& touched);
    [[nodiscard]] base::Result<void> forget_one(const store::Known& known, Taken& taken, Instant now,
                                                std::set<std::int64_t>& touched);
    /// Of no one case; what is with a relay already is added to the erased.
    [[nodiscard]] base::Result<void> take_back_mentions(const std::set<std::string>& names,
                                                        store::Erased& erased, Instant now,
                                                        std::set<std::int64_t>& touched);
    /// A mail that is not handed over and holds what must not be told (any more).
    [[nodiscard]] base::Result<void> take_back(store::MailRow mail, Stale why, Instant now,
                                               std::set<std::int64_t>& touched);
    [[nodiscard]] base::Result<void> keep_event(const queue::Event& event, const web::Who& by, Taken& taken,
                                                Instant now, std::set<std::int64_t>& touched);
    [[nodiscard]] base::Result<Planned> planned(std::int64_t case_number, Instant now);
    /// Without duties and nudges; with a plan that holds at `now`.
    [[nodiscard]] base::Result<Written> written(std::int64_t case_number, Instant now);
    [[nodiscard]] base::Result<Written> all_written(std::int64_t case_number, Instant now);
    /// Folds and plans what is not there yet; may be called on another thread.
    void work_out(Written& of, Instant now) const;
    /// Sets aside what could not be worked out.
    [[nodiscard]] bool makes_sense(const Written& of);
    [[nodiscard]] plan::Difference difference(Written& of, Instant now) const;
    [[nodiscard]] base::Result<std::vector<Planned>> replan(std::span<const std::int64_t> case_numbers,
                                                            Instant now);
    [[nodiscard]] base::Result<DuePostings>
    postings_of(const Planned& of, const std::vector<plan::KeptNudge>& nudges, Instant now);
    /// The postings of a case whose reader's sending window is open; the others are put off until it opens.
    /// `also_later`: what had been put off until later in the day counts as due.
    [[nodiscard]] base::Result<DuePostings> due_postings(std::int64_t number, Instant now, bool also_later);
    [[nodiscard]] base::Result<DuePostings> all_for(DuePosting first, Instant now, bool also_later);
    /// Decides about a due posting and, if need be, about all that is due for its reader.
    [[nodiscard]] base::Result<void> deal(DuePosting due, Instant now, Drafts& drafts, Claimed& claimed);
    [[nodiscard]] base::Result<void> put_off(const DuePosting& due, Instant until);
    void tell_nudged(const plan::Posting& posting, std::int64_t mail, Instant now);
    [[nodiscard]] base::Result<Had> had_by(const DuePosting& due, Instant now);
    [[nodiscard]] base::Result<Drafts> drafts_of(const Planned& of, std::vector<plan::KeptNudge> nudges,
                                                 Instant at);
    [[nodiscard]] bool take_ready(std::int64_t case_number, Instant now, Drafts& drafts);
    [[nodiscard]] base::Result<store::MailRow> write_together(const DuePostings& all, plan::Portion::Why why,
                                                              Instant now);
    [[nodiscard]] base::Result<void> tell_of_storm(const Storm& storm, Instant now);
    [[nodiscard]] base::Result<void> queue_note(const mail::Note& note, std::int64_t case_number,
                                                const std::string& person, Instant now,
                                                Instant not_before = {});
    /// Writes mails of what is due until there is one, or nothing is due any more.
    [[nodiscard]] base::Result<void> write_due(Instant now, int mails_max, Claimed& claimed);
    [[nodiscard]] base::Result<NewMail> new_mail(Instant now);
    [[nodiscard]] base::Result<mail::Occasion> occasion_of(const DuePosting& due, const NewMail&,
                                                           Instant now);
    [[nodiscard]] base::Result<void> draft(DuePosting due, Instant now, Drafts& drafts);
    [[nodiscard]] base::Result<void> put(Drafts& drafts, Instant now, Claimed& claimed);
    [[nodiscard]] base::Result<void> merge_refusals(const store::MailRow& one, Instant now, Claimed& to);
    /// True: something is to be written anew.
    [[nodiscard]] base::Result<bool> claim_again(Instant now, int mails_max, Claimed& claimed);
    [[nodiscard]] base::Result<void> claim_again(store::MailRow mail, const Fate&, Instant now, Claimed&);
    /// These work in the transaction that is open.
    [[nodiscard]] base::Result<void> claim_within(Instant now, int mails_max, Claimed& claimed);
    [[nodiscard]] base::Result<std::optional<mail::Verdict>> record_one(const SenderReport& one, Instant now);
    [[nodiscard]] base::Result<std::optional<mail::Verdict>> record_handed(store::MailRow mail, Instant now);
    [[nodiscard]] base::Result<std::optional<mail::Verdict>>
    record_reply(store::MailRow mail, const SenderReport& report, Instant now);
    void add_pages(std::vector<calendar::Entry>& entries, const Planned& of, const std::string& person) const;
    [[nodiscard]] std::string answers_to(std::int64_t mail) const;
    [[nodiscard]] std::string unsubscribe_url(std::int64_t case_number, const std::string& person) const;
    [[nodiscard]] base::Result<void> set_mails(const queue::Mails& said, Instant now);
    [[nodiscard]] base::Result<store::MailRow> rendered(const mail::Message& message,
                                                        std::int64_t number) const;
    [[nodiscard]] base::Result<const plan::StandIns*> stand_ins();
    [[nodiscard]] base::Result<std::optional<Instant>> last_digest(const std::string& recruiter);
    [[nodiscard]] base::Result<void> set_last_digest(const std::string& recruiter, Instant at);
    [[nodiscard]] base::Result<std::optional<Instant>> next_digest();
    [[nodiscard]] base::Result<void> write_digest(const plan::Person& reader, Instant now, Claimed& claimed);
    [[nodiscard]] base::Result<void> write_digests(Instant now, int mails_max, Claimed& claimed);
    [[nodiscard]] base::Result<Fate> fate(const store::MailRow& mail, Instant now);
    /// The feed of that row as its bytes are made from, with its stamps kept.
    [[nodiscard]] base::Result<FeedShelf::Bytes> render(const store::FeedRow& row, const FeedKey& key,
                                                        Instant now);
    [[nodiscard]] base::Result<FeedShelf::Bytes> render_key(const FeedKey& key, Instant now);
    /// What an address gives in the week after it was taken out of use; null when it never was, or later.
    [[nodiscard]] base::Result<FeedShelf::Bytes> render_ended(const FeedKey& key, Instant now);
    [[nodiscard]] base::Result<Entries> entries_of(const store::FeedRow& row, calendar::Privacy privacy,
                                                   Instant now);
    void outdate_feeds(const Planned& of);
    /// Commits, and only then tells the witness; rolls back on a problem.
    [[nodiscard]] base::Result<void> commit();
    [[nodiscard]] std::unexpected<base::Problem> give_up(const base::Problem& problem);

    store::Store& x_store;
    std::shared_ptr<const config::Config> x_config;
    Keys x_keys;
    Witness& x_witness;
    Purge x_purge;
    Breath x_breath;
    mail::Style x_style;                  ///< of the mails, by this configuration
    boost::asio::thread_pool x_helper{1}; ///< for pure work only: reads, plans, composes while we write
    std::vector<std::function<void()>> x_untold; ///< for the witness, once it is committed
    std::string x_rules_version;                 ///< of the plans made by this configuration

    void remember(const Written& of, Instant now);
    std::unordered_map<std::int64_t, WorkedOut> x_worked_out; ///< by case; bounded
    void forget_stand_ins();
    std::optional<plan::StandIns> x_stand_ins; ///< nothing: not read since the last change
    std::map<std::string, Instant> x_digests;  ///< by recruiter: when the last one was due; as committed

    StormGuard x_storms;
    Relays x_relays;
    mail::Outsiders x_outsiders;
    ClockDoubt x_clock_doubt;
    std::shared_ptr<FeedShelf> x_shelf = std::make_shared<FeedShelf>();
    Apart x_apart;
    Ready x_ready; ///< the helper may be at them: ends before all that it reads
};

} // namespace followup::run
