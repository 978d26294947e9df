#include "disk/disk.hpp"

#include <cerrno>
#include <malloc.h>

// glibc's own, under the names by which it can still be called.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

using followup::disk::Fault;

/// backtrace() allocates, too.
thread_local bool within [[gnu::tls_model("initial-exec")]] = false;

bool fails() {
    if (within) return false;
    within = true;
    const bool failed = followup::disk::fails(Fault::memory);
    within = false;
    return failed;
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

void* malloc(std::size_t size) {
    return fails() ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
    return fails() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
    return fails() ? nullptr : __libc_realloc(old, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
    return fails() ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return fails() ? nullptr : __libc_memalign(alignment, size);
}

int posix_memalign(void** place, std::size_t alignment, std::size_t size) {
    void* got = fails() ? nullptr : __libc_memalign(alignment, size);
    if (got == nullptr) return ENOMEM;
    *place = got;
    return 0;
}
}
#pragma GCC visibility pop
