#include "core/mail/first_words.hpp"

#include "core/base/text.hpp"
#include "core/words/openings.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace followup::mail {
namespace {

constexpr std::array banner_phrase{std::string_view{"above-banner"}};
constexpr std::array greeting_phrase{std::string_view{"above-greeting"}};

/// What stands around a word, with what closes it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> wrappings{{{"“", "”"},
                                                                                   {"„", "“"},
                                                                                   {"„", "”"},
                                                                                   {"\"", "\""},
                                                                                   {"«", "»"},
                                                                                   {"»", "«"},
                                                                                   {"‘", "’"},
                                                                                   {"‚", "‘"},
                                                                                   {"'", "'"},
                                                                                   {"**", "**"},
                                                                                   {"*", "*"},
                                                                                   {"__", "__"},
                                                                                   {"_", "_"},
                                                                                   {"`", "`"}}};
constexpr std::array<std::string_view, 12> smileys{":)", ":-)", ";)",  ";-)", ":D", ":-D",
                                                   "^^", ":(",  ":-(", "<3",  "=)", ":o)"};

/// Pictures among letters, and what chooses their colour.
bool is_picture(char32_t c) {
    return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || c == 0x200D
           || (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_smile(std::string_view word) {
    return std::ranges::find(smileys, word) != smileys.end()
           || (!word.empty() && std::ranges::all_of(base::code_points(word), is_picture));
}

/// The line without smileys at its beginning and end.
std::string_view without_smiles(std::string_view line) {
    while (true) {
        line = base::trimmed(line);
        const auto first = line.substr(0, line.find(' '));
        const auto blank = line.rfind(' ');
        const auto last = blank == std::string_view::npos ? line : line.substr(blank + 1);
        if (is_smile(first))
            line.remove_prefix(first.size());
        else if (is_smile(last))
            line.remove_suffix(last.size());
        else
            return line;
    }
}

/// “done” as done; what stands behind the closing mark stays.
std::string unwrapped(std::string_view line) {
    for (const auto& [opens, closes] : wrappings) {
        if (!line.starts_with(opens)) continue;
        const auto end = line.find(closes, opens.size());
        if (end == std::string_view::npos) continue;
        return std::string{line.substr(opens.size(), end - opens.size())}
               + std::string{line.substr(end + closes.size())};
    }
    return std::string{line};
}

/// Behind the first paragraph, when that is a gateway's warning and something stands below it.
std::string_view below_banner(std::string_view text, const words::Texts& texts) {
    const auto end = text.find("\n\n");
    if (end == std::string_view::npos || base::trimmed(text.substr(end)).empty()) return text;
    const auto first = text.substr(0, end);
    const auto lower = base::ascii_lower(first);
    const auto warns = [&lower](const std::string& words) { return lower.contains(base::trimmed(words)); };
    // "Caution: they want references" is somebody's own.
    const auto says = [&](const words::Tongue* tongue) {
        return std::ranges::any_of(base::split(tongue->phrase("above-banner-says"), ','), warns);
    };
    const bool banner =
        words::Openings{texts, banner_phrase}.met(first) && std::ranges::any_of(texts.tongues(), says);
    return banner ? base::trimmed(text.substr(end)) : text;
}

/// Behind "Hi Pat,", in a line of its own or before the words.
std::string_view below_greeting(std::string_view text, const words::Texts& texts) {
    const auto line = text.substr(0, text.find('\n'));
    const auto begins = words::Openings{texts, greeting_phrase}.met(line);
    if (!begins) return text;
    const auto end = std::min(begins->rest.find_first_of(",!"), begins->rest.size());
    const auto name = base::trimmed(begins->rest.substr(0, end));
    if (!name.empty() && !like_a_name(name)) return text;
    auto rest = text.substr(line.size() - begins->rest.size() + end);
    while (!rest.empty() && std::string_view{",! \n\t"}.contains(rest.front()))
        rest.remove_prefix(1);
    return rest.empty() ? text : rest;
}

} // namespace

bool like_a_name(std::string_view words) {
    constexpr std::ptrdiff_t words_max = 3;
    if (words.find_first_of(".!?:;,") != std::string_view::npos) return false;
    const auto all = base::split(words, ' ');
    const auto capital = [](const std::string& word) {
        return !word.empty() && (word.front() < 'a' || word.front() > 'z');
    };
    return std::ssize(all) <= words_max && std::ranges::all_of(all, capital);
}

std::string first_words(std::string_view text, const words::Texts& texts) {
    text = below_banner(base::trimmed(text), texts);
    text = below_greeting(text, texts);
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = unwrapped(without_smiles(text.substr(0, end)));
    return std::string{without_smiles(line)} + std::string{text.substr(end)};
}

} // namespace followup::mail
