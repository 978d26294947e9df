#pragma once

#include <string>
#include <string_view>

namespace followup::mail {

/// The words of a mail in HTML (UTF-8) as lines of text. What a browser does not show (styles, scripts, a
/// title, comments) is left out; lines of a quotation begin with "> ", and a line of "________" stands where
/// Outlook begins the mail that is answered. Never fails: at most the first MiB is read, of elements in one
/// another 256.
[[nodiscard]] std::string text_of_html(std::string_view html);

} // namespace followup::mail
