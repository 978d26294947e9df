#include "core/queue/broken_line.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::queue {
namespace {

constexpr std::string_view leading_mark = "\xEF\xBB\xBF";

/// Bytes of the first `columns` characters.
std::size_t bytes_of(std::string_view text, std::uint32_t columns) {
    std::size_t at = 0;
    for (; columns > 0 && at < text.size(); --columns)
        for (++at; at < text.size() && static_cast<unsigned char>(text[at]) >> 6 == 2;)
            ++at;
    return at;
}

/// The last heading in the text: "interview.met" of "[[interview.met]]".
std::string_view last_heading(std::string_view text) {
    while (!text.empty()) {
        const auto begin = text.rfind('\n');
        auto line = base::trimmed(begin == std::string_view::npos ? text : text.substr(begin + 1));
        if (line.starts_with('[')) {
            line.remove_prefix(std::min(line.find_first_not_of('['), line.size()));
            return base::trimmed(line.substr(0, line.find(']')));
        }
        text = text.substr(0, begin == std::string_view::npos ? 0 : begin);
    }
    return {};
}

/// Walks over a line up to where the parser stopped and takes note where the value began.
void take_apart(BrokenLine& line) {
    std::size_t begin = 0;
    std::size_t name = 0;
    char quote = '\0';
    for (std::size_t at = 0; at < line.text.size(); ++at) {
        const char c = line.text[at];
        const bool reached = at < line.reached.size();
        if (quote != '\0') {
            if (c == '\\' && quote == '"')
                ++at;
            else if (c == quote)
                quote = '\0';
        } else if (c == '#') {
            break;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '=') {
            if (reached || !line.has_equals) {
                line.key = base::trimmed(line.text.substr(name, at - name));
                begin = at + 1;
            }
            line.has_equals = true;
        } else if (reached && (c == '[' || c == '{' || c == ',')) {
            // The key stays that of the whole value while nothing else is named.
            begin = name = at + 1;
            if (c == '{' && at + 1 >= line.reached.size()) begin = at;
        }
    }
    line.open_text = quote != '\0';
    line.value = base::trimmed(line.text.substr(std::min(begin, line.text.size())));
}

} // namespace

BrokenLine broken_line(std::string_view bytes, Place place) {
    if (bytes.starts_with(leading_mark)) bytes.remove_prefix(leading_mark.size());
    std::size_t begin = 0;
    for (std::uint32_t line = 1; line < place.line; ++line) {
        const auto end = bytes.find('\n', begin);
        if (end == std::string_view::npos) break;
        begin = end + 1;
    }
    BrokenLine line;
    line.before = bytes.substr(0, begin);
    line.heading = last_heading(line.before);
    const auto whole = bytes.substr(begin, bytes.find('\n', begin) - begin);
    line.last =
        base::trimmed(bytes.substr(begin + whole.size())).find_first_not_of("\r\n") == std::string_view::npos;
    const auto stopped = whole.substr(bytes_of(whole, std::max(place.column, 1U) - 1));
    line.at = base::trimmed(stopped);
    line.text = base::trimmed(whole);
    const auto indent = static_cast<std::size_t>(line.text.data() - whole.data());
    const auto reached = whole.size() - stopped.size();
    line.reached = line.text.substr(0, reached > indent ? reached - indent : 0);
    take_apart(line);
    return line;
}

} // namespace followup::queue
