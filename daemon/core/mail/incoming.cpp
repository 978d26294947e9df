#include "core/mail/incoming.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace followup::mail {
namespace {

constexpr std::size_t text_bytes_max = 16 * 1024;

bool starts_with_any(std::string_view text, const auto& beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view each) { return text.starts_with(each); });
}

bool contains_any(std::string_view text, const auto& words) {
    return std::ranges::any_of(words, [&](std::string_view each) { return text.contains(each); });
}

/// The addresses of a header as they stand in it: whatever holds an '@' between separators.
void add_addresses(std::vector<std::string>& list, std::string_view header) {
    std::string word;
    const auto end_word = [&] {
        if (word.contains('@')) list.push_back(base::ascii_lower(word));
        word.clear();
    };
    for (const char c : header)
        if (std::string_view{" \t<>,;:\"()"}.contains(c))
            end_word();
        else
            word += c;
    end_word();
}

std::optional<base::MailAddress> sender(const Part& top) {
    std::vector<std::string> found;
    const auto header = top.header("from");
    const auto angle = header.rfind('<');
    add_addresses(found, angle == std::string::npos ? header : std::string_view{header}.substr(angle));
    if (found.empty()) return std::nullopt;
    auto address = base::MailAddress::parse(found.front());
    return address ? std::optional{*address} : std::nullopt;
}

void add_ids(std::vector<std::string>& list, std::string_view header) {
    while (true) {
        const auto begin = header.find('<');
        const auto end = begin == std::string_view::npos ? begin : header.find('>', begin);
        if (end == std::string_view::npos) return;
        list.emplace_back(header.substr(begin + 1, end - begin - 1));
        header.remove_prefix(end + 1);
    }
}

/// Nobody wrote it (RFC 3834 2, 5; RFC 2919; and what programs did before those).
bool by_machine(const Part& top) {
    const auto lower = [&](std::string_view name) { return base::ascii_lower(top.header(name)); };
    if (base::trimmed(lower("return-path")) == "<>") return true;
    const auto automatic = lower("auto-submitted");
    if (!automatic.empty() && !automatic.starts_with("no")) return true;
    constexpr std::array senseless{"list-id",        "x-autoreply",       "x-autorespond",
                                   "x-autoresponse", "x-auto-reply-from", "feedback-id"};
    if (std::ranges::any_of(senseless, [&](const char* name) { return !top.header(name).empty(); }))
        return true;
    constexpr std::array<std::string_view, 4> precedence{"bulk", "junk", "list", "auto_reply"};
    if (starts_with_any(lower("precedence"), precedence)) return true;
    constexpr std::array<std::string_view, 9> subjects{
        "out of office",        "automatic reply",   "auto-reply:",  "autoreply:",         "auto response:",
        "automatische antwort", "abwesenheitsnotiz", "abwesenheit:", "réponse automatique"};
    return starts_with_any(lower("subject"), subjects);
}

bool from_mailer(const Part& top) {
    const auto from = base::ascii_lower(top.header("from"));
    constexpr std::array<std::string_view, 3> mailers{"mailer-daemon@", "postmaster@", "mailer-daemon"};
    return contains_any(from, mailers);
}

/// "field: value" of a delivery status, by name in lower case.
std::string status_field(std::string_view text, std::string_view name) {
    for (const auto& line : base::split(text, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        if (base::ascii_lower(base::trimmed(std::string_view{line}.substr(0, colon))) != name) continue;
        return std::string{base::trimmed(std::string_view{line}.substr(colon + 1))};
    }
    return {};
}

/// "5.1.1" as a reply code: the class is certain, the rest is not.
int code_of(std::string_view words) {
    int code = 0;
    const auto digits = words.substr(0, 3);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    const bool whole = error == std::errc{} && end == digits.data() + 3 && code >= 400 && code < 600;
    return whole ? code : 0;
}

/// Other people's words where a line stands.
std::string one_line(std::string_view words) {
    constexpr std::size_t bytes_max = 300;
    std::string line{base::cut(words, bytes_max)};
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return std::string{base::trimmed(line)};
}

/// What a delivery report (RFC 3464) says; lines that are folded go on in the next.
void read_report(Incoming& into, const Part& report) {
    const auto text = base::replaced(base::replaced(report.text(), "\n ", " "), "\n\t", " ");
    const auto action = base::ascii_lower(status_field(text, "action"));
    const auto status = status_field(text, "status");
    auto words = status_field(text, "diagnostic-code");
    if (const auto semicolon = words.find(';'); semicolon != std::string::npos)
        words = std::string{base::trimmed(std::string_view{words}.substr(semicolon + 1))};
    const bool failed = action == "failed" || (action.empty() && status.starts_with('5'));
    into.sort = failed ? Sort::bounce : Sort::notice;
    if (!failed) return;
    into.code = code_of(words);
    if (into.code == 0) into.code = status.starts_with('4') ? 450 : 550;
    into.reason = one_line(words.empty() ? status : words);
}

/// A mailer that wrote no report says it in words: the first line with a code, or one that sounds like it.
void read_words(Incoming& into) {
    into.sort = Sort::bounce;
    into.code = 550;
    constexpr std::array<std::string_view, 6> sounds{"550",      "554",       "unknown",
                                                     "rejected", "undeliver", "not exist"};
    for (const auto& line : base::split(into.text, '\n')) {
        const auto words = base::trimmed(line);
        if (words.empty() || !contains_any(base::ascii_lower(words), sounds)) continue;
        into.reason = one_line(words);
        if (const auto code = code_of(words)) into.code = code;
        return;
    }
    into.reason = into.subject;
}

bool begins_quotation(std::string_view line) {
    if (line.starts_with(">") || line.starts_with("-----Original") || line.starts_with("________"))
        return true;
    if (line == "--" || line == "-- ") return true; // a signature
    constexpr std::array<std::string_view, 4> wrote{" wrote:", " schrieb:", " a écrit :", " geschrieben:"};
    constexpr std::array<std::string_view, 5> openings{"on ", "am ", "le ", "from: ", "von: "};
    const auto lower = base::ascii_lower(line);
    const bool attribution =
        std::ranges::any_of(wrote, [&](std::string_view each) { return lower.ends_with(each); });
    return (attribution && starts_with_any(lower, openings)) || lower.starts_with("from: ")
           || lower.starts_with("von: ");
}

/// HTML as words, roughly: tags are left out, the usual references replaced.
std::string without_markup(std::string_view html) {
    std::string text;
    bool inside = false;
    std::string tag;
    for (const char c : html) {
        if (c == '<') {
            inside = true;
            tag.clear();
        } else if (c == '>' && inside) {
            inside = false;
            const auto name = base::ascii_lower(tag);
            if (starts_with_any(name, std::array<std::string_view, 6>{"br", "p", "/p", "div", "/div", "li"}))
                text += '\n';
            if (name.starts_with("blockquote")) break; // what they quote
        } else if (inside) {
            tag += c;
        } else {
            text += c;
        }
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> references{
        {{"&nbsp;", " "}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
    for (const auto& [name, meaning] : references)
        text = base::replaced(text, name, meaning);
    return text;
}

/// The sender's own words.
std::string own_words(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& line : base::split(text, '\n')) {
        if (begins_quotation(base::trimmed(line))) break;
        lines.push_back(line);
    }
    auto words = std::string{base::trimmed(base::joined(lines, "\n"))};
    std::erase_if(words, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    return std::string{base::cut(words, text_bytes_max)};
}

std::string text_of(const std::vector<Part>& parts) {
    for (const auto* type : {"text/plain", "text/html"})
        for (const auto& part : parts)
            if (part.type() == type && !part.header("content-disposition").starts_with("attachment"))
                return own_words(type == std::string_view{"text/html"} ? without_markup(part.text())
                                                                       : part.text());
    return {};
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
    mail.text = text_of(parts);
    for (std::size_t n = 1; n < parts.size(); ++n)
        add_ids(mail.ids, parts[n].header("message-id"));
    const auto report = std::ranges::find_if(
        parts, [](const Part& part) { return part.type() == "message/delivery-status"; });
    if (report != parts.end())
        read_report(mail, *report);
    else if (from_mailer(top))
        read_words(mail);
    else if (by_machine(top))
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
