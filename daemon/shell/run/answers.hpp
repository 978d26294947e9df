#pragma once

#include "shell/run/bookkeeper.hpp"

#include <string>
#include <string_view>

namespace followup::run {

/// The note of the ledger with the tag of the arrived mail that was answered last.
inline constexpr std::string_view answered_note = "inbox answered";

/// How much of one arriving mail is read; of a longer one the beginning.
inline constexpr std::size_t arrived_bytes_max = 16 * 1024 * 1024;

struct Received {
    std::string what;  ///< what became of it, in a few words for the log
    bool keep = false; ///< it stays in the Maildir: nobody could be found to read it, or it goes not along
};

/// How an arriving mail lies there.
struct Lying {
    std::string_view name = {};  ///< of its file; empty: it is no file
    std::string_view place = {}; ///< where it is found when it stays, for people; empty: nowhere
    std::size_t size = 0;        ///< of the whole file, where no more than its beginning was read; else 0
};

/// Deals with one mail that came back to us: a bounce is noted at its mail and told to the recruiter, a
/// command acts as a link does and is answered, everything else that a person wrote is passed on to the
/// recruiter; what a machine wrote is no news. `at` is when it arrived. The same mail again changes nothing.
/// With the ledger's turn. A file of the inbox that is given again, because we ended before it was put away,
/// is known by its name and neither recorded nor answered twice.
[[nodiscard]] base::Result<Received> receive(Bookkeeper& keeper, std::string_view bytes, Instant at,
                                             Instant now, const Lying& lying = {});

} // namespace followup::run
