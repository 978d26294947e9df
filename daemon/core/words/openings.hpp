#pragma once

#include "core/words/texts.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace followup::words {

/// What people's words may begin with, in every language there is. A phrase names its alternatives with
/// commas between them: "done, sent".
class Openings {
  public:
    Openings(const Texts& texts, std::span<const std::string_view> phrases);

    struct Met {
        std::size_t phrase;    ///< index into `phrases`
        std::string_view rest; ///< what stands behind it
    };
    /// The longest alternative that the text begins with as whole words; upper and lower case of ASCII are
    /// alike.
    [[nodiscard]] std::optional<Met> met(std::string_view text) const;

  private:
    struct Opening {
        std::string words;
        std::size_t phrase;
    };
    std::vector<Opening> x_all; ///< the longer ones first
};

} // namespace followup::words
