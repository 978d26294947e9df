#pragma once

#include "shell/store/sqlite.hpp"

#include <sqlite3.h>

#include <string>

/// Private to this folder: database files besides the ledger that is open, and what is done with them.
namespace followup::store {

/// A plain connection to another file than the ledger. What goes wrong is thrown as Refused.
class PlainFile {
  public:
    PlainFile(std::string path, int flags);
    ~PlainFile();
    PlainFile(const PlainFile&) = delete;
    PlainFile& operator=(const PlainFile&) = delete;

    [[nodiscard]] sqlite3* raw() const { return x_file; }
    /// The first column of the first row.
    [[nodiscard]] std::string answer(const char* sql) const;

  private:
    std::string x_path;
    sqlite3* x_file = nullptr;
};

/// What is wrong with a copy of a ledger; empty when it is sound.
[[nodiscard]] std::string damage(const std::string& path);

/// Throws Refused with the system's words for that error number.
[[noreturn]] void refuse(const std::string& path, const std::string& what, int number);
/// fsyncs a file or folder; throws Refused.
void sync(const std::string& path);
[[nodiscard]] std::string folder_of(const std::string& path);
/// Renames within a folder so that it outlives a power cut; throws Refused.
void move_into_place(const std::string& from, const std::string& to);
[[nodiscard]] bool exists(const std::string& path);
void remove_file(const std::string& path);

} // namespace followup::store
