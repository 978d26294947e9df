#include "core/calendar/property.hpp"

#include "core/base/text.hpp"
#include "core/hours/ics_lines.hpp"

#include <algorithm>

namespace followup::calendar {
namespace {

/// Whether a colon stands within an offset, "+03:00", behind which the parameter ends.
bool in_offset(std::string_view line, std::size_t colon) {
    if (colon < 2 || colon + 3 >= line.size()) return false;
    const auto digit = [&](std::size_t at) { return base::is_digit(line[at]); };
    const auto sign = digit(colon - 2) ? colon - 3 : colon - 2;
    if (!digit(colon - 1) || sign >= colon || (line[sign] != '+' && line[sign] != '-')) return false;
    const char after = line[colon + 3];
    return digit(colon + 1) && digit(colon + 2) && (after == ':' || after == ';');
}

/// Where the part that begins at `from` ends: at a ';' or ':' outside quotes and brackets.
std::size_t part_end(std::string_view line, std::size_t from) {
    bool quoted = false;
    const auto scan = [&](bool with_brackets) {
        int deep = 0;
        quoted = false;
        for (auto at = from; at < line.size(); ++at) {
            const char c = line[at];
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (with_brackets && c == '(') ++deep;
            if (with_brackets && c == ')') --deep;
            const bool of_address = c == ':' && line.substr(at, 3) == "://";
            const bool between = of_address || (c == ':' && in_offset(line, at));
            if (deep <= 0 && (c == ';' || c == ':') && !between) return at;
        }
        return line.size();
    };
    // A bracket or a quote that is never closed would swallow the value.
    auto end = scan(true);
    if (end == line.size()) end = scan(false);
    if (end == line.size()) end = std::min(line.find_first_of(";:", from), line.size());
    return end;
}

} // namespace

std::string Property::parameter(std::string_view wanted) const {
    const auto found = std::ranges::find(parameters, wanted, &std::pair<std::string, std::string>::first);
    if (found == parameters.end()) return {};
    std::string plain;
    for (std::size_t at = 0; at < found->second.size(); ++at) {
        const char c = found->second[at];
        const char next = at + 1 < found->second.size() ? found->second[at + 1] : '\0';
        if (c != '^' || (next != 'n' && next != '^' && next != '\'')) {
            plain += c;
            continue;
        }
        plain += next == 'n' ? '\n' : next == '^' ? '^' : '"';
        ++at;
    }
    return plain;
}

Property property(std::string_view line) {
    Property read;
    auto end = std::min(line.find_first_of(";:"), line.size());
    read.name = hours::ics_name(line.substr(0, end));
    constexpr std::size_t parameters_max = 100; // each may look at the whole of the line
    while (end < line.size() && line[end] == ';' && read.parameters.size() < parameters_max) {
        const auto begin = end + 1;
        end = part_end(line, begin);
        const auto part = line.substr(begin, end - begin);
        const auto equals = std::min(part.find('='), part.size());
        auto value = std::string{part.substr(std::min(equals + 1, part.size()))};
        std::erase(value, '"');
        read.parameters.emplace_back(hours::ics_name(part.substr(0, equals)), std::move(value));
    }
    if (end < line.size()) read.value = line.substr(end + 1);
    return read;
}

} // namespace followup::calendar
