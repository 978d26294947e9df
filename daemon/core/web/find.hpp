#pragma once

#include "core/plan/plan.hpp"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What people mean by a loose name: "chen", "acme", "letter chen".
namespace followup::web {

/// A case as it stands: what is known and what follows.
using Standing = std::pair<ledger::Case, plan::Plan>;

/// Why words mean nothing certain: nothing is called so, or several things are.
struct Unclear {
    /// One thing that may have been meant.
    struct Choice {
        std::string id;
        std::string words;
    };
    base::Problem problem;
    std::vector<Choice> choices;
};

/// {"problems": […], "choices": [{id, words}]}.
[[nodiscard]] std::string unclear_json(const Unclear& unclear);

/// The case of that id, interview, candidate (name or address), employer or person met. Of several the ones
/// in which something is owed are meant.
[[nodiscard]] std::expected<std::size_t, Unclear> case_meant(std::string_view words,
                                                             std::span<const Standing> cases);

/// The interview that an event about the case is about: the one whose id the words are, else the last one.
[[nodiscard]] std::string interview_meant(std::string_view words, const ledger::Case& known);

/// Which duties a command is about.
enum class Which { any, open, closed };

/// A duty by its id, or by words of its id, summary and candidate; an exact id is found in any state.
struct DutyMeant {
    std::size_t case_index = 0;
    std::size_t duty_index = 0;
};
[[nodiscard]] std::expected<DutyMeant, Unclear> duty_meant(std::string_view words,
                                                           std::span<const Standing> cases, Which which);

/// What was done to a person: a letter goes to people met, a call to whom one was promised as well.
enum class Deed { letter, call };

/// Whom an event names, and the interview in which they are meant: where that deed is owed to them, else the
/// last one in which they were met.
struct PersonMeant {
    std::string interview;
    std::string name;
};
/// `interview`: only of that one; empty: of the whole case.
[[nodiscard]] std::expected<PersonMeant, Unclear> person_meant(std::string_view words, const Standing& of,
                                                               std::string_view interview, Deed deed);

/// What of a case is moved to another date and is no call: an open duty by its id, or as "next" the next date
/// itself. Null: the words mean neither.
[[nodiscard]] const plan::Duty* movable_meant(std::string_view words, const Standing& of);

} // namespace followup::web
