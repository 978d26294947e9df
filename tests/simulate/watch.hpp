#pragma once

#include "shell/run/timeline.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Looks on while years go by and notes what must never happen.
namespace followup::simulated {

using base::Instant;

/// Writes the timeline and holds every row of it against the laws of the house.
class Watch final : public run::Witness {
  public:
    explicit Watch(const hours::SendingWindow& window) : x_window(window) {}

    void accepted(Instant at, const std::string& file, const std::string& case_id,
                  std::size_t events) override;
    void refused(Instant at, const std::string& file, const base::Problems& problems) override;
    void changed(Instant at, const std::string& case_id, const plan::Change& change,
                 const plan::Duty& duty) override;
    void nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge, std::int64_t mail) override;

    /// Since when we know that the case has ended; nothing: it is open.
    void ended(const std::string& case_id, std::optional<Instant> since) { x_ended[case_id] = since; }
    /// A mail reached its reader for the first time: after an end none does that reminds of anything.
    /// @param life  what became of it until then, in words
    void arrived(std::int64_t mail, Instant at, const std::string& life);
    /// Whether a mail arrived nobody on our side can know.
    void doubted(std::int64_t mail) { x_doubted.insert(mail); }

    [[nodiscard]] bool carries_nudges(std::int64_t mail) const { return x_mails.contains(mail); }

    /// Notes a law that was broken; only the first few are kept as words.
    void broken(std::string what);

    /// Mails are numbered by when they were first told of: their own numbers leave gaps at every start.
    [[nodiscard]] const std::string& timeline() const { return x_timeline.text(); }
    /// The first few in words; empty when all is well.
    [[nodiscard]] const std::vector<std::string>& breaches() const { return x_breaches; }

    /// What is known of a duty by what was told of it.
    struct Told {
        bool open = false;
        bool fell_due = false;
        plan::Change::What closed = plan::Change::What::opened; ///< how it was last
        Instant due;
        std::optional<Instant> reopened; ///< when it was last
        /// The mails, for the date in force, by rule, occurrence and person.
        std::map<std::string, std::int64_t> nudged;
    };
    [[nodiscard]] const std::map<std::string, Told>& duties() const { return x_duties; }
    /// The zone of everybody who was nudged, by their id.
    [[nodiscard]] const std::map<std::string, base::Zone>& zones() const { return x_zones; }
    [[nodiscard]] int nudges() const { return x_nudges; }

  private:
    /// Notes in which mail something is said. What never arrived may be said anew, and what is said anew may
    /// not arrive.
    void said(std::map<std::string, std::int64_t>& before, const std::string& what, std::int64_t mail,
              const std::function<void(const std::string&)>& twice);
    hours::SendingWindow x_window;
    run::Timeline x_timeline;
    std::map<std::string, Told> x_duties;
    std::map<std::string, std::int64_t> x_news; ///< the mail that told it, by what and to whom
    std::map<std::string, base::Zone> x_zones;
    std::map<std::string, std::optional<Instant>> x_ended;              ///< by case
    std::map<std::int64_t, std::map<std::string, std::string>> x_about; ///< duties by case, by mail
    std::map<std::int64_t, std::string> x_arrived; ///< mails, and what had become of each
    std::set<std::int64_t> x_doubted;              ///< mails that may have arrived
    std::set<std::int64_t> x_said_anew;            ///< mails of which something is said in a later one
    std::map<std::int64_t, std::int64_t> x_mails;  ///< numbers in the timeline, by their own
    std::vector<std::string> x_breaches;
    int x_nudges = 0;
};

} // namespace followup::simulated
