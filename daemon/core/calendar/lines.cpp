#include "core/calendar/lines.hpp"

namespace followup::calendar {
namespace {

constexpr std::size_t octets_max = 75;

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

bool separates(char c) {
    return c == '\\' || c == ';' || c == ',' || c == '\n';
}

} // namespace

void Lines::fold(std::string_view line) {
    for (auto room = octets_max; line.size() > room; room = octets_max - 1) {
        auto end = room;
        while (end > 1 && continues(line[end]))
            --end;
        x_bytes.append(line.substr(0, end)).append("\r\n ");
        line.remove_prefix(end);
    }
    x_bytes.append(line).append("\r\n");
}

void Lines::add(std::string_view name, std::string_view value) {
    x_line.assign(name).append(":").append(value);
    fold(x_line);
}

void Lines::add_text(std::string_view name, std::string_view text) {
    x_line.assign(name).append(":");
    while (!text.empty()) {
        std::size_t end = 0;
        while (end < text.size() && !separates(text[end]))
            ++end;
        x_line.append(text.substr(0, end));
        if (end == text.size()) break;
        x_line += '\\';
        x_line += text[end] == '\n' ? 'n' : text[end];
        text.remove_prefix(end + 1);
    }
    fold(x_line);
}

} // namespace followup::calendar
