#include "core/when/lexer.hpp"

#include <algorithm>

namespace followup::when {

void Lexer::number() {
    if (!iso() && !loose_iso() && !slash() && !dotted() && !clock()) plain();
}

bool Lexer::iso() {
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

bool Lexer::loose_iso() {
    const auto year = digits(0, 4);
    if (year < 0) return false;
    const char sign = peek(4);
    const bool joined = base::is_digit(sign);
    if (!joined && sign != '/' && sign != '-') return false;
    const auto at = joined ? std::size_t{4} : std::size_t{5};
    const auto month = run(at, 2);
    const auto then = at + month + (joined ? 0U : 1U);
    const auto day = run(then, 2);
    if (month == 0 || day == 0 || (!joined && peek(at + month) != sign)) return false;
    if (joined ? month + day != 4 : false) return false;
    const std::array<std::int16_t, 7> parts{year, digits(at, month), digits(then, day)};
    // Any other number of eight figures is a number.
    const bool likely =
        parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 31 && year >= 1900 && year < 2200;
    if (base::is_digit(peek(then + day)) || (joined && !likely)) return false;
    add(then + day, Terms{Term::iso}).parts = parts;
    return true;
}

std::size_t Lexer::offset(std::size_t ahead, std::int16_t& out) const {
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

bool Lexer::slash() {
    const auto first = run(0, 2);
    const char sign = peek(first);
    const auto second = sign == '/' || sign == '-' ? run(first + 1, 2) : 0;
    if (second == 0) return false;
    if (sign == '-' && (peek(first + 1 + second) != '-' || digits(first + 2 + second, 4) < 0)) return false;
    std::array<std::int16_t, 7> parts{digits(0, first), digits(first + 1, second), -1};
    std::size_t bytes = first + 1 + second;
    if (peek(bytes) == sign) {
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

bool Lexer::dotted() {
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

bool Lexer::begins_date() const {
    if (x_tokens.empty()) return true;
    const auto& before = x_tokens.back().terms;
    return before.has(Term::weekday) || before.has(Term::on) || before.has(Term::comma);
}

bool Lexer::clock() {
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
    if (vaguely(bytes)) return true;
    const bool zero = size == 2 && peek(0) == '0';
    auto& token = add(bytes, Terms{Term::clock});
    token.parts = parts;
    token.leading_zero = zero;
    return true;
}

void Lexer::plain() {
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
    if (vaguely(size)) return;
    Terms terms{Term::num};
    if (size <= 2) terms.add(Term::num2);
    if (size == 4) terms.add(Term::year_number);
    if (size == 2 && value == 12) terms.add(Term::twelve);
    add(size, terms, value).leading_zero = zero;
}

bool Lexer::vaguely(std::size_t bytes) {
    const bool ish = lower(peek(bytes)) == 'i' && lower(peek(bytes + 1)) == 's'
                     && lower(peek(bytes + 2)) == 'h' && !is_letter(peek(bytes + 3));
    if (ish) add(bytes + 3, Terms{}).refusal = Refusal::vague;
    return ish;
}

} // namespace followup::when
