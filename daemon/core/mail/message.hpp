#pragma once

#include "core/base/address.hpp"
#include "core/base/instant.hpp"
#include "core/mail/enclosing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::mail {

using base::Instant;
using base::Mailbox;

/// All that a message is made of. Texts may hold any people's words: they are encoded, never trusted.
struct Message {
    Mailbox from;
    Mailbox to;
    std::optional<Mailbox> reply_to;
    std::string subject;                 ///< same bytes in every mail of one case and person
    Instant date;                        ///< of the first rendering
    std::string message_id;              ///< without angle brackets
    std::vector<std::string> references; ///< oldest first, without angle brackets
    std::string language;                ///< of both texts, "en"; empty: not said
    std::string unsubscribe_url;         ///< https or mailto; empty: no List-Unsubscribe
    std::string text;                    ///< text/plain, LF lines, as it shall be read
    std::string html;                    ///< text/html, LF lines
    bool replied = false;                ///< it answers a mail of its reader (RFC 3834 5)
    Enclosure original = {};             ///< another mail that goes along; empty: none
};

/// The message on the wire (RFC 5322, MIME): CRLF lines of at most 78 columns, ASCII only in headers (RFC
/// 2047), multipart/alternative with quoted-printable parts, text first; an original beside it;
/// Auto-Submitted, X-Auto-Response-Suppress. Deterministic: the boundary comes from the Message-ID. Fails
/// when a header text holds a control character.
[[nodiscard]] base::Result<std::string> rendered(const Message& message);

/// `Fri, 20 Nov 2026 21:35:00 +0000` (RFC 5322 3.3).
[[nodiscard]] std::string date_header(Instant at);

} // namespace followup::mail
