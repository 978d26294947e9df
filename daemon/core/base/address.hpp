#pragma once

#include "core/base/problem.hpp"

#include <string>
#include <string_view>

namespace followup::base {

/// An e-mail address that may stand in an SMTP command and in a header: dot-atom local part (RFC 5321 4.1.2;
/// UTF-8 allowed as in RFC 6531), a domain of letters, digits, hyphens and dots, at most 254 octets; no
/// blanks, controls, quotes or angle brackets. An IDN domain is kept as written and as A-labels.
class MailAddress {
  public:
    [[nodiscard]] static Result<MailAddress> parse(std::string_view text);

    /// As written, domain in lower case.
    [[nodiscard]] const std::string& text() const { return x_text; }
    /// For SMTP and headers: the domain in A-labels (RFC 5890).
    [[nodiscard]] const std::string& ascii() const { return x_ascii; }
    /// All lower case: what persons are compared by.
    [[nodiscard]] std::string key() const;
    /// True when the local part is not ASCII: only a relay with SMTPUTF8 may get it.
    [[nodiscard]] bool needs_smtputf8() const;

    bool operator==(const MailAddress& other) const { return key() == other.key(); }

  private:
    std::string x_text;
    std::string x_ascii;
};

/// "Name <address>" as written in a config.
struct Mailbox {
    std::string name;
    MailAddress address;

    bool operator==(const Mailbox&) const = default;
};
[[nodiscard]] Result<Mailbox> parse_mailbox(std::string_view text);

} // namespace followup::base
