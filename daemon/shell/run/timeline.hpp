#pragma once

#include "shell/run/bookkeeper.hpp"

#include <string>

namespace followup::run {

/// Writes what happens as the rows of timeline.tsv: `at kind person case duty detail`, instants in UTC.
/// `detail` holds key=value pairs; a reason is its last pair and goes to the end of the line.
class Timeline final : public Witness {
  public:
    void accepted(Instant at, const std::string& file, const std::string& case_id,
                  std::size_t events) override;
    void refused(Instant at, const std::string& file, const base::Problems& problems) override;
    void changed(Instant at, const std::string& case_id, const plan::Change& change,
                 const plan::Duty& duty) override;
    void nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge, std::int64_t mail) override;

    /// The header line and all rows so far.
    [[nodiscard]] const std::string& text() const { return x_text; }

  private:
    void row(Instant at, std::string_view kind, std::string_view person, std::string_view case_id,
             std::string_view duty, std::string_view detail);

    std::string x_text = "at\tkind\tperson\tcase\tduty\tdetail\n";
};

} // namespace followup::run
