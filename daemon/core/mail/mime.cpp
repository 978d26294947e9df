#include "core/mail/mime.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

constexpr std::size_t parts_max = 50;
constexpr int depth_max = 10;
constexpr std::size_t headers_max = 500;

int letter_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// base64 with anything else in it left out (RFC 2045 6.8).
std::string unbase64(std::string_view text) {
    std::string bytes;
    unsigned bits = 0;
    unsigned have = 0;
    for (const char c : text) {
        const int value = letter_value(c);
        if (value < 0) continue;
        bits = ((bits << 6U) | static_cast<unsigned>(value)) & 0xFFFFFFU;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        bytes += static_cast<char>((bits >> have) & 0xFFU);
    }
    return bytes;
}

/// Quoted-printable (RFC 2045 6.7); with `words`, as in encoded-words, '_' is a blank.
std::string unquoted(std::string_view text, bool words) {
    std::string bytes;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (words && c == '_') {
            bytes += ' ';
            continue;
        }
        if (c != '=') {
            bytes += c;
            continue;
        }
        if (const auto byte = text.size() < 2 ? std::nullopt : base::unhex(text.substr(0, 2))) {
            bytes += *byte;
            text.remove_prefix(2);
            continue;
        }
        const auto end = text.find('\n'); // a soft break
        if (end == std::string_view::npos || base::trimmed(text.substr(0, end)) != "")
            bytes += c;
        else
            text.remove_prefix(end + 1);
    }
    return bytes;
}

/// Bytes in a character set as UTF-8: what is no UTF-8 is read as Windows-1252's common part, Latin-1.
std::string as_utf8(std::string bytes) {
    if (base::is_utf8(bytes)) return bytes;
    std::string text;
    for (const char c : bytes)
        base::append_utf8(text, static_cast<unsigned char>(c));
    return text;
}

/// The next line without its end; `rest` moves on.
std::string_view line_of(std::string_view& rest) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Part read_part(std::string_view bytes) {
    Part part;
    auto rest = bytes;
    while (!rest.empty()) {
        const auto line = line_of(rest);
        if (line.empty()) break;
        const bool folded = line.front() == ' ' || line.front() == '\t';
        if (folded && !part.headers.empty()) {
            part.headers.back().second += " " + std::string{base::trimmed(line)};
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || part.headers.size() >= headers_max) continue;
        part.headers.emplace_back(base::ascii_lower(base::trimmed(line.substr(0, colon))),
                                  std::string{base::trimmed(line.substr(colon + 1))});
    }
    part.body = rest;
    return part;
}

void add_parts(std::vector<Part>& parts, std::string_view bytes, int depth) {
    if (parts.size() >= parts_max || depth > depth_max) return;
    const auto part = parts.emplace_back(read_part(bytes));
    const auto type = part.type();
    if (type == "message/rfc822") return add_parts(parts, part.body, depth + 1);
    const auto boundary = part.parameter("boundary");
    if (!type.starts_with("multipart/") || boundary.empty()) return;
    const auto mark = "--" + boundary;
    auto rest = part.body;
    const char* begin = nullptr;
    while (!rest.empty()) {
        const auto* line_begin = rest.data();
        const auto line = line_of(rest);
        if (!line.starts_with(mark)) continue;
        if (begin != nullptr)
            add_parts(parts, {begin, static_cast<std::size_t>(line_begin - begin)}, depth + 1);
        begin = rest.data();
        if (line.substr(mark.size()).starts_with("--")) return;
    }
    // Cut off before its end: what came counts.
    if (begin != nullptr && begin < part.body.data() + part.body.size())
        add_parts(parts, {begin, static_cast<std::size_t>(part.body.data() + part.body.size() - begin)},
                  depth + 1);
}

} // namespace

std::string unencoded(std::string_view header) {
    std::string text;
    bool after_word = false;
    while (!header.empty()) {
        const auto begin = header.find("=?");
        const auto plain = header.substr(0, begin);
        // Blanks between two encoded-words are not part of the text.
        if (!after_word || base::trimmed(plain) != "" || begin == std::string_view::npos) text += plain;
        if (begin == std::string_view::npos) break;
        header.remove_prefix(begin);
        const auto one = header.find('?', 2);
        const auto two = one == std::string_view::npos ? one : header.find('?', one + 1);
        const auto end = two == std::string_view::npos ? two : header.find("?=", two + 1);
        if (end == std::string_view::npos) {
            text += header;
            break;
        }
        const char how = header[one + 1];
        const auto inside = header.substr(two + 1, end - two - 1);
        text += as_utf8(how == 'B' || how == 'b' ? unbase64(inside) : unquoted(inside, true));
        header.remove_prefix(end + 2);
        after_word = true;
    }
    return as_utf8(std::move(text));
}

std::string Part::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string{} : unencoded(found->second);
}

std::string Part::type() const {
    const auto value = header("content-type");
    if (value.empty()) return "text/plain";
    return base::ascii_lower(base::trimmed(std::string_view{value}.substr(0, value.find(';'))));
}

std::string Part::parameter(std::string_view name) const {
    const auto value = header("content-type");
    for (const auto& each : base::split(value, ';')) {
        const auto sign = each.find('=');
        if (sign == std::string::npos) continue;
        if (base::ascii_lower(base::trimmed(std::string_view{each}.substr(0, sign))) != name) continue;
        auto found = base::trimmed(std::string_view{each}.substr(sign + 1));
        if (found.size() >= 2 && found.front() == '"' && found.back() == '"')
            found = found.substr(1, found.size() - 2);
        return std::string{found};
    }
    return {};
}

std::string Part::text() const {
    const auto coding = base::ascii_lower(header("content-transfer-encoding"));
    auto bytes = coding == "base64"             ? unbase64(body)
                 : coding == "quoted-printable" ? unquoted(body, false)
                                                : std::string{body};
    std::erase(bytes, '\r');
    return as_utf8(std::move(bytes));
}

std::vector<Part> parts_of(std::string_view bytes) {
    std::vector<Part> parts;
    add_parts(parts, bytes, 0);
    return parts;
}

} // namespace followup::mail
