#include "core/web/layout.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::web {
namespace {

std::string painted(bool colour, std::string_view code, std::string_view text) {
    return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string{text};
}

} // namespace

std::string Paint::heading(std::string_view text) const {
    return painted(colour, "1", text);
}

std::string Paint::alarm(std::string_view text) const {
    return painted(colour, "1;31", text);
}

std::string Paint::quiet(std::string_view text) const {
    return painted(colour, "2", text);
}

std::string wrapped(std::string_view text, std::size_t first, std::size_t rest) {
    std::string result;
    for (const auto& paragraph : base::split(text, '\n')) {
        std::string line(result.empty() ? first : rest, ' ');
        auto used = line.size();
        bool empty = true;
        for (const auto& word : base::split(paragraph, ' ')) {
            const auto width = base::code_points(word).size();
            if (!empty && used + 1 + width > columns_max) {
                result += line + "\n";
                line.assign(rest, ' ');
                used = rest;
                empty = true;
            }
            line += (empty ? "" : " ") + word;
            used += width + (empty ? 0 : 1);
            empty = false;
        }
        result += line + "\n";
    }
    return result;
}

} // namespace followup::web
