#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What is counted for a monitor, as the text that Prometheus reads. Nothing in it tells of a person: the
/// labels are states, codes, folders and the addresses of relays.
namespace followup::metrics {

/// Name and value of a label.
using Label = std::pair<std::string, std::string>;

/// How something is at the moment of being asked.
struct Reading {
    std::string_view name; ///< one of `readable`
    double value = 0;
    std::vector<Label> labels = {};
};

/// A metric as it is told to Prometheus.
struct Described {
    std::string_view name;
    std::string_view help;
    bool counts = false; ///< it only grows
};

/// Every metric whose value is read when somebody asks.
[[nodiscard]] const std::vector<Described>& readable();

/// What is counted from the start on. Its functions may be called from any thread.
class Meters {
  public:
    Meters();
    ~Meters();
    Meters(const Meters&) = delete;
    Meters& operator=(const Meters&) = delete;

    /// A mail was given to a relay, which replied with that code; 0: with none.
    void attempted(const std::string& relay, int code);
    /// A mail was accepted by a relay so long after its earliest reminder was due.
    void sent(std::chrono::seconds late);
    enum class Judged { accepted, refused };
    /// A file of the queue was put away.
    void filed(Judged how);
    /// Somebody fetched a calendar and got that status.
    void served_feed(int status);
    /// A configuration was put in force, or refused, at that time (seconds since 1970).
    void reloaded(bool good, std::chrono::seconds at);

    /// Keeps how all is for those who ask later, and gives the text of everything.
    [[nodiscard]] std::string text(std::vector<Reading> readings);
    /// The text with what was read last, while nothing can be read; "followupd_ledger_answers" is 0 in it.
    [[nodiscard]] std::string text_without_ledger() const;

  private:
    struct Registered;
    std::unique_ptr<Registered> x_registered;
};

} // namespace followup::metrics
