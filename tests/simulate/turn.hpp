#pragma once

#include "core/ledger/case.hpp"
#include "core/plan/plan.hpp"
#include "simulate/canary.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

/// What the laws look at: one case at one of its turning points.
namespace followup::simulated {

using base::Instant;

/// Something that somebody gets to see.
struct Text {
    Readers reader = Readers::own; ///< own: the recruiter; hers: the candidate; letters: somebody she met
    std::string what;              ///< "a mail", "the calendar"
    std::string words;
    std::string whom = {}; ///< of a letter: to whom
};

/// A fact was accepted, or something came due.
struct Turn {
    Instant now;
    const plan::Rules* rules = nullptr;
    const ledger::Fact* fact = nullptr; ///< accepted just now; null: only time has passed
    const ledger::Case* before =
        nullptr; ///< known without that fact; null: it is the first, or there is none
    const plan::Plan* expected = nullptr; ///< what followed from that at `now`; null as `before`
    const ledger::Case* known = nullptr;  ///< never null
    const plan::Plan* plan = nullptr;     ///< what follows from it at `now`; never null
    std::vector<plan::Nudge> sent = {};   ///< what goes out now
    std::vector<Text> texts = {};         ///< what can be read now
    std::vector<std::string> listed = {}; ///< duties that a digest would tell of now
};

/// What was found to break a law.
class Findings {
  public:
    void broken(const Turn& turn, std::string_view law, const std::string& what);
    [[nodiscard]] const std::vector<std::string>& all() const { return x_all; }
    /// How often each law was broken, however few times are kept in words.
    [[nodiscard]] const std::vector<std::pair<std::string, int>>& counts() const { return x_counts; }
    Findings& operator+=(const Findings& other);

  private:
    std::vector<std::string> x_all;
    std::vector<std::pair<std::string, int>> x_counts;
};

/// The words that stand in what is known of a case, wherever.
[[nodiscard]] std::set<Canary> words_held(const ledger::Case& known);

} // namespace followup::simulated
