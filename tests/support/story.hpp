#pragma once

#include "core/ledger/case.hpp"
#include "core/queue/reader.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Histories told as event files, in the order in which they arrive.
namespace followup::story {

using base::Instant;

/// Of `2026-11-20T21:30:00Z` or with an offset.
[[nodiscard]] Instant at(std::string_view rfc3339);
[[nodiscard]] base::Date date(std::string_view iso);

/// One case of an agency in Chicago with the recruiters pat (Chicago) and kim (New York).
class Story {
  public:
    explicit Story(std::vector<when::ClosedDay> closed = {});

    /// Accepts all events of a file that arrives at `when`; a refused file fails the test and changes
    /// nothing.
    Story& arrives(std::string_view when, std::string_view toml);

    /// What arrives from now on was accepted in the first edition, or is told by the candidate.
    Story& in_the_first_edition() {
        x_edition = queue::Edition::first;
        return *this;
    }
    /// The first edition ends then: its ledger is taken over.
    Story& taken_over(std::string_view when) {
        x_edition = queue::Edition::second;
        x_history.taken_over = at(when);
        return *this;
    }
    Story& by_the_candidate() {
        x_context.teller = queue::Teller::candidate;
        return *this;
    }
    Story& by_the_recruiter() {
        x_context.teller = queue::Teller::recruiter;
        return *this;
    }

    [[nodiscard]] const ledger::History& history() const { return x_history; }
    [[nodiscard]] ledger::Case known() const { return ledger::fold(x_history); }
    /// The event of the last file; its first one if there are more.
    [[nodiscard]] const queue::Event& last() const { return x_last; }

  private:
    queue::Context x_context;
    ledger::History x_history;
    queue::Event x_last;
    queue::Edition x_edition = queue::Edition::second;
    std::map<std::string, queue::Known, std::less<>> x_interviews;
};

/// Dana Reyes (Denver) with Acme Robotics (Chicago), recruiter pat, interview `a`: ended on Friday 20
/// November 2026 at 15:30 CST unless `ended` says otherwise. `more` are further keys.
[[nodiscard]] std::string acme(std::string_view more = {},
                               std::string_view ended = "2026-11-20T15:30:00-06:00");

/// What `acme` told arrives five minutes after the interview.
[[nodiscard]] Story told(std::string_view more = {});
/// The same in the first edition, whose amendments took back what they left out.
[[nodiscard]] Story told_once(std::string_view more = {});

} // namespace followup::story
