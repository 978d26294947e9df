#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// Private to this folder: what a database has to be able to do. Who implements it throws nothing but
/// DatabaseError.
namespace followup::store {

/// What kind of failure a database reported.
enum class Failure { full, busy, damaged, unavailable, io, constraint, other };

/// A database did not do what it was asked.
struct DatabaseError {
    Failure failure = Failure::other;
    bool of_writing = false; ///< a write, a sync or a truncation failed: nobody knows what the disk holds
    std::string words;       ///< the database's own; they name tables and columns, never values
    std::string system;      ///< the operating system's, where it was its failure
};

/// A prepared statement. Places of parameters and columns count from 0.
class Statement {
  public:
    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    virtual ~Statement() = default;

    virtual void bind_null(int place) = 0;
    virtual void bind_number(int place, std::int64_t value) = 0;
    /// Text and bytes must live until `end`.
    virtual void bind_text(int place, std::string_view text) = 0;
    virtual void bind_bytes(int place, std::string_view bytes) = 0;

    /// Runs it with what is bound, or goes on; whether there is a row (now).
    virtual bool step() = 0;
    /// How many rows it has changed.
    [[nodiscard]] virtual std::int64_t changed() const = 0;
    /// Lets go of what was bound, and of the snapshot that rows not read would hold.
    virtual void end() = 0;

    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t number(int column) const = 0;
    /// Valid until the next step.
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual std::string_view bytes(int column) const = 0;
};

/// A connection to a database. What it prepared must not outlive it.
class Driver {
  public:
    Driver() = default;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;
    virtual ~Driver() = default;

    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(const char* sql) = 0;
    /// Whether a transaction is open; after some failures it is rolled back without anybody's asking.
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// Sees to it that what was erased is in no file any more.
    virtual void empty_log() = 0;
};

} // namespace followup::store
