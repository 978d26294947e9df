#include "shell/files/owner.hpp"

#include "core/base/require.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace followup::files {

std::optional<Owner> owner_of(const std::string& path) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
    return Owner{facts.st_uid, facts.st_gid};
}

std::optional<Owner> user_named(const std::string& name) {
    const auto* user = ::getpwnam(name.c_str());
    if (user == nullptr) return std::nullopt;
    return Owner{user->pw_uid, user->pw_gid};
}

base::Result<Being> Being::of(const Owner& owner) {
    if (::geteuid() != 0 || owner.user == 0) return Being{false};
    if (::setegid(owner.group) != 0 || ::seteuid(owner.user) != 0) {
        auto problem = base::problem(fmt::format("uid {}", owner.user),
                                     fmt::format("cannot be worked for: {}", std::strerror(errno)));
        base::require(::setegid(0) == 0, "root gets its group back");
        return problem;
    }
    return Being{true};
}

Being::Being(Being&& other) noexcept : x_changed(std::exchange(other.x_changed, false)) {}

Being::~Being() {
    if (!x_changed) return;
    base::require(::seteuid(0) == 0 && ::setegid(0) == 0, "root is root again");
}

} // namespace followup::files
