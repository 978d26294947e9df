#include "core/when/lexer.hpp"

#include "core/when/spelling.hpp"
#include "core/when/vocabulary.hpp"

#include <algorithm>

namespace followup::when {

bool Lexer::piece() {
    const char c = lower(peek(0));
    if (c == 'q' && peek(1) >= '1' && peek(1) <= '4' && !is_letter(peek(2)) && !base::is_digit(peek(2))) {
        add(2, Terms{Term::quarter_name}, peek(1) - '0');
        return true;
    }
    if (x_tokens.empty() || is_letter(peek(1)) || (c != 'a' && c != 'p' && c != 'h')) return false;
    const auto& before = x_tokens.back();
    const bool close = before.until == x_at;
    const bool figures = before.terms.has(Term::num2) || before.terms.has(Term::clock);
    if (c == 'h') {
        if (!close || !before.terms.has(Term::num2)) return false;
        add(1, Terms{Term::clockunit, Term::h_mark}, 60);
        return true;
    }
    std::size_t bytes = close && figures && peek(1) != '.' ? 1 : 0;
    const bool timed = figures || before.terms.has(Term::hourword) || before.terms.has(Term::numword)
                       || before.terms.has(Term::oclock);
    const auto m = x_text.find_first_not_of(" \t", x_at + 1);
    if (timed && m != std::string_view::npos && m > x_at + 1 && lower(x_text[m]) == 'm'
        && !is_letter(peek(m + 1 - x_at)))
        bytes = m + 1 - x_at;
    if (bytes == 0) return false;
    add(bytes, Terms{Term::ampm}, c == 'p' ? 1 : 0);
    return true;
}

void Lexer::letters() {
    if (piece()) return;
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

bool Lexer::join(const Word& known, std::size_t bytes) {
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

} // namespace followup::when
