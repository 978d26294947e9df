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
    /// That mail is not sent: when it is the recruiter's last digest, what it told is told in the next one.
    [[nodiscard]] base::Result<void> take_back(const store::MailRow& mail);
    /// That digest was written for the reader. One that never left is not sent beside the next, which tells
    /// what it told: it is taken back first.
    [[nodiscard]] base::Result<void> wrote(const std::string& reader, const store::MailRow& digest);
    [[nodiscard]] base::Result<void> take_back_unsent(const std::string& reader, Instant now);
    /// Whether that mail is the reader's last digest and something that stood in it is not owed any more.
    [[nodiscard]] base::Result<bool> settled(const plan::Person& reader, const store::MailRow& mail,
                                             Instant now);

  private:
    /// The number of the reader's last digest; 0: there was none.
    [[nodiscard]] base::Result<std::int64_t> last_written(const std::string& reader);
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
