#include "core/when/lexer.hpp"

#include "core/when/holidays.hpp"

namespace followup::when {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

} // namespace

Lexer::Lexer(std::string_view phrase, std::span<const ClosedDay> closed) : x_text(phrase), x_closed(closed) {
    x_tokens.reserve(12);
}

std::vector<Token> Lexer::all() {
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

Token& Lexer::add(std::size_t bytes, Terms terms, int value) {
    Token token;
    token.at = static_cast<std::uint16_t>(x_at);
    token.until = static_cast<std::uint16_t>(x_at + bytes);
    token.terms = terms;
    token.value = value;
    x_at += bytes;
    return x_tokens.emplace_back(token);
}

bool Lexer::is_hyphen() const {
    if (x_text[x_at] != '-' || x_at == 0 || !is_letter(x_text[x_at - 1]) || !is_letter(peek(1))) return false;
    const auto& before = x_tokens.back().terms;
    return !before.has(Term::ampm) && !before.has(Term::noon) && !before.has(Term::midday);
}

bool Lexer::is_final_dot() const {
    return x_text[x_at] == '.' && x_text.find_first_not_of(" \t", x_at + 1) == std::string_view::npos;
}

void Lexer::sign() {
    std::size_t bytes = 1;
    while ((static_cast<unsigned char>(peek(bytes)) & 0xC0U) == 0x80U)
        ++bytes;
    constexpr std::string_view en_dash = "\xE2\x80\x93";
    if (x_text.substr(x_at, bytes) == en_dash) {
        add(bytes, Terms{Term::dash});
        return;
    }
    switch (x_text[x_at]) {
    case ',': add(1, Terms{Term::comma}); break;
    case '@': add(1, Terms{Term::at_sign}); break;
    case '-': add(1, Terms{Term::dash}); break;
    case '(': add(1, Terms{Term::opened}); break;
    case ')': add(1, Terms{Term::closed}); break;
    default: add(bytes, Terms{});
    }
}

std::vector<Token> tokens(std::string_view phrase, std::span<const ClosedDay> closed) {
    return Lexer{phrase, closed}.all();
}

} // namespace followup::when
