#include "core/mail/note.hpp"

#include "core/base/text.hpp"
#include "core/mail/page.hpp"

namespace followup::mail {
namespace {

/// Each line on its own, as it is: in Markdown two blanks at its end break it.
Both as_written(std::string_view words) {
    Both both{std::string{words}, {}};
    for (const auto& line : base::split(words, '\n'))
        both.markdown += markdown_escaped(line) + "  \n";
    return both;
}

Both quotation(std::string_view words) {
    Both both;
    for (const auto& line : base::split(words, '\n')) {
        both.plain += "> " + line + "\n";
        both.markdown += "> " + markdown_escaped(line) + "  \n";
    }
    return both;
}

} // namespace

Message note(const Note& what, const ledger::Agency& agency, const Style& style, const Occasion& occasion) {
    Message message;
    message.from = style.from;
    message.to = what.to;
    message.reply_to = what.reply_to;
    message.subject = what.subject;
    message.replied = what.replied;
    message.original = what.original;
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    if (!what.thread.empty()) message.references = {what.thread};
    const auto& tongue = style.tongue(what.language);
    Both all = as_written(tongue.phrase("note-hello", Values{}.text("name", what.to.name)));
    const auto add = [&all](const Both& part) {
        all.plain += "\n\n" + part.plain;
        all.markdown += "\n\n" + part.markdown;
    };
    for (const auto& paragraph : what.paragraphs)
        add(as_written(paragraph));
    if (!what.quoted.empty()) add(quotation(what.quoted));
    add(as_written(agency.name));
    write(message, all, tongue);
    return message;
}

} // namespace followup::mail
