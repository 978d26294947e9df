#pragma once

#include "core/web/guesses.hpp"
#include "shell/clock/alarm.hpp"
#include "shell/http/server.hpp"
#include "shell/run/backups.hpp"
#include "shell/run/commands.hpp"
#include "shell/run/house.hpp"
#include "shell/run/journal.hpp"
#include "shell/run/recorder.hpp"
#include "shell/spool/watch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace followup::run {

/// Everything the running daemon consists of, and the messages between its threads. Unless said otherwise its
/// functions belong to the loop's thread.
struct House::Rooms {
    Rooms(std::shared_ptr<const config::Config> config, std::string config_file, const Keys& keys,
          const clock::Clock& clock, std::unique_ptr<store::Store> store);
    /// Senders first, then the ledger they report to.
    ~Rooms();
    Rooms(const Rooms&) = delete;
    Rooms& operator=(const Rooms&) = delete;

    std::shared_ptr<const config::Config> config;
    std::string config_file;
    Keys keys;
    const clock::Clock& clock;
    std::unique_ptr<store::Store> store; ///< used by who has the ledger's turn once it runs
    Journal journal;
    metrics::Meters meters;

    boost::asio::io_context loop{1};
    boost::asio::signal_set signals;
    boost::asio::steady_timer rescan; ///< every 30 s: inotify is only a hint
    boost::asio::steady_timer later;  ///< a look at the queue that a round asked for
    boost::asio::steady_timer lap;    ///< feeds the watchdog
    http::Server server;
    clock::Alarm alarm;
    std::optional<spool::Watch> watch;
    std::optional<spool::Watch> inbox_watch;

    std::unique_ptr<Postman> postman;
    std::unique_ptr<Round> round;
    std::unique_ptr<LedgerLanes> ledger;
    std::unique_ptr<Recorder> recorder; ///< what the senders report to the ledger
    std::unique_ptr<Backups> backups;   ///< its work is with the ledger's turn
    std::shared_ptr<FeedShelf> shelf;   ///< of the ledger's bookkeeper
    Surroundings around;
    HealthBoard health_board;
    std::vector<std::string> proxies;  ///< IP addresses of those who may speak for others
    std::vector<std::string> monitors; ///< IP addresses of those who may ask for numbers from elsewhere
    std::string public_url;
    web::Guesses guesses;
    std::uint64_t seen_progress = 0;
    int still_laps = 0;
    bool ending = false;
    std::thread ender;

    void wake() const { ledger->wake(); }
    /// From any thread.
    void look_later(std::chrono::milliseconds in);
    void scan_again();
    /// systemd is told that we are alive only while work at the ledger gets on or has nothing to do.
    void feed_watchdog(std::chrono::microseconds interval);
    /// What the senders call, on their threads.
    [[nodiscard]] Postman::Desk desk();
    /// How what they report gets to the ledger.
    [[nodiscard]] Recorder::Ledger report_to();
    [[nodiscard]] Desks desks(spool::Spool queue, std::optional<files::Maildir> inbox);
    void watch_queue();
    void watch_inbox(const files::Maildir& inbox);
    void ask(web::Request request, const http::Answer& given);
    /// The answer, but "not found" comes late to somebody who gets it again and again.
    [[nodiscard]] http::Answer held_back(const web::Request& request, http::Answer answer);
    /// Which proxies the web server believes, and how it is called outside.
    void believe(const config::Config& next);
    /// Asks the ledger; when there is no room, or it is not done within `patience`, the other is called.
    enum class Lane { prompt, lengthy };
    void ask_ledger(Lane lane, std::function<void(Bookkeeper&)> ask, std::chrono::milliseconds patience,
                    const std::function<void()>& otherwise);
    /// What is known last when the ledger is busy: a monitor that waits raises the wrong alarm.
    void ask_health(const web::Request& request, const http::Answer& given);
    /// Numbers for Prometheus; "not found" to whoever may not have them.
    void ask_metrics(const web::Request& request, const http::Answer& given);
    /// A copy of the ledger, in pieces.
    void ask_backup(web::Request request, web::CommandWanted wanted, const http::Answer& given);
    /// With the ledger's turn: how all is; it is also put on the board.
    Health look_around(Bookkeeper& keeper);
    /// From the shelf when nothing has changed; else it is rendered, but when that is busy or
    /// fails the last good bytes are served: calendar programs switch a feed off after one bad answer.
    void ask_feed(const web::FeedWanted& wanted, const web::Request& request, const http::Answer& given);
    /// With the ledger's turn.
    [[nodiscard]] web::Reply answer_now(Bookkeeper& keeper, const web::Wanted& wanted,
                                        const web::Request& request);
    /// The first address of each kind; empty: there is none.
    struct Addresses {
        std::string http;
        std::string https;
    };
    /// Takes over the sockets that systemd holds for us; those it calls "https" speak it.
    [[nodiscard]] base::Result<void> adopt(Addresses& addresses);
    [[nodiscard]] base::Result<void> listen();
    /// A configuration that can be taken into use.
    struct Judged {
        std::shared_ptr<const config::Config> next;
        Shown certificate;
        std::vector<std::string> warnings;
    };
    // The next five are for who has the ledger's turn.
    /// Reads the configuration file again and judges it, with every problem at once; changes nothing.
    [[nodiscard]] base::Checked<Judged> judged(Bookkeeper& keeper) const;
    /// The certificate of a new configuration, refused when the present one is better; the present one when
    /// it names none.
    [[nodiscard]] base::Result<Shown> next_certificate(const config::Config& next) const;
    /// Puts it in force as a whole, and gives the warnings; or changes nothing, and that is a trouble until a
    /// good one is in force.
    [[nodiscard]] base::Checked<std::vector<std::string>> reload(Bookkeeper& keeper);
    void put_in_force(Bookkeeper& keeper, const Judged& judged, std::vector<Route> ways);
    [[nodiscard]] web::Reply answer_reload(Bookkeeper& keeper, const web::Request& request,
                                           const web::CommandWanted& wanted);
    /// SIGHUP: nobody waits for what comes of it.
    void reload_at_once();
    void take_signal();
    /// No new work; what is not handed is given back at once, replies to the dot are waited for.
    void end();
};

} // namespace followup::run
