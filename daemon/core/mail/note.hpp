#pragma once

#include "core/mail/nudge.hpp"

#include <string>
#include <vector>

namespace followup::mail {

/// A short mail that something happened: an answer was passed on, recorded, or a mail came back.
struct Note {
    Mailbox to;
    std::optional<Mailbox> reply_to = {};
    std::string subject;
    std::string language = {};           ///< of its words; empty: English
    std::string thread = {};             ///< id of the mail it belongs to; empty: none
    std::vector<std::string> paragraphs; ///< people's words; LF within one begins a new line
    std::string quoted = {};             ///< somebody's own words, shown as they are
    bool replied = false;                ///< it answers a mail of its reader
    Enclosure original = {};             ///< the mail that it tells of; empty: it does not go along
    std::string answers = {}; ///< tag of the arrived mail because of which it is written; empty: none
};

/// The mail for a note; of the occasion it needs `mail_id`, `now` and `unsubscribe_url`.
[[nodiscard]] Message note(const Note& what, const ledger::Agency& agency, const Style& style,
                           const Occasion& occasion);

} // namespace followup::mail
