#pragma once

#include "core/ledger/case.hpp"

#include <string>
#include <vector>

namespace followup::ledger {

/// Something that was known and is not any more, or is known otherwise.
struct Loss {
    enum class What { replaced, gone, struck, off, ended };
    enum class Of {
        candidate_name,
        candidate_phone,
        candidate_zone,
        candidate_email,
        candidate_language,
        candidate_salutation,
        employer,
        employer_address,
        employer_phone,
        employer_language,
        position,
        place,
        problem,
        strength,
        project,
        concern,
        answer, ///< to a concern
        note,
        met,
        name,
        title,
        phone,
        address,
        email,
        salutation,
        language,
        talked_about,
        promise,
        said,   ///< the sentence of a promise
        number, ///< to call
        step,
        step_note,
        interview,
        told, ///< what the candidate was told of the outcome
        whole_case
    };
    What what = What::replaced;
    Of of = Of::position;
    std::string whom = {}; ///< the person met or called; "test" of a step, "rejected" of a case
    std::string before = {};
    std::string now = {}; ///< empty unless it was replaced

    bool operator==(const Loss&) const = default;
};

/// "replaced", "candidate-phone", …: how phrases are named.
[[nodiscard]] std::string_view word(Loss::What what);
[[nodiscard]] std::string_view word(Loss::Of of);

/// What an event takes away from a case or ends in it, as far as those eyes may know of it. Empty: nothing.
[[nodiscard]] std::vector<Loss> losses(const Case& before, const Case& after, const queue::Eyes& eyes);

} // namespace followup::ledger
