#include "core/when/spelling.hpp"

namespace followup::when {
namespace {

constexpr std::string_view curly = "\xE2\x80\x99"; // U+2019

/// The letters and signs of a text as they are compared, one at a time.
class Spelling {
  public:
    explicit Spelling(std::string_view text) : x_text(text) {}

    /// The next letter or sign, a blank between words; 0 at the end.
    char next() {
        bool gap = false;
        while (x_at < x_text.size()) {
            const char c = x_text[x_at];
            const auto mark = c == '.' ? std::size_t{1} : apostrophe(x_text.substr(x_at));
            if (mark > 0) {
                x_at += mark;
            } else if (c == ' ' || c == '\t' || c == '-') {
                gap = true;
                ++x_at;
            } else {
                if (gap && x_begun) return ' ';
                x_begun = true;
                return small();
            }
        }
        return 0;
    }

    [[nodiscard]] std::size_t at() const { return x_at; }

  private:
    char small() {
        const char c = x_text[x_at++];
        if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
        // The capitals of Latin-1 in UTF-8 (U+00C0 to U+00DE) lie 32 before their small letters.
        const bool latin = x_at > 1 && x_text[x_at - 2] == '\xC3';
        return latin && static_cast<unsigned char>(c) <= 0x9EU ? static_cast<char>(c + ' ') : c;
    }

    std::string_view x_text;
    std::size_t x_at = 0;
    bool x_begun = false;
};

} // namespace

std::size_t apostrophe(std::string_view text) {
    if (text.starts_with('\'')) return 1;
    return text.starts_with(curly) ? curly.size() : 0;
}

std::size_t spelt(std::string_view text, std::string_view name) {
    Spelling here{text};
    Spelling wanted{name};
    for (char c = wanted.next(); c != 0; c = wanted.next())
        if (here.next() != c) return 0;
    return here.at();
}

bool same_name(std::string_view left, std::string_view right) {
    Spelling one{left};
    Spelling two{right};
    while (true) {
        const char c = one.next();
        if (c != two.next()) return false;
        if (c == 0) return true;
    }
}

} // namespace followup::when
