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
};

/// What came, as it was read and as it lies there.
struct Came {
    mail::Incoming mail;
    std::string_view bytes;
    Lying lying;
    bool below = false; ///< its writer's words stand below or between what they quote as well

    /// Whether there is more in it than its first words.
    [[nodiscard]] bool has_more() const {
        return below || !mail.files.empty() || !mail.command.more.empty() || lying.size > 0;
    }
    /// Nothing at all is in it that its writer wrote or attached.
    [[nodiscard]] bool is_empty() const {
        return mail.text.empty() && !below && mail.files.empty() && lying.size == 0;
    }
};

/// Nothing when there is no mail of that number (any more).
[[nodiscard]] base::Result<std::optional<Ours>> ours(Bookkeeper& keeper, std::int64_t number, Instant now);

/// An answer to whoever wrote; they can answer it as they could the mail it is about. `quoted` are their own
/// words, given back to them.
[[nodiscard]] base::Result<void> answer(Bookkeeper& keeper, const Ours& of, const Came& came,
                                        const plan::Person& reader, std::vector<std::string> paragraphs,
                                        Instant now, const std::string& quoted = {});

/// Why somebody's own words are passed on: a phrase "passed-…".
struct Why {
    std::string_view phrase;
    std::string most = {};     ///< how many such mails an hour are passed on, where that is the reason
    std::string recorded = {}; ///< what was recorded of it, lines that begin with LF; empty: nothing was
};

/// Gives somebody's own words to the recruiter: what was recorded of them, why they are passed on, the words,
/// and the mail itself as far as the relay takes it. In the recruiter's language.
[[nodiscard]] base::Result<Received> pass_on(Bookkeeper& keeper, const Ours& of, const Came& came,
                                             const Why& why, Instant now);

/// The same, and tells its writer, a reader of ours, once a day in each thread: in these paragraphs, and who
/// reads it.
[[nodiscard]] base::Result<Received> pass_on_and_say(Bookkeeper& keeper, const Ours& of, const Came& came,
                                                     const plan::Person& writer, const Why& why,
                                                     std::vector<std::string> paragraphs, Instant now);

/// Once a day for each thing so called; true: it was not done today.
[[nodiscard]] base::Result<bool> first_today(Bookkeeper& keeper, const std::string& what, Instant now);

/// The mail of ours in words, with its subject, of a mail to its reader.
[[nodiscard]] std::string subject_of(const store::MailRow& mail);

} // namespace followup::run
