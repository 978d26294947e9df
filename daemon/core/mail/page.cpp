#include "core/mail/page.hpp"

namespace followup::mail {

const words::Texts& Style::all_texts() const {
    return texts ? *texts : words::texts_built_in();
}

const words::Tongue& Style::tongue(std::string_view language) const {
    return all_texts().tongue(language);
}

std::string keyed_id(const Style& style, std::string_view words, const ledger::Agency& agency) {
    constexpr std::size_t letters = 26;
    const auto digest = base::hmac(style.id_key, words);
    return base::base32(base::view(digest)).substr(0, letters) + "@" + agency.domain;
}

std::string unsubscribing(const Occasion& occasion, const std::optional<Mailbox>& reply_to) {
    if (!occasion.unsubscribe_url.empty()) return occasion.unsubscribe_url;
    const auto address = !occasion.answers.empty() ? occasion.answers
                         : reply_to                ? reply_to->address.ascii()
                                                   : std::string{};
    // The word that stops the mails when an answer begins with it (RFC 6068, RFC 2369 3.2).
    return address.empty() ? std::string{} : "mailto:" + address + "?subject=stop";
}

Values headline_values(const std::string& subject, const Occasion& occasion) {
    return Values{}
        .ready("headline", {subject, "**" + markdown_escaped(subject) + "**"})
        .flag("neutral", occasion.neutral);
}

Values foot_values(const Occasion& occasion, const words::Tongue& tongue) {
    return Values{}
        .button("feed", tongue.phrase("open-feed"), occasion.feed_url)
        .link("unsubscribe", tongue.phrase("open-mails"), occasion.unsubscribe_url);
}

void write(Message& message, const Both& mail, const words::Tongue& tongue) {
    const auto title = html_escaped(message.subject);
    const auto body = html(mail.markdown);
    Values values;
    values.ready("language", {tongue.code(), tongue.code()})
        .ready("title", {title, title})
        .ready("body", {body, body});
    message.language = tongue.code();
    message.text = mail.plain + "\n";
    message.html = written(tongue.form("page.html"), values);
}

} // namespace followup::mail
