#pragma once

#include "shell/run/bookkeeper.hpp"

namespace followup::run {

/// Reads what nobody needs at the moment, and puts right what does not follow from the facts.
class Lookover {
  public:
    explicit Lookover(Bookkeeper& keeper) : x_keeper(keeper), x_store(keeper.store()) {}

    /// Reads a case anew; gives how much of its rows and its plan was put right. A problem: it cannot be
    /// read, and is set aside.
    [[nodiscard]] base::Result<int> at_case(std::int64_t number, Instant now);
    /// Whose a feed is stands in its row in clear; its address was made from that.
    [[nodiscard]] base::Result<int> at_feed(std::int64_t number);
    /// Whether the address of a feed was made for whom its row names, as they are or were called.
    [[nodiscard]] base::Result<bool> owns(const store::FeedRow& row);

  private:
    [[nodiscard]] base::Result<std::set<std::string>> names_of(const store::FeedRow& row);
    /// The row as it was, when whose it is or which of theirs was flipped; nothing: nobody's.
    [[nodiscard]] base::Result<std::optional<store::FeedRow>> made_for(const store::FeedRow& row);
    [[nodiscard]] std::string hash_of(const std::string& person, const store::FeedRow& row,
                                      int generation) const;

    Bookkeeper& x_keeper;
    store::Store& x_store;
};

} // namespace followup::run
