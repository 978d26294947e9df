#include "core/mail/unsent.hpp"

#include "core/base/text.hpp"
#include "core/mail/encoding.hpp"
#include "core/mail/header.hpp"

#include <algorithm>

namespace followup::mail {

base::Result<std::string> unsent(const letter::Draft& draft) {
    Headers headers;
    headers.add("X-Unsent", "1");
    if (draft.from) headers.add("From", base::Mailbox{draft.sender.front(), *draft.from});
    if (draft.to) headers.add("To", base::Mailbox{draft.name, *draft.to});
    headers.add_text("Subject", draft.subject);
    headers.add("MIME-Version", "1.0");
    headers.add("Content-Type", "text/plain; charset=utf-8");
    headers.add("Content-Transfer-Encoding", "quoted-printable");
    headers.add("Content-Language", draft.language);
    auto written = std::move(headers).written();
    if (!written) return written;
    return *written + "\r\n" + quoted_printable(draft.body + "\n");
}

std::string unsent_name(const letter::Draft& draft, const words::Tongue& tongue) {
    auto name = tongue.phrase("letter-of", words::Values{}.text("name", draft.name)) + ".eml";
    std::ranges::replace_if(
        name, [](char c) { return std::string_view{"/\\:*?\"<>|"}.contains(c) || c == '\x7F'; }, '-');
    return name;
}

} // namespace followup::mail
