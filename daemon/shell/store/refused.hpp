#pragma once

#include <string>

/// Private to this folder: what is thrown between its sources, and ends in `Connection::guarded`.
namespace followup::store {

/// Thrown within this folder only; becomes the Problem of a Result where it would leave it.
struct Refused {
    std::string where;
    std::string what;
    std::string mend;
};

/// What was found is not what we wrote: a bit of the row was flipped, or it was swapped.
struct Damaged : Refused {};

} // namespace followup::store
