#pragma once

#include "core/base/problem.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::queue {

/// A position in a file; lines and columns count from 1, columns in code points.
struct Place {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    auto operator<=>(const Place&) const = default;
};

/// Something wrong at one place of a file.
struct Flaw {
    Place place;
    std::string what;
    std::string mend;
};

/// The place of the byte at `offset` <= size; a byte order mark has no column.
[[nodiscard]] Place place_of(std::string_view bytes, std::size_t offset);

/// Text of a file as it may stand in a message: what nobody would see as `<U+200B>`, cut after `bytes_max`
/// bytes.
[[nodiscard]] std::string shown(std::string_view text, std::size_t bytes_max = 80);

/// “TEXT”: something that was written, as a message shows it. base::discreet leaves out what stands so.
[[nodiscard]] std::string quoted(std::string_view text);
/// A message of core/when about `text` in which the words of the text stand like that, too.
[[nodiscard]] std::string quoting(std::string_view message, std::string_view text);

/// Collects what is wrong with one file and what its reader shall be warned of.
class Report {
  public:
    /// `bytes` must outlive the report. `file` is the name in problems.
    Report(std::string file, std::string_view bytes) : x_file(std::move(file)), x_bytes(bytes) {}

    void problem(Place place, std::string what, std::string mend = {});
    void warning(Place place, std::string message);

    [[nodiscard]] bool good() const { return x_flaws.empty(); }
    /// So many problems that further ones are only counted; nobody should look for suggestions any more.
    [[nodiscard]] bool full() const { return x_flaws.size() >= problems_max; }

    /// "FILE:LINE:COLUMN".
    [[nodiscard]] std::string where(Place place) const;
    /// The place of byte `offset` of `text`, a string written at `string`; that place itself when escapes or
    /// several lines keep the text from standing in the file as it is.
    [[nodiscard]] Place inside(Place string, std::string_view text, std::size_t offset) const;

    /// In the order of the file.
    [[nodiscard]] base::Problems problems() const;
    [[nodiscard]] std::vector<std::string> warnings() const;

  private:
    static constexpr std::size_t problems_max = 100;

    std::string x_file;
    std::string_view x_bytes;
    std::vector<Flaw> x_flaws;
    std::vector<Flaw> x_warnings;
    std::size_t x_unlisted = 0;
};

} // namespace followup::queue
