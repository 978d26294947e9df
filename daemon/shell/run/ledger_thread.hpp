#pragma once

#include "shell/run/bookkeeper.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace followup::run {

/// The one thread that owns the ledger's session. Work comes to it as values in a bounded queue; a wake runs
/// a round (scan, plan, claim). Its functions may be called from any thread.
class LedgerThread {
  public:
    using Task = std::move_only_function<void(Bookkeeper&)>;
    using Round = std::function<void(Bookkeeper&)>;

    /// Takes the bookkeeper over; `round` is run on the thread after each wake.
    LedgerThread(std::unique_ptr<Bookkeeper> keeper, Round round);
    ~LedgerThread();

    /// Queues a task; never blocks. False when the queue is full or the thread is ending.
    [[nodiscard]] bool post(Task task);
    /// The same, but waits for a place in the queue; not from the ledger thread itself. False when the thread
    /// is ending. With `patience` the thread need not begin before that is over or something else is posted.
    [[nodiscard]] bool post_waiting(Task task, std::chrono::microseconds patience = {});
    /// No patience any more.
    void hurry();
    /// Runs a function on the thread and waits for what it gives; nothing when the thread is ending. Waits
    /// for a place in the queue. Not from the ledger thread itself.
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
    /// Ends: what is queued is done first, no further round is run.
    void stop();
    /// Counts rounds and tasks: it moves while the thread makes progress.
    [[nodiscard]] std::uint64_t progress() const { return x_progress; }
    /// True when it waits for work: then no progress is no trouble.
    [[nodiscard]] bool idle() const { return x_idle; }

  private:
    void run();
    /// Until there is something to do.
    void wait(std::unique_lock<std::mutex>& lock);

    std::unique_ptr<Bookkeeper> x_keeper;
    Round x_round;
    std::mutex x_mutex;
    std::condition_variable x_work;
    std::condition_variable x_room;
    std::deque<Task> x_tasks;
    using Clock = std::chrono::steady_clock;
    Clock::time_point x_begin = Clock::time_point::max(); ///< of work on what is queued
    bool x_wake = false;
    bool x_stopping = false;
    std::atomic<std::uint64_t> x_progress = 0;
    std::atomic<bool> x_idle = false;
    std::thread x_thread; ///< last: it uses all of the above
};

} // namespace followup::run
