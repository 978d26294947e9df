#include "core/mail/mime.hpp"

#include "core/base/text.hpp"
#include "core/mail/gmime.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace followup::mail {
namespace {

/// Before the first call into the library, whichever it is: a calendar file alone is converted, too.
void begin_gmime() {
    static const bool begun = (g_mime_init(), true);
    static_cast<void>(begun);
}

/// Without the beginning of a character of UTF-8 that is cut off at the end.
void drop_broken_end(std::string& bytes) {
    const auto is_more = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    auto begin = bytes.size();
    while (begin > 0 && bytes.size() - begin < 3 && is_more(bytes[begin - 1]))
        --begin;
    if (begin == 0 || static_cast<unsigned char>(bytes[begin - 1]) < 0xC0U) return;
    if (const auto last = bytes.substr(begin - 1); !base::is_utf8(last)) bytes.resize(begin - 1);
}

/// Bytes in that character set as UTF-8; nothing when there is no such set.
std::optional<std::string> converted(std::string bytes, const std::string& charset) {
    begin_gmime();
    const Owned<GMimeFilter> filter{g_mime_filter_charset_new(charset.c_str(), "utf-8")};
    if (filter == nullptr) return std::nullopt;
    char* text = nullptr;
    std::size_t size = 0;
    std::size_t before = 0;
    g_mime_filter_complete(filter.get(), bytes.data(), bytes.size(), 0, &text, &size, &before);
    std::string found{text, size};
    return base::is_utf8(found) ? std::optional{std::move(found)} : std::nullopt;
}

} // namespace

std::string as_utf8(std::string bytes, std::string_view charset) {
    const auto name = base::ascii_lower(base::trimmed(charset));
    constexpr std::array<std::string_view, 10> vague{
        "",       "us-ascii",     "ascii",      "utf-8",      "utf8",
        "latin1", "unknown-8bit", "iso-8859-1", "iso_8859-1", "windows-1252"};
    if (std::ranges::find(vague, name) == vague.end())
        if (auto text = converted(bytes, name)) return std::move(*text);
    drop_broken_end(bytes);
    if (base::is_utf8(bytes)) return bytes;
    if (auto text = converted(bytes, "windows-1252")) return std::move(*text);
    std::string text;
    for (const char c : bytes)
        base::append_utf8(text, static_cast<unsigned char>(c));
    return text;
}

namespace {

/// A field of a header, or what might be taken for one (RFC 5322 3.6.8).
bool is_field(std::string_view line) {
    const auto end = line.find_first_of(": \t");
    if (end == 0 || end == std::string_view::npos) return false;
    const auto next = line.find_first_not_of(" \t", end);
    return next != std::string_view::npos && line[next] == ':';
}

/// The mail as it is read: every part of it begins behind a line with "--", and what stands there has a
/// header first and its words next. Time and memory are bounded by the number of such lines and of fields
/// (each becomes an object) and by what is kept of the bytes between them.
void put_bounded(GMimeStream* into, std::string_view bytes, Extent extent) {
    constexpr std::size_t fences_max = 5000;
    constexpr std::size_t fields_max = 20000;
    constexpr std::size_t stretch_max = 1024 * 1024;
    constexpr std::size_t small_max = 16 * 1024; // when much was kept already
    constexpr std::size_t much = 4 * stretch_max;
    constexpr std::size_t kept_max = 8 * stretch_max;
    const bool whole = extent == Extent::whole;
    std::size_t fences = 0;
    std::size_t fields = 0;
    std::size_t stretch = 0;
    std::size_t kept = 0;
    bool ended = true;
    const auto put = [&](std::string_view text) {
        ended = text.ends_with('\n');
        g_mime_stream_write(into, text.data(), text.size());
        kept += text.size();
        stretch += text.size();
    };
    while (!bytes.empty() && (whole || kept < kept_max)) {
        const auto end = bytes.find('\n');
        const auto line = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
        bytes.remove_prefix(line.size());
        if (line.starts_with("--")) {
            if (++fences > fences_max) break;
            stretch = 0;
        } else if (is_field(line) && ++fields > fields_max) {
            break;
        }
        const auto max = kept < much ? stretch_max : small_max;
        const auto room = whole ? bytes.max_size() : max - std::min(stretch, max);
        if (line.size() <= room)
            put(line);
        else if (room > 1)
            put(std::string{line.substr(0, room - 1)} + '\n');
    }
    if (!ended) put("\n"); // a last line without an end would be taken for half a field
}

std::string content_of(GMimePart* part) {
    auto* content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    const Owned<GMimeStream> stream{g_mime_stream_mem_new()};
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    const auto* array = g_mime_stream_mem_get_byte_array(reinterpret_cast<GMimeStreamMem*>(stream.get()));
    if (array == nullptr || array->data == nullptr) return {};
    return {reinterpret_cast<const char*>(array->data), array->len};
}

bool is_a(void* object, GType type) {
    return g_type_check_instance_is_a(static_cast<GTypeInstance*>(object), type) != 0;
}

/// Makes parts of the objects that the library read.
class Collector {
  public:
    Collector(std::vector<Part>& parts, Extent extent) : x_parts{parts}, x_extent{extent} {}

    void add_message(GMimeMessage* message) {
        auto* body = g_mime_message_get_mime_part(message);
        Part top;
        add_headers(top, reinterpret_cast<GMimeObject*>(message));
        if (body == nullptr) {
            x_parts.push_back(std::move(top));
            x_parts.back().end = x_parts.size();
            return;
        }
        add(body, std::move(top));
    }

  private:
    void add(GMimeObject* object, Part part) {
        describe(part, object);
        const bool read =
            x_extent == Extent::whole || part.type.starts_with("text/") || part.type.starts_with("message/");
        if (read && is_a(object, g_mime_part_get_type()))
            part.bytes = content_of(reinterpret_cast<GMimePart*>(object));
        const auto place = x_parts.size();
        x_parts.push_back(std::move(part));
        if (is_a(object, g_mime_multipart_get_type())) {
            auto* many = reinterpret_cast<GMimeMultipart*>(object);
            for (int n = 0; n < g_mime_multipart_get_count(many); ++n)
                add(g_mime_multipart_get_part(many, n), {});
        } else if (is_a(object, g_mime_message_part_get_type())) {
            auto* within = g_mime_message_part_get_message(reinterpret_cast<GMimeMessagePart*>(object));
            if (within != nullptr) add_message(within);
        }
        x_parts[place].end = x_parts.size();
    }

    static void describe(Part& part, GMimeObject* object) {
        add_headers(part, object);
        auto* type = g_mime_object_get_content_type(object);
        if (type != nullptr) {
            const Owned<char> name{g_mime_content_type_get_mime_type(type)};
            part.type = base::ascii_lower(name.get());
            part.charset = said(g_mime_content_type_get_parameter(type, "charset"));
        }
        const auto disposition = base::ascii_lower(said(g_mime_object_get_disposition(object)));
        part.attachment = disposition == "attachment";
        part.file = said(g_mime_object_get_content_disposition_parameter(object, "filename"));
        if (part.file.empty()) part.file = said(g_mime_object_get_content_type_parameter(object, "name"));
        part.file = as_utf8(std::move(part.file), {});
    }

    static std::string said(const char* text) { return text == nullptr ? std::string{} : text; }

    static void add_headers(Part& part, GMimeObject* object) {
        auto* list = g_mime_object_get_header_list(object);
        for (int n = 0; n < g_mime_header_list_get_count(list); ++n) {
            auto* header = g_mime_header_list_get_header_at(list, n);
            auto value = said(g_mime_header_get_raw_value(header));
            std::erase_if(value, [](char c) { return c == '\r' || c == '\n'; });
            part.headers.emplace_back(base::ascii_lower(said(g_mime_header_get_name(header))),
                                      base::trimmed(value));
        }
    }

    std::vector<Part>& x_parts;
    Extent x_extent;
};

/// The mail behind `before`; nothing when that begins with no field.
std::vector<Part> parts_behind(std::string_view before, std::string_view bytes, Extent extent,
                               GMimeParserOptions* how) {
    const Owned<GMimeStream> stream{g_mime_stream_mem_new()};
    if (!before.empty()) g_mime_stream_write(stream.get(), before.data(), before.size());
    put_bounded(stream.get(), bytes, extent);
    g_mime_stream_reset(stream.get());
    const Owned<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
    const Owned<GMimeMessage> message{g_mime_parser_construct_message(parser.get(), how)};
    std::vector<Part> parts;
    if (message != nullptr) Collector{parts, extent}.add_message(message.get());
    return parts;
}

std::vector<Part> parts_read(std::string_view bytes, Extent extent, GMimeParserOptions* how) {
    auto parts = parts_behind({}, bytes, extent, how);
    if (parts.empty()) parts = parts_behind("\n", bytes, extent, how); // a mail without a header
    if (parts.empty()) parts.emplace_back();
    return parts;
}

} // namespace

Owned<GMimeParserOptions> options() {
    begin_gmime();
    Owned<GMimeParserOptions> made{g_mime_parser_options_new()};
    // What headers are read as that hold bytes and no encoded-words.
    std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
    g_mime_parser_options_set_fallback_charsets(made.get(), charsets.data());
    return made;
}

std::string unencoded(std::string_view header) {
    const auto how = options();
    const std::string bytes{header};
    const Owned<char> text{g_mime_utils_header_decode_text(how.get(), bytes.c_str())};
    return as_utf8(text.get(), {});
}

std::vector<std::string> addresses_in(std::string_view header) {
    const auto how = options();
    const std::string bytes{header};
    std::vector<std::string> found;
    const Owned<InternetAddressList> list{internet_address_list_parse(how.get(), bytes.c_str())};
    const auto add = [&found](auto& self, InternetAddressList* all) -> void {
        for (int n = 0; all != nullptr && n < internet_address_list_length(all); ++n) {
            auto* each = internet_address_list_get_address(all, n);
            if (is_a(each, internet_address_group_get_type()))
                self(self, internet_address_group_get_members(reinterpret_cast<InternetAddressGroup*>(each)));
            else if (is_a(each, internet_address_mailbox_get_type()))
                if (const char* address =
                        internet_address_mailbox_get_addr(reinterpret_cast<InternetAddressMailbox*>(each)))
                    found.push_back(base::ascii_lower(address));
        }
    };
    add(add, list.get());
    std::erase_if(found, [](const std::string& each) { return !each.contains('@'); });
    return found;
}

std::optional<base::Instant> date_in(std::string_view header) {
    const auto how = options(); // the library is ready
    const std::string bytes{header};
    begin_gmime();
    const Owned<GDateTime> date{g_mime_utils_header_decode_date(bytes.c_str())};
    if (date == nullptr) return std::nullopt;
    return base::Instant{base::seconds{g_date_time_to_unix(date.get())}};
}

std::string Part::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string{} : unencoded(found->second);
}

std::string Part::text() const {
    auto text = as_utf8(bytes, charset);
    std::erase(text, '\r');
    constexpr std::string_view byte_order_mark = "\uFEFF";
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    return text;
}

std::vector<Part> parts_of(std::string_view bytes, Extent extent) {
    const auto how = options();
    auto parts = parts_read(bytes, extent, how.get());
    // A comment behind a boundary is part of it for who reads leniently, and then nothing is parted.
    const auto undivided = [&](std::size_t n) {
        return parts[n].type.starts_with("multipart/") && parts[n].end == n + 1;
    };
    for (std::size_t n = 0; n < parts.size(); ++n) {
        if (!undivided(n)) continue;
        g_mime_parser_options_set_parameter_compliance_mode(how.get(), GMIME_RFC_COMPLIANCE_STRICT);
        if (auto others = parts_read(bytes, extent, how.get()); others.size() > parts.size())
            parts = std::move(others);
        break;
    }
    return parts;
}

} // namespace followup::mail
