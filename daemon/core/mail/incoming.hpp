#pragma once

#include "core/base/address.hpp"
#include "core/base/instant.hpp"
#include "core/words/texts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Mail that comes back to us: answers, bounces, automatic replies. Whatever arrives is data to be sorted;
/// reading it never fails.
namespace followup::mail {

/// What an arriving mail is taken for.
enum class Sort {
    bounce,    ///< a mail of ours was not delivered (RFC 3464, or a mailer's own words)
    notice,    ///< a delivery report that is no failure: delayed, relayed, delivered
    machine,   ///< an out-of-office, a list, anything nobody wrote (RFC 3834)
    challenge, ///< a gate keeps our mail until a person shows that they are one
    complaint, ///< its reader called a mail of ours unwanted (RFC 5965)
    command,   ///< its first words are one of ours
    letter     ///< somebody's own words
};

/// What the first words of an answer ask for.
enum class Verb { done, spoke, voicemail, no_answer, heard, push, not_mine, stop, undo, again };

/// "push to next Thursday": the verb and what stands behind it.
struct Command {
    Verb verb = Verb::done;
    std::string words; ///< the date of a push, the news of a heard, else whom or what it is about, or "all"
    std::string more = {}; ///< what stands behind it, for somebody to read; empty when it is courtesy alone

    bool operator==(const Command&) const = default;
};

/// An arriving mail as far as we read it.
struct Incoming {
    Sort sort = Sort::letter;
    std::vector<std::string> to;           ///< every address it was meant for, in lower case
    std::optional<base::MailAddress> from; ///< of From; nothing when there is no usable one
    std::string from_name;                 ///< what From calls its sender; empty: nothing
    std::string subject;
    std::string message_id;               ///< without angle brackets; empty when there is none
    std::string tag;                      ///< by which this very file is known again; empty: it is not
    std::optional<base::Instant> written; ///< its Date; nothing when it names none
    std::string text;  ///< the sender's own words: without what they quote, signature and markup
    std::string whole; ///< all that stands in it, with what they quote; at most 64 KiB
    std::vector<std::string> files = {}; ///< the names of what is attached; "" of what has none
    Command command;                     ///< of Sort::command
    int code = 0;                        ///< of a bounce: 550, or 500 when only a class is known
    std::string reason;                  ///< of a bounce: the server's words
    bool nobody = false;                 ///< of a bounce: there is nobody of that address
    std::vector<std::string> ids;        ///< Message-IDs of the mails it answers, the nearest first
    std::vector<std::string> returned;   ///< Message-IDs of mails that it encloses or gives back
};

/// Sorts a mail as it lies in a Maildir (CRLF or LF). Commands are understood in every language of the texts.
[[nodiscard]] Incoming sorted(std::string_view bytes, const words::Texts& texts = words::texts_built_in());

/// The command that a text begins with; nothing when its first words are none.
[[nodiscard]] std::optional<Command> command_in(std::string_view text,
                                                const words::Texts& texts = words::texts_built_in());

/// The tag behind the '+' of an address of ours among `to`; nothing when there is none.
[[nodiscard]] std::optional<std::string> tag_in(const std::vector<std::string>& to, std::string_view ours);

} // namespace followup::mail
