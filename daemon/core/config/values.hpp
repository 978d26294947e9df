#pragma once

#include "core/base/instant.hpp"
#include "core/config/config.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace followup::config {

/// "15 min", "2 h", "24 h", "600 s", "5 d", "1 h 30 min"; nothing when it is none or longer than ten years.
[[nodiscard]] std::optional<base::seconds> duration(std::string_view text);
/// "24 h", "15 min", "5 d": in the largest unit that divides it.
[[nodiscard]] std::string in_words(base::seconds time);
/// "08:30" or "08:30:00", up to "24:00".
[[nodiscard]] std::optional<base::seconds> wall_clock(std::string_view text);
/// "08:30".
[[nodiscard]] std::string clock_words(base::seconds time_of_day);

/// "HOST:PORT" with a numeric address, "[::1]:8025", "localhost:8025" (which is 127.0.0.1).
[[nodiscard]] base::Result<Listen> listen(std::string_view text);
/// An IP address, in lower case.
[[nodiscard]] base::Result<std::string> proxy(std::string_view text);
/// "smtp://HOST[:PORT]" or "smtps://HOST[:PORT]"; the port defaults to 587 and 465.
[[nodiscard]] base::Result<Relay> relay(std::string_view text);
/// "https://HOST[:PORT][/PATH]" without its trailing slashes.
[[nodiscard]] base::Result<std::string> public_url(std::string_view text);
/// A host name in A-labels, in lower case.
[[nodiscard]] base::Result<std::string> domain(std::string_view text);
/// Whether it can be the name of a file in systemd's credentials folder.
[[nodiscard]] bool is_credential(std::string_view text);
/// `path` itself when it is absolute, else below the folder of `file`.
[[nodiscard]] std::string beside(const std::string& file, std::string_view path);

} // namespace followup::config
