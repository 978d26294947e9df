#pragma once

#include "core/mail/incoming.hpp"
#include "core/mail/mime.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

/// What a program says of a mail of ours: that it came back, that it is late or arrived, or nothing that
/// concerns us.
struct Returned {
    Sort sort = Sort::notice; ///< bounce, notice, machine, challenge or complaint
    int code = 0;             ///< of a bounce: as Incoming::code
    std::string reason = {};  ///< of a bounce: the server's words
    bool nobody = false;      ///< of a bounce: there is nobody of that address
};

/// Reads a report (RFC 3464, 6533, 8098), else what a mail server says in words; `text` is what is written in
/// the mail. Nothing when neither is there: a report that somebody forwards is no report.
[[nodiscard]] std::optional<Returned> returned(const std::vector<Part>& parts, std::string_view text);

/// Whether a refusal means that there is nobody of that address, and never will be: by its enhanced code (RFC
/// 3463 3.2, 3.3; RFC 7505), or by words where it has none.
[[nodiscard]] bool is_nobody(int code, std::string_view enhanced, std::string_view words);

/// Whether a program asks in these words that the sender shows to be a person, before it lets his mail in.
[[nodiscard]] bool is_challenge(std::string_view subject, std::string_view text);

/// Message-IDs, without angle brackets, of the mails that this one encloses or returns the header of.
[[nodiscard]] std::vector<std::string> returned_ids(const std::vector<Part>& parts);

/// The Message-IDs of a header, without angle brackets.
void add_ids(std::vector<std::string>& list, std::string_view header);

/// Other people's words where a line stands: without controls, at most 300 bytes.
[[nodiscard]] std::string one_line(std::string_view words);

} // namespace followup::mail
