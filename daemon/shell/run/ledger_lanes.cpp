#include "shell/run/ledger_lanes.hpp"

namespace followup::run {
namespace {

constexpr std::size_t tasks_max = 1024;
constexpr std::size_t lengthy_max = 64;
/// So long prompt tasks are done in one turn while others wait for it.
constexpr std::chrono::milliseconds turn_span{10};

/// Whether this thread gives the turn up between two pieces of its work.
thread_local bool works_in_pieces = false;

} // namespace

LedgerLanes::LedgerLanes(std::unique_ptr<Bookkeeper> keeper, Round round)
    : x_keeper(std::move(keeper)), x_round(std::move(round)) {
    x_keeper->breath().taken_by({.leave =
                                     [this] {
                                         if (works_in_pieces) x_turns.give();
                                     },
                                 .come_back =
                                     [this](std::string_view doing) {
                                         if (works_in_pieces) x_turns.take(Turns::Kind::patient, doing);
                                     },
                                 .ending = [this] { return x_stopping.load(); }});
    x_prompt_lane = std::thread{[this] { run_prompt(); }};
    x_round_lane = std::thread{[this] { run_rounds(); }};
    for (auto& lane : x_lengthy_lanes)
        lane = std::thread{[this] { run_lengthy(); }};
}

LedgerLanes::~LedgerLanes() {
    stop();
}

bool LedgerLanes::post(Task task, std::string_view doing) {
    {
        const std::lock_guard lock{x_mutex};
        if (x_stopping || x_tasks.size() >= tasks_max) return false;
        x_tasks.push_back({std::move(task), doing});
        x_begin = Turns::Clock::time_point::min();
    }
    x_work.notify_one();
    return true;
}

bool LedgerLanes::post_lengthy(Task task, std::string_view doing) {
    {
        const std::lock_guard lock{x_mutex};
        if (x_stopping || x_lengthy.size() >= lengthy_max) return false;
        x_lengthy.push_back({std::move(task), doing});
    }
    x_lengthy_work.notify_one();
    return true;
}

bool LedgerLanes::post_waiting(Task task, std::chrono::microseconds patience) {
    {
        std::unique_lock lock{x_mutex};
        x_room.wait(lock, [this] { return x_stopping || x_tasks.size() < tasks_max; });
        if (x_stopping) return false;
        x_tasks.push_back({std::move(task), "a sender's report"});
        using Point = Turns::Clock::time_point;
        const auto begin = patience.count() > 0 ? Turns::Clock::now() + patience : Point::min();
        x_begin = std::min(x_begin, begin);
    }
    x_work.notify_one();
    return true;
}

void LedgerLanes::hurry() {
    {
        const std::lock_guard lock{x_mutex};
        x_begin = Turns::Clock::time_point::min();
    }
    x_work.notify_one();
}

void LedgerLanes::wake() {
    {
        const std::lock_guard lock{x_mutex};
        x_wake = true;
    }
    x_woken.notify_one();
}

void LedgerLanes::stop() {
    {
        const std::lock_guard lock{x_mutex};
        x_stopping = true;
    }
    for (auto* each : {&x_work, &x_room, &x_woken, &x_lengthy_work})
        each->notify_all();
    for (auto* lane :
         {&x_round_lane, &x_lengthy_lanes[0], &x_lengthy_lanes[1], &x_lengthy_lanes[2], &x_prompt_lane})
        if (lane->joinable()) lane->join();
    x_keeper.reset(); // with it the session: the ledger is closed
}

void LedgerLanes::wait(std::unique_lock<std::mutex>& lock) {
    using Point = Turns::Clock::time_point;
    while (!x_stopping && (x_tasks.empty() || Turns::Clock::now() < x_begin))
        if (x_tasks.empty() || x_begin == Point::max())
            x_work.wait(lock);
        else
            x_work.wait_until(lock, x_begin);
}

void LedgerLanes::work_off(std::deque<Named>& tasks) {
    x_turns.take(Turns::Kind::prompt, tasks.front().doing);
    const auto end = Turns::Clock::now() + turn_span;
    while (!tasks.empty()) {
        // What a task holds (an answer, a connection) ends with it.
        auto one = std::move(tasks.front());
        tasks.pop_front();
        one.task(*x_keeper);
        if (Turns::Clock::now() >= end) break;
    }
    x_turns.give();
}

void LedgerLanes::run_prompt() {
    for (;;) {
        std::deque<Named> tasks;
        {
            std::unique_lock lock{x_mutex};
            wait(lock);
            tasks.swap(x_tasks);
            x_begin = Turns::Clock::time_point::max();
            if (x_stopping && tasks.empty()) return;
        }
        x_room.notify_all();
        while (!tasks.empty())
            work_off(tasks);
    }
}

void LedgerLanes::run_rounds() {
    works_in_pieces = true;
    for (;;) {
        {
            std::unique_lock lock{x_mutex};
            x_woken.wait(lock, [this] { return x_stopping || x_wake; });
            if (x_stopping) return;
            x_wake = false;
        }
        x_turns.take(Turns::Kind::patient, "a round");
        x_round(*x_keeper);
        x_turns.give();
    }
}

void LedgerLanes::run_lengthy() {
    works_in_pieces = true;
    for (;;) {
        Named one;
        {
            std::unique_lock lock{x_mutex};
            x_lengthy_work.wait(lock, [this] { return x_stopping || !x_lengthy.empty(); });
            if (x_lengthy.empty()) return;
            one = std::move(x_lengthy.front());
            x_lengthy.pop_front();
        }
        x_turns.take(Turns::Kind::patient, one.doing);
        one.task(*x_keeper);
        x_turns.give();
    }
}

} // namespace followup::run
