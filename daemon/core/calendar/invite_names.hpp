#pragma once

#include <string>
#include <string_view>

namespace followup::calendar {

/// A name as it is written in a letter, made of the one that a directory or a mail program shows.
struct GivenName {
    std::string name;       ///< "Ruth Adeyemi"; empty: it shows none, but an account or an address
    std::string salutation; ///< the honorific that stood before it: "Dr"; never guessed
    std::string doubt;      ///< why it may not be written so: "as the invitation writes …"; empty: it may

    bool operator==(const GivenName&) const = default;
};

/// Turns "Reyes, Dana (External)" round, takes tags, degrees and the paths of directories away ("CN=Luis
/// Ortis/OU=Plant/O=Acme"). What is left uncertain is marked. `address` is theirs: its account is no name.
[[nodiscard]] GivenName given_name(std::string_view shown, std::string_view address);

} // namespace followup::calendar
