#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace followup::words {

/// The words of a language for days and times, and the English of each: its phrases "when-ENGLISH", of which
/// each lists the ways to say it, with commas between. Built once for a language; looked up for each word of
/// each date.
class DateWords {
  public:
    struct Rule {
        std::string said; ///< folded
        std::string english;
    };

    explicit DateWords(const std::map<std::string, std::string, std::less<>>& phrases);

    /// Whether the language has none.
    [[nodiscard]] bool empty() const { return x_rules.empty(); }
    /// The longest rule that a folded text begins with, in whole words; null when none does.
    [[nodiscard]] const Rule* at(std::string_view text) const;

  private:
    void add(std::string said, const std::string& english);

    std::vector<Rule> x_rules; ///< by their first byte, then the longest first
};

} // namespace followup::words
