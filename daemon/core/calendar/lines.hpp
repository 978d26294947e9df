#pragma once

#include "core/base/instant.hpp"

#include <string>
#include <string_view>

namespace followup::calendar {

/// The content lines of an iCalendar stream (RFC 5545 3.1): CRLF, folded at 75 octets between code points.
/// Values must hold no control characters but LF in texts. libical 3.0.16 is not asked: where a fold meets
/// the end of a line behind a code point of several octets it tears CR from LF; it also takes twice as long.
class Lines {
  public:
    /// A value as it is: a word, a number, a URI without blanks.
    void add(std::string_view name, std::string_view value);
    /// TEXT (RFC 5545 3.3.11): separators and line feeds are escaped.
    void add_text(std::string_view name, std::string_view text);
    /// A UTC time; a date, with its parameter.
    void add(std::string_view name, base::Instant at) { add(name, base::basic(at)); }
    void add(std::string_view name, base::Date date) {
        add(std::string{name} + ";VALUE=DATE", base::basic(date));
    }

    [[nodiscard]] std::string take() { return std::move(x_bytes); }

  private:
    void fold(std::string_view line);

    std::string x_bytes;
    std::string x_line; ///< the one being written, unfolded
};

} // namespace followup::calendar
