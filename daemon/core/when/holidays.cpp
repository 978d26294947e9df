#include "core/when/holidays.hpp"

#include "core/when/dates.hpp"
#include "core/when/spelling.hpp"

#include <algorithm>

namespace followup::when {
namespace {

/// How the date of a holiday is found.
enum class Kind : std::uint8_t {
    fixed,  ///< month, day
    nth,    ///< month, which (0: the last), weekday
    easter, ///< days after Easter Sunday, in `day`
};

struct Rule {
    std::string_view name;
    Kind kind;
    unsigned month;
    int day; ///< of the month; which; days after Easter
    unsigned weekday = 0;
};

constexpr auto rules = std::to_array<Rule>({
    {"new years day", Kind::fixed, 1, 1},
    {"new years eve", Kind::fixed, 12, 31},
    {"martin luther king day", Kind::nth, 1, 3, 1},
    {"mlk day", Kind::nth, 1, 3, 1},
    {"presidents day", Kind::nth, 2, 3, 1},
    {"valentines day", Kind::fixed, 2, 14},
    {"good friday", Kind::easter, 0, -2},
    {"easter", Kind::easter, 0, 0},
    {"easter sunday", Kind::easter, 0, 0},
    {"easter monday", Kind::easter, 0, 1},
    {"memorial day", Kind::nth, 5, 0, 1},
    {"juneteenth", Kind::fixed, 6, 19},
    {"independence day", Kind::fixed, 7, 4},
    {"labor day", Kind::nth, 9, 1, 1},
    {"columbus day", Kind::nth, 10, 2, 1},
    {"halloween", Kind::fixed, 10, 31},
    {"veterans day", Kind::fixed, 11, 11},
    {"thanksgiving", Kind::nth, 11, 4, 4},
    {"thanksgiving day", Kind::nth, 11, 4, 4},
    {"christmas eve", Kind::fixed, 12, 24},
    {"christmas", Kind::fixed, 12, 25},
    {"christmas day", Kind::fixed, 12, 25},
    {"boxing day", Kind::fixed, 12, 26},
    {"epiphany", Kind::fixed, 1, 6},
    {"maundy thursday", Kind::easter, 0, -3},
    {"ascension day", Kind::easter, 0, 39},
    {"whit sunday", Kind::easter, 0, 49},
    {"pentecost", Kind::easter, 0, 49},
    {"whit monday", Kind::easter, 0, 50},
    {"corpus christi", Kind::easter, 0, 60},
});

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// A bit for the first letter of a name; all other signs share one.
std::uint32_t initial(std::string_view text) {
    const char c = small(text.front());
    return std::uint32_t{1} << (c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') : 31U);
}

/// Finds names among the tokens of one phrase.
class Names {
  public:
    Names(std::string_view phrase, std::span<const ClosedDay> closed, std::vector<Token>& tokens)
        : x_phrase(phrase), x_closed(closed), x_tokens(tokens) {
        for (const auto& day : closed)
            if (!day.name.empty()) x_initials |= initial(day.name);
    }

    void mark(std::size_t index) {
        auto& token = x_tokens[index];
        std::size_t count = 0;
        for (std::uint8_t i = 1; token.begins_holiday && i <= rules.size(); ++i) {
            const auto size = named(index, rules[i - 1U].name);
            if (size <= count) continue;
            count = size;
            token.holiday_rule = i;
        }
        if ((x_initials & initial(x_phrase.substr(token.at))) != 0) {
            std::size_t own = 0;
            for (const auto& day : x_closed)
                if (!day.name.empty()) own = std::max(own, named(index, day.name));
            token.holiday_listed = own > 0 && own >= count;
            if (own > count) token.holiday_rule = 0;
            count = std::max(count, own);
        }
        if (count == 0) return;
        token.holiday_tokens = static_cast<std::uint8_t>(count);
        token.terms.add(Term::holiday);
    }

  private:
    /// How many tokens from there are that name; 0 when they are not.
    [[nodiscard]] std::size_t named(std::size_t index, std::string_view name) const {
        const auto begin = x_tokens[index].at;
        if (small(x_phrase[begin]) != small(name.front())) return 0;
        const auto bytes = spelt(x_phrase.substr(begin), name);
        if (bytes == 0) return 0;
        const auto end = begin + bytes;
        auto last = index;
        while (x_tokens[last].until < end && x_tokens[last + 1].at < end)
            ++last;
        // Dots and apostrophes may still follow within the token, letters may not.
        const auto rest = std::max<std::size_t>(x_tokens[last].until, end) - end;
        return std::ranges::any_of(x_phrase.substr(end, rest), is_letter_or_digit) ? 0 : last - index + 1;
    }

    std::string_view x_phrase;
    std::span<const ClosedDay> x_closed;
    std::vector<Token>& x_tokens;
    std::uint32_t x_initials = 0;
};

} // namespace

Date easter(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int sum = h + l - 7 * m + 114;
    return day_of(year, static_cast<unsigned>(sum / 31), static_cast<unsigned>(sum % 31 + 1));
}

Date holiday(std::uint8_t rule, int year) {
    const auto& one = rules[rule - 1U];
    switch (one.kind) {
    case Kind::fixed: return day_of(year, one.month, static_cast<unsigned>(one.day));
    case Kind::easter: return easter(year) + base::days{one.day};
    case Kind::nth: break;
    }
    const auto first = day_of(year, one.month, 1);
    const auto next = add_months(first, 1).date;
    const base::weekday day{one.weekday};
    if (one.day == 0) return nth_before(next, day, 1);
    return nth_after(first - base::days{1}, day, one.day);
}

std::string_view holiday_name(std::uint8_t rule) {
    return rules[rule - 1U].name;
}

void name_holidays(std::string_view phrase, std::span<const ClosedDay> closed, std::vector<Token>& tokens) {
    Names names{phrase, closed, tokens};
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        names.mark(i);
}

} // namespace followup::when
