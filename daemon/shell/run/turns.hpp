#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

namespace followup::run {

/// Who works at the ledger: one thread at a time. Whoever is prompt goes first; the others come in the order
/// in which they asked, and one of them between two prompt turns. Thread-safe.
class Turns {
  public:
    using Clock = std::chrono::steady_clock;
    enum class Kind { prompt, patient };

    /// Waits for the turn. `doing` names the work for the administrator and lives as long as the program.
    void take(Kind kind, std::string_view doing);
    /// Gives it to who comes next.
    void give();
    /// How many wait for it.
    [[nodiscard]] std::size_t waiting() const;
    /// Whether somebody has it.
    [[nodiscard]] bool taken() const;

    /// How long others had to wait, and how much was done; since the start.
    struct Account {
        std::chrono::microseconds busy{};    ///< of all turns together
        std::chrono::microseconds longest{}; ///< of one turn
        std::string longest_doing;           ///< what was done in it
        std::uint64_t turns = 0;
    };
    [[nodiscard]] Account account() const;

  private:
    struct Waiting {
        std::condition_variable called;
        bool has_turn = false;
    };
    /// The line whose first comes next; empty: nobody waits.
    [[nodiscard]] std::deque<Waiting*>& next_line();

    mutable std::mutex x_mutex;
    std::deque<Waiting*> x_prompt;
    std::deque<Waiting*> x_patient;
    bool x_taken = false;
    Kind x_kind = Kind::prompt; ///< of the turn that is taken, or was last
    std::string_view x_doing;
    Clock::time_point x_since{};
    Account x_account;
};

} // namespace followup::run
