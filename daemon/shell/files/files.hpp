#pragma once

#include "core/base/problem.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace followup::files {

/// The bytes of a regular file of at most `bytes_max` bytes. The problem names the path and the reason.
[[nodiscard]] base::Result<std::string> read(const std::string& path, std::size_t bytes_max = 1024 * 1024);

/// The same of a file of any length: its first `bytes_max` bytes.
[[nodiscard]] base::Result<std::string> read_beginning(const std::string& path, std::size_t bytes_max);

/// The files below a folder and in its folders, by their path below it; hidden ones and those that end in '~'
/// are left out. None when there is no such folder.
[[nodiscard]] base::Result<std::map<std::string, std::string>> read_below(const std::string& folder);

/// Writes a file so that it is there whole or not at all, and on the disk when it returns: beside it, fsync,
/// rename, fsync of the folder.
[[nodiscard]] base::Result<void> write(const std::string& path, std::string_view bytes, unsigned mode = 0644);

[[nodiscard]] base::Result<void> make_folder(const std::string& path, unsigned mode = 0755);
[[nodiscard]] base::Result<void> sync_folder(const std::string& path);

/// A key of 32 bytes kept in a file of mode 0600. Refused when others may read it.
[[nodiscard]] base::Result<std::string> secret(const std::string& path);
/// A fresh key of 32 random bytes, kept in a file that was not there.
[[nodiscard]] base::Result<std::string> fresh_secret(const std::string& path);

/// Copies all that can be read from a descriptor into a file of mode 0600, durably; one that is there is
/// replaced.
[[nodiscard]] base::Result<void> copied(int from, const std::string& path);

/// Free bytes and inodes of a file system, in per cent and bytes.
struct Space {
    unsigned long long bytes_free = 0;
    double bytes_percent = 100;
    double inodes_percent = 100;
};
[[nodiscard]] base::Result<Space> space(const std::string& path);

/// An exclusive lock for as long as it lives.
class Lock {
  public:
    [[nodiscard]] static base::Result<Lock> take(const std::string& path);
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&& other) noexcept;
    ~Lock();

  private:
    explicit Lock(int fd) : x_fd(fd) {}
    int x_fd;
};

/// A Maildir: mails are written to tmp/, on the disk before they appear in new/.
class Maildir {
  public:
    /// Makes the folders that are missing.
    [[nodiscard]] static base::Result<Maildir> open(const std::string& path);

    /// Writes tmp/NAME, fsynced; nobody sees it yet.
    [[nodiscard]] base::Result<void> prepare(const std::string& name, std::string_view bytes) const;
    /// tmp/NAME -> new/NAME, and the folder fsynced. A NAME that is there already (in new/ or cur/) is the
    /// same mail: nothing more happens.
    [[nodiscard]] base::Result<void> publish(const std::string& name) const;
    /// Takes tmp/NAME away: it must not appear any more.
    void withdraw(const std::string& name) const;
    /// Names of what lies in new/, in order. What is no regular file is left out.
    [[nodiscard]] base::Result<std::vector<std::string>> arrived() const;
    /// Whether new/ holds it still.
    [[nodiscard]] bool holds(const std::string& name) const;
    /// A mail of new/.
    struct Arrived {
        std::string bytes;
        std::chrono::sys_seconds at; ///< when it was written
        std::size_t size = 0;        ///< of the whole file
    };
    /// At most its first `bytes_max` bytes.
    [[nodiscard]] base::Result<Arrived> read(const std::string& name, std::size_t bytes_max) const;
    /// Takes a mail of new/ away for good, or puts it into cur/ as seen.
    [[nodiscard]] base::Result<void> remove(const std::string& name) const;
    [[nodiscard]] base::Result<void> put_aside(const std::string& name) const;
    /// Where it lies then.
    [[nodiscard]] std::string place_aside(const std::string& name) const;
    /// Removes what was put into cur/ before `before`, by the file's own time, at most so many; their number.
    [[nodiscard]] base::Result<int> clean(std::chrono::sys_seconds before, int files_max) const;
    [[nodiscard]] const std::string& path() const { return x_path; }

  private:
    explicit Maildir(std::string path) : x_path(std::move(path)) {}
    std::string x_path;
};

} // namespace followup::files
