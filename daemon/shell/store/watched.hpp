#pragma once

#include "shell/store/store.hpp"

#include <map>
#include <optional>

namespace followup::store {

/// Whether every copy of the ledger was given away whole, and when: the name of the note.
constexpr std::string_view backed_up = "backed up";

/// What a monitor asks every few seconds: each costs a few rows of an index, however large the ledger is.
class Watched {
  public:
    /// So many rows are counted; more are told as so many.
    static constexpr std::int64_t counted_most = 100'000;

    explicit Watched(Store& store) : x_session(*store.x_session) {}

    /// Mails by state, of those states in which a mail waits for something or somebody.
    [[nodiscard]] base::Result<std::map<mail::State, std::int64_t>> mails();
    /// When the oldest mail was due that is on its way; nothing: none is.
    [[nodiscard]] base::Result<std::optional<Instant>> oldest_unsent();
    /// Mails in that state since `since`, of the last 1,000 that are; those that a person holds, and those
    /// that the first edition wrote, are not among them.
    [[nodiscard]] base::Result<std::int64_t> settled(mail::State state, Instant since);
    /// When the last backup was made; nothing: none was.
    [[nodiscard]] base::Result<std::optional<Instant>> last_backup();

  private:
    Store::Session& x_session;
};

} // namespace followup::store
