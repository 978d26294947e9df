#include "core/words/in_english.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace followup::words {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::array days{
    std::pair{"today", "today"},         std::pair{"tomorrow", "tomorrow"},
    std::pair{"monday", "monday"},       std::pair{"tuesday", "tuesday"},
    std::pair{"wednesday", "wednesday"}, std::pair{"thursday", "thursday"},
    std::pair{"friday", "friday"},       std::pair{"saturday", "saturday"},
    std::pair{"sunday", "sunday"},       std::pair{"in 2 days", "the day after tomorrow"}};
constexpr std::array units{"day", "days", "week", "weeks", "sennight", "month", "months"};
constexpr std::array months{"january", "february", "march",     "april",   "may",      "june",
                            "july",    "august",   "september", "october", "november", "december"};

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

/// "7", "10:30", "seven".
bool is_number(std::string_view word) {
    constexpr std::array<std::string_view, 17> names{
        "one", "two",    "three",  "four",    "five",     "six",    "seven",  "eight", "nine",
        "ten", "eleven", "twelve", "fifteen", "fourteen", "twenty", "thirty", "forty"};
    const bool figures =
        !word.empty() && std::ranges::all_of(word, [](char c) { return base::is_digit(c) || c == ':'; });
    return figures || std::ranges::find(names, word) != names.end();
}

/// One word stands for two of English: "7 bis 10 Tage" are 7 - 10, and "Freitag spätestens" is Friday at the
/// latest. English says minutes without "o'clock".
std::string between_and_behind(const std::string& english) {
    auto words = base::split(english, ' ');
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const bool timed = is_number(words[i - 1]) || words[i - 1] == "oclock";
        if (words[i] == "by" && timed && is_number(words[i + 1])) words[i] = "-";
        const bool minutes = is_number(words[i - 1]) && is_number(words[i + 1]);
        if (words[i] == "oclock" && minutes) words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (words.size() > 1 && words.back() == "by") words.back() = "at the latest";
    return base::joined(words, " ");
}

/// Reads a text from its beginning to its end.
class Translation {
  public:
    Translation(const std::string& text, const DateWords& words) : x_text(text), x_words(words) {}

    std::string all() {
        while (x_at < x_text.size())
            if (!rule() && !ordinal_dot()) next();
        return between_and_behind(
            day_last(base::folded(x_english))); // where a word has no English, two blanks meet
    }

  private:
    [[nodiscard]] char at(std::size_t place) const { return place < x_text.size() ? x_text[place] : '\0'; }

    /// The rule of the words at that place; null when there is none.
    [[nodiscard]] const DateWords::Rule* rule_at(std::size_t place) const {
        return x_words.at(std::string_view{x_text}.substr(std::min(place, x_text.size())));
    }

    bool rule() {
        const bool digit = base::is_digit(x_text[x_at]);
        const bool inside =
            x_at > 0 && (is_letter(x_text[x_at - 1]) || (digit && base::is_digit(x_text[x_at - 1])));
        if (inside || (!digit && !is_letter(x_text[x_at]))) return false;
        const auto* found = rule_at(x_at);
        if (found == nullptr) return false;
        // "15Uhr" are two words.
        if (x_at > 0 && base::is_digit(x_text[x_at - 1])) x_english += ' ';
        x_at += found->said.size();
        if (found->english == "oclock" && minutes_behind()) return true;
        // English has no o'clock behind minutes.
        if (found->english != "oclock" || !after_minutes(found->said.size())) x_english += found->english;
        if (at(x_at) == '.') ++x_at; // of "Dez."
        return true;
    }

    /// The 30 of "15 Uhr 30": written as 15:30.
    bool minutes_behind() {
        auto hour = x_english.size();
        while (hour > 0 && x_english[hour - 1] == ' ')
            --hour;
        const bool minutes = at(x_at) == ' ' && base::is_digit(at(x_at + 1)) && base::is_digit(at(x_at + 2));
        const char then = at(x_at + 3);
        const bool ends = then != '.' && then != ':' && !base::is_digit(then) && !is_letter(then);
        if (hour == 0 || !base::is_digit(x_english[hour - 1]) || !minutes || !ends) return false;
        x_english.resize(hour);
        x_english += ':' + x_text.substr(x_at + 1, 2);
        x_at += 3;
        return true;
    }

    /// What stands before the number that ends at that place.
    [[nodiscard]] char before_number(std::size_t end) const {
        while (end > 0 && base::is_digit(x_text[end - 1]))
            --end;
        return end > 0 ? x_text[end - 1] : '\0';
    }

    /// "15:30 ", "15.30 ".
    [[nodiscard]] bool after_minutes(std::size_t size) const {
        const auto begin = x_at - size;
        const auto end = begin > 0 && x_text[begin - 1] == ' ' ? begin - 1 : begin;
        const auto before = before_number(end);
        return before == ':' || before == '.';
    }

    /// The dot of "3. Dezember", but not the second one of "3.12. um neun"; before other words and at the end
    /// it makes an ordinal: "am 3." is "on 3rd".
    bool ordinal_dot() {
        if (x_text[x_at] != '.' || x_at == 0 || !base::is_digit(x_text[x_at - 1])
            || before_number(x_at) == '.')
            return false;
        const auto rest = std::string_view{x_text}.substr(x_at + 1);
        if (!rest.empty() && (at(x_at + 1) != ' ' || !is_letter(at(x_at + 2)))) return false;
        const auto* next = rest.empty() ? nullptr : rule_at(x_at + 2);
        const bool month = next != nullptr && std::ranges::find(months, next->english) != months.end();
        if (!month) x_english += ordinal_ending();
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
    const DateWords& x_words;
    std::size_t x_at = 0;
    std::string x_english;
};

} // namespace

std::string in_english(std::string_view said, const Tongue& tongue) {
    const auto text = base::folded(said);
    return Translation{text, tongue.date_words()}.all();
}

std::vector<std::string> in_english(std::string_view said, const Texts& texts) {
    const auto text = base::folded(said);
    std::vector<std::string> all;
    for (const auto* tongue : texts.tongues())
        if (!tongue->date_words().empty()) all.push_back(Translation{text, tongue->date_words()}.all());
    return all;
}

} // namespace followup::words
