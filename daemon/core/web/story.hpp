#pragma once

#include "core/ledger/history.hpp"
#include "core/mail/reply.hpp"
#include "core/plan/explain.hpp"
#include "core/web/agenda.hpp"

namespace followup::web {

/// A mail about a case, as its story tells of it.
struct MailTold {
    std::int64_t number = 0;
    std::string to;
    mail::State state = mail::State::claimed;
    Instant claimed;
    std::optional<Instant> settled;
    int code = 0;
    std::string reply;
    std::vector<std::string> duties;
};

/// A case from its first event to what comes next: what was said and what followed from it, what fell due
/// and expired by itself, the mails with their replies, then what is owed and who is reminded when.
/// `no_mails`: the candidate wants none.
[[nodiscard]] std::string story_text(const ledger::History& history, const Standing& standing,
                                     const plan::Rules& rules, std::span<const MailTold> mails, bool no_mails,
                                     const Reader& reader);
/// {"case", "candidate", "employer", "position", "recruiter", "story": [{at, kind, words, changes}], "next":
/// [duty], "nudges": [{at, to, duty}], "wants_no_mails"}.
[[nodiscard]] std::string story_json(const ledger::History& history, const Standing& standing,
                                     const plan::Rules& rules, std::span<const MailTold> mails, bool no_mails,
                                     const Reader& reader);

/// Why a duty is as it is.
[[nodiscard]] std::string why_text(const plan::Explained& why, const ledger::Case& known,
                                   const Reader& reader);
/// {"duty", "causes": […], "dates": […], "reminders": […]}.
[[nodiscard]] std::string why_json(const plan::Explained& why, const ledger::Case& known);

} // namespace followup::web
