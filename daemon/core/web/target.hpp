#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace followup::web {

/// A request target in origin-form (RFC 9112 3.2.1), decoded.
struct Target {
    std::vector<std::string> segments;                      ///< of the path, without the first '/'
    std::vector<std::pair<std::string, std::string>> query; ///< in order; '+' is a blank
};

/// Nothing when it has another form, an encoding that is malformed or hides something ("%2f", "%00", "%25"),
/// a dot segment, a control character or bytes that are no UTF-8.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

/// The path and query of a target in absolute form (RFC 9112 3.2.2); any other as it is.
[[nodiscard]] std::string origin_form(std::string_view target);

/// The fields of a form as a browser posts it (application/x-www-form-urlencoded), in order; nothing when it
/// is malformed.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>>
parse_form(std::string_view body);

} // namespace followup::web
