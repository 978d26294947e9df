#pragma once

#include <set>
#include <string>
#include <string_view>

namespace followup::mail {

/// Whether a mail names one of these, each a name or an address: in its header or in one of its text parts,
/// in whatever encoding, whatever the case, the accents and the line breaks; only as whole words ("Al" is not
/// in "also", al@x.example not in pal@x.example). Empty names are in no mail.
[[nodiscard]] bool mentions(std::string_view bytes, const std::set<std::string>& names);

} // namespace followup::mail
