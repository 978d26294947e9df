#pragma once

#include "core/mail/nudge.hpp"
#include "core/web/http.hpp"
#include "core/words/tongue.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace followup::web {

/// The page on which somebody says how many mails they want.
struct MailsPage {
    const words::Tongue& tongue;
    std::string name;
    std::string agency;
    mail::Wishes wishes;
    std::optional<mail::Wishes> before = {}; ///< they were changed by this very request
};
[[nodiscard]] Reply mails_page(const MailsPage& shown);

/// What they want after one of its buttons was pressed. A press that names none of them is a mail program's
/// one click (RFC 8058): no more mails.
[[nodiscard]] mail::Wishes wished(mail::Wishes now, std::string_view act);

} // namespace followup::web
