#pragma once

#include "core/web/acting.hpp"
#include "core/web/followed.hpp"
#include "shell/run/lookup.hpp"

/// Answers the links of mails and calendars. Only POST acts, and what it does becomes events. On the ledger's
/// thread.
namespace followup::run {

[[nodiscard]] web::Reply answer_act(Bookkeeper& keeper, const web::ActWanted& wanted,
                                    const web::Request& request, Instant now);
[[nodiscard]] web::Reply answer_letter(Bookkeeper& keeper, const web::LetterWanted& wanted,
                                       const web::Request& request, Instant now);
[[nodiscard]] web::Reply answer_mails(Bookkeeper& keeper, const web::MailsWanted& wanted,
                                      const web::Request& request, Instant now);

/// Takes an event file about a case in and compares what is owed before and after; 422 when it is refused.
/// `row` is nothing while the case is not known.
[[nodiscard]] Answer<web::Followed> followed_from(Bookkeeper& keeper,
                                                  const std::optional<store::CaseRow>& row,
                                                  const Incoming& file, Instant now);

/// How long everything that was done by a link can be undone.
constexpr auto undo_span = base::days{30};

/// What a link is about, as it stands now.
struct Linked {
    store::CaseRow row;
    web::Standing standing;
    std::size_t duty = 0;
    plan::Person reader;
};
/// Nothing when the duty, its case or its reader is gone.
[[nodiscard]] base::Result<std::optional<Linked>> linked(Bookkeeper& keeper, const web::Link& link,
                                                         Instant now);
/// 503; the problem goes to the log.
[[nodiscard]] web::Reply link_failed(const base::Problem& problem, const words::Tongue& tongue);
/// The language for a page whose reader is not known.
[[nodiscard]] const words::Tongue& agency_tongue(const Bookkeeper& keeper);

/// Somebody who may be written to about a case: its candidate, or any recruiter.
[[nodiscard]] std::vector<plan::Person> people_of(const web::Standing& standing,
                                                  const ledger::Agency& agency);

/// What came of a deed.
struct Done {
    std::optional<web::ReadBack> read = {};  ///< what is to be confirmed first
    std::optional<base::Problem> wrong = {}; ///< nothing was recorded
    std::vector<std::string> told = {};      ///< what was recorded
    bool asks_for_next = false;              ///< they spoke: what comes next?
    bool doubtful = false;                   ///< of `read`: the date may be another than was meant
};
/// Records a deed about a duty, unless it has a date or takes away more than it says, and `sure` is not the
/// seal of that: then it is only read back. Without `sure` it is recorded at once, and says so.
struct Doing {
    store::CaseRow row;
    const web::Standing& standing;
    const plan::Duty& duty;
    const plan::Person& reader;
    Instant now;
};
[[nodiscard]] Answer<Done> act(Bookkeeper& keeper, const Doing& doing, const web::Press& deed,
                               std::optional<std::string_view> sure);
/// How the date of a deed is read, to be confirmed; nothing is recorded. Only for a deed with a date.
[[nodiscard]] Answer<Done> reading(Bookkeeper& keeper, const Doing& doing, const web::Press& deed);
/// The page of a duty that shows how the date of that deed is read, with the button that confirms it.
[[nodiscard]] std::string confirming_page(const std::string& page, const web::Press& deed);
/// Undoes the last thing that closed or moved the duty; nothing recorded when there is none.
[[nodiscard]] Answer<Done> undo(Bookkeeper& keeper, const Doing& doing);

} // namespace followup::run
