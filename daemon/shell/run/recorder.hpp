#pragma once

#include "shell/clock/clock.hpp"
#include "shell/run/ledger_thread.hpp"

#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace followup::run {

/// Brings what the senders report to the ledger: what comes in while the ledger is busy is written together,
/// in one durable commit. Thread-safe, but not for the ledger's thread itself.
class Recorder {
  public:
    /// Both must outlive it.
    Recorder(LedgerThread& ledger, const clock::Clock& clock) : x_ledger(ledger), x_clock(clock) {}

    using Verdict = std::optional<mail::Verdict>;
    /// The verdict comes once the report is on the disk; nothing when it could not be recorded.
    [[nodiscard]] std::future<Verdict> report(Bookkeeper::Report report);
    /// The same, and waits for it.
    [[nodiscard]] Verdict record(Bookkeeper::Report about) { return report(std::move(about)).get(); }
    /// How many reports wait for the ledger.
    [[nodiscard]] std::size_t waiting() const;

  private:
    using Told = std::promise<Verdict>;
    struct Waiting {
        std::vector<Bookkeeper::Report> reports;
        std::vector<Told> told; ///< one for each report
    };
    [[nodiscard]] Waiting taken();
    void write(Bookkeeper& keeper);

    LedgerThread& x_ledger;
    const clock::Clock& x_clock;
    mutable std::mutex x_mutex;
    Waiting x_waiting;
};

} // namespace followup::run
