#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

/// What lies in the folders of the queue, for who watches it. By the disk's time.
namespace followup::spool {

/// Files of one folder; dot files are somebody's work in progress.
struct Lying {
    static constexpr std::size_t counted_most = 1'000;

    std::size_t files = 0;                        ///< at most `counted_most`
    std::optional<std::chrono::seconds> oldest{}; ///< for how long it has been there; nothing: none is
};
/// Of a folder that cannot be read: nothing.
[[nodiscard]] Lying lying_in(const std::string& folder);

/// Files that were refused within the last `within` and lie in bad/ still, but for those of whose name a file
/// was accepted later. More than 100 are told as 100.
[[nodiscard]] std::size_t refused_lately(const std::string& queue, std::chrono::seconds within);

} // namespace followup::spool
