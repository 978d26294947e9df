#include "core/letter/voice.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace followup::letter {

std::string as_part(std::string_view note) {
    std::string line{base::trimmed(note)};
    std::ranges::replace(line, '\n', ' ');
    const bool stopped = line.ends_with('.') && !line.ends_with("..");
    if (stopped) line.pop_back();
    return line;
}

std::vector<std::string> parts(const std::vector<std::string>& notes) {
    std::vector<std::string> kept;
    for (const auto& note : notes)
        if (auto part = as_part(note); !part.empty()) kept.push_back(std::move(part));
    return kept;
}

std::string in_first_person(std::string_view note, const words::Tongue& tongue) {
    auto part = as_part(note);
    const auto first = part.substr(0, part.find(' '));
    const auto own = tongue.phrase_if_any("first-" + base::ascii_lower(first));
    return own.empty() ? part : own + part.substr(first.size());
}

std::vector<std::string> all_in_first_person(const std::vector<std::string>& notes,
                                             const words::Tongue& tongue) {
    auto own = parts(notes);
    for (auto& each : own)
        each = in_first_person(each, tongue);
    return own;
}

} // namespace followup::letter
