#include "core/queue/advice.hpp"

#include "core/base/text.hpp"
#include "core/queue/broken_line.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace followup::queue {
namespace {

struct Said {
    std::string what;
    std::string mend;
};
using Maybe = std::optional<Said>;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <std::size_t Count>
bool starts_with_any(std::string_view text, const std::array<std::string_view, Count>& beginnings) {
    return std::ranges::any_of(beginnings, [&](auto each) { return text.starts_with(each); });
}

constexpr std::array<std::string_view, 10> curly{"“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "`"};
constexpr std::array<std::string_view, 6> dashes{"–", "—", "‐", "‑", "−", "‒"};

/// The text with each run of digits as one '9', letters as they are: "2026-11-27" is "9-9-9".
std::string shape(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (!base::is_digit(c))
            out += c;
        else if (!out.ends_with('9'))
            out += '9';
    return out;
}

std::size_t count(std::string_view text, std::string_view of) {
    std::size_t found = 0;
    for (auto at = text.find(of); at != std::string_view::npos; at = text.find(of, at + of.size()))
        ++found;
    return found;
}

Maybe file_ends(const BrokenLine& line) {
    const auto open = [&](std::string_view quotes) {
        return (count(line.before, quotes) + count(line.text, quotes)) % 2 != 0;
    };
    const bool list = count(line.text, "[") > count(line.text, "]") && line.has_equals;
    const bool inside = line.last && line.at.empty() && (list || open("\"\"\"") || open("'''"));
    if (!line.text.empty() && !inside) return {};
    return Said{"the file ends in the middle of something",
                "close the quote, the bracket or the brace that was opened last"};
}

Maybe nobody_sees_it(const BrokenLine& line) {
    const auto letters = base::code_points(line.at.substr(0, 4));
    const bool odd = !letters.empty() && (base::is_invisible(letters.front()) || letters.front() == 0xA0);
    if (!odd && !base::has_control(line.text, true)) return {};
    const auto sign = odd ? fmt::format(", U+{:04X},", static_cast<std::uint32_t>(letters.front())) : "";
    return Said{fmt::format("an invisible character{} stands in this line", sign),
                "type the line anew, or delete what stands around that place and type it again"};
}

Maybe comment_of_elsewhere(const BrokenLine& line) {
    constexpr std::array<std::string_view, 6> beginnings{"//", "/*", "--", ";", "<!--", "*"};
    if (!starts_with_any(line.text, beginnings) && !line.at.starts_with("//")) return {};
    return Said{"this is no comment of an event file", "begin a comment with #"};
}

Maybe curly_quotes(const BrokenLine& line) {
    if (!starts_with_any(line.value, curly) && !starts_with_any(line.at, curly)) return {};
    return Said{"these are the curly quotes of a word processor", "use straight quotes: \"…\""};
}

Maybe backslash(const BrokenLine& line) {
    constexpr std::size_t escape_bytes_max = 12;
    const auto stroke = line.reached.rfind('\\');
    const bool near = stroke != std::string_view::npos && line.reached.size() - stroke <= escape_bytes_max;
    if (!near && !(line.open_text && line.text.ends_with("\\\""))) return {};
    return Said{"a backslash in a text begins a special sign",
                "put the text between single quotes: 'C:\\cv.pdf', or write every backslash twice: \\\\"};
}

Maybe text_not_closed(const BrokenLine& line) {
    if (!line.open_text) return {};
    return Said{"a text begins in this line and does not end in it",
                "close the quote, or put a text of several lines between three quotes: \"\"\"…\"\"\""};
}

Maybe list_as_table(const BrokenLine& line) {
    if (!line.text.starts_with('[') || line.text.starts_with("[[")) return {};
    const auto name = base::trimmed(line.text.substr(1, line.text.find(']') - 1));
    const auto last = name.substr(name.rfind('.') + 1);
    constexpr std::array<std::string_view, 3> lists{"met", "promise", "next"};
    if (std::ranges::find(lists, last) == lists.end()) return {};
    const auto of = name.starts_with("debriefed") ? "debriefed" : "interview";
    return Said{"there may be several of these, so each needs two brackets",
                fmt::format("write [[{}.{}]] above each of them", of, last)};
}

Maybe broken_heading(const BrokenLine& line) {
    if (!line.text.starts_with('[') || line.has_equals) return {};
    if (line.text.find(']') != std::string_view::npos && line.before.contains(std::string{line.text} + "\n"))
        return Said{"this heading stands in the file already", "write [[…]] with two brackets for a list, or "
                                                               "put the keys under the first one"};
    return Said{"this heading cannot be read",
                "a heading is a line of its own, with two brackets on each side: [[interview]]"};
}

Maybe key_twice(const BrokenLine& line) {
    if (line.key.empty() || !line.text.starts_with(line.key)) return {};
    for (auto above = line.before; !above.empty();) {
        above.remove_suffix(1); // the end of the line above
        const auto begin = above.rfind('\n');
        const auto each = base::trimmed(begin == std::string_view::npos ? above : above.substr(begin + 1));
        if (each.starts_with('[')) break;
        if (base::trimmed(each.substr(0, each.find('='))) == line.key && each.contains('='))
            return Said{"this key stands twice in the table", "leave one of the two lines out"};
        above = above.substr(0, begin == std::string_view::npos ? 0 : begin + 1);
    }
    return {};
}

Maybe braces_over_lines(const BrokenLine& line) {
    const auto open = std::ranges::count(line.text, '{');
    if (open == 0 || std::ranges::count(line.text, '}') >= open) return {};
    const auto key = base::trimmed(line.text.substr(0, line.text.find('=')));
    const bool plain =
        !key.empty() && std::ranges::all_of(key, [](char c) { return is_letter(c) || c == '_'; });
    const auto heading = line.heading.empty() ? std::string_view{"interview"} : line.heading;
    return Said{"what stands in braces must stand on one line",
                fmt::format("put it on one line, or write [{}.{}] and each key on a line of its own", heading,
                            plain ? key : "candidate")};
}

Maybe dash_in_date(const BrokenLine& line) {
    if (line.value.empty() || !base::is_digit(line.value.front())) return {};
    const bool dash = std::ranges::any_of(dashes, [&](auto each) { return line.value.contains(each); });
    if (!dash) return {};
    return Said{"a dash of a word processor stands in this date", "write hyphens: 2026-11-20T15:30:00"};
}

Maybe written_otherwise(const BrokenLine& line) {
    const auto form = shape(line.value.substr(0, 60));
    if (form.starts_with("9/9/9") || form.starts_with("9.9.9") || form.starts_with("9/9"))
        return Said{"a date without quotes is written with the year first",
                    "write 2026-11-20T15:30:00, or put the date between quotes as it is"};
    const bool date =
        form.starts_with("9-9-9T9:9") || form.starts_with("9-9-9t9:9") || form.starts_with("9-9-9 9:9");
    const bool time = form.starts_with("9:9");
    if (!date && !time) return {};
    auto rest = std::string_view{form}.substr(date ? 9 : 3);
    if (!rest.starts_with(":9"))
        return Said{"a time without quotes needs its seconds",
                    "add the seconds: 15:30:00, or put the time between quotes"};
    rest.remove_prefix(2);
    if (rest.starts_with(".9")) rest.remove_prefix(2);
    rest = base::trimmed(rest);
    if (!rest.empty() && is_letter(rest.front()))
        return Said{
            "the name of a zone cannot stand behind a time",
            "write the offset behind it: 15:30:00-06:00, or leave it out and name the zone under 'zone' "
            "of the employer"};
    return Said{"this date or time does not exist", "write it like 2026-11-20T15:30:00"};
}

Maybe list_without_comma(const BrokenLine& line) {
    const bool text = line.at.starts_with('"') || line.at.starts_with('\'');
    if (!text || !line.has_equals || count(line.reached, "[") <= count(line.reached, "]")) return {};
    return Said{"a comma is missing in this list", "write [\"…\", \"…\"] with a comma between the texts"};
}

Maybe quotes_in_quotes(const BrokenLine& line) {
    const auto value = line.value;
    const bool text = value.starts_with('"') || value.starts_with('\'');
    if (!text || std::ranges::count(value, value.front()) < 3) return {};
    return Said{"there is a quote inside of the quotes",
                value.front() == '"'
                    ? "write \\\" for it, or put the whole text between three quotes: \"\"\"…\"\"\""
                    : "put the whole text between double quotes: \"…\""};
}

Maybe no_quotes(const BrokenLine& line) {
    if (!line.has_equals || line.value.empty()) return {};
    const char first = line.value.front();
    const bool number = base::is_digit(first) || first == '+' || first == '(' || first == '-';
    if (!is_letter(first) && !number && static_cast<unsigned char>(first) < 0x80) return {};
    return Said{number ? "a telephone number or another text with digits needs quotes"
                       : "a text needs quotes",
                "put it between straight quotes: \"…\""};
}

Maybe nothing_behind(const BrokenLine& line) {
    if (line.key.empty() || !(line.value.empty() || line.value.starts_with('#'))) return {};
    return Said{"nothing stands behind the '='", "write the value, or leave the line out"};
}

Maybe no_equals(const BrokenLine& line) {
    if (line.has_equals || !is_letter(line.text.front())) return {};
    const auto colon = line.text.find(':');
    return Said{"this is no line of an event file",
                colon != std::string_view::npos ? "write '=' in the place of the ':'"
                                                : "a line is KEY = \"VALUE\", and a comment begins with #"};
}

Maybe more_behind(const BrokenLine& line) {
    if (!line.has_equals || line.value.empty()) return {};
    if (line.value.starts_with('"') || line.value.starts_with('\''))
        return Said{"something stands behind the text", "end the line there, or begin a comment with #"};
    if (line.text.contains('['))
        return Said{"this list cannot be read", "write [\"…\", \"…\"] with a comma between the texts"};
    return {};
}

} // namespace

Flaw advice(std::string_view bytes, Place place) {
    const auto line = broken_line(bytes, place);
    // What is sure stands first: the later ones go by the looks of the line.
    constexpr std::array rules{file_ends,        nobody_sees_it,  comment_of_elsewhere, curly_quotes,
                               backslash,        list_as_table,   broken_heading,       braces_over_lines,
                               key_twice,        dash_in_date,    written_otherwise,    list_without_comma,
                               quotes_in_quotes, text_not_closed, nothing_behind,       no_quotes,
                               no_equals,        more_behind};
    for (const auto rule : rules)
        if (auto said = rule(line)) return {place, std::move(said->what), std::move(said->mend)};
    return {place, "this line cannot be read", "compare it with the examples: KEY = \"VALUE\""};
}

} // namespace followup::queue
