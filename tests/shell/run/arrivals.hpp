#pragma once

#include "core/mail/mime.hpp"
#include "shell/run/answers.hpp"
#include "shell/run/keeper.hpp"

#include <map>
#include <string>
#include <vector>

/// An agency to which mails come back: what they change, and who is written to because of them.
namespace followup::run {

/// Monday, 30 November 2026, 10:00 in Chicago.
inline const Instant monday = at("2026-11-30T16:00:00Z");

/// A reminder that went out, as an answer to it names it.
struct Reminder {
    store::MailRow mail;
    std::string tag;
    std::string bounce_tag;
    std::string subject;
};

/// Dana Reyes at Harbour Works, interviewed on the Friday before; Pat Moreno looks after the case.
class Arrivals : public Keeper {
  protected:
    Arrivals();
    /// Dana's case, with what `answers` says: "debrief", "call", "recruiter", and "-de"; the reminder that
    /// went out about it.
    [[nodiscard]] Reminder reminded(const std::string& answers, const std::string& address);
    /// What comes in; every mail that leaves because of it, with those of the minute after it.
    Received come(const std::string& bytes, Instant now, const std::string& place = "/inbox/cur/1");
    /// The facts of the first case behind the first `before` ones.
    [[nodiscard]] std::vector<queue::Event> events_since(std::size_t before);
    [[nodiscard]] std::size_t facts();
    [[nodiscard]] const plan::Duty& duty(std::string_view kind, Instant now);

    std::vector<store::MailRow> out; ///< what left since the reminder
    std::pair<ledger::Case, plan::Plan> stood;
    Instant clock = monday;
};

/// All that can be read in a mail: texts, names of files, and the headers of what is enclosed.
[[nodiscard]] std::string read_whole(const store::MailRow& mail);

/// Of these mails the ones to that address.
[[nodiscard]] std::vector<store::MailRow> to_address(const std::vector<store::MailRow>& mails,
                                                     std::string_view address);

/// A mail's text with "@TAG@", "@BTAG@", "@MSGID@", "@SUBJECT@", "@TO@", "@N@" and "@FILL:n@" put in.
[[nodiscard]] std::string put_in(std::string text, const Reminder& reminder, int number);

} // namespace followup::run
