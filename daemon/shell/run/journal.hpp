#pragma once

#include "shell/run/bookkeeper.hpp"

namespace followup::run {

/// Tells the log what happens, by ids alone.
class Journal final : public Witness {
  public:
    void accepted(Instant at, const std::string& file, const std::string& case_id,
                  std::size_t events) override;
    void refused(Instant at, const std::string& file, const base::Problems& problems) override;
    void changed(Instant at, const std::string& case_id, const plan::Change& change,
                 const plan::Duty& duty) override;
    void nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge, std::int64_t mail) override;
};

} // namespace followup::run
