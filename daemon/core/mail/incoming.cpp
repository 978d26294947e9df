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

/// "Dana Reyes" of "Dana Reyes <dana@candidate.example>".
std::string sender_name(const Part& top) {
    auto name = one_line(top.header("from"));
    const auto end = name.find('<');
    if (end == std::string::npos) return {};
    name.resize(end);
    std::erase(name, '"');
    return std::string{base::trimmed(name)};
}

/// The mail that it answers first, then those before that one.
std::vector<std::string> ids_answered(const Part& top) {
    std::vector<std::string> ids;
    add_ids(ids, top.header("in-reply-to"));
    std::vector<std::string> before;
    add_ids(before, top.header("references"));
    ids.insert(ids.end(), before.rbegin(), before.rend());
    return ids;
}

/// A mailer that encloses nothing copies the header of what comes back below its words.
void add_ids_in_words(std::vector<std::string>& ids, std::string_view text) {
    for (const auto& line : base::split(text.substr(0, 64 * 1024), '\n'))
        if (const auto field = base::trimmed(line); base::ascii_lower(field.substr(0, 11)) == "message-id:")
            add_ids(ids, field);
}

/// What is attached or enclosed.
std::vector<std::string> files_of(const std::vector<Part>& parts) {
    constexpr std::size_t files_max = 50;
    std::vector<std::string> files;
    for (std::size_t n = 0; n < parts.size() && files.size() < files_max;) {
        const auto& part = parts[n];
        const bool enclosed = part.type.starts_with("message/");
        const bool words = part.type == "text/plain" || part.type == "text/html";
        const bool attached =
            part.attachment || !part.file.empty()
            || (!words && !enclosed && !part.type.starts_with("multipart/") && part.type != "text/calendar");
        if (attached || enclosed) files.push_back(one_line(part.file));
        n = attached || enclosed ? part.end : n + 1;
    }
    return files;
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
    mail.from_name = sender_name(top);
    mail.subject = one_line(top.header("subject"));
    std::vector<std::string> own;
    add_ids(own, top.header("message-id"));
    if (!own.empty()) mail.message_id = own.front();
    mail.ids = ids_answered(top);
    mail.written = date_in(top.header("date"));
    const auto text = written(parts);
    mail.text = own_words(text);
    mail.whole = all_words(text);
    mail.files = files_of(parts);
    mail.returned = returned_ids(parts);
    if (auto came = returned(parts, text)) {
        mail.sort = came->sort;
        mail.code = came->code;
        mail.reason = std::move(came->reason);
        mail.nobody = came->nobody;
        add_ids_in_words(mail.returned, text);
    } else if (by_machine(top))
        mail.sort = is_challenge(mail.subject, text) ? Sort::challenge : Sort::machine;
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
