#pragma once

#include "core/web/http.hpp"
#include "core/words/tongue.hpp"

#include <map>
#include <string>
#include <vector>

/// The page on which a recruiter fills in and confirms what a mail of theirs told of an interview.
namespace followup::web {

/// What was filled in, by the name of its field.
using DraftFields = std::map<std::string, std::string>;

/// Something that the draft lacks, and the field for it.
struct DraftLack {
    std::string field; ///< "candidate", "employer", "name pat@x.example", …; empty: no field can mend it
    std::string words; ///< what is missing, or the question, in the reader's language

    bool operator==(const DraftLack&) const = default;
};

/// A draft in the reader's language.
struct DraftShown {
    std::vector<std::string> lines;   ///< what was understood: "Employer: Acme Robotics"
    std::vector<DraftLack> lacks;     ///< what has to be said before it can be added
    std::vector<std::string> doubts;  ///< what is to be looked at
    std::vector<std::string> follows; ///< what would be owed then
};

/// All that the page shows.
struct DraftPage {
    const DraftShown& draft;
    const words::Tongue& tongue;
    std::string agency;
    DraftFields filled;
    std::string seal;        ///< of what is shown; stands in the form that adds it
    std::string notice = {}; ///< what was done, or why nothing was
    bool added = false;      ///< no form is shown any more
};
[[nodiscard]] Reply draft_page(const DraftPage& shown);

} // namespace followup::web
