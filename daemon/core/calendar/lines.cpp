#include "core/calendar/lines.hpp"

namespace followup::calendar {
namespace {

constexpr std::size_t octets_max = 75;

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
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
    std::string line{name};
    fold(line.append(":").append(value));
}

void Lines::add_text(std::string_view name, std::string_view text) {
    std::string line{name};
    line += ':';
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') line += '\\';
        if (c == '\n')
            line += "\\n";
        else
            line += c;
    }
    fold(line);
}

} // namespace followup::calendar
