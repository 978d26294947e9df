#pragma once

#include "core/web/acts.hpp"
#include "core/web/page.hpp"
#include "core/words/tongue.hpp"

#include <optional>
#include <string>
#include <vector>

/// The page of one duty: what is owed and its buttons, what was told, and how to undo it; in the language of
/// who reads it.
namespace followup::web {

/// A deed with a date, or one that takes something away, read back before it counts.
struct ReadBack {
    Press deed;
    std::string means;                ///< how the phrase was read, or that something is taken away
    std::vector<std::string> follows; ///< what would follow
    std::vector<std::string> warnings;
    std::string sure; ///< the seal of this reading
};

/// All that the page shows.
struct ActPage {
    const Standing& standing;
    const plan::Duty& duty;
    const plan::Person& reader;
    const ledger::Agency& agency;
    const words::Tongue& tongue;
    base::seconds letter_due; ///< within which a letter is owed
    Instant now;
    bool acts = true; ///< the link is good still
    std::string seal; ///< of what is shown; stands in every form
    std::optional<Undoable> undo = {};
    std::vector<std::string> told = {}; ///< what has just been recorded, and what followed
    std::string notice = {};            ///< why nothing was recorded
    std::optional<ReadBack> read = {};
    std::optional<base::Problem> wrong = {}; ///< with the date that was typed
    Press typed = {};                        ///< as it was sent, to be mended
};
[[nodiscard]] Reply act_page(const ActPage& shown);

/// What a link shows that is none of ours, or too old.
[[nodiscard]] Reply unknown_link(const words::Tongue& tongue);
[[nodiscard]] Reply old_link(const ledger::Agency& agency, const words::Tongue& tongue);

} // namespace followup::web
