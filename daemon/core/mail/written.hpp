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

/// Of that the sender's own words: what stands above a quotation and a signature, without controls; at most
/// 16 KiB.
[[nodiscard]] std::string own_words(std::string_view text);

} // namespace followup::mail
