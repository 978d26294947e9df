#pragma once

#include "core/mail/incoming.hpp"
#include "core/web/find.hpp"
#include "shell/run/answers.hpp"

/// Private to the answers: the mail that one is about, and what is written because of it.
namespace followup::run {

/// A case that a mail of ours tells of.
struct OurCase {
    store::CaseRow row;
    web::Standing standing;
};

/// A mail of ours that something came back to.
struct Ours {
    store::MailRow mail;
    std::vector<std::string> duties;
    std::vector<OurCase> cases; ///< those it tells of; none of a digest, or where they are forgotten
    std::string came = {};      ///< tag of what came back
};

/// Nothing when there is no mail of that number (any more).
[[nodiscard]] base::Result<std::optional<Ours>> ours(Bookkeeper& keeper, std::int64_t number, Instant now);

/// An answer to whoever wrote; they can answer it as they could the mail it is about.
[[nodiscard]] base::Result<void> answer(Bookkeeper& keeper, const Ours& of, const plan::Person& reader,
                                        std::vector<std::string> paragraphs, Instant now);

/// Why somebody's own words are passed on: a phrase "passed-…".
struct Why {
    std::string_view phrase;
    std::string most = {}; ///< how many such mails an hour are passed on, where that is the reason
};

/// Gives somebody's own words to the recruiter, and says why in the recruiter's language.
[[nodiscard]] base::Result<Received> pass_on(Bookkeeper& keeper, const Ours& of, const mail::Incoming& came,
                                             const Why& why, Instant now);

} // namespace followup::run
