#include "core/base/address.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <idn2.h>
#include <utf8proc.h>

namespace followup::base {
namespace {

bool atom_sign(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view{"!#$%&'*+-/=?^_`{|}~."}.contains(c);
}

/// Beyond ASCII: no blanks, controls, direction marks or code points that stand for nothing.
bool only_signs(std::string_view text) {
    return std::ranges::all_of(code_points(text), [](char32_t c) {
        const auto kind = utf8proc_category(static_cast<utf8proc_int32_t>(c));
        return kind != UTF8PROC_CATEGORY_CN && kind < UTF8PROC_CATEGORY_ZS;
    });
}

bool dots_stand_alone(std::string_view part) {
    return !part.empty() && part.front() != '.' && part.back() != '.' && !part.contains("..");
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool domain_shape(std::string_view domain) {
    if (!dots_stand_alone(domain) || domain.size() > 253) return false;
    // Four numbers are an address of the net, which SMTP writes in brackets.
    if (std::ranges::all_of(domain.substr(domain.rfind('.') + 1),
                            [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    return std::ranges::all_of(split(domain, '.'), [](const std::string& label) {
        return label.size() <= 63 && label.front() != '-' && label.back() != '-'
               && std::ranges::all_of(label, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                  });
    });
}

/// The domain in A-labels; empty when it is none.
std::string a_labels(std::string_view domain) {
    if (is_ascii(domain)) return domain_shape(domain) ? std::string{domain} : std::string{};
    char* out = nullptr;
    const int status =
        idn2_to_ascii_8z(std::string{domain}.c_str(), &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    if (status != IDN2_OK) return {};
    std::string ascii = ascii_lower(out);
    std::free(out);
    return domain_shape(ascii) ? ascii : std::string{};
}

} // namespace

Result<MailAddress> MailAddress::parse(std::string_view text) {
    const auto wrong = [text](std::string_view why) {
        return problem("", fmt::format("'{}' is not an e-mail address: {}", escaped(text), why),
                       "write it like dana@candidate.example");
    };
    const auto at = text.rfind('@');
    if (!is_utf8(text) || has_control(text)) return wrong("it holds a control character or is not UTF-8");
    if (at == std::string_view::npos) return wrong("it has no '@'");
    const auto local = text.substr(0, at);
    if (local.size() > 64 || !dots_stand_alone(local) || !std::ranges::all_of(local, atom_sign)
        || !only_signs(local))
        return wrong("the part before the '@' has a character or a dot where none may be");
    const auto domain = ascii_lower(text.substr(at + 1));
    const auto ascii = a_labels(domain);
    if (ascii.empty()) return wrong("the part after the '@' is not a domain");
    MailAddress address;
    address.x_text = std::string{local} + "@" + domain;
    address.x_ascii = std::string{local} + "@" + ascii;
    if (address.x_ascii.size() > 254) return wrong("it is longer than 254 octets");
    return address;
}

std::string MailAddress::key() const {
    const auto at = x_ascii.rfind('@');
    std::string lower;
    for (const char32_t c : code_points(std::string_view{x_ascii}.substr(0, at)))
        append_utf8(lower, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
    return lower + x_ascii.substr(at);
}

bool MailAddress::needs_smtputf8() const {
    return !is_ascii(x_ascii);
}

Result<Mailbox> parse_mailbox(std::string_view text) {
    text = trimmed(text);
    std::string name;
    const auto open = text.rfind('<');
    if (open != std::string_view::npos) {
        if (text.back() != '>') return problem("", fmt::format("'{}' lacks the closing '>'", escaped(text)));
        name = trimmed(text.substr(0, open));
        if (name.size() > 1 && name.front() == '"' && name.back() == '"')
            name = name.substr(1, name.size() - 2);
        text = text.substr(open + 1, text.size() - open - 2);
    }
    if (has_control(name) || !is_utf8(name) || has_bidi_override(name))
        return problem("",
                       fmt::format("the name '{}' holds a control character or is not UTF-8", escaped(name)));
    auto address = MailAddress::parse(text);
    if (!address) return std::unexpected(address.error());
    return Mailbox{std::move(name), std::move(*address)};
}

} // namespace followup::base
