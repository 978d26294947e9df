#include "core/mail/enclosing.hpp"

#include "core/base/digest.hpp"
#include "core/mail/gmime.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

constexpr std::size_t line_bytes_max = 998; // RFC 5322 2.1.1

bool is_plain(std::string_view bytes) {
    std::size_t line = 0;
    for (const char c : bytes) {
        if (c == '\0' || static_cast<unsigned char>(c) >= 0x80) return false;
        line = c == '\n' ? 0 : line + 1;
        if (line > line_bytes_max) return false;
    }
    return true;
}

/// Every line with CRLF behind it, the last one as well.
std::string with_line_ends(std::string_view bytes) {
    std::string lines;
    lines.reserve(bytes.size() + bytes.size() / 32);
    for (const char c : bytes) {
        if (c == '\r') continue;
        if (c == '\n') lines += '\r';
        lines += c;
    }
    if (!lines.ends_with('\n')) lines += "\r\n";
    return lines;
}

std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t bytes_in_line = 57;
    std::string lines;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes_in_line, bytes.size())))
        lines += base::base64(bytes.substr(0, bytes_in_line)) + "\r\n";
    return lines;
}

/// So much is taken apart and written again: each line with "--" may begin a part, which is an object.
bool is_simple(std::string_view bytes) {
    constexpr int parts_max = 500;
    int parts = 0;
    for (auto at = bytes.find("\n--"); at != std::string_view::npos; at = bytes.find("\n--", at + 3))
        if (++parts > parts_max) return false;
    return bytes.contains("\n\n") || bytes.contains("\n\r\n");
}

/// Fields that hold bytes as they are get encoded-words.
void encode_header(GMimeObject* object) {
    auto* list = g_mime_object_get_header_list(object);
    for (int n = 0; list != nullptr && n < g_mime_header_list_get_count(list); ++n) {
        auto* header = g_mime_header_list_get_header_at(list, n);
        const char* raw = g_mime_header_get_raw_value(header);
        if (raw == nullptr || is_plain(raw)) continue;
        const auto how = options();
        const Owned<char> text{g_mime_utils_header_decode_text(how.get(), raw)};
        g_mime_header_set_value(header, nullptr, text.get(), "utf-8");
    }
}

std::string encoded(std::string_view bytes) {
    const auto how = options();
    const Owned<GMimeStream> in{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
    const Owned<GMimeParser> parser{g_mime_parser_new_with_stream(in.get())};
    const Owned<GMimeMessage> message{g_mime_parser_construct_message(parser.get(), how.get())};
    if (message == nullptr) return {};
    auto* object = reinterpret_cast<GMimeObject*>(message.get());
    encode_header(object);
    g_mime_message_foreach(
        message.get(), [](GMimeObject*, GMimeObject* part, gpointer) { encode_header(part); }, nullptr);
    g_mime_object_encode(object, GMIME_ENCODING_CONSTRAINT_7BIT);
    const Owned<GMimeFormatOptions> format{g_mime_format_options_new()};
    const Owned<char> text{g_mime_object_to_string(object, format.get())};
    return text == nullptr ? std::string{} : std::string{text.get()};
}

} // namespace

Enclosure enclosure(std::string_view bytes) {
    if (is_plain(bytes)) return {with_line_ends(bytes)};
    if (is_simple(bytes))
        if (const auto text = encoded(bytes); !text.empty() && is_plain(text)) return {with_line_ends(text)};
    return {std::string{bytes}, true};
}

std::string enclosed_part(const Enclosure& mail) {
    if (!mail.as_file)
        return "Content-Type: message/rfc822\r\nContent-Disposition: attachment; "
               "filename=\"original.eml\"\r\n"
               "\r\n"
               + mail.bytes;
    return "Content-Type: application/octet-stream; name=\"original.eml\"\r\n"
           "Content-Disposition: attachment; filename=\"original.eml\"\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n"
           + base64_lines(mail.bytes);
}

} // namespace followup::mail
