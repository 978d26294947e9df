#pragma once

#include "shell/run/bookkeeper.hpp"

#include <string>
#include <vector>

namespace followup::run {

/// A file in done/, of which only its folder still tells when it came.
struct Filed {
    base::Date day; ///< UTC, on which it was accepted
    Incoming file;  ///< with its name there: of another than it came with, when that had been there before
    Instant placed; ///< when it was put there, by the file system
};

/// How a file of done/ may have come.
struct Way {
    std::string name;
    Instant arrived;
};
/// A file of done/ as it may have been read when it came. An event that does not give its own day is known
/// again by the name of its file and the agency's day on which it arrived.
struct Reading {
    std::string name;
    queue::File read;
};

/// What was accepted since that day, in the order of the days and names.
[[nodiscard]] std::vector<Filed> filed_since(const std::string& queue, base::Date day);
/// All the ways in which it may have come, the likeliest first.
[[nodiscard]] std::vector<Way> ways(const Bookkeeper& keeper, const Filed& filed);
/// As it was read if it came so; nothing: it is no event file any more.
[[nodiscard]] std::optional<Reading> read_as(Bookkeeper& keeper, const Filed& filed, const Way& way);

} // namespace followup::run
