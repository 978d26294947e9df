#include "disk/disk.hpp"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// What is in files. Each call goes straight to the kernel: counted, failed when it is its turn, recorded when
// it went well.
namespace followup::disk {
namespace {

/// The inode of an open regular file below the root, and its path; 0: it is none.
std::uint64_t inode_of(int fd, Path& path) {
    if (!watching()) return 0;
    struct stat status{};
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    find(path, fd);
    return path.ours ? status.st_ino : 0;
}

/// A write of any kind; `offset` is negative where it goes on from the last one.
ssize_t written(int fd, const char* bytes, std::size_t size, off_t offset) {
    const auto put = [&](std::size_t count) {
        return offset < 0 ? syscall(SYS_write, fd, bytes, count)
                          : syscall(SYS_pwrite64, fd, bytes, count, offset);
    };
    Path path;
    const auto inode = inode_of(fd, path);
    if (inode == 0) return put(size);
    const bool failed = fails(Fault::write, path.text);
    if (failed && (!is_short() || size < 2)) return -1;
    const Order order;
    const auto done = put(failed ? size / 2 : size);
    if (done < 0 || !recording()) return done;
    const auto begin = offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset;
    record(Kind::written, inode, static_cast<std::uint64_t>(begin), {bytes, static_cast<std::size_t>(done)});
    return done;
}

/// A read of any kind; `offset` is negative where it goes on from the last one. Only its failures are of
/// interest.
ssize_t read_from(int fd, void* bytes, std::size_t size, off_t offset) {
    Path path;
    if (inode_of(fd, path) != 0 && fails(Fault::read, path.text)) return -1;
    return offset < 0 ? syscall(SYS_read, fd, bytes, size) : syscall(SYS_pread64, fd, bytes, size, offset);
}

int synced(int fd, long call) {
    if (!watching()) return static_cast<int>(syscall(call, fd));
    Path path;
    find(path, fd);
    if (!path.ours) return static_cast<int>(syscall(call, fd));
    struct stat status{};
    if (fstat(fd, &status) != 0) return -1;
    const bool is_folder = S_ISDIR(status.st_mode);
    if (leaves_out(path.text)) return 0;
    if (fails(Fault::sync, path.text)) return -1;
    const Order order;
    const auto result = static_cast<int>(syscall(call, fd));
    if (result != 0) return result;
    if (is_folder)
        record(Kind::listed, 0, 0, path.text);
    else
        record(Kind::synced, status.st_ino, 0, path.text);
    return result;
}

int cut(int fd, off_t size) {
    Path path;
    const auto inode = inode_of(fd, path);
    if (inode == 0) return static_cast<int>(syscall(SYS_ftruncate, fd, size));
    if (fails(Fault::write, path.text)) return -1;
    const Order order;
    const auto result = static_cast<int>(syscall(SYS_ftruncate, fd, size));
    if (result == 0) record(Kind::cut, inode, static_cast<std::uint64_t>(size), {});
    return result;
}

} // namespace
} // namespace followup::disk

using namespace followup::disk;

#pragma GCC visibility push(default)
extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
    say(fd, {static_cast<const char*>(bytes), size});
    return written(fd, static_cast<const char*>(bytes), size, -1);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    return written(fd, static_cast<const char*>(bytes), size, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off_t offset) {
    return written(fd, static_cast<const char*>(bytes), size, offset);
}

ssize_t read(int fd, void* bytes, size_t size) {
    return read_from(fd, bytes, size, -1);
}
ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
    return read_from(fd, bytes, size, offset);
}
ssize_t pread64(int fd, void* bytes, size_t size, off_t offset) {
    return read_from(fd, bytes, size, offset);
}

// Where one part comes out short, so does the whole.
ssize_t writev(int fd, const iovec* parts, int count) {
    Path path;
    if (inode_of(fd, path) == 0) {
        for (int n = 0; n < count; ++n)
            say(fd, {static_cast<const char*>(parts[n].iov_base), parts[n].iov_len});
        return syscall(SYS_writev, fd, parts, count);
    }
    ssize_t all = 0;
    for (int n = 0; n < count; ++n) {
        const auto done = written(fd, static_cast<const char*>(parts[n].iov_base), parts[n].iov_len, -1);
        if (done < 0) return all > 0 ? all : done;
        all += done;
        if (static_cast<std::size_t>(done) < parts[n].iov_len) break;
    }
    return all;
}

int fsync(int fd) {
    return synced(fd, SYS_fsync);
}
int fdatasync(int fd) {
    return synced(fd, SYS_fdatasync);
}
int ftruncate(int fd, off_t size) noexcept {
    return cut(fd, size);
}
int ftruncate64(int fd, off_t size) noexcept {
    return cut(fd, size);
}
}
#pragma GCC visibility pop
