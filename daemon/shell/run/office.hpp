#pragma once

#include "shell/files/files.hpp"
#include "shell/metrics/meters.hpp"
#include "shell/run/ledger_check.hpp"
#include "shell/run/ledger_lanes.hpp"
#include "shell/run/pace.hpp"
#include "shell/run/postman.hpp"
#include "shell/run/recorder.hpp"
#include "shell/spool/spool.hpp"
#include "shell/spool/watch.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace followup::run {

/// What a round works with besides the ledger; with the ledger's turn.
struct Desks {
    spool::Spool spool;
    const clock::Clock* clock = nullptr;
    Postman* postman = nullptr;
    Recorder* recorder = nullptr;
    std::function<bool()> clock_kept;                             ///< whether NTP keeps the clock; may wait
    std::function<void(std::optional<Instant> at)> set_alarm;     ///< posts to the loop
    std::function<void(std::chrono::milliseconds in)> look_later; ///< a wake after that much real time
    std::string state;                                            ///< folder whose disk must have room
    std::optional<files::Maildir> inbox = {};                     ///< where answers and bounces arrive
    metrics::Meters* meters = nullptr;                            ///< null: nothing is counted
};

/// What went wrong last and is not mended yet, for status and healthz.
struct Troubles {
    std::optional<base::Problem> intake;
    std::optional<base::Problem> ledger;
    std::optional<base::Problem> disk;
    std::optional<base::Problem> feeds; ///< the last good ones are served meanwhile
    std::optional<base::Problem> inbox;
    std::optional<base::Problem> storm;   ///< mails are held: far more than usual are due
    std::optional<base::Problem> clock;   ///< nothing is planned or sent: it was set
    std::optional<base::Problem> relay;   ///< it refuses not a recipient, but us
    std::optional<base::Problem> upgrade; ///< mails of the first edition that may have arrived
    std::optional<base::Problem> people;  ///< who cannot be told apart, in a ledger of the first edition
    std::vector<base::Problem> lost = {}; ///< with a log that was cut, or rows; until the next start
    std::vector<base::Problem> unreadable = {}; ///< each is left out, and all else goes on
};

/// Logs a trouble when it begins or changes, and once when it is over.
void note(std::optional<base::Problem>& known, const std::optional<base::Problem>& now,
          std::string_view what);

/// One round: scan the queue, take what arrived, plan what has come due, claim mails,
/// set the alarm for what comes next. Safe to repeat; nothing in it waits.
class Round {
  public:
    /// What was accepted, refused or put aside is kept so long.
    static constexpr std::chrono::seconds files_stay = base::days{30};
    static constexpr int files_cleaned = 100; ///< at once

    explicit Round(Desks desks) : x_desks(std::move(desks)) {}

    void run(Bookkeeper& keeper);
    /// Writes what the senders reported, and claims what they will send next.
    void settle(Bookkeeper& keeper);
    [[nodiscard]] const Troubles& troubles() const { return x_troubles; }
    /// Looks at the clock. While it is not believed nothing is dated by it, and nothing is cleaned by it.
    [[nodiscard]] bool believes_clock(Bookkeeper& keeper);
    /// Something was lost before this process began.
    void tell_lost(std::vector<base::Problem> lost) { x_troubles.lost = std::move(lost); }
    /// What the check of the whole ledger found.
    [[nodiscard]] const LedgerCheck& ledger_check() const { return x_ledger_check; }
    /// inotify saw files come; from any thread. Never dropped: without it a file waits until it is quiet.
    void arrived(std::vector<spool::Arrival> arrivals);
    [[nodiscard]] spool::Spool& spool() { return x_desks.spool; }

  private:
    [[nodiscard]] bool disk_has_room();
    void hear_arrivals();
    void take_in(Bookkeeper& keeper);
    /// Takes in, with one commit, what a scan gave; false when the ledger could not.
    [[nodiscard]] bool take(Bookkeeper& keeper, std::vector<spool::Found>& files);
    void put_away(Bookkeeper& keeper, const spool::Found& file, const std::string& bytes, const Taken& taken,
                  Instant now);
    void refuse(Bookkeeper& keeper, const spool::Found& file, const std::string& bytes,
                const base::Problems& problems, Instant now);
    void take_answers(Bookkeeper& keeper);
    void clean_inbox(Bookkeeper& keeper);
    /// Whether there were any; the trouble, if there was one.
    bool claim(Bookkeeper& keeper, int mails_max, Instant now, std::optional<base::Problem>& trouble) const;
    void plan_and_claim(Bookkeeper& keeper);
    void watch_storm(Bookkeeper& keeper);
    void watch_relays(Bookkeeper& keeper);
    /// What a ledger of the first edition leaves to people.
    void watch_first_edition(Bookkeeper& keeper, Instant now);
    void prepare(Bookkeeper& keeper);
    void render_feeds(Bookkeeper& keeper);
    void learn_aliases(Bookkeeper& keeper);
    void note_fetches(Bookkeeper& keeper, Instant now);
    void watch_unreadable(Bookkeeper& keeper);
    void check_ledger(Bookkeeper& keeper, Instant now);
    void clean(Bookkeeper& keeper, Instant now);

    Desks x_desks;
    std::mutex x_mutex;
    std::vector<spool::Arrival> x_arrivals; ///< since the last round
    Troubles x_troubles;
    Instant x_cleaned{};
    Instant x_first_edition_seen{};
    Instant x_fetches_kept{};
    bool x_aliases_known = false;
    Pace x_files{20, 200}; ///< taken in with one commit
    Pace x_cases{20, 500}; ///< planned again with one
    LedgerCheck x_ledger_check;
    std::uint64_t x_set_aside = 0;    ///< when what waits for a case was looked at last
    std::vector<std::string> x_inbox; ///< listed in the inbox and not yet dealt with, the last one first
};

} // namespace followup::run
