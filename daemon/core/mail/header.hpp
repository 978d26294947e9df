#pragma once

#include "core/base/address.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

/// The header of a message while it is written. Every value goes through one of these functions, each of
/// which refuses controls and encodes what is not ASCII: no CR or LF can enter, and no field begins that was
/// not added here.
class Headers {
  public:
    /// A value of our own: printable ASCII.
    void add(std::string_view name, std::string_view value);
    /// People's words (RFC 5322 3.6.5), as encoded-words where they need it.
    void add_text(std::string_view name, std::string_view words);
    /// "Name <address>", folded before the address where the line would be too long.
    void add(std::string_view name, const base::Mailbox& mailbox);
    /// Message-IDs without angle brackets, each LEFT@RIGHT; none adds nothing.
    void add_ids(std::string_view name, const std::vector<std::string>& ids);
    /// A web address, or a mailto, in angle brackets.
    void add_url(std::string_view name, std::string_view url);

    /// All of it in CRLF lines, without the empty line that ends a header; or the first thing that was wrong.
    [[nodiscard]] base::Result<std::string> written() &&;

  private:
    void refuse(std::string_view name, std::string_view why);
    bool clean(std::string_view name, std::string_view words);

    std::string x_written;
    std::optional<base::Problem> x_wrong;
};

} // namespace followup::mail
