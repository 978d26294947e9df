#pragma once

#include "core/config/config.hpp"
#include "shell/clock/clock.hpp"
#include "shell/store/rows.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace followup::run {

using base::Instant;

/// How one mail is carried; called on a sender thread, may block.
class Carrier {
  public:
    struct Asks {
        std::function<bool()> before_dot; ///< durably recorded that it may be accepted from now on
        std::function<bool()> stop;       ///< we are ending: give up what is not handed
        std::function<bool()> abandon;    ///< the last grace is over
    };
    virtual ~Carrier() = default;
    [[nodiscard]] virtual mail::Reply carry(const store::MailRow& mail, const Asks& asks) = 0;
};

/// One way out: a relay, or the Maildir.
struct Route {
    std::string name; ///< for status and the ledger: the relay's URL, or "maildir"
    int sessions = 1;
    std::function<std::unique_ptr<Carrier>()> carrier; ///< one for each sender thread
};

/// The sender threads. Claimed mails come in, what became of them goes out through `Desk`. Thread-safe.
class Postman {
  public:
    using Verdict = std::future<std::optional<mail::Verdict>>;
    /// What the postman tells the ledger's side; called on sender threads, waits for the ledger.
    struct Desk {
        std::function<bool(std::int64_t mail)> handed;
        /// Does not wait: the verdict for the breaker comes when it is recorded, which is soon; nothing when
        /// the ledger could not record it.
        std::function<Verdict(std::int64_t mail, const mail::Reply&, const std::string& route)> settle;
        /// A verdict is waited for, or more may be claimed.
        std::function<void()> hurry;
        std::function<void(std::int64_t mail, Instant until)> give_back;
        std::function<void()> room; ///< more may be claimed, and when to look again may be another time
        /// What came of one attempt, before it is settled; null: nobody looks on.
        std::function<void(const store::MailRow&, const mail::Reply&, const std::string& route)> carried = {};
    };

    Postman(std::vector<Route> routes, mail::Intervals intervals, const clock::Clock& clock, Desk desk);
    ~Postman();

    /// How many mails may be claimed now.
    [[nodiscard]] int capacity(Instant now) const;
    /// The same, but nothing while the senders have enough: so that mails are claimed several at once.
    [[nodiscard]] int wanted(Instant now) const;
    /// When there is room by itself: a route whose breaker is open is tried again, or the minute is over in
    /// which enough was sent. Nothing when nothing of that is waited for.
    [[nodiscard]] std::optional<Instant> room_at(Instant now) const;
    void send(std::vector<store::MailRow> mails);

    /// Somebody says that what was wrong is mended: relays that rest are probed at once.
    void probe_now();

    /// From now on mails go these ways. What is on its way the old one ends there; what waits takes a new
    /// one.
    void replace(std::vector<Route> routes, mail::Intervals intervals);

    /// Ends at once for what is not handed, waits up to `grace` for replies to the dot, then abandons those.
    void stop(std::chrono::milliseconds grace);

    struct Status {
        std::string route;
        mail::Breaker breaker;
        int running = 0;
        std::string trouble; ///< the last relay failure in words; empty when the last delivery went well
    };
    [[nodiscard]] std::vector<Status> status() const;
    /// Moves while senders make progress.
    [[nodiscard]] std::uint64_t progress() const { return x_progress; }

  private:
    struct Way {
        Route route;
        std::size_t place = 0; ///< 0: the preferred one
        bool retired = false;  ///< replaced: it takes no more mails
        mail::Breaker breaker = {};
        int running = 0;
        std::string trouble = {};
    };
    using WayPtr = std::shared_ptr<Way>;
    struct Sender {
        std::thread thread;
        std::shared_ptr<std::atomic<bool>> ended;
    };
    void start(std::vector<Route> routes);
    void run(const WayPtr& way);
    /// A mail that is on its way into the ledger as settled.
    struct Settling {
        std::int64_t mail;
        mail::Reply reply;
        Verdict verdict;
    };
    /// Waits for a mail; nothing when there will be none.
    [[nodiscard]] std::optional<store::MailRow> next(Way& way);
    /// A mail if there is one; with the mutex held.
    [[nodiscard]] std::optional<store::MailRow> take(Way& way);
    [[nodiscard]] std::optional<store::MailRow> take_now(Way& way);
    [[nodiscard]] bool may_take(const Way& way, const store::MailRow& mail) const;
    [[nodiscard]] Settling deliver(Way& way, Carrier& carrier, const store::MailRow& mail);
    /// Waits until it is settled, and heeds the verdict.
    void heed(Way& way, Settling settling);
    [[nodiscard]] bool works(const Way& way) const;
    /// After a delivery: others may go on, more may be claimed.
    void make_room(Way& way, bool went_well);
    void give_back_all(Instant until);
    /// Whether it is time to claim more; with the mutex held.
    [[nodiscard]] bool runs_low() const;

    mail::Intervals x_intervals;
    const clock::Clock& x_clock;
    Desk x_desk;
    mutable std::mutex x_mutex;
    std::condition_variable x_work;
    std::vector<WayPtr> x_ways;
    std::vector<WayPtr> x_retired; ///< until their last mail is through
    std::deque<store::MailRow> x_mails;
    std::deque<Instant> x_given; ///< when mails came in, of the last minute; empty where that is not limited
    bool x_stopping = false;
    std::atomic<bool> x_stop = false;
    std::atomic<bool> x_abandon = false;
    std::atomic<std::uint64_t> x_progress = 0;
    std::vector<Sender> x_senders;
};

} // namespace followup::run
