#pragma once

#include "core/mail/mime.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

/// What somebody wrote into a mail, with what they quote: of alternatives the plain one, else the next that
/// says something; of texts one below another all. Never what is enclosed (message/*), attached or has a
/// file's name.
[[nodiscard]] std::string written(const std::vector<Part>& parts);

/// All of that as it can be shown: without controls, at most 64 KiB.
[[nodiscard]] std::string all_words(std::string_view text);

/// Whether words of their own stand below a quotation or between its lines. `ours`: every text of the mail
/// that is quoted, for some programs do not mark what they quote.
[[nodiscard]] bool says_below(std::string_view text, std::string_view ours);

/// Every text that stands in a mail, in all its forms.
[[nodiscard]] std::string every_text(const std::vector<Part>& parts);

/// Of that the sender's own words: what stands above a quotation and a signature, without controls; at most
/// 16 KiB.
[[nodiscard]] std::string own_words(std::string_view text);

} // namespace followup::mail
