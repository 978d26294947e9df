#pragma once

#include "core/base/instant.hpp"
#include "core/base/problem.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <utility>
#include <vector>

/// The queue folder (design 5.1): new/ arrives, taken/ is being read, done/YYYY-MM-DD/ was accepted, bad/ was
/// refused.
namespace followup::spool {

using base::Instant;

/// Of an event file; a longer one is refused.
inline constexpr std::size_t file_bytes_max = 64 * 1024;

/// A file that was made ours: nobody else has a name for it any more.
struct Found {
    std::string name;                     ///< that it had in new/
    std::string held;                     ///< that it has in taken/
    std::string bytes;                    ///< all of it; empty when it is too large or could not be read
    std::optional<base::Problem> problem; ///< why it cannot be taken at all (symbolic link, too large, …)
    struct stat seen{};                   ///< as it was when it had been read

    /// User id of whom the file belongs to.
    [[nodiscard]] unsigned owner() const { return seen.st_uid; }
};

/// What a scan of new/ saw.
struct Scan {
    std::vector<Found> ready;             ///< what was held before first, then in order of name
    std::optional<base::Problem> trouble; ///< the folder itself could not be read
    bool waiting = false; ///< files written in place that are not quiet yet: look again in a while
    bool more = false;    ///< there are more than were asked for
};

/// A descriptor that is closed with it.
class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : x_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : x_fd(std::exchange(other.x_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(x_fd, other.x_fd);
        return *this;
    }
    ~Descriptor();
    /// Negative: there is none.
    [[nodiscard]] int get() const { return x_fd; }

  private:
    int x_fd;
};

/// The folders; all calls from one thread. Every function is safe to repeat after a crash: what lies in
/// taken/ then is read again.
class Spool {
  public:
    /// Makes the folders that are missing, and owns the queue for as long as it lives: a second one is
    /// refused.
    [[nodiscard]] static base::Result<Spool> open(const std::string& path);

    /// Takes what may be taken now into taken/ and reads it there: files known to have been renamed in, and
    /// those that are closed and have not changed for `quiet` of real time. At most `count_max`; dot files
    /// are somebody's work in progress. What an earlier scan gave and nobody accepted or refused comes again.
    [[nodiscard]] Scan scan(std::size_t count_max, std::chrono::milliseconds quiet);
    /// inotify saw a rename into new/: the file is complete, unless it is still open for writing.
    void renamed(std::string_view name);
    /// inotify saw a file being made in new/: whatever was renamed there before is gone.
    void written(std::string_view name);

    /// Into done/DATE/NAME (a free name beside it if that is taken). Not yet fsynced. A file that cannot be
    /// moved is told of by `trouble` and tried again by `scan`.
    [[nodiscard]] base::Result<void> accept(const Found& file, base::Date date);
    /// Into bad/NAME, for us alone, with NAME.reason beside it, for the group. Otherwise as `accept`. What
    /// could not be read and is not ours to close goes into bad/unread/.
    [[nodiscard]] base::Result<void> refuse(const Found& file, std::string_view reason);
    /// What a scan gave stays in taken/ until `look_at_held`, or the next start: nobody can judge it now.
    void hold(const Found& file);
    void look_at_held();
    /// Makes all moves since the last time durable: one fsync for each folder touched.
    [[nodiscard]] base::Result<void> sync();
    /// What cannot be taken out of new/ or put away, for as long as that is so; names no file.
    [[nodiscard]] std::optional<base::Problem> trouble() const;

    /// What a file of the queue is to hold from now on: nothing (unchanged), other bytes, or none (removed).
    using Revise = std::function<std::optional<std::string>(const std::string& bytes)>;
    /// Revises every file in tmp/, new/, taken/, done/ and bad/, durably. The reason of a refused file goes
    /// when the file changes. The file called `keep` in taken/ gets `note` instead of no bytes.
    /// Those in `silent` need not be read.
    struct Revised {
        int changed = 0;
        std::vector<std::string> unread; ///< paths of those that could not be read
    };
    [[nodiscard]] base::Result<Revised> revise(const Revise& revise, std::string_view keep,
                                               std::string_view note,
                                               const std::set<std::string>& silent = {});
    /// Gives the path and bytes of each file in done/ and bad/, until `look` has enough (false); others may
    /// work with the spool meanwhile.
    void
    look_through(const std::function<bool(const std::string& path, const std::string& bytes)>& look) const;

    /// Removes from done/ and bad/ what was put there longer than `age` ago; by our own time, never by one
    /// that a producer can set. At most `files_max` of them; true: there may be more.
    [[nodiscard]] bool clean(Instant now, std::chrono::seconds age, int files_max);

    /// Writes a file into new/ as a producer does: tmp/, fsync, rename. For the command-line program.
    [[nodiscard]] static base::Result<void> submit(const std::string& path, const std::string& name,
                                                   std::string_view bytes);

    [[nodiscard]] const std::string& path() const { return x_path; }
    /// fsyncs of folders so far: for benchmarks and status.
    [[nodiscard]] unsigned long long syncs() const { return x_syncs; }

  private:
    /// A file that was judged and could not be put away.
    struct Unfiled {
        Found file;
        std::string folder;
        std::optional<std::string> reason; ///< of a refused one
        std::string placed;                ///< where it lies, when only its reason is missing
    };
    /// A file of taken/ that is to be read.
    struct Again {
        std::string held;
        bool when_quiet = false; ///< somebody still wrote it when it was made ours
    };

    explicit Spool(std::string path) : x_path(std::move(path)) {}
    [[nodiscard]] base::Result<void> lock();
    [[nodiscard]] base::Result<void> open_folders();
    [[nodiscard]] base::Result<void> refill();
    /// Whether the file of that name in new/ may be taken; nothing: it is gone.
    [[nodiscard]] std::optional<bool> complete(const std::string& name, std::chrono::milliseconds quiet,
                                               struct stat& status) const;
    /// new/NAME -> taken/; its name there, nothing when it is gone or cannot be taken.
    [[nodiscard]] std::optional<std::string> make_ours(const std::string& name);
    void take(const std::string& name, std::chrono::milliseconds quiet, Scan& scan);
    void read(const Again& file, std::chrono::milliseconds quiet, Scan& scan);
    /// It cannot be read now, as `errno` says, and that is not for its own sake: it comes again.
    void read_later(const Again& file, Scan& scan);
    void file_again();
    [[nodiscard]] base::Result<void> put_away(Unfiled file);
    [[nodiscard]] base::Result<void> file(Unfiled& file);
    /// Whether others could read a refused file in bad/, and a copy of our own has to take its place. What
    /// cannot be copied goes into another folder.
    [[nodiscard]] base::Result<bool> shown_to_others(const Found& file, const struct stat& status,
                                                     std::string& folder);
    /// Nothing when they cannot be read.
    [[nodiscard]] std::optional<std::string> held_bytes(const std::string& held) const;
    /// Moves it from taken/ to a free name in the folder, or writes `copy` there; its path.
    [[nodiscard]] base::Result<std::string> place(const Found& file, const std::string& folder,
                                                  const std::string* copy);

    std::string x_path;
    Descriptor x_lock;
    Descriptor x_new;                 ///< of new/
    Descriptor x_taken;               ///< of taken/
    unsigned long long x_number = 0;  ///< of the last file that was made ours
    std::vector<std::string> x_names; ///< found in new/ and not yet looked at, the last one first
    std::set<std::string, std::less<>> x_renamed;
    std::set<std::string, std::less<>> x_out; ///< in taken/, given by a scan and not yet put away
    std::set<std::string> x_revised;          ///< of those: not as they were read, but as they are to be
    std::vector<Again> x_again;
    std::vector<std::string> x_held; ///< in taken/, and not to be given before somebody asks
    std::vector<Unfiled> x_unfiled;
    std::map<std::string, std::string, std::less<>> x_stuck; ///< cannot be taken: name in new/, why
    std::string x_unread;                                    ///< why the last one of taken/ could not be read
    std::optional<base::Problem> x_filing;                   ///< why the last unfiled one could not be
    std::map<std::string, int> x_numbers;                    ///< the last number given to a name in a folder
    unsigned long long x_syncs = 0;
    std::set<std::string> x_touched; ///< folders to fsync
};

} // namespace followup::spool
