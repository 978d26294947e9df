#pragma once

#include "core/base/instant.hpp"
#include "simulate/canary.hpp"
#include "simulate/dice.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The tables of event files, with a word of its own in every text.
namespace followup::simulated {

using base::Instant;

/// Who tells: what an employer says is the recruiter's own.
enum class Told { by_candidate, by_employer };

/// Writes what is known of one candidate.
class Pen {
  public:
    Pen(int candidate, Dice& dice) : x_dice(dice), x_canaries(candidate) {}

    /// `key = "…"` and a line feed; sometimes nothing, as people leave fields out.
    [[nodiscard]] std::string maybe(std::string_view key, Readers readers, std::string_view of,
                                    int percent = 70);
    /// The same, always there.
    [[nodiscard]] std::string text(std::string_view key, Readers readers, std::string_view of);
    /// Words with a fresh one among them; no quotes.
    [[nodiscard]] std::string words(Readers readers, std::string field);

    /// An event of a kind about an interview; `keys` are whole lines.
    [[nodiscard]] static std::string event(std::string_view kind, std::string_view interview,
                                           std::optional<Instant> at, std::string_view keys);

    /// Somebody met, with as many particulars as people write.
    /// `written`: as the name is spelt this time.
    [[nodiscard]] std::string met(std::string_view table, std::string_view name, std::string_view written,
                                  Told told);
    [[nodiscard]] std::string promise(std::string_view table, std::string_view whom, Told told);
    [[nodiscard]] std::string next(std::string_view table, Told told, bool names);
    /// problem, strengths, projects, objections; of each perhaps nothing.
    [[nodiscard]] std::string matter(std::string_view of, Told told, std::string_view by);
    /// One concern and nothing else.
    [[nodiscard]] std::string concern(std::string_view of, Told told, std::string_view by);
    /// A text of a list that was written before, to be struck; empty: none was.
    [[nodiscard]] const std::string& last_listed() const { return x_listed; }
    [[nodiscard]] const std::string& last_list() const { return x_list; }

    [[nodiscard]] const Canaries& planted() const { return x_canaries; }

  private:
    Dice& x_dice;
    Canaries x_canaries;
    std::string x_list;   ///< "project", "strength", "objection"
    std::string x_listed; ///< its last text
};

/// A date to come, as people say it.
[[nodiscard]] std::string date_to_come(Dice& dice);

} // namespace followup::simulated
