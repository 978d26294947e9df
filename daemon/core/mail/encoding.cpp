#include "core/mail/encoding.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

constexpr std::size_t body_columns = 76;
constexpr std::size_t header_columns = 78;
constexpr std::size_t encoded_columns = 76; // of a header line that holds an encoded-word (RFC 2047 2)
constexpr std::string_view word_opens = "=?utf-8?B?";
constexpr std::string_view word_closes = "?=";

/// Bytes of the character that begins at `at`: its lead byte and all that continue it.
std::size_t character_size(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (size < 4 && at + size < text.size()
           && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
        ++size;
    return size;
}

std::string hex_escaped(std::string_view bytes) {
    std::string out;
    for (const char c : bytes)
        out += fmt::format("={:02X}", static_cast<unsigned char>(c));
    return out;
}

bool plain_in_body(char c) {
    return (c >= ' ' && c <= '~' && c != '=') || c == '\t';
}

/// How the character `bytes` is written; `first` in the written line, `last` of its text line.
std::string body_unit(std::string_view bytes, std::string_view rest, bool first, bool last) {
    const char c = bytes.front();
    if (bytes.size() > 1 || !plain_in_body(c)) return hex_escaped(bytes);
    // SMTP servers end a message at a lone dot, mailbox files begin one at "From ".
    if (first && (c == '.' || rest.starts_with("From "))) return hex_escaped(bytes);
    if (last && (c == ' ' || c == '\t')) return hex_escaped(bytes);
    return std::string{bytes};
}

/// Columns of the word that begins at `at`, with the blank that ends it.
std::size_t word_columns(std::string_view line, std::size_t at) {
    std::size_t columns = 0;
    for (; at < line.size() && columns < body_columns; ++at) {
        columns += plain_in_body(line[at]) ? std::size_t{1} : std::size_t{3};
        if (line[at] == ' ') break;
    }
    return columns;
}

/// Bytes of the word that begins at `at`, with the blank that ends it; 0 when a sign in it needs to be
/// written otherwise, the line ends with it, or it fits into no line.
std::size_t plain_word(std::string_view line, std::size_t at) {
    line = line.substr(0, std::min(line.size(), at + body_columns + 1)); // a word may be as long as a mail
    for (auto end = at; end < line.size() && plain_in_body(line[end]); ++end)
        if (line[end] == ' ') return end + 1 < line.size() ? end + 1 - at : 0;
    return 0;
}

/// Whether nothing in the line needs to be written otherwise: most lines are like that.
bool stays_as_it_is(std::string_view line) {
    return line.size() < body_columns && std::ranges::all_of(line, plain_in_body) && !line.starts_with('.')
           && !line.starts_with("From ") && !line.ends_with(' ') && !line.ends_with('\t');
}

void append_body_line(std::string& out, std::string_view line) {
    if (stays_as_it_is(line)) {
        out += line;
        return;
    }
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size();) {
        // Most words are like that, and sign by sign takes ten times as long.
        if (const auto whole = plain_word(line, at);
            column > 0 && whole > 0 && column + whole <= body_columns - 1) {
            out += line.substr(at, whole);
            column += whole;
            at += whole;
            continue;
        }
        const auto size = character_size(line, at);
        const auto bytes = line.substr(at, size);
        const bool last = at + size == line.size();
        auto unit = body_unit(bytes, line.substr(at), column == 0, last);
        // Whoever reads the bytes as they are finds whole words, where they fit.
        const auto word = at > 0 && line[at - 1] == ' ' ? word_columns(line, at) : 0;
        const bool next_line = word < body_columns && column + word > body_columns - 1;
        if ((column > 0 && next_line) || column + unit.size() > body_columns - (last ? 0 : 1)) {
            out += "=\r\n";
            column = 0;
            unit = body_unit(bytes, line.substr(at), true, last);
        }
        out += unit;
        column += unit.size();
        at += size;
    }
}

std::string with_line_feeds(std::string_view text) {
    if (!text.contains('\r')) return std::string{text};
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] != '\r')
            out += text[at];
        else if (at + 1 == text.size() || text[at + 1] != '\n')
            out += '\n';
    return out;
}

bool is_plain_header(std::string_view text) {
    const bool ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    return ascii && !text.contains("=?") && base::trimmed(text).size() == text.size();
}

bool atom_sign(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view{"!#$%&'*+-/=?^_`{|}~"}.contains(c);
}

/// Words of atoms with single blanks between them.
bool is_phrase(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return atom_sign(c) || c == ' '; }) && !name.contains("  ");
}

} // namespace

std::string quoted_printable(std::string_view text) {
    const auto lines = base::split(with_line_feeds(text), '\n');
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) out += "\r\n";
        append_body_line(out, lines[i]);
    }
    return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
    constexpr auto frame = word_opens.size() + word_closes.size();
    std::string out;
    std::string word;
    const auto bytes_max = [&column] {
        const auto columns = column + frame < encoded_columns ? encoded_columns - column - frame : 0;
        return std::min(columns, std::size_t{75} - frame) / 4 * 3;
    };
    const auto finish = [&] {
        if (!word.empty()) out += fmt::format("{}{}{}", word_opens, base::base64(word), word_closes);
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_size(text, at);
        if (word.size() + size > bytes_max()) {
            finish();
            out += "\r\n ";
            column = 1;
        }
        word += text.substr(at, size);
        at += size;
    }
    finish();
    return out;
}

std::string header_text(std::string_view text, std::size_t column) {
    const bool fits = column + text.size() <= header_columns;
    return fits && is_plain_header(text) ? std::string{text} : encoded_words(text, column);
}

std::string display_name(std::string_view name, std::size_t column) {
    const bool fits = column + name.size() + 2 <= header_columns;
    if (!fits || !is_plain_header(name)) return encoded_words(name, column);
    if (is_phrase(name)) return std::string{name};
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    quoted += '"';
    return column + quoted.size() <= header_columns ? quoted : encoded_words(name, column);
}

std::string file_name_parameters(std::string_view name) {
    std::string ascii;
    std::string whole;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < ' ' || byte == 0x7F) continue;
        if (byte < 0x80 && c != '"' && c != '\\' && c != '%') ascii += c;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                           || std::string_view{"-._"}.contains(c);
        whole += plain ? std::string{c} : fmt::format("%{:02X}", byte);
    }
    return fmt::format("filename=\"{}\"; filename*=utf-8''{}", ascii, whole);
}

std::string folded_words(const std::vector<std::string>& words, std::size_t column) {
    std::string out;
    for (const auto& word : words) {
        const bool first = out.empty();
        const auto width = word.size() + (first ? 0 : 1);
        // A line that would hold nothing but its header's name is not allowed to be folded (RFC 5322 3.2.2).
        if (!first && column + width > header_columns) {
            out += "\r\n ";
            column = 1 + word.size();
        } else {
            if (!first) out += ' ';
            column += width;
        }
        out += word;
    }
    return out;
}

} // namespace followup::mail
