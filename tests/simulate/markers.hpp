#pragma once

#include "simulate/canary.hpp"
#include "simulate/dice.hpp"
#include "simulate/watch.hpp"

#include <set>
#include <string>
#include <string_view>

/// What is told of one candidate holds none of another's words, and what she reads none that is her
/// recruiter's own.
namespace followup::simulated {

/// The candidates of whom the text holds words, also across the folds of mails and calendars.
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
