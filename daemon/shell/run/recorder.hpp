#pragma once

#include "shell/run/bookkeeper.hpp"

#include <chrono>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace followup::run {

/// Brings what the senders report to the ledger: what comes in while the ledger is busy is written together,
/// in one durable commit, with the mails that are claimed next. Thread-safe.
class Recorder {
  public:
    /// How soon a call of `write` is wanted: within `patience`, so that what comes by then goes along, or at
    /// once.
    enum class When { soon, now };
    static constexpr std::chrono::milliseconds patience{2};
    /// What the ledger is asked.
    struct Ledger {
        /// To call `write`; false when it is ending.
        std::function<bool(When)> ask;
        /// To call it now: it was asked before, to do so soon.
        std::function<void()> hurry;
    };
    explicit Recorder(Ledger ledger) : x_ledger(std::move(ledger)) {}

    using Verdict = std::optional<mail::Verdict>;
    /// The verdict comes once the report is on the disk; nothing when it could not be recorded. Not to be
    /// waited for with the ledger's turn.
    [[nodiscard]] std::future<Verdict> report(SenderReport report, When when);
    /// The same now, and waits for it.
    [[nodiscard]] Verdict record(SenderReport about) { return report(std::move(about), When::now).get(); }
    /// Has `write` called now.
    void hurry();
    /// How many reports wait for the ledger.
    [[nodiscard]] std::size_t waiting() const;

    /// Claims at most `mails_max` mails and writes what was reported by then; with the ledger's turn. On a
    /// problem nothing is claimed, but each report that can be recorded is.
    [[nodiscard]] base::Result<Claimed> write(Bookkeeper& keeper, Instant now, int mails_max);

  private:
    using Told = std::promise<Verdict>;
    struct Waiting {
        std::vector<SenderReport> reports;
        std::vector<Told> told; ///< one for each report
    };
    [[nodiscard]] Waiting taken();
    /// When that is so, the ledger may be asked again.
    [[nodiscard]] bool nothing_waits();
    /// What was asked before, with the mutex held.
    [[nodiscard]] std::optional<When> want(When when);
    void ask(std::optional<When> before, When when);

    Ledger x_ledger;
    mutable std::mutex x_mutex;
    Waiting x_waiting;
    std::optional<When> x_asked; ///< of the ledger, which has not come to it
};

} // namespace followup::run
