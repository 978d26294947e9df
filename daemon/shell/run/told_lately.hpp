#pragma once

#include "core/base/instant.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// What stood in a recruiter's last digest, as a note keeps it: when it was written, and a tag for each duty
/// that tells nothing of it. For some time no mail of its own says the same once more.
namespace followup::run {

/// The name of that note.
[[nodiscard]] inline std::string stood_note(const std::string& recruiter) {
    return "stood in the digest " + recruiter;
}

[[nodiscard]] inline std::string digest_note(base::Instant at, const std::vector<std::string>& tags) {
    return base::rfc3339(at) + " " + base::joined(tags, " ");
}

/// Whether the duty of that tag stood in a digest written less than `since` before now.
[[nodiscard]] inline bool stood_in(std::string_view note, std::string_view tag, base::hours since,
                                   base::Instant now) {
    const auto words = base::split(note, ' ');
    const auto at = base::parse_instant(words.front());
    return at && now < *at + since && std::ranges::find(words.begin() + 1, words.end(), tag) != words.end();
}

} // namespace followup::run
