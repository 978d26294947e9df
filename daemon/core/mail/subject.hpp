#pragma once

#include "core/mail/sections.hpp"

#include <string>

/// What a mail is about, in one line that an inbox shows: what, whom and when.
namespace followup::mail {

/// How many things the posting tells of: news, and duties that are told of together as one.
[[nodiscard]] std::size_t things_told(const plan::Posting& posting, const plan::Plan& plan);

/// "Call Margaret Chen by Thu 3 Dec, 16:00"; to a recruiter the candidate first: "Dana Reyes at Acme
/// Robotics: ask what they decided, today 10:00". Of several things the first one, and how many `others`
/// there are besides this posting's. Times are the reader's. Settled by now: employer and position.
/// All nudges of one duty and date have the same one for its owner, whatever the day (interop E6).
/// For a reader who wants that no lock screen tells it, words that say nothing.
[[nodiscard]] std::string subject(const plan::Posting& posting, const Scene& scene, std::size_t others = 0);

} // namespace followup::mail
