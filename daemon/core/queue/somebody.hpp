#pragma once

#include "core/queue/learned.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace followup::queue {

/// One person met, by all that was ever told of them, and how they are taken out of what people wrote.
struct Somebody {
    std::set<std::string> names;     ///< every name, as written
    std::set<std::string> addresses; ///< in lower case
    std::set<std::string> ids;
    std::set<std::string> numbers; ///< telephone numbers, their digits alone
    std::set<std::string> titles;  ///< as written
    std::set<std::string> spared;  ///< words of their names that mean others as well, as `compared`

    /// Whether a person met is they. Of two of one name it is the one with their id or address.
    [[nodiscard]] bool is(const Met& met) const;
    /// Whether a text that stands in the place of a name means them: a name, an address or an id of theirs.
    [[nodiscard]] bool called(std::string_view text) const;
    /// Whether a text names them in full, by address or by number.
    [[nodiscard]] bool named_in(std::string_view text) const;
    /// Whether one of those to be seen is they: a name, a title of theirs, or both.
    [[nodiscard]] bool seen_as(std::string_view name_or_title) const;
    /// The text with "…" in the place of their names, each word of them that means nobody else, addresses,
    /// numbers and titles. A word that is one of the language, too ("Will"), is taken for a name when it
    /// begins with a capital letter.
    [[nodiscard]] std::string taken_out_of(std::string_view text) const;
    /// By what a mail that tells of them is known: names, words of them that mean nobody else, addresses.
    [[nodiscard]] std::set<std::string> known_by() const;

    bool operator==(const Somebody&) const = default;
};

/// The words of a text as `compared`, in order; what joins them is left out.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
/// The digits of a telephone number; empty when they are too few to be one.
[[nodiscard]] std::string digits_of(std::string_view number);

} // namespace followup::queue
