#include "core/queue/toml_text.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::queue {

std::string toml_string(std::string_view text) {
    std::string written = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (written += '\\') += c;
        else if (c == '\n')
            written += "\\n";
        else if (c == '\t')
            written += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            written += fmt::format("\\u{:04X}", byte);
        else
            written += c;
    }
    return written + '"';
}

std::string toml_time(base::LocalTime time, std::optional<base::seconds> offset) {
    const auto date = std::chrono::floor<base::days>(time);
    const auto clock = std::chrono::hh_mm_ss{time - date};
    auto written = fmt::format("{}T{:02}:{:02}:{:02}", base::iso(date), clock.hours().count(),
                               clock.minutes().count(), clock.seconds().count());
    if (!offset) return written;
    // TOML knows no seconds of an offset: such a time is brought to whole minutes east.
    const auto spare = *offset % base::minutes{1};
    if (spare != base::seconds{0}) return toml_time(time - spare, *offset - spare);
    const auto size = std::chrono::abs(std::chrono::floor<base::minutes>(*offset)).count();
    return written
           + fmt::format("{}{:02}:{:02}", *offset < base::seconds{0} ? '-' : '+', size / 60, size % 60);
}

std::string toml_line(std::string_view key, std::string_view value, std::size_t width) {
    return fmt::format("{:<{}} = {}\n", key, width, value);
}

std::string toml_comment(std::string_view text, std::string_view before) {
    constexpr std::size_t columns_max = 79;
    std::string written;
    for (const auto& paragraph : base::split(text, '\n')) {
        std::string line;
        for (const auto& word : base::split(paragraph, ' ')) {
            if (!line.empty() && before.size() + line.size() + 1 + word.size() > columns_max) {
                (((written += before) += line) += '\n');
                line.clear();
            }
            if (!line.empty()) line += ' ';
            line += word;
        }
        auto whole = std::string{before} + line;
        while (!whole.empty() && whole.back() == ' ')
            whole.pop_back();
        (written += whole) += '\n';
    }
    return written;
}

} // namespace followup::queue
