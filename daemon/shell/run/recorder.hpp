#pragma once

#include "shell/run/bookkeeper.hpp"

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
    /// `ask` has the ledger's thread call `write` soon; false when that is ending.
    explicit Recorder(std::function<bool()> ask) : x_ask(std::move(ask)) {}

    using Verdict = std::optional<mail::Verdict>;
    /// The verdict comes once the report is on the disk; nothing when it could not be recorded. Not to be
    /// waited for on the ledger's thread.
    [[nodiscard]] std::future<Verdict> report(Bookkeeper::Report report);
    /// The same, and waits for it.
    [[nodiscard]] Verdict record(Bookkeeper::Report about) { return report(std::move(about)).get(); }
    /// How many reports wait for the ledger.
    [[nodiscard]] std::size_t waiting() const;

    /// Claims at most `mails_max` mails and writes what was reported by then; on the ledger's thread. On a
    /// problem nothing is claimed, but each report that can be recorded is.
    [[nodiscard]] base::Result<Claimed> write(Bookkeeper& keeper, Instant now, int mails_max);

  private:
    using Told = std::promise<Verdict>;
    struct Waiting {
        std::vector<Bookkeeper::Report> reports;
        std::vector<Told> told; ///< one for each report
    };
    [[nodiscard]] Waiting taken();

    std::function<bool()> x_ask;
    mutable std::mutex x_mutex;
    Waiting x_waiting;
};

} // namespace followup::run
