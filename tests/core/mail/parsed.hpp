#pragma once

#include <map>
#include <string>
#include <vector>

namespace followup::mail {

/// What another parser understood of one message: header (in lower case) or "part.type", "part.text" → its
/// values. It gives every line end as LF.
using Parsed = std::map<std::string, std::vector<std::string>>;

/// Lets Python's e-mail parser read the messages; one for each, in order.
[[nodiscard]] std::vector<Parsed> parsed(const std::vector<std::string>& messages);

/// The value of a key that must be there once.
[[nodiscard]] std::string only(const Parsed& message, const std::string& key);

} // namespace followup::mail
