#pragma once

#include "shell/clock/clock.hpp"
#include "shell/http/server.hpp"
#include "shell/run/ledger_lanes.hpp"
#include "shell/store/copying.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace followup::run {

/// Gives copies of the ledger away, one at a time: copied in small pieces as lengthy work at the ledger,
/// checked on a thread of their own, and streamed to whoever asked. They lie in the state folder until then.
class Backups {
  public:
    using Post = std::function<bool(LedgerLanes::Task)>;

    /// `post` gives lengthy work to the ledger.
    Backups(std::string folder, const clock::Clock& clock, Post post);
    /// Gives up what is under way.
    ~Backups();
    Backups(const Backups&) = delete;
    Backups& operator=(const Backups&) = delete;

    /// Begins one, for somebody whose name goes to the log; with the ledger's turn.
    void begin(Bookkeeper& keeper, const std::string& who, http::Answer answer);

  private:
    /// One that is under way.
    struct Job {
        std::unique_ptr<store::Copying> copying;
        std::string who;
        http::Answer answer;
    };
    void copy(Bookkeeper& keeper, const std::shared_ptr<Job>& job);
    void check(const std::shared_ptr<Job>& job);
    /// The ledger remembers when the last one was made.
    void note_made(Bookkeeper& keeper) const;
    void fail(const Job& job, const base::Problem& problem);

    std::string x_folder;
    const clock::Clock& x_clock;
    Post x_post;
    std::mutex x_mutex;
    std::weak_ptr<Job> x_job; ///< while it is alive no other one begins
    bool x_ending = false;
    std::thread x_checker;
};

} // namespace followup::run
