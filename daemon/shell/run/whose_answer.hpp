#pragma once

#include "shell/run/correspondence.hpp"

/// Private to the answers: which mail of ours something came back to, and who wrote it.
namespace followup::run {

/// The number of the mail by the tag of an address of ours, else by a Message-ID of ours: of a mail that came
/// back by the one that is returned, of an answer by those that it answers. Nothing: it names none.
[[nodiscard]] base::Result<std::optional<std::int64_t>> mail_named(Bookkeeper& keeper,
                                                                   const mail::Incoming& came);

/// The mail that a reader of ours may mean who names none: the one to them with that subject, else the last
/// one. A guess: nothing is recorded by it.
[[nodiscard]] base::Result<std::optional<std::int64_t>> mail_guessed(Bookkeeper& keeper,
                                                                     const mail::Incoming& came);

/// Who wrote an answer to a mail of ours.
enum class Writer {
    reader,   ///< whom it went to
    alias,    ///< by name or mailbox its reader, from another address
    employer, ///< somebody met, or an address of their house
    other
};
[[nodiscard]] Writer writer_of_answer(const Ours& of, const mail::Incoming& came);

/// Whether a mail with that Message-ID came before, as an answer to that mail (0: to none of ours).
[[nodiscard]] base::Result<bool> came_before(Bookkeeper& keeper, std::int64_t mail, const std::string& id);
/// It has been dealt with: `came_before` knows it, with the last 50 of that mail.
[[nodiscard]] base::Result<void> remember_id(Bookkeeper& keeper, std::int64_t mail, const std::string& id);

} // namespace followup::run
