#pragma once

#include "core/mail/markup.hpp"
#include "core/mail/nudge.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace followup::mail {

/// All that one mail of nudges is written from; of one case and for one reader.
struct Scene {
    const plan::Person& reader;
    const ledger::Case& known;
    const plan::Plan& plan;
    const ledger::Agency& agency;
    const Style& style;
    const Occasion& occasion;
    const words::Tongue& tongue; ///< the reader's

    /// What the reader may read.
    [[nodiscard]] queue::Eyes eyes() const { return plan::eyes(reader); }
};

/// How a mail calls its reader: a candidate by the honorific that is known ("Frau Brandt"), else by name.
[[nodiscard]] std::string greeted(const plan::Person& reader, const ledger::Case& known,
                                  const words::Tongue& tongue);

/// The recruiter of the case as readers can reach them: who stands in for them while they are away, else the
/// configured one, else the agency itself.
struct Contact {
    std::string name;
    std::string phone;
    std::optional<base::MailAddress> email;
};
[[nodiscard]] Contact recruiter_of(const ledger::Case& known, const ledger::Agency& agency,
                                   const std::optional<Absence>& absence);

/// Names that every template may use: reader, employer, candidate, recruiter, agency.
[[nodiscard]] Values scene_values(const Scene& scene);

/// Duties that are told of together: letters of one interview that are due at one time, else one duty.
using Group = std::vector<const plan::Duty*>;
[[nodiscard]] std::vector<Group> grouped(const std::vector<const plan::Duty*>& duties);

/// Whom the duty is about; of a debriefing who takes the call: while the recruiter is away the stand-in.
[[nodiscard]] std::string whom_now(const plan::Duty& duty, const Scene& scene);

/// The duty in one line, or "Letters to 3 people at …".
[[nodiscard]] std::string group_summary(const Group& group, const Scene& scene);

/// people, gaps, posted, arrives, decides, too_late: whom these letters go to, each with their draft and what
/// can be done with it, and how long the post takes.
[[nodiscard]] Values letter_values(const Group& letters, const Scene& scene);

/// Whether the posting tells of letters without being what brings their drafts.
[[nodiscard]] bool points_to_drafts(const plan::Posting& posting, const plan::Plan& plan);
/// Of the drafts that went out (when, by duty) those that the posting does not bring anew.
[[nodiscard]] std::map<std::string, Instant> drafts_before(const plan::Posting& posting,
                                                           std::map<std::string, Instant> sent);

/// A button to the page that acts on the duty, if there is one.
[[nodiscard]] Values page_values(const plan::Duty& duty, const Scene& scene);

/// What the mail says about one group.
[[nodiscard]] Both section(const Group& group, const Scene& scene);

/// The duties the posting's nudges are about, as the plan stands now: each once, in order of time, the open
/// ones.
[[nodiscard]] std::vector<const plan::Duty*> open_duties_of(const plan::Posting& posting,
                                                            const plan::Plan& plan);

/// What happened, then what is owed: a value `section` for each piece of news and each group.
[[nodiscard]] std::vector<Values> sections_of(const plan::Posting& posting, const Scene& scene,
                                              std::string_view headline = {});

/// The command that records each of them as done, a value `line` for each, for an indented code block.
[[nodiscard]] std::vector<Values> commands_of(const std::vector<const plan::Duty*>& duties);

/// "by Mon 30 Nov 2026, 16:00 MST (17:00 CST at Acme Robotics)": in the reader's zone, and of calls and steps
/// also on the employer's wall clock where that shows another time.
[[nodiscard]] std::string when_words(const plan::Duty& duty, const Scene& scene);

/// The lines of an event file that records the duties as done.
[[nodiscard]] std::vector<std::string> recording(const std::vector<const plan::Duty*>& duties);

} // namespace followup::mail
