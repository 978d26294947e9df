#pragma once

#include "core/base/problem.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace followup::store {

class Store;

/// A file that is open for reading and has no name any more: it goes with the last who holds it.
class NamelessFile {
  public:
    NamelessFile(int fd, std::uint64_t size) : x_fd(fd), x_size(size) {}
    ~NamelessFile();
    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;

    [[nodiscard]] std::uint64_t size() const { return x_size; }
    /// Exactly so many bytes from `at` on; false when they cannot be read. On any thread.
    [[nodiscard]] bool read(std::uint64_t at, char* into, std::size_t count) const;

  private:
    int x_fd;
    std::uint64_t x_size;
};

/// A copy of the ledger that is being made, in a file of our own that nobody else may read. What the ledger
/// takes in meanwhile is in it, up to the last step.
class Copying {
  public:
    ~Copying();
    Copying(const Copying&) = delete;
    Copying& operator=(const Copying&) = delete;

    /// Copies the next pages, which takes a few milliseconds; true when there is more. On the store's thread,
    /// between transactions, while the store is open.
    [[nodiscard]] base::Result<bool> step();
    /// After the last step: checks the whole copy, which may take long, and gives it. On any thread.
    [[nodiscard]] base::Result<std::shared_ptr<const NamelessFile>> finish();
    /// Makes a check under way end soon, with a problem. On any thread.
    void give_up();

  private:
    friend class Store;
    struct State;
    explicit Copying(std::unique_ptr<State> state);
    std::unique_ptr<State> x_state;
};

/// Removes what copies left behind in the folder when their process died.
void remove_unfinished_copies(const std::string& folder);

} // namespace followup::store
