#include "core/mail/incoming.hpp"

#include "core/base/text.hpp"
#include "core/mail/bounce.hpp"
#include "core/mail/mime.hpp"
#include "core/mail/written.hpp"

#include <algorithm>
#include <array>

namespace followup::mail {
namespace {

bool starts_with_any(std::string_view text, const auto& beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view each) { return text.starts_with(each); });
}

/// The addresses of a header as they stand in it: whatever holds an '@' between separators.
void add_addresses(std::vector<std::string>& list, std::string_view header) {
    std::string word;
    const auto end_word = [&] {
        if (word.contains('@')) list.push_back(base::ascii_lower(word));
        word.clear();
    };
    for (const char c : header)
        if (std::string_view{" \t<>,;:\"'()"}.contains(c))
            end_word();
        else
            word += c;
    end_word();
}

std::optional<base::MailAddress> sender(const Part& top) {
    for (const auto& [name, value] : top.headers) {
        if (name != "from") continue;
        for (const auto& each : addresses_in(value))
            if (auto address = base::MailAddress::parse(each)) return *address;
    }
    return std::nullopt;
}

/// Nobody wrote it (RFC 3834 2, 5; RFC 2919; and what programs did before those).
bool by_machine(const Part& top) {
    const auto lower = [&](std::string_view name) { return base::ascii_lower(top.header(name)); };
    if (base::trimmed(lower("return-path")) == "<>") return true;
    const auto automatic = lower("auto-submitted");
    if (!automatic.empty() && !automatic.starts_with("no")) return true;
    constexpr std::array senseless{"x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply-from"};
    const auto has = [&](const char* name) { return !top.header(name).empty(); };
    if (std::ranges::any_of(senseless, has)) return true;
    constexpr std::array<std::string_view, 3> precedence{"bulk", "junk", "auto_reply"};
    if (starts_with_any(lower("precedence"), precedence)) return true;
    // A person's answer may come by way of a list, or of a service that counts its mails; a list's own mails
    // answer nothing.
    const bool by_list = has("list-id") || has("feedback-id") || lower("precedence").starts_with("list");
    if (by_list && !has("in-reply-to") && !has("references")) return true;
    constexpr std::array<std::string_view, 9> subjects{
        "out of office",        "automatic reply",   "auto-reply:",  "autoreply:",         "auto response:",
        "automatische antwort", "abwesenheitsnotiz", "abwesenheit:", "réponse automatique"};
    return starts_with_any(lower("subject"), subjects);
}

} // namespace

std::optional<std::string> tag_in(const std::vector<std::string>& to, std::string_view ours) {
    const auto at = ours.rfind('@');
    if (at == std::string_view::npos) return std::nullopt;
    const auto front = base::ascii_lower(ours.substr(0, at)) + "+";
    const auto back = base::ascii_lower(ours.substr(at));
    for (const auto& address : to)
        if (address.size() > front.size() + back.size() && address.starts_with(front)
            && address.ends_with(back))
            return address.substr(front.size(), address.size() - front.size() - back.size());
    return std::nullopt;
}

Incoming sorted(std::string_view bytes, const words::Texts& texts) {
    const auto parts = parts_of(bytes);
    const auto& top = parts.front();
    Incoming mail;
    for (const auto* name : {"delivered-to", "x-original-to", "envelope-to", "to", "cc"})
        for (const auto& [header, value] : top.headers)
            if (header == name) add_addresses(mail.to, value);
    mail.from = sender(top);
    mail.subject = one_line(top.header("subject"));
    std::vector<std::string> own;
    add_ids(own, top.header("message-id"));
    if (!own.empty()) mail.message_id = own.front();
    for (const auto* name : {"in-reply-to", "references"})
        add_ids(mail.ids, top.header(name));
    const auto text = written(parts);
    mail.text = own_words(text);
    for (auto& id : returned_ids(parts))
        mail.ids.push_back(std::move(id));
    if (auto came = returned(parts, text)) {
        mail.sort = came->sort;
        mail.code = came->code;
        mail.reason = std::move(came->reason);
    } else if (by_machine(top))
        mail.sort = Sort::machine;
    else if (auto command = command_in(mail.text, texts)) {
        mail.sort = Sort::command;
        mail.command = std::move(*command);
    } else if (auto stop = command_in(mail.subject, texts); stop && stop->verb == Verb::stop) {
        // As a mail program writes it for whoever presses its "unsubscribe" (RFC 2369 3.2).
        mail.sort = Sort::command;
        mail.command = std::move(*stop);
    }
    return mail;
}

} // namespace followup::mail
