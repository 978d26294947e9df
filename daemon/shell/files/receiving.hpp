#pragma once

#include "core/base/problem.hpp"

#include <string>
#include <string_view>

namespace followup::files {

/// A file that comes piece by piece and is there whole or not at all: it is written beside its place, mode
/// 0600, and goes there at the end.
class Receiving {
  public:
    /// Refused when something is in its place, unless that is a regular file and `replace`.
    [[nodiscard]] static base::Result<Receiving> open(const std::string& path, bool replace);
    Receiving(Receiving&& other) noexcept;
    Receiving& operator=(Receiving&&) = delete;
    /// What was not kept is removed.
    ~Receiving();

    [[nodiscard]] base::Result<void> write(std::string_view piece) const;
    /// Makes it durable and puts it into its place; nothing that came there meanwhile is overwritten unless
    /// `replace`.
    [[nodiscard]] base::Result<void> keep();

  private:
    Receiving(int fd, std::string path, std::string draft, bool replace)
        : x_fd(fd), x_path(std::move(path)), x_draft(std::move(draft)), x_replace(replace) {}
    int x_fd;
    std::string x_path;
    std::string x_draft; ///< empty: it is in its place
    bool x_replace;
};

} // namespace followup::files
