#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <sys/types.h>

/// A library of our own that is preloaded into the daemon. Below the folder DISK_ROOT it tells, in order and
/// with all bytes, what is written, synced and named there (into the file DISK_LOG), and it fails one call on
/// purpose (DISK_FAIL). Nothing here allocates: it also stands in the place of malloc.
namespace followup::disk {

/// What a record tells; tests/e2e/disk.py reads them.
enum class Kind : std::uint32_t {
    created = 1,  ///< a file that was not there: inode, mode, its path
    written = 2,  ///< inode, offset, the bytes
    cut = 3,      ///< inode, its new size
    synced = 4,   ///< inode of a file
    listed = 5,   ///< a folder was synced: its path
    renamed = 6,  ///< flags, both paths
    linked = 7,   ///< both paths
    unlinked = 8, ///< its path
    folder = 9,   ///< a folder was made: mode, its path
    removed = 10, ///< a folder was removed: its path
    said = 11,    ///< on a socket, before it leaves: our port, the other's (0: no TCP), the bytes
    noted = 12,   ///< what the campaign itself wants to find in its place
};

/// What may be failed; their numbers are the places of their counters in DISK_COUNTS.
enum class Fault : std::size_t { none, write, sync, rename, open, unlink, memory, read };

/// Room for an absolute path.
struct Path {
    char text[4096];
    /// Whether it lies below DISK_ROOT.
    bool ours = false;
};

/// The path of a name, as the call names it.
void find(Path& path, int folder, const char* name);
/// The path of an open file or folder; not ours when it is neither.
void find(Path& path, int fd);

/// Whether anything below the root is of interest at all.
[[nodiscard]] bool watching();
/// Whether DISK_LOG is there.
[[nodiscard]] bool recording();

/// Held while a call is done and recorded, so that the records are in the order of the calls: of all threads,
/// and of all processes with the same log.
class Order {
  public:
    Order();
    ~Order();
    Order(const Order&) = delete;
    Order& operator=(const Order&) = delete;
};

/// One record, whole; nothing when there is no log.
void record(Kind kind, std::uint64_t a, std::uint64_t b, std::string_view first,
            std::string_view second = {});

/// Counts a call; true: it is the one that is to fail, which the standard error tells, and `errno` says of
/// what.
[[nodiscard]] bool fails(Fault fault, const char* path = "");
/// Whether the write that fails is to be one that writes only half.
[[nodiscard]] bool is_short();
/// Whether syncs of it are left out, a planted break: its path ends in DISK_LEAVE_OUT.
[[nodiscard]] bool leaves_out(const char* path);
/// Tells of what is sent on a socket; nothing for any other descriptor.
void say(int fd, std::string_view bytes);

} // namespace followup::disk
