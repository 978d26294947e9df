#pragma once

#include "simulate/dice.hpp"
#include "simulate/watch.hpp"

#include <set>
#include <string>
#include <string_view>

/// Words that say of whom they were written: what is told of one candidate holds none of another's.
namespace followup::simulated {

/// The marker word of a candidate: "Mk12k".
[[nodiscard]] std::string marker(int candidate);

/// The word that stands in what a recruiter wrote for himself: no candidate reads it.
inline constexpr std::string_view secret = "Zq7own";

/// The candidates whose markers stand in the text, also across the folds of mails and calendars.
[[nodiscard]] std::set<int> marked(std::string_view text);

/// Reads everything that is told and looks for words of somebody else.
class MarkerSearch {
  public:
    MarkerSearch(Watch& watch, std::uint64_t seed) : x_watch(watch), x_dice(seed) {}

    /// A mail as it leaves; digests tell a recruiter of many candidates, each in a line of their own.
    void read_mail(const store::MailRow& mail, const std::string& case_id);
    /// Stories, agendas, reasons, pages, letters and feeds of a few random cases.
    [[nodiscard]] base::Result<void> visit(run::Bookkeeper& keeper, Instant now);
    /// Texts that held a marker.
    [[nodiscard]] int texts() const { return x_texts; }

  private:
    void expect_only(int candidate, std::string_view text, std::string_view what);
    /// What a candidate reads holds nothing that is the recruiter's own.
    void expect_hers(int candidate, std::string_view text, std::string_view what);
    base::Result<void> read_answers(run::Bookkeeper& keeper, const std::string& case_id, int candidate,
                                    Instant now);
    void read_pages(run::Bookkeeper& keeper, std::int64_t case_number, const std::string& duty, int candidate,
                    Instant now);
    base::Result<void> read_feed(run::Bookkeeper& keeper, const std::string& person, Instant now);

    Watch& x_watch;
    Dice x_dice;
    int x_texts = 0;
};

} // namespace followup::simulated
