#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text for a terminal of 80 columns.
namespace followup::web {

constexpr std::size_t columns_max = 80;

/// How parts of a text stand out; without colour they do not.
struct Paint {
    bool colour = false;

    [[nodiscard]] std::string heading(std::string_view text) const;
    [[nodiscard]] std::string alarm(std::string_view text) const;
    [[nodiscard]] std::string quiet(std::string_view text) const;
};

/// The text in lines of at most 80 columns, each ended: the first is indented by `first` blanks, further
/// ones by `rest`. A word that does not fit stays whole. Line feeds of the text begin new lines.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t first, std::size_t rest);

} // namespace followup::web
