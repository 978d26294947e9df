#pragma once

#include "core/plan/effects.hpp"
#include "core/web/find.hpp"
#include "core/words/texts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What somebody can do to a duty from outside (a link, an answer to a mail), as the events it becomes.
namespace followup::web {

using base::Instant;

enum class Act {
    done,
    spoke,
    voicemail,
    no_answer,
    heard,
    push,
    not_mine,
    undo,
    accept,  ///< an offer
    decline, ///< an offer
    told,    ///< the candidate was told of the outcome
    close    ///< the case
};
/// "done", "no-answer", … as in a form.
[[nodiscard]] std::string_view word(Act act);
[[nodiscard]] std::optional<Act> act_named(std::string_view word);

/// One thing done.
struct Press {
    Act act = Act::done;
    queue::Heard::News news = queue::Heard::News::acknowledged; ///< of `heard`
    std::string date = {}; ///< a phrase: of `push`, and of news with a date
    std::string notes = {};
};

/// The news that somebody's words tell, in any language of the texts: "second interview on December 8",
/// "offer", "new date: Friday". What fits none of our words is acknowledged, with all of it as notes.
[[nodiscard]] Press news_in(std::string_view words, const words::Texts& texts = words::texts_built_in());

/// A date phrase in any language of the texts, as `when` reads it; what no language makes readable stays as
/// it is. `said` and `zone` are of who said it.
[[nodiscard]] std::string date_in_english(const std::string& phrase, const words::Texts& texts, Instant said,
                                          const base::Zone& zone);

/// What can be done about an open duty, or an expired one that nobody told of: the usual thing first. Nothing
/// about one that is done or dropped.
[[nodiscard]] std::vector<Act> acts_for(const plan::Duty& duty);

/// What is asked for once a call was made and the case goes on: another date, what they said, or (of a
/// recruiter) an end. In a case that has ended, of a recruiter: whether the candidate has been told. Nothing
/// of any other duty.
[[nodiscard]] std::vector<Act> acts_after(const plan::Duty& duty, const Standing& standing,
                                          plan::Role reader);

/// In a case that has ended, the duty whose page asks a recruiter whether the candidate has been told; empty
/// when none does.
[[nodiscard]] std::string told_on_page_of(const ledger::Case& known, const plan::Plan& plan);

/// Who did it, when.
struct Doer {
    std::string name;
    Instant at;
};

/// The event file of a deed (not of `undo`). A letter is sent, a debriefing held, a call spoken: what closes
/// the duty by what happened, and not merely by its id, so that what follows from it follows.
[[nodiscard]] std::string event_for(const Press& deed, const plan::Duty& duty, const Doer& doer);

/// The day or moment on which a duty is due again once its last move is undone.
struct Former {
    base::Date day;
    std::optional<Instant> at; ///< nothing: on that day
    bool passed = false;       ///< its real former date has; this is the next working day
};

/// The last thing that closed or moved a duty, and its undoing.
struct Undoable {
    Instant accepted;
    std::int64_t fact = 0;      ///< its place in the ledger
    std::string what;           ///< what was told, in words
    queue::Event event;         ///< the same as it was told
    std::string file;           ///< the events that undo it
    std::optional<Former> back; ///< nothing: the duty is open again
    base::Zone zone;            ///< of its dates
};
/// Nothing when nothing did since `since`, the last thing was an undoing itself, or somebody else told it: a
/// candidate takes back what she told and nothing else.
[[nodiscard]] std::optional<Undoable> undoable(const ledger::History& history, const plan::Rules& rules,
                                               const plan::Duty& duty, const Doer& doer, Instant since,
                                               const plan::Person& reader);
/// The last thing told that closed or moved anything in the case.
[[nodiscard]] std::optional<Undoable> undoable(const ledger::History& history, const plan::Rules& rules,
                                               const Doer& doer, Instant since, const plan::Person& reader);

/// The time of a deed that is told at `now`: after everything that was told of the case so far, also of two
/// presses within a second.
[[nodiscard]] Instant time_of_deed(const ledger::Case& known, Instant now);

/// All of a duty that a deed depends on: who pressed a button that was shown with another state meant
/// something else.
[[nodiscard]] std::string state_words(const Standing& standing, const plan::Duty& duty);

} // namespace followup::web
