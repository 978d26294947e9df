#pragma once

#include "core/mail/reply.hpp"
#include "core/web/agenda.hpp"

#include <vector>

namespace followup::web {

/// One step in the life of a mail.
struct MailStepShown {
    Instant at;
    mail::State state = mail::State::claimed;
    int code = 0; ///< the reply that led to it; 0: none
    std::string relay;
    std::string reply; ///< the server's words
};

/// A mail as the outbox shows it.
struct MailShown {
    std::int64_t number = 0;
    mail::State state = mail::State::claimed;
    bool came_back = false; ///< it was sent, and a bounce came
    std::string person;
    std::string from; ///< envelope sender, to which a bounce comes
    std::string to;
    std::string subject;
    Instant due;
    Instant claimed;
    std::optional<Instant> handed;
    std::optional<Instant> settled;
    std::optional<Instant> wait_until;
    int tries = 0;
    int doubts = 0;
    int crashes = 0;
    std::string relay;
    int code = 0;
    std::string reply;
    std::string message_id;
    std::vector<std::string> duties;
    std::vector<MailStepShown> steps = {}; ///< of one mail; a list has none
    std::string bytes = {};                ///< of one mail, when it is shown whole
};

/// What the storm guard holds.
struct HeldShown {
    Instant since;
    std::int64_t cases = 0; ///< with reminders that are due, counted up to the limit
    std::int64_t limit = 0; ///< mails in an hour
    struct Reminder {
        Instant at;
        std::string person;
        std::string duty;
    };
    std::vector<Reminder> first; ///< the oldest of them
};

/// What is held and what to do about it, in front of the list of mails.
[[nodiscard]] std::string held_text(const HeldShown& held, const Reader& reader);

/// "sent", "came back", "held": what people call a state.
[[nodiscard]] std::string state_words(const MailShown& mail);

/// The mails, a few lines each; `more`: older ones are not listed.
[[nodiscard]] std::string outbox_text(std::span<const MailShown> mails, bool more, const Reader& reader);
/// A flat array of {mail, state, came_back, person, from, to, subject, due, claimed, handed, settled,
/// wait_until, tries, doubts, crashes, relay, code, reply, message_id, duties}.
[[nodiscard]] std::string outbox_json(std::span<const MailShown> mails);

/// One mail's life with times and the relay's words, then its bytes.
[[nodiscard]] std::string mail_text(const MailShown& mail, const Reader& reader);
/// As in the list, and {steps: [{at, state, code, relay, reply}], bytes}.
[[nodiscard]] std::string mail_json(const MailShown& mail);

} // namespace followup::web
