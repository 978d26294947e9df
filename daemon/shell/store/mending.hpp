#pragma once

#include "shell/store/store.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace followup::store {

/// What is done about rows that cannot be read, or do not say what follows from the others.
class Mending {
  public:
    explicit Mending(Store& store) : x_store(store), x_session(*store.x_session) {}

    /// All that is set aside, the cases first.
    [[nodiscard]] base::Result<std::vector<Unreadable>> unreadable();
    /// Reads all of a case that its plan follows from, whatever was remembered of it. A problem: it is set
    /// aside now.
    [[nodiscard]] base::Result<void> read_anew(std::int64_t case_number);
    /// Rows that can be told from others are put right: how the case is called, the tag by which its
    /// candidate is found, the case of each interview, the state of each nudge. Gives how many.
    [[nodiscard]] base::Result<int> put_right(std::int64_t case_number, std::string_view id,
                                              std::string_view identity,
                                              std::span<const std::string> interviews);
    /// When the event was accepted whose fact cannot be read any more; nothing: it can, or is not known.
    [[nodiscard]] base::Result<std::optional<Instant>> lost_since(std::string_view digest);
    /// Writes the text of a fact that cannot be read once more, from the same event. Where the candidate's
    /// key is lost as well, an interview begins a new one: what else was sealed with the old one has to be
    /// handed in again, too. False: the fact can be read.
    [[nodiscard]] base::Result<bool> write_again(const NewFact& fact, std::string_view identity);
    /// When the fact was accepted that was written last; nothing: there is none.
    [[nodiscard]] base::Result<std::optional<Instant>> last_accepted();
    /// The mark beside the ledger forgets what the ledger does not hold: it was told of.
    [[nodiscard]] base::Result<void> settle_mark();
    /// The number of the first mail, or feed, after that one; nothing: it was the last.
    [[nodiscard]] base::Result<std::optional<std::int64_t>> next_mail(std::int64_t after);
    [[nodiscard]] base::Result<std::optional<std::int64_t>> next_feed(std::int64_t after);
    /// The feed of that number. A problem: it is set aside now.
    [[nodiscard]] base::Result<FeedRow> feed(std::int64_t number);
    /// Writes whose feed it is and by what it is found.
    [[nodiscard]] base::Result<void> write_again(const FeedRow& feed);
    /// Nobody can tell whose feed it is; or it is known again.
    void set_feed_aside(std::int64_t number);
    void take_up_feed(std::int64_t number);

  private:
    Store& x_store;
    Store::Session& x_session;
};

} // namespace followup::store
