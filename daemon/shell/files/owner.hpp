#pragma once

#include "core/base/problem.hpp"

#include <optional>
#include <string>
#include <sys/types.h>

/// Working in the folders of another user, as root.
namespace followup::files {

/// To whom something belongs.
struct Owner {
    uid_t user = 0;
    gid_t group = 0;

    bool operator==(const Owner&) const = default;
};
/// Nothing when there is no such thing.
[[nodiscard]] std::optional<Owner> owner_of(const std::string& path);
/// A user of this system with their first group; nothing when there is none.
[[nodiscard]] std::optional<Owner> user_named(const std::string& name);

/// Is that user for as long as it lives, if we are root: whatever is made meanwhile is theirs, and no link of
/// theirs leads root anywhere. For programs with one thread.
class Being {
  public:
    [[nodiscard]] static base::Result<Being> of(const Owner& owner);
    Being(Being&& other) noexcept;
    Being& operator=(Being&&) = delete;
    ~Being();

  private:
    explicit Being(bool changed) : x_changed(changed) {}
    bool x_changed;
};

} // namespace followup::files
