#include "core/base/text.hpp"
#include "core/mail/nudge.hpp"
#include "core/mail/page.hpp"

namespace followup::mail {

Message refusal(const Mailbox& to, const std::string& file, const base::Problems& problems,
                const ledger::Agency& agency, const Style& style, const Occasion& occasion) {
    constexpr std::size_t problems_max = 50;
    std::vector<Values> items;
    for (const auto& found : base::discreet(problems)) {
        if (items.size() == problems_max) break;
        items.push_back(
            Values{}.text("where", found.where).text("what", found.what).text("mend", found.mend));
    }
    const auto more = problems.size() - items.size();
    const auto name = base::escaped(file); // whoever dropped the file chose its name
    Values values;
    values.text("reader", to.name)
        .text("agency", agency.name)
        .text("file", name)
        .list("problems", std::move(items))
        .text("more", more == 0 ? "" : std::to_string(more));
    Message message;
    message.from = style.from;
    message.to = to;
    const auto& tongue = style.tongue(occasion.language.empty() ? agency.language : occasion.language);
    message.subject = tongue.phrase("refusal-subject", Values{}.text("file", name));
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    write(message, filled(tongue.form("refusal.md"), values), tongue);
    return message;
}

} // namespace followup::mail
