#include "shell/run/turns.hpp"

namespace followup::run {

std::deque<Turns::Waiting*>& Turns::next_line() {
    const bool theirs = x_kind == Kind::prompt && !x_patient.empty();
    return theirs || x_prompt.empty() ? x_patient : x_prompt;
}

void Turns::take(Kind kind, std::string_view doing) {
    std::unique_lock lock{x_mutex};
    if (x_taken) {
        Waiting me;
        (kind == Kind::prompt ? x_prompt : x_patient).push_back(&me);
        me.called.wait(lock, [&] { return me.has_turn; });
    }
    x_taken = true;
    x_kind = kind;
    x_doing = doing;
    x_since = Clock::now();
}

void Turns::give() {
    const std::lock_guard lock{x_mutex};
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - x_since);
    x_account.busy += took;
    ++x_account.turns;
    if (took >= x_account.longest) {
        x_account.longest = took;
        x_account.longest_doing = x_doing;
    }
    auto& line = next_line();
    if (line.empty()) {
        x_taken = false;
        return;
    }
    // The turn stays taken: nobody can come between. Called with the mutex held, for `Waiting` ends with the
    // call that waits.
    auto* next = line.front();
    line.pop_front();
    next->has_turn = true;
    next->called.notify_one();
}

std::size_t Turns::waiting() const {
    const std::lock_guard lock{x_mutex};
    return x_prompt.size() + x_patient.size();
}

bool Turns::taken() const {
    const std::lock_guard lock{x_mutex};
    return x_taken;
}

Turns::Account Turns::account() const {
    const std::lock_guard lock{x_mutex};
    return x_account;
}

} // namespace followup::run
