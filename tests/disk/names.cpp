#include "disk/disk.hpp"

#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// What is in folders. Each call goes straight to the kernel: counted, failed when it is its turn, recorded
// when it went well.
namespace followup::disk {
namespace {

bool is_there(int folder, const char* name) {
    struct stat status{};
    return fstatat(folder, name, &status, 0) == 0;
}

int opened(int folder, const char* name, int flags, mode_t mode) {
    Path path;
    find(path, folder, name);
    if (!path.ours) return static_cast<int>(syscall(SYS_openat, folder, name, flags, mode));
    if (fails(Fault::open, path.text)) return -1;
    const Order order;
    const bool made = (flags & O_CREAT) != 0 && !is_there(folder, name);
    const auto fd = static_cast<int>(syscall(SYS_openat, folder, name, flags, mode));
    struct stat status{};
    if (fd < 0 || fstat(fd, &status) != 0) return fd;
    if (made)
        record(Kind::created, status.st_ino, status.st_mode & 07777, path.text);
    else if ((flags & O_TRUNC) != 0)
        record(Kind::cut, status.st_ino, 0, {});
    return fd;
}

int renamed(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    Path before;
    Path after;
    find(before, from_folder, from);
    find(after, to_folder, to);
    const auto call = [&] {
        return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
    };
    if (!before.ours && !after.ours) return call();
    if (fails(Fault::rename, after.text)) return -1;
    const Order order;
    const auto result = call();
    if (result == 0) record(Kind::renamed, flags, 0, before.text, after.text);
    return result;
}

int linked(int from_folder, const char* from, int to_folder, const char* to, int flags) {
    Path before;
    Path after;
    find(before, from_folder, from);
    find(after, to_folder, to);
    if (after.ours && fails(Fault::rename, after.text)) return -1;
    const Order order;
    const auto result = static_cast<int>(syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
    if (result == 0 && after.ours) record(Kind::linked, 0, 0, before.text, after.text);
    return result;
}

int unlinked(int folder, const char* name, int flags) {
    Path path;
    find(path, folder, name);
    if (path.ours && fails(Fault::unlink, path.text)) return -1;
    const Order order;
    const auto result = static_cast<int>(syscall(SYS_unlinkat, folder, name, flags));
    const bool is_folder = (flags & AT_REMOVEDIR) != 0;
    if (result == 0 && path.ours) record(is_folder ? Kind::removed : Kind::unlinked, 0, 0, path.text);
    return result;
}

int made(int folder, const char* name, mode_t mode) {
    Path path;
    find(path, folder, name);
    if (path.ours && fails(Fault::open, path.text)) return -1;
    const Order order;
    const auto result = static_cast<int>(syscall(SYS_mkdirat, folder, name, mode));
    if (result == 0 && path.ours) record(Kind::folder, mode, 0, path.text);
    return result;
}

mode_t mode_in(va_list arguments) {
    return static_cast<mode_t>(va_arg(arguments, int));
}

} // namespace
} // namespace followup::disk

using namespace followup::disk;

#pragma GCC visibility push(default)
extern "C" {

int open(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = mode_in(more);
    va_end(more);
    return opened(AT_FDCWD, name, flags, mode);
}

int open64(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = mode_in(more);
    va_end(more);
    return opened(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = mode_in(more);
    va_end(more);
    return opened(folder, name, flags, mode);
}

int openat64(int folder, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = mode_in(more);
    va_end(more);
    return opened(folder, name, flags, mode);
}

// As an optimised build calls them where no file can be made.
int __open_2(const char* name, int flags) {
    return opened(AT_FDCWD, name, flags, 0);
}
int __open64_2(const char* name, int flags) {
    return opened(AT_FDCWD, name, flags, 0);
}
int __openat_2(int folder, const char* name, int flags) {
    return opened(folder, name, flags, 0);
}
int __openat64_2(int folder, const char* name, int flags) {
    return opened(folder, name, flags, 0);
}

int rename(const char* from, const char* to) noexcept {
    return renamed(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    return renamed(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
    return renamed(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) noexcept {
    return linked(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
    return linked(from_folder, from, to_folder, to, flags);
}
int unlink(const char* name) noexcept {
    return unlinked(AT_FDCWD, name, 0);
}
int remove(const char* name) noexcept {
    struct stat status{};
    const bool is_folder =
        fstatat(AT_FDCWD, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
    return unlinked(AT_FDCWD, name, is_folder ? AT_REMOVEDIR : 0);
}
int unlinkat(int folder, const char* name, int flags) noexcept {
    return unlinked(folder, name, flags);
}
int rmdir(const char* name) noexcept {
    return unlinked(AT_FDCWD, name, AT_REMOVEDIR);
}
int mkdir(const char* name, mode_t mode) noexcept {
    return made(AT_FDCWD, name, mode);
}
int mkdirat(int folder, const char* name, mode_t mode) noexcept {
    return made(folder, name, mode);
}
}
#pragma GCC visibility pop
