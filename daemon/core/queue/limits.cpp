#include "core/queue/limits.hpp"

#include "core/queue/reader.hpp"

#include <cstdint>
#include <cstring>
#include <fmt/format.h>

namespace followup::queue {
namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

/// How many bytes the character at `at` takes; 0 when it is none (RFC 3629 section 4).
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
    const unsigned first = byte_at(bytes, at);
    const unsigned second = byte_at(bytes, at + 1);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    // The second byte alone decides about overlong forms, surrogates and what lies beyond U+10FFFF.
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 2; i < length; ++i)
        if (byte_at(bytes, at + i) >> 6 != 2) return 0;
    return length;
}

/// Whether the next eight bytes are ASCII and none is NUL.
bool plain_eight(std::string_view bytes, std::size_t at) {
    if (bytes.size() - at < 8) return false;
    constexpr std::uint64_t high = 0x8080808080808080;
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    return ((eight | (eight - ones)) & high) == 0;
}

/// Offset of the first byte that is NUL or no UTF-8; the size when there is none.
std::size_t first_bad_byte(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (plain_eight(bytes, at)) {
            at += 8;
            continue;
        }
        const auto length = byte_at(bytes, at) == 0 ? 0 : utf8_length(bytes, at);
        if (length == 0) return at;
        at += length;
    }
    return bytes.size();
}

/// With its mark, or with a NUL in every other byte as plain text has them.
bool is_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    return bytes.size() >= 8 && (byte_at(bytes, 0) == 0) != (byte_at(bytes, 1) == 0)
           && (byte_at(bytes, 2) == 0) == (byte_at(bytes, 0) == 0)
           && (byte_at(bytes, 3) == 0) == (byte_at(bytes, 1) == 0);
}

/// Walks over the bytes as TOML reads them, as far as strings, comments and lines go. Where the file is
/// broken the walk may go astray, but only behind the place where the parser stops as well.
class Walk {
  public:
    explicit Walk(std::string_view bytes) : x_bytes(bytes) {}

    std::optional<Flaw> flaw() {
        for (; x_at < x_bytes.size(); ++x_at) {
            const char c = x_bytes[x_at];
            if (c == '\n')
                end_line();
            else if (x_inside == Inside::nothing) {
                const auto* limit = outside(c);
                if (limit != nullptr) return Flaw{place_of(x_bytes, x_at), limit, mend()};
            } else if (x_inside != Inside::comment)
                inside(c);
        }
        return std::nullopt;
    }

  private:
    enum class Inside { nothing, comment, text, lines };

    static std::string mend() { return "an event file needs neither: compare it with the examples"; }

    void end_line() {
        if (x_inside != Inside::lines) x_inside = Inside::nothing;
        // A header ends with its line, closed or not: the parser says it better than a count of brackets.
        if (x_header) x_deep = 0;
        x_dots = 0;
        x_header = false;
        x_line_begins = true;
    }

    bool three(char c) const {
        return x_bytes.size() - x_at >= 3 && x_bytes[x_at + 1] == c && x_bytes[x_at + 2] == c;
    }

    const char* outside(char c) {
        const bool first = x_line_begins && c != ' ' && c != '\t';
        if (first) {
            x_line_begins = false;
            x_header = c == '[' && x_deep == 0;
        }
        if (c == '#')
            x_inside = Inside::comment;
        else if (c == '"' || c == '\'')
            open(c);
        else if (c == '.' && ++x_dots > line_dots_max)
            return "there are more than 16 dots outside strings in this line";
        else if ((c == '[' || c == '{') && ++x_deep > brackets_deep_max)
            return "brackets are nested more than 16 deep";
        else if ((c == ']' || c == '}') && x_deep > 0)
            --x_deep;
        return nullptr;
    }

    void open(char quote) {
        x_quote = quote;
        x_inside = three(quote) ? Inside::lines : Inside::text;
        if (x_inside == Inside::lines) x_at += 2;
    }

    void inside(char c) {
        if (c == '\\' && x_quote == '"' && byte_at(x_bytes, x_at + 1) != '\n')
            ++x_at;
        else if (c == x_quote && x_inside == Inside::text)
            x_inside = Inside::nothing;
        else if (c == x_quote && three(c)) {
            x_inside = Inside::nothing;
            x_at += 2;
            // Up to two quotes of the text itself may stand before the closing three.
            for (int i = 0; i < 2 && byte_at(x_bytes, x_at + 1) == static_cast<unsigned char>(c); ++i)
                ++x_at;
        }
    }

    std::string_view x_bytes;
    std::size_t x_at = 0;
    Inside x_inside = Inside::nothing;
    char x_quote = '"';
    int x_dots = 0;
    int x_deep = 0;
    bool x_header = false;
    bool x_line_begins = true;
};

} // namespace

std::optional<Flaw> flaw_before_parsing(std::string_view bytes) {
    if (bytes.size() > file_bytes_max)
        return Flaw{Place{},
                    fmt::format("the file has {} bytes; at most {} are taken", bytes.size(), file_bytes_max),
                    "split it into several files"};
    if (const auto bad = first_bad_byte(bytes); bad < bytes.size()) {
        const auto byte = byte_at(bytes, bad);
        if (is_utf16(bytes))
            return Flaw{Place{}, "the file is saved as UTF-16",
                        "save it as UTF-8: in the editor under \"Save as\", where the encoding is chosen"};
        if (byte == 0)
            return Flaw{place_of(bytes, bad), "there is a zero byte here",
                        "an event file is plain text in UTF-8"};
        return Flaw{place_of(bytes, bad), fmt::format("the byte 0x{:02X} is not valid UTF-8", byte),
                    "save the file as UTF-8"};
    }
    return Walk{bytes}.flaw();
}

} // namespace followup::queue
