#pragma once

#include "core/plan/plan.hpp"
#include "core/words/texts.hpp"

#include <optional>
#include <string>
#include <vector>

/// The letters after an interview, as drafts that the candidate makes their own: followupd writes to nobody.
namespace followup::letter {

/// A letter to begin with. What is not known is marked "[… what is missing]", never invented.
struct Draft {
    std::string language;               ///< of its text: "en", "de"
    std::string date;                   ///< "20 November 2026"
    std::vector<std::string> sender;    ///< the candidate: name, telephone, e-mail address
    std::vector<std::string> recipient; ///< name, title, employer and address, as recorded, line by line
    std::string name;                   ///< of whom it is to
    std::string subject;                ///< when it goes by e-mail
    std::string body;                   ///< from greeting to name; paragraphs with an empty line between, LF
    std::optional<base::MailAddress> from;
    std::optional<base::MailAddress> to; ///< nothing while their e-mail address is not known

    bool operator==(const Draft&) const = default;
};

/// The language of a letter: that of the person it goes to, else the employer's, else the candidate's.
[[nodiscard]] const words::Tongue& tongue_of(const plan::Duty& letter, const ledger::Case& known,
                                             const words::Texts& texts);

/// The draft for the person a letter is owed to, in its own language (`tongue_of`) and dated with `now`'s day
/// where the candidate is. It holds what is recorded of its own interview and nothing else: thanks, the
/// employer's problem and what the candidate brings to it, the projects, every concern with room for the
/// answer, the others met by name, the request for the job, and the call that was promised to this very
/// person. The main interviewer's and the manager's have more of it. Nothing when the case does not hold the
/// person.
[[nodiscard]] std::optional<Draft> draft(const plan::Duty& letter, const ledger::Case& known,
                                         const plan::Plan& plan, base::Instant now,
                                         const words::Texts& texts);

/// Date, recipient and body as one text.
[[nodiscard]] std::string text(const Draft& draft);

/// Whether something is still marked as missing.
[[nodiscard]] bool has_gaps(const Draft& draft);

/// `mailto:` with address, subject and body (RFC 6068); without a body that is longer than any address may
/// be; empty when the mail address is not known.
[[nodiscard]] std::string mailto(const Draft& draft);

} // namespace followup::letter
