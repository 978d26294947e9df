#pragma once

#include "core/calendar/invite.hpp"
#include "core/web/draft_page.hpp"
#include "shell/run/correspondence.hpp"

/// Mails to the address for interviews: what a recruiter forwards or tells there becomes a draft, which is
/// read back and counts once it is confirmed.
namespace followup::run {

/// How long a draft can be confirmed.
constexpr auto draft_span = base::days{7};

/// What the links of drafts are about in place of a duty.
constexpr std::string_view draft_link = "draft";

/// Whether the mail was sent to the address for interviews.
[[nodiscard]] bool for_interviews(const Bookkeeper& keeper, const mail::Incoming& came);

/// Reads the mail back to the recruiter who sent it, with a link that confirms it; nothing is recorded. A
/// mail of anybody else, or of a program, is dropped and never answered.
[[nodiscard]] base::Result<Received> take_for_interviews(Bookkeeper& keeper, const Came& came, Instant now);

/// A draft as it can be shown, and the event file that it becomes.
struct Drafted {
    web::DraftShown shown;
    std::string file; ///< empty while something is missing or in doubt
};

/// Reads a mail for that recruiter, with what they filled in; `shown.lines` is empty when nothing was found.
[[nodiscard]] base::Result<Drafted> drafted(Bookkeeper& keeper, std::string_view bytes,
                                            const ledger::Recruiter& recruiter,
                                            const web::DraftFields& filled, Instant now);

/// Answers the link of a draft: GET shows it, POST fills in or adds.
[[nodiscard]] web::Reply answer_draft(Bookkeeper& keeper, const web::Link& link, std::string_view token,
                                      const web::Request& request, Instant now);

} // namespace followup::run
