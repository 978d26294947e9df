#include "shell/files/files.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace followup::files {
namespace {

namespace fs = std::filesystem;

/// Whether the mail is in new/, or in cur/ with whatever flags a reader gave it.
bool published(const std::string& path, const std::string& name) {
    std::error_code ignored;
    if (fs::exists(path + "/new/" + name, ignored)) return true;
    for (const auto& file : fs::directory_iterator{path + "/cur", ignored}) {
        const auto there = file.path().filename().string();
        if (there == name || there.starts_with(name + ":")) return true;
    }
    return false;
}

} // namespace

base::Result<Maildir> Maildir::open(const std::string& path) {
    for (const auto* part : {"", "/tmp", "/new", "/cur"})
        if (auto made = make_folder(path + part, 0700); !made) return std::unexpected(made.error());
    return Maildir{path};
}

base::Result<void> Maildir::prepare(const std::string& name, std::string_view bytes) const {
    return write(x_path + "/tmp/" + name, bytes, 0600);
}

base::Result<void> Maildir::publish(const std::string& name) const {
    const auto draft = x_path + "/tmp/" + name;
    if (published(x_path, name)) {
        ::unlink(draft.c_str());
        return {};
    }
    if (::rename(draft.c_str(), (x_path + "/new/" + name).c_str()) != 0)
        return base::problem(draft, fmt::format("cannot be moved to new/: {}", std::strerror(errno)));
    return sync_folder(x_path + "/new");
}

} // namespace followup::files
