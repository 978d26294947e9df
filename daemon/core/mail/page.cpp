#include "core/mail/page.hpp"

#include "core/mail/templates.hpp"

namespace followup::mail {

std::string keyed_id(const Style& style, std::string_view words, const ledger::Agency& agency) {
    constexpr std::size_t letters = 26;
    const auto digest = base::hmac(style.id_key, words);
    return base::base32(base::view(digest)).substr(0, letters) + "@" + agency.domain;
}

void write(Message& message, const Both& mail) {
    const auto title = html_escaped(message.subject);
    const auto body = html(mail.markdown);
    Values values;
    values.ready("language", {"en", "en"}).ready("title", {title, title}).ready("body", {body, body});
    message.text = mail.plain + "\n";
    message.html = written(template_named("page.html"), values);
}

} // namespace followup::mail
