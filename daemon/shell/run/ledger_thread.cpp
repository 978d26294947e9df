#include "shell/run/ledger_thread.hpp"

namespace followup::run {
namespace {

constexpr std::size_t tasks_max = 1024;

} // namespace

LedgerThread::LedgerThread(std::unique_ptr<Bookkeeper> keeper, Round round)
    : x_keeper(std::move(keeper)), x_round(std::move(round)), x_thread([this] { run(); }) {}

LedgerThread::~LedgerThread() {
    stop();
}

bool LedgerThread::post(Task task) {
    {
        const std::lock_guard lock{x_mutex};
        if (x_stopping || x_tasks.size() >= tasks_max) return false;
        x_tasks.push_back(std::move(task));
        x_begin = Clock::time_point::min();
    }
    x_work.notify_one();
    return true;
}

bool LedgerThread::post_waiting(Task task, std::chrono::microseconds patience) {
    {
        std::unique_lock lock{x_mutex};
        x_room.wait(lock, [this] { return x_stopping || x_tasks.size() < tasks_max; });
        if (x_stopping) return false;
        x_tasks.push_back(std::move(task));
        const auto begin = patience.count() > 0 ? Clock::now() + patience : Clock::time_point::min();
        x_begin = std::min(x_begin, begin);
    }
    x_work.notify_one();
    return true;
}

void LedgerThread::hurry() {
    {
        const std::lock_guard lock{x_mutex};
        x_begin = Clock::time_point::min();
    }
    x_work.notify_one();
}

void LedgerThread::wake() {
    {
        const std::lock_guard lock{x_mutex};
        x_wake = true;
    }
    x_work.notify_one();
}

void LedgerThread::stop() {
    {
        const std::lock_guard lock{x_mutex};
        x_stopping = true;
    }
    x_work.notify_all();
    x_room.notify_all();
    if (x_thread.joinable()) x_thread.join();
}

void LedgerThread::wait(std::unique_lock<std::mutex>& lock) {
    while (!x_stopping && !x_wake && (x_tasks.empty() || Clock::now() < x_begin))
        if (x_tasks.empty() || x_begin == Clock::time_point::max())
            x_work.wait(lock);
        else
            x_work.wait_until(lock, x_begin);
}

void LedgerThread::run() {
    for (;;) {
        std::deque<Task> tasks;
        bool wake = false;
        {
            std::unique_lock lock{x_mutex};
            x_idle = true;
            wait(lock);
            x_idle = false;
            tasks.swap(x_tasks);
            x_begin = Clock::time_point::max();
            wake = std::exchange(x_wake, false) && !x_stopping;
            if (x_stopping && tasks.empty()) break;
        }
        x_room.notify_all();
        for (auto& task : tasks) {
            task(*x_keeper);
            ++x_progress;
        }
        if (wake) {
            x_round(*x_keeper);
            ++x_progress;
        }
    }
    x_keeper.reset(); // with it the session: the ledger is closed by the thread that owned it
}

} // namespace followup::run
