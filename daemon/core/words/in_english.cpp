#include "core/words/in_english.hpp"

#include "core/base/text.hpp"

#include <algorithm>
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

/// Reads a text from its beginning to its end.
class Translation {
  public:
    Translation(const std::string& text, const std::vector<Rule>& rules) : x_text(text), x_rules(rules) {}

    std::string all() {
        while (x_at < x_text.size())
            if (!rule() && !ordinal_dot()) next();
        return base::folded(x_english); // where a word has no English, two blanks meet
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

    /// The dot of "3. Dezember", but not the second one of "3.12. um neun".
    bool ordinal_dot() {
        if (x_text[x_at] != '.' || x_at == 0 || !base::is_digit(x_text[x_at - 1]) || at(x_at + 1) != ' '
            || !is_letter(at(x_at + 2)) || before_number(x_at) == '.')
            return false;
        ++x_at;
        return true;
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
