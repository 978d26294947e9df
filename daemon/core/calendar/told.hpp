#pragma once

#include "core/words/texts.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// An interview told in a few sentences, as far as it can be understood without guessing.
namespace followup::calendar {

/// Names of a case that may be meant.
struct NamesKnown {
    std::string candidate;
    std::string address;
    std::string employer;
    std::string position;
};

/// What somebody told; what is empty they did not say, or said so that it can mean several.
struct Told {
    std::string candidate;
    std::string address; ///< of the candidate
    std::string employer;
    std::string position;
    std::string ended; ///< a TOML date-time
    std::vector<std::string> met;
    std::vector<std::string> several; ///< names of candidates of whom only one can be meant

    /// Nothing at all was understood.
    [[nodiscard]] bool empty() const {
        return candidate.empty() && address.empty() && employer.empty() && position.empty() && ended.empty()
               && met.empty() && several.empty();
    }
    bool operator==(const Told&) const = default;
};

/// A phrase that says when an interview ended, as a TOML date-time; nothing when it is none.
using Readable = std::function<std::optional<std::string>(std::string_view phrase)>;

/// Reads names that are known where they stand as whole words, "Name <address>", and lines or sentences such
/// as "Employer: Acme Robotics" and "ended today at 15:30", in every language of the texts (the phrases
/// "told-…"). Several names for one thing are none.
[[nodiscard]] Told told_in(std::string_view text, std::span<const NamesKnown> known, const Readable& ends,
                           const words::Texts& texts = words::texts_built_in());

/// What is told as an event file of that recruiter; what is not told is left out.
[[nodiscard]] std::string event_file(const Told& told, std::string_view id, std::string_view recruiter);

} // namespace followup::calendar
