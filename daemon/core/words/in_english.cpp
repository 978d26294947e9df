#include "core/words/in_english.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace followup::words {
namespace {

struct Rule {
    std::string said;
    std::string english;
};

std::vector<Rule> rules_of(const Tongue& tongue) {
    constexpr std::string_view beginning = "when-";
    std::vector<Rule> rules;
    for (const auto& [name, text] : tongue.phrases_from(beginning)) {
        auto english = name.substr(beginning.size());
        std::ranges::replace(english, '-', ' ');
        for (const auto& each : base::split(text, ','))
            if (auto said = base::folded(each); !said.empty()) rules.push_back({std::move(said), english});
    }
    std::ranges::stable_sort(rules, std::ranges::greater{},
                             [](const Rule& rule) { return rule.said.size(); });
    return rules;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::array days{
    std::pair{"today", "today"},         std::pair{"tomorrow", "tomorrow"},
    std::pair{"monday", "monday"},       std::pair{"tuesday", "tuesday"},
    std::pair{"wednesday", "wednesday"}, std::pair{"thursday", "thursday"},
    std::pair{"friday", "friday"},       std::pair{"saturday", "saturday"},
    std::pair{"sunday", "sunday"},       std::pair{"in 2 days", "the day after tomorrow"}};
constexpr std::array units{"day", "days", "week", "weeks", "month", "months"};

/// "monday in one week" is "one week from monday" in English.
std::string day_last(const std::string& english) {
    std::string_view rest = english;
    if (rest.starts_with("on ")) rest.remove_prefix(3);
    const auto day = std::ranges::find_if(
        days, [&](const auto& each) { return rest.starts_with(std::string{each.first} + " in "); });
    if (day == days.end()) return english;
    rest.remove_prefix(std::string_view{day->first}.size() + std::string_view{" in "}.size());
    const auto number = rest.substr(0, rest.find(' '));
    if (number.size() == rest.size()) return english;
    const auto behind = rest.substr(number.size() + 1);
    const auto unit = behind.substr(0, behind.find_first_of(" ,"));
    if (std::ranges::find(units, unit) == units.end()) return english;
    return fmt::format("{} {} from {}{}", number, unit, day->second, behind.substr(unit.size()));
}

/// Reads a text from its beginning to its end.
class Translation {
  public:
    Translation(const std::string& text, const std::vector<Rule>& rules) : x_text(text), x_rules(rules) {}

    std::string all() {
        while (x_at < x_text.size())
            if (!rule() && !ordinal_dot()) next();
        return day_last(base::folded(x_english)); // where a word has no English, two blanks meet
    }

  private:
    [[nodiscard]] char at(std::size_t place) const { return place < x_text.size() ? x_text[place] : '\0'; }

    bool rule() {
        const bool begins = x_at == 0 || !is_letter(x_text[x_at - 1]);
        if (!begins || !is_letter(x_text[x_at])) return false;
        const auto rest = std::string_view{x_text}.substr(x_at);
        const auto found = std::ranges::find_if(x_rules, [&](const Rule& each) {
            const auto end = at(x_at + each.said.size());
            return rest.starts_with(each.said) && !is_letter(end) && !base::is_digit(end);
        });
        if (found == x_rules.end()) return false;
        // "15Uhr" are two words.
        if (x_at > 0 && base::is_digit(x_text[x_at - 1])) x_english += ' ';
        // English has no o'clock behind minutes.
        if (found->english != "oclock" || !after_minutes()) x_english += found->english;
        x_at += found->said.size();
        if (at(x_at) == '.') ++x_at; // of "Dez."
        return true;
    }

    /// What stands before the number that ends at that place.
    [[nodiscard]] char before_number(std::size_t end) const {
        while (end > 0 && base::is_digit(x_text[end - 1]))
            --end;
        return end > 0 ? x_text[end - 1] : '\0';
    }

    /// "15:30 ", "15.30 ".
    [[nodiscard]] bool after_minutes() const {
        const auto end = x_at > 0 && x_text[x_at - 1] == ' ' ? x_at - 1 : x_at;
        const auto before = before_number(end);
        return before == ':' || before == '.';
    }

    /// The dot of "3. Dezember", but not the second one of "3.12. um neun"; "am 3." is "on 3rd".
    bool ordinal_dot() {
        if (x_text[x_at] != '.' || x_at == 0 || !base::is_digit(x_text[x_at - 1])
            || before_number(x_at) == '.')
            return false;
        const auto rest = std::string_view{x_text}.substr(x_at + 1);
        const bool day = rest.empty() || rest.starts_with(" um ");
        if (!day && (at(x_at + 1) != ' ' || !is_letter(at(x_at + 2)))) return false;
        if (day) x_english += ordinal_ending();
        ++x_at;
        return true;
    }

    /// "rd" of the 3 or 23 that was just written.
    [[nodiscard]] std::string_view ordinal_ending() const {
        if (x_at > 1 && x_text[x_at - 2] == '1') return "th";
        switch (x_text[x_at - 1]) {
        case '1': return "st";
        case '2': return "nd";
        case '3': return "rd";
        default: return "th";
        }
    }

    void next() { x_english += x_text[x_at++]; }

    const std::string& x_text;
    const std::vector<Rule>& x_rules;
    std::size_t x_at = 0;
    std::string x_english;
};

} // namespace

std::string in_english(std::string_view said, const Tongue& tongue) {
    return Translation{base::folded(said), rules_of(tongue)}.all();
}

std::vector<std::string> in_english(std::string_view said, const Texts& texts) {
    std::vector<std::string> all;
    for (const auto* tongue : texts.tongues())
        if (auto rules = rules_of(*tongue); !rules.empty())
            all.push_back(Translation{base::folded(said), rules}.all());
    return all;
}

} // namespace followup::words
