#pragma once

#include "core/base/address.hpp"
#include "core/base/instant.hpp"
#include "core/queue/audience.hpp"
#include "core/when/reading.hpp"

#include <optional>
#include <string>
#include <vector>

/// What may be learned of an interview, at its end or later: people, promises, steps, concerns. Texts are
/// valid UTF-8 without controls (notes and sentences may hold line feeds); names are trimmed. Optional texts
/// are empty when they were not written.
namespace followup::queue {

using base::Instant;
using base::MailAddress;

/// A date as somebody said it and how it was read, once and for ever.
struct Spoken {
    std::string words;                   ///< as written: the phrase, or the TOML date
    when::Value value;                   ///< what it means
    bool by = false;                     ///< said as a deadline
    std::vector<when::Warning> warnings; ///< that were given when it was read
    std::string because;                 ///< the steps from the words to the date
    std::string zone;                    ///< IANA name of the zone it was read in
    Instant said;                        ///< the moment it counts from
    std::vector<when::ClosedDay> closed; ///< the closed days from then to a week after the date

    bool operator==(const Spoken&) const = default;
};

struct Candidate {
    std::string id; ///< empty: the e-mail address is the identity
    std::string name;
    MailAddress email;
    std::string phone;
    std::string zone;            ///< IANA name, known to exist; empty: the employer's
    std::string language;        ///< "en", "de"; empty: the agency's
    std::string salutation = {}; ///< the honorific: "Ms", "Dr", "Frau Dr."; not the greeting
    std::string was = {};        ///< the name this one corrects; not part of what is known of a candidate

    bool operator==(const Candidate&) const = default;
};

struct Employer {
    std::string name;
    std::string zone; ///< IANA name, known to exist; empty: the recruiter's
    std::string address;
    std::string phone;
    std::string was = {};      ///< the name this one corrects
    std::string language = {}; ///< of letters to people there: "en-US"; empty: the candidate's

    bool operator==(const Employer&) const = default;
};

enum class Role { main, manager, panel, other };

/// A person met at the interview.
struct Met {
    std::string id;
    std::string name;
    std::string title;
    Role role = Role::other;
    std::optional<MailAddress> email;
    std::string phone;
    std::string address;
    std::string was = {};        ///< the name this one corrects
    std::string salutation = {}; ///< the honorific: "Ms", "Dr", "Frau Dr."; empty: not known, never guessed
    Shared talked_about = {};    ///< one line: what the two talked about; only for this person's letter
    std::string language = {};   ///< of letters to them: "de"; empty: the employer's

    bool operator==(const Met&) const = default;
};

enum class Unless { heard, never };

/// "I will call you on DATE unless I have heard from you."
struct Promise {
    std::string call; ///< a name
    Spoken on;
    std::string phone;
    std::optional<Unless> unless; ///< empty: not said; then `heard` counts
    Shared said;                  ///< the sentence, verbatim

    /// Whether it is to be made whatever is heard before.
    [[nodiscard]] bool always() const { return unless == Unless::never; }

    bool operator==(const Promise&) const = default;
};

enum class NextKind { second_interview, test, physical, reference_check, other };

struct Next {
    NextKind what = NextKind::other;
    std::optional<Spoken> when;
    std::vector<std::string> with; ///< names and titles of who will be seen
    Shared note;

    bool operator==(const Next&) const = default;
};

/// A concern that somebody at the employer voiced.
template <class Text>
struct Concern {
    Text text;
    std::string by;     ///< who voiced it; empty: the main interviewer
    bool share = false; ///< told by the employer, and the candidate may hear of it
    Shared answer;      ///< the candidate's answer; in letters it stands alone, never the concern

    bool operator==(const Concern&) const = default;
};

} // namespace followup::queue
