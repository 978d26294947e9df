#pragma once

#include "shell/run/bookkeeper.hpp"

namespace followup::run {

/// What the digests tell, from the cases that have something to say.
class Mornings {
  public:
    explicit Mornings(Bookkeeper& keeper) : x_keeper(keeper) {}

    /// What the reader is told at `now`, of their cases and of those they stand in for.
    [[nodiscard]] base::Result<Morning> of(const plan::Person& reader, Instant now);
    /// It was told, or there was nothing to tell.
    [[nodiscard]] base::Result<void> told(const plan::Person& reader, const Morning& morning, Instant now);
    /// The digest that was written at `due` is not sent: what it told is told in the next one.
    [[nodiscard]] base::Result<void> take_back(const std::string& recruiter, Instant due);
    /// That digest was written for the reader. One that never left is not sent beside the next, which tells
    /// what it told: it is taken back first.
    [[nodiscard]] base::Result<void> wrote(const std::string& reader, const store::MailRow& digest);
    [[nodiscard]] base::Result<void> take_back_unsent(const std::string& reader, Instant now);
    /// Whether something is not owed any more that stood in the digest written at `due`, which has to be the
    /// last one.
    [[nodiscard]] base::Result<bool> settled(const plan::Person& reader, Instant due, Instant now);

  private:
    /// What the digest written at `due` told is told once more; when it was the last.
    [[nodiscard]] base::Result<void> untell(const std::string& reader, Instant due);
    /// Up to when the reader was told what happened.
    [[nodiscard]] base::Result<Instant> told_until(const plan::Person& reader, Instant now);
    [[nodiscard]] base::Result<Morning> of(const plan::Person& reader, Instant since, Instant now);
    /// What one case has to say.
    [[nodiscard]] base::Result<void> add_lines(Morning& morning, std::int64_t case_number,
                                               const plan::Person& reader, Instant now);
    /// What others did in it.
    [[nodiscard]] base::Result<std::vector<mail::DigestLine>> since(const Morning& morning, const Planned& of,
                                                                    const plan::Person& reader, Instant now);

    Bookkeeper& x_keeper;
};

} // namespace followup::run
