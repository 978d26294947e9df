#include "disk/disk.hpp"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <execinfo.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace followup::disk {
namespace {

constexpr std::size_t kinds = 9;
constexpr const char* names[] = {"none", "write", "sync", "rename", "open", "unlink", "memory", "read"};
/// In the last place of the counters: how many were failed.
constexpr std::size_t failed = kinds - 1;

using Counter = std::atomic<std::uint64_t>;

/// DISK_FAIL is "KIND:N:ERRNO", "KIND:N:short" for half a write, or "KIND:N:ERRNO:on" for all from there on.
struct Plan {
    Fault fault = Fault::none;
    std::uint64_t at = 0;
    int error = 0;
    bool half = false;
    bool on = false;
    bool stack = std::getenv("DISK_STACK") != nullptr;
    Counter own[kinds]{};
    Counter* counts = own;

    Plan() {
        read(std::getenv("DISK_FAIL"));
        const char* path = std::getenv("DISK_COUNTS");
        const auto fd = path == nullptr ? -1 : static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR));
        if (fd < 0) return;
        void* shared = mmap(nullptr, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (shared != MAP_FAILED) counts = static_cast<Counter*>(shared);
        syscall(SYS_close, fd);
    }

    void read(const char* text) {
        if (text == nullptr) return;
        const char* colon = std::strchr(text, ':');
        if (colon == nullptr) return;
        const std::string_view kind{text, static_cast<std::size_t>(colon - text)};
        for (std::size_t n = 1; n < sizeof names / sizeof *names; ++n)
            if (kind == names[n]) fault = static_cast<Fault>(n);
        char* end = nullptr;
        at = std::strtoull(colon + 1, &end, 10);
        const std::string_view deed = *end == ':' ? end + 1 : "";
        half = deed.starts_with("short");
        on = deed.ends_with(":on");
        constexpr struct {
            const char* name;
            int number;
        } errors[] = {
            {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}, {"EACCES", EACCES}};
        for (const auto& each : errors)
            if (deed.starts_with(each.name)) error = each.number;
    }
};

Plan& plan() {
    alignas(Plan) static unsigned char room[sizeof(Plan)];
    static Plan* const once = new (room) Plan; // never destroyed: the last free comes after everything
    return *once;
}

void tell(Fault fault, const char* path) {
    const std::string_view name = names[static_cast<std::size_t>(fault)];
    const std::string_view parts[] = {"disk: failed on purpose: ", name, " ", path, "\n"};
    for (const auto part : parts)
        syscall(SYS_write, STDERR_FILENO, part.data(), part.size());
}

void tell_where() {
    void* frames[48];
    backtrace_symbols_fd(frames, backtrace(frames, 48), STDERR_FILENO);
}

} // namespace

bool fails(Fault fault, const char* path) {
    auto& all = plan();
    const auto number = ++all.counts[static_cast<std::size_t>(fault)];
    if (fault != all.fault || (all.on ? number < all.at : number != all.at)) return false;
    ++all.counts[failed];
    if (fault != Fault::memory) tell(fault, path);
    if (all.stack) tell_where();
    errno = all.error;
    return true;
}

bool is_short() {
    return plan().half;
}

bool leaves_out(const char* path) {
    static const char* const ending = std::getenv("DISK_LEAVE_OUT");
    return ending != nullptr && std::string_view{path}.ends_with(ending);
}

} // namespace followup::disk
