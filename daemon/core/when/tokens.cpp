#include "core/when/tokens.hpp"

#include "core/base/text.hpp"
#include "core/when/holidays.hpp"
#include "core/when/spelling.hpp"
#include "core/when/vocabulary.hpp"

#include <algorithm>

namespace followup::when {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

class Lexer {
  public:
    Lexer(std::string_view phrase, std::span<const ClosedDay> closed) : x_text(phrase), x_closed(closed) {
        x_tokens.reserve(12);
    }

    std::vector<Token> all() {
        while (x_at < x_text.size()) {
            const char c = x_text[x_at];
            if (is_blank(c) || is_hyphen() || is_final_dot())
                ++x_at;
            else if (base::is_digit(c))
                number();
            else if (is_letter(c))
                letters();
            else
                sign();
        }
        add(0, Terms{Term::end});
        name_holidays(x_text, x_closed, x_tokens);
        return std::move(x_tokens);
    }

  private:
    Token& add(std::size_t bytes, Terms terms, int value = 0) {
        Token token;
        token.at = static_cast<std::uint16_t>(x_at);
        token.until = static_cast<std::uint16_t>(x_at + bytes);
        token.terms = terms;
        token.value = value;
        x_at += bytes;
        return x_tokens.emplace_back(token);
    }

    [[nodiscard]] char peek(std::size_t ahead) const {
        return x_at + ahead < x_text.size() ? x_text[x_at + ahead] : '\0';
    }

    /// A hyphen between letters separates words.
    [[nodiscard]] bool is_hyphen() const {
        return x_text[x_at] == '-' && x_at > 0 && is_letter(x_text[x_at - 1]) && is_letter(peek(1));
    }

    [[nodiscard]] bool is_final_dot() const {
        return x_text[x_at] == '.' && x_text.find_first_not_of(" \t", x_at + 1) == std::string_view::npos;
    }

    void sign() {
        if (x_text[x_at] == ',')
            add(1, Terms{Term::comma});
        else if (x_text[x_at] == '@')
            add(1, Terms{Term::at_sign});
        else {
            std::size_t bytes = 1;
            while ((static_cast<unsigned char>(peek(bytes)) & 0xC0U) == 0x80U)
                ++bytes;
            add(bytes, Terms{});
        }
    }

    // Numbers: the longest pattern that fits is taken, in the order of the language.

    /// Exactly `count` digits from there; -1 when there are fewer.
    [[nodiscard]] std::int16_t digits(std::size_t ahead, std::size_t count) const {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!base::is_digit(peek(ahead + i))) return -1;
            value = value * 10 + (peek(ahead + i) - '0');
        }
        return static_cast<std::int16_t>(value);
    }
    [[nodiscard]] std::size_t run(std::size_t ahead, std::size_t most) const {
        std::size_t count = 0;
        while (count < most && base::is_digit(peek(ahead + count)))
            ++count;
        return count;
    }

    void number() {
        if (!iso() && !slash() && !dotted() && !clock()) plain();
    }

    bool iso() {
        const auto year = digits(0, 4);
        const auto month = digits(5, 2);
        const auto day = digits(8, 2);
        if (year < 0 || peek(4) != '-' || month < 0 || peek(7) != '-' || day < 0) return false;
        std::array<std::int16_t, 7> parts{year, month, day, 0, 0, 0, Token::no_offset};
        std::size_t bytes = 10;
        parts[3] = digits(11, 2);
        parts[4] = digits(14, 2);
        const bool timed = lower(peek(10)) == 't' && parts[3] >= 0 && peek(13) == ':' && parts[4] >= 0;
        if (timed) {
            bytes = 16;
            if (const auto second = digits(17, 2); peek(16) == ':' && second >= 0) {
                parts[5] = second;
                bytes = 19;
            }
            bytes += offset(bytes, parts[6]);
        }
        add(bytes, Terms{timed ? Term::isodt : Term::iso}).parts = parts;
        return true;
    }

    /// Bytes of the offset there; its minutes east of UTC go to `out` (a day and more when it is none).
    [[nodiscard]] std::size_t offset(std::size_t ahead, std::int16_t& out) const {
        const char c = lower(peek(ahead));
        const auto hour = digits(ahead + 1, 2);
        const auto minute = digits(ahead + 4, 2);
        if (c == 'z') {
            out = 0;
            return 1;
        }
        if ((c != '+' && c != '-') || hour < 0 || peek(ahead + 3) != ':' || minute < 0) return 0;
        const int minutes = minute > 59 || hour > 23 ? 24 * 60 : hour * 60 + minute;
        out = static_cast<std::int16_t>(c == '-' ? -minutes : minutes);
        return 6;
    }

    bool slash() {
        const auto first = run(0, 2);
        const auto second = peek(first) == '/' ? run(first + 1, 2) : 0;
        if (second == 0) return false;
        std::array<std::int16_t, 7> parts{digits(0, first), digits(first + 1, second), -1};
        std::size_t bytes = first + 1 + second;
        if (peek(bytes) == '/') {
            const std::size_t size = digits(bytes + 1, 4) >= 0 ? 4 : 2;
            const auto year = digits(bytes + 1, size);
            if (year >= 0) {
                parts[2] = static_cast<std::int16_t>(size == 2 ? 2000 + year : year);
                bytes += 1 + size;
            }
        }
        add(bytes, Terms{Term::slash}).parts = parts;
        return true;
    }

    /// 3.12.2026 is written with the day first wherever dots are: it means the same as 2026-12-03. So
    /// is 3.12. with the second dot, where a date begins; without it, or behind other words ("at 9.10."), it
    /// is a time.
    bool dotted() {
        const auto day = run(0, 2);
        const auto month = peek(day) == '.' ? run(day + 1, 2) : 0;
        const auto size = day + 1 + month;
        if (month == 0 || peek(size) != '.') return false;
        const auto year = digits(size + 1, 4);
        std::array<std::int16_t, 7> parts{year, digits(day + 1, month), digits(0, day)};
        const bool fits = parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 31;
        if (year < 0 && (!fits || !begins_date() || base::is_digit(peek(size + 1)))) return false;
        parts[0] = year < 0 ? Token::no_year : year;
        add(size + (year < 0 ? 1 : 5), Terms{Term::iso}).parts = parts;
        return true;
    }

    /// Nothing stands before it, or a weekday, "on" or a comma.
    [[nodiscard]] bool begins_date() const {
        if (x_tokens.empty()) return true;
        const auto& before = x_tokens.back().terms;
        return before.has(Term::weekday) || before.has(Term::on) || before.has(Term::comma);
    }

    bool clock() {
        const auto size = run(0, 2);
        const char between = peek(size);
        const auto minute = digits(size + 1, 2);
        if ((between != ':' && between != '.') || minute < 0) return false;
        std::array<std::int16_t, 7> parts{digits(0, size), minute, 0};
        std::size_t bytes = size + 3;
        if (const auto second = digits(bytes + 1, 2); between == ':' && peek(bytes) == ':' && second >= 0) {
            parts[2] = second;
            bytes += 3;
        }
        const bool zero = size == 2 && peek(0) == '0';
        auto& token = add(bytes, Terms{Term::clock});
        token.parts = parts;
        token.leading_zero = zero;
        return true;
    }

    void plain() {
        const auto size = run(0, x_text.size());
        int value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = std::min(value * 10 + (peek(i) - '0'), 1'000'000);
        const bool zero = size > 1 && peek(0) == '0';
        const std::array<char, 2> suffix{lower(peek(size)), lower(peek(size + 1))};
        const std::string_view ending{suffix.data(), suffix.size()};
        if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") {
            add(size + 2, Terms{Term::ord}, value);
            return;
        }
        Terms terms{Term::num};
        if (size <= 2) terms.add(Term::num2);
        if (size == 4) terms.add(Term::year_number);
        if (size == 2 && value == 12) terms.add(Term::twelve);
        add(size, terms, value).leading_zero = zero;
    }

    // Words.

    void letters() {
        if ((lower(peek(0)) == 'a' || lower(peek(0)) == 'p') && peek(1) == '.' && lower(peek(2)) == 'm'
            && peek(3) == '.') {
            add(4, Terms{Term::ampm}, lower(peek(0)) == 'p' ? 1 : 0);
            return;
        }
        std::array<char, 16> spelling{};
        std::size_t size = 0;
        std::size_t bytes = 0;
        while (true) {
            if (is_letter(peek(bytes))) {
                if (size < spelling.size()) spelling[size] = lower(peek(bytes));
                ++size;
                ++bytes;
            } else if (const auto mark = apostrophe(x_text.substr(std::min(x_at + bytes, x_text.size())));
                       mark > 0) {
                bytes += mark;
            } else {
                break;
            }
        }
        const auto* known = size <= spelling.size() ? word({spelling.data(), size}) : nullptr;
        if (known == nullptr) {
            add(bytes, Terms{});
            return;
        }
        if (known->short_form && peek(bytes) == '.') ++bytes;
        if (join(*known, bytes)) return;
        auto& token = add(bytes, known->terms, known->value);
        token.refusal = known->refusal;
        token.begins_holiday = known->begins_holiday;
    }

    /// "twenty" and "one" are one number, "twenty" and "first" one ordinal.
    bool join(const Word& known, std::size_t bytes) {
        if (x_tokens.empty() || known.value < 1 || known.value > 9) return false;
        auto& tens = x_tokens.back();
        if (!tens.terms.has(Term::numword) || tens.value < 20 || tens.value % 10 != 0) return false;
        const bool ordinal = known.terms.has(Term::ordword);
        if (!ordinal && !known.terms.has(Term::numword)) return false;
        if (ordinal && tens.value + known.value > 31) return false;
        tens.terms = Terms{ordinal ? Term::ordword : Term::numword};
        tens.value += known.value;
        tens.until = static_cast<std::uint16_t>(x_at + bytes);
        x_at += bytes;
        return true;
    }

    std::string_view x_text;
    std::span<const ClosedDay> x_closed;
    std::vector<Token> x_tokens;
    std::size_t x_at = 0;
};

} // namespace

std::vector<Token> tokens(std::string_view phrase, std::span<const ClosedDay> closed) {
    return Lexer{phrase, closed}.all();
}

} // namespace followup::when
