#pragma once

#include "core/base/instant.hpp"
#include "core/base/problem.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The queue folder (design 5.1): new/ arrives, done/YYYY-MM-DD/ was accepted, bad/ was refused.
namespace followup::spool {

using base::Instant;

/// Of an event file; a longer one is refused.
inline constexpr std::size_t file_bytes_max = 64 * 1024;

/// A file of new/ as it was found.
struct Found {
    std::string name;                     ///< in new/
    std::string bytes;                    ///< empty with a problem
    std::optional<base::Problem> problem; ///< why it cannot be taken at all (symbolic link, too large, …)
    unsigned owner = 0;                   ///< user id of whom the file belongs to
};

/// What a scan of new/ saw.
struct Scan {
    std::vector<Found> ready;             ///< in order of name
    std::optional<base::Problem> trouble; ///< the folder itself could not be read
    bool waiting = false; ///< files written in place that are not quiet yet: look again in a while
    bool more = false;    ///< there are more than were asked for
};

/// The folders; all calls from one thread. Every function is safe to repeat after a crash.
class Spool {
  public:
    /// Makes the folders that are missing (new/ and tmp/ with mode 3730 when made by us as root, else 0770).
    [[nodiscard]] static base::Result<Spool> open(const std::string& path);
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&& other) noexcept;
    ~Spool();

    /// The files that may be taken now: those known to have been renamed in, and those that are closed and
    /// have not changed for `quiet` of real time. At most `count_max`; dot files are somebody's work in
    /// progress.
    [[nodiscard]] Scan scan(std::size_t count_max, std::chrono::milliseconds quiet);
    /// inotify saw a rename into new/: the file is complete.
    void renamed(std::string_view name);
    /// Files may have come while nobody watched: in the next listing, what was moved in since it was written
    /// is complete. So it is at the start.
    void unwatched() { x_unwatched = true; }

    /// new/NAME -> done/DATE/NAME (a free name beside it if that is taken). Not yet fsynced.
    [[nodiscard]] base::Result<void> accept(const std::string& name, base::Date date);
    /// new/NAME -> bad/NAME with NAME.reason beside it. Not yet fsynced.
    [[nodiscard]] base::Result<void> refuse(const std::string& name, std::string_view reason);
    /// Makes all moves since the last time durable: one fsync for each folder touched.
    [[nodiscard]] base::Result<void> sync();

    /// What a file of the queue is to hold from now on: nothing (unchanged), other bytes, or none (removed).
    using Revise = std::function<std::optional<std::string>(const std::string& bytes)>;
    /// Revises every file in new/, done/ and bad/, durably. The reason of a refused file goes when the file
    /// changes. `keep` is a name in new/ that gets `note` instead of no bytes.
    [[nodiscard]] base::Result<int> revise(const Revise& revise, std::string_view keep,
                                           std::string_view note);

    /// Removes what is older than `age` from done/ and bad/.
    void clean(Instant now, std::chrono::seconds age);

    /// Writes a file into new/ as a producer does: tmp/, fsync, rename. For the command-line program.
    [[nodiscard]] static base::Result<void> submit(const std::string& path, const std::string& name,
                                                   std::string_view bytes);

    [[nodiscard]] const std::string& path() const { return x_path; }
    /// fsyncs of folders so far: for benchmarks and status.
    [[nodiscard]] unsigned long long syncs() const { return x_syncs; }

  private:
    Spool(std::string path, int folder) : x_path(std::move(path)), x_new(folder) {}
    [[nodiscard]] base::Result<void> refill();
    [[nodiscard]] std::optional<Found> look(const std::string& name, std::chrono::milliseconds quiet) const;
    [[nodiscard]] base::Result<std::string> move(const std::string& name, const std::string& folder);

    std::string x_path;
    int x_new = -1;                   ///< descriptor of new/
    std::vector<std::string> x_names; ///< found in new/ and not yet looked at, the last one first
    std::set<std::string, std::less<>> x_renamed;
    std::set<std::string, std::less<>>
        x_stuck; ///< could not be moved away: not looked at again before a restart
    bool x_unwatched = true;
    bool x_listing_unwatched = false; ///< of the names not yet looked at
    unsigned long long x_syncs = 0;
    std::set<std::string> x_touched; ///< folders to fsync
};

} // namespace followup::spool
