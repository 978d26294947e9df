#pragma once

#include "core/base/text.hpp"
#include "core/when/tokens.hpp"

namespace followup::when {

struct Word;

/// Cuts one phrase into its tokens; a token ends where its pattern does.
class Lexer {
  public:
    /// Both must outlive this.
    Lexer(std::string_view phrase, std::span<const ClosedDay> closed);

    /// All of them, the end last; call it once.
    [[nodiscard]] std::vector<Token> all();

  private:
    Token& add(std::size_t bytes, Terms terms, int value = 0);
    [[nodiscard]] char peek(std::size_t ahead) const {
        return x_at + ahead < x_text.size() ? x_text[x_at + ahead] : '\0';
    }
    /// A hyphen between letters separates words; behind a time it means "to".
    [[nodiscard]] bool is_hyphen() const;
    [[nodiscard]] bool is_final_dot() const;
    void sign();

    // lexer_numbers.cpp: the longest pattern that fits is taken, in the order of the language
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
    void number();
    bool iso();
    /// A date with its year first, in other signs or with fewer figures: 2026/12/4, 2026-12-4, 20261204.
    bool loose_iso();
    /// Bytes of the offset there; its minutes east of UTC go to `out` (a day and more when it is none).
    [[nodiscard]] std::size_t offset(std::size_t ahead, std::int16_t& out) const;
    /// 3/4, 3/4/26, 3/4/2026, and with hyphens 3-4-2026.
    bool slash();
    /// 3.12.2026 is written with the day first wherever dots are: it means the same as 2026-12-03. So
    /// is 3.12. with the second dot, where a date begins; without it, or behind other words ("at 9.10."), it
    /// is a time.
    bool dotted();
    /// Nothing stands before it, or a weekday, "on" or a comma.
    [[nodiscard]] bool begins_date() const;
    bool clock();
    void plain();
    /// "3ish": whatever the figures are, they are not meant.
    bool vaguely(std::size_t bytes);

    // lexer_words.cpp
    /// What is read as a piece of the number before it, or as a number itself: the a of "9a", "p m" behind a
    /// time, the h of "15h", "Q1".
    bool piece();
    void letters();
    /// "twenty" and "one" are one number, "twenty" and "first" one ordinal.
    bool join(const Word& known, std::size_t bytes);

    std::string_view x_text;
    std::span<const ClosedDay> x_closed;
    std::vector<Token> x_tokens;
    std::size_t x_at = 0;
};

// Of ASCII alone.
[[nodiscard]] constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace followup::when
