#pragma once

#include "shell/run/bookkeeper.hpp"
#include "shell/run/turns.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace followup::run {

/// The threads that work at the one ledger, one at a time: a lane for what is prompt, one for rounds (scan,
/// plan, claim), and a few for what takes long. The last two work in pieces: between two of them, where
/// Bookkeeper::breath is taken, the others have their turn. Its functions may be called from any thread.
class LedgerLanes {
  public:
    using Task = std::move_only_function<void(Bookkeeper&)>;
    using Round = std::function<void(Bookkeeper&)>;

    /// Takes the bookkeeper over; `round` is run after each wake.
    LedgerLanes(std::unique_ptr<Bookkeeper> keeper, Round round);
    ~LedgerLanes();
    LedgerLanes(const LedgerLanes&) = delete;
    LedgerLanes& operator=(const LedgerLanes&) = delete;

    /// Queues a prompt task; never blocks. False when there is no room for it, or everything is ending. What
    /// it is, by `doing`, the administrator is told when it took long; it lives as long as the program.
    [[nodiscard]] bool post(Task task, std::string_view doing = "a request");
    /// The same for a task that takes long.
    [[nodiscard]] bool post_lengthy(Task task, std::string_view doing);
    /// As `post`, but waits for a place in the queue; not from a thread of the ledger. False when everything
    /// is ending. With `patience` it need not begin before that is over or something else is posted.
    [[nodiscard]] bool post_waiting(Task task, std::chrono::microseconds patience = {});
    /// No patience any more.
    void hurry();
    /// Runs a function as a prompt task and waits for what it gives; nothing when everything is ending. Waits
    /// for a place in the queue. Not from a thread of the ledger.
    template <class Fn>
    auto call(Fn fn) -> std::optional<std::invoke_result_t<Fn, Bookkeeper&>> {
        using Given = std::invoke_result_t<Fn, Bookkeeper&>;
        auto promise = std::make_shared<std::promise<Given>>();
        auto given = promise->get_future();
        if (!post_waiting([promise, fn = std::move(fn)](Bookkeeper& keeper) mutable {
                promise->set_value(fn(keeper));
            }))
            return std::nullopt;
        return given.get();
    }
    /// Asks for a round; many wakes before it begins are one.
    void wake();
    /// Ends: what is queued is done first, though what is lengthy may give up; no further round is run.
    void stop();
    /// Moves while work is done.
    [[nodiscard]] std::uint64_t progress() const { return x_turns.account().turns; }
    /// True when nobody works: then no progress is no trouble.
    [[nodiscard]] bool idle() const { return !x_turns.taken(); }
    [[nodiscard]] Turns::Account account() const { return x_turns.account(); }

  private:
    struct Named {
        Task task;
        std::string_view doing;
    };
    void run_prompt();
    void run_rounds();
    void run_lengthy();
    /// Until there is something prompt to do.
    void wait(std::unique_lock<std::mutex>& lock);
    /// Under the turn, for so long that nobody waits too long for it.
    void work_off(std::deque<Named>& tasks);

    std::unique_ptr<Bookkeeper> x_keeper;
    Round x_round;
    Turns x_turns;
    mutable std::mutex x_mutex;
    std::condition_variable x_work;
    std::condition_variable x_room;
    std::condition_variable x_woken;
    std::condition_variable x_lengthy_work;
    std::deque<Named> x_tasks;
    std::deque<Named> x_lengthy;
    Turns::Clock::time_point x_begin = Turns::Clock::time_point::max(); ///< of work on what is queued
    bool x_wake = false;
    std::atomic<bool> x_stopping = false; ///< set with the mutex held
    // Last: they use all of the above.
    std::thread x_prompt_lane;
    std::thread x_round_lane;
    std::array<std::thread, 3> x_lengthy_lanes;
};

} // namespace followup::run
