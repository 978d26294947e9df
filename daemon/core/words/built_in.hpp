#pragma once

#include <span>
#include <string_view>

namespace followup::words {

/// A file of config/templates as it was when the program was built.
struct File {
    std::string_view path; ///< below the folder: "en/call.md", "page.html"
    std::string_view text;
};

/// All of them; made by sources.cmake.
[[nodiscard]] std::span<const File> built_in();

} // namespace followup::words
