#include "core/calendar/invite_names.hpp"

#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <vector>

namespace followup::calendar {
namespace {

constexpr std::size_t name_bytes_max = 200;

using Words = std::vector<std::string>;

/// Letters alone, in lower case: "Ph.D." and "PhD" are one.
std::string bare_word(std::string_view word) {
    auto text = base::ascii_lower(word);
    std::erase_if(text, [](char c) { return c == '.' || c == ',' || c == '\''; });
    return text;
}

bool one_of(std::string_view word, std::span<const std::string_view> all) {
    return std::ranges::find(all, bare_word(word)) != all.end();
}

/// Academic degrees and what stands behind a name like one. The short ones are names, too ("Yo-Yo Ma"), and
/// count only in capitals or with dots.
bool is_degree(std::string_view word) {
    static constexpr std::array<std::string_view, 31> all{
        "phd", "dphil", "mba", "emba", "msc", "bsc",  "meng", "beng", "mphil", "llm",  "llb",
        "esq", "cpa",   "cfa", "pmp",  "dds", "dvm",  "mph",  "mfa",  "bba",   "ccie", "cissp",
        "csm", "shrm",  "phr", "sphr", "csp", "psyd", "edd",  "frcs", "pharmd"};
    static constexpr std::array<std::string_view, 10> brief{"md", "jd", "ma", "ba", "ms",
                                                            "bs", "rn", "pe", "pt", "do"};
    if (one_of(word, all)) return true;
    const bool marked =
        word.contains('.') || std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    return marked && one_of(word, brief);
}

bool is_generation(std::string_view word) {
    static constexpr std::array<std::string_view, 5> all{"jr", "sr", "ii", "iii", "iv"};
    return one_of(word, all);
}

bool is_honorific(std::string_view word) {
    static constexpr std::array<std::string_view, 15> all{"dr",   "prof",     "mr",   "mrs",  "ms",
                                                          "miss", "mx",       "herr", "frau", "professor",
                                                          "ing",  "dipl-ing", "mag",  "sir",  "doctor"};
    return one_of(word, all);
}

/// Companies and departments: no letter is written to a person of that name.
bool is_of_a_house(std::string_view word) {
    static constexpr std::array<std::string_view, 20> all{
        "gmbh",       "inc",         "llc",        "ltd",    "corp",        "kg",      "team",
        "recruiting", "recruitment", "talent",     "hr",     "departments", "careers", "group",
        "plc",        "room",        "interviews", "office", "scheduling",  "calendar"};
    return one_of(word, all);
}

Words words_of(std::string_view text) {
    auto words = base::split(text, ' ');
    std::erase(words, std::string{});
    return words;
}

std::string of_words(const Words& words) {
    return base::joined(words, " ");
}

/// Without what stands in brackets; a bracket that is not closed runs to the end.
std::string without_brackets(std::string_view text) {
    std::string plain;
    int deep = 0;
    for (const char c : text) {
        if (c == '(' || c == '[' || c == '{' || c == '<') ++deep;
        if (deep == 0) plain += c;
        if ((c == ')' || c == ']' || c == '}' || c == '>') && deep > 0) --deep;
    }
    return plain;
}

/// What stands before a tag that is hung on without brackets: "Dana Reyes | Acme", "Dana Reyes - External".
std::string_view without_tail(std::string_view text) {
    for (const std::string_view before : {" | ", " - ", " – ", " — ", " via ", " @ ", " • ", " · "})
        if (const auto at = text.find(before); at != std::string_view::npos && at > 0)
            text = text.substr(0, at);
    return base::trimmed(text);
}

/// The common name of a directory's path, "CN=Luis Ortis/OU=Plant/O=Acme", or the part before the first
/// slash, "Margaret Chen/Engineering/Acme". Nothing: it is no path.
std::optional<std::string> of_path(std::string_view text) {
    const auto upper = base::ascii_lower(text);
    auto at = upper.rfind("cn=");
    // The last but one: Exchange writes …/CN=RECIPIENTS/CN=LORTIS, which is an account.
    if (at != std::string::npos
        && (at == 0 || upper[at - 1] == '/' || upper[at - 1] == ',' || upper[at - 1] == ' ')) {
        if (upper.contains("cn=recipients") || upper.starts_with("/o=")) return std::string{};
        auto rest = text.substr(at + 3);
        for (std::size_t end = 0; end < rest.size(); ++end) {
            if (rest[end] == '\\')
                ++end;
            else if (rest[end] == '/'
                     || (rest[end] == ',' && base::ascii_lower(rest.substr(end)).contains("=")))
                rest = rest.substr(0, end);
        }
        return base::replaced(rest, "\\", "");
    }
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    return std::string{base::trimmed(text.substr(0, slash))};
}

/// Takes honorifics from the front; gives them as a salutation.
std::string take_honorifics(Words& words) {
    Words taken;
    while (words.size() > 1 && is_honorific(words.front())) {
        auto word = words.front();
        if (word.ends_with('.') && bare_word(word) != "prof") word.pop_back();
        taken.push_back(std::move(word));
        words.erase(words.begin());
    }
    return of_words(taken);
}

void drop_degrees(Words& words) {
    while (words.size() > 2 && is_degree(words.back()))
        words.pop_back();
}

bool all_degrees(std::string_view text) {
    const auto words = words_of(text);
    return !words.empty() && std::ranges::all_of(words, is_degree);
}

/// Capitals alone, of two letters and more: whether it is "MacDonald" nobody can tell.
bool shouted(std::string_view word) {
    const auto points = base::code_points(word);
    const auto lower = base::ascii_lower(word);
    const bool ascii_letters =
        std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || c == '\''; });
    return points.size() > 2 && ascii_letters && lower != word && !is_generation(word);
}

/// Names as directories sort them: "Adeyemi, Ruth, PhD". Nothing: it cannot be told which part is what.
std::optional<Words> put_in_order(std::string_view text) {
    auto parts = base::split(text, ',');
    for (auto& part : parts)
        part = base::trimmed(part);
    std::erase(parts, std::string{});
    Words behind;
    for (std::size_t n = parts.size(); n-- > 1;) {
        const bool generation = is_generation(parts[n]);
        if (generation) behind.push_back(parts[n]);
        if (generation || all_degrees(parts[n])) parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(n));
    }
    if (parts.empty() || parts.size() > 2) return std::nullopt;
    auto words = words_of(parts.back());
    if (parts.size() == 2) {
        auto family = words_of(parts.front());
        drop_degrees(words);
        drop_degrees(family);
        constexpr std::size_t words_max = 3;
        if (words.size() > words_max || family.size() > words_max) return std::nullopt;
        words.insert(words.end(), family.begin(), family.end());
    }
    words.insert(words.end(), behind.begin(), behind.end());
    return words;
}

/// Why nobody may be written to under these words; empty: they are a name.
bool doubtful(const Words& words) {
    const auto digit = [](const std::string& word) { return std::ranges::any_of(word, base::is_digit); };
    const auto sign = [](const std::string& word) {
        return word.find_first_of("|/\\_=*#:;") != std::string::npos;
    };
    return std::ranges::any_of(words, digit) || std::ranges::any_of(words, sign)
           || std::ranges::any_of(words, is_of_a_house)
           || (words.size() > 1 && std::ranges::any_of(words, shouted));
}

/// "m.chen", "lortis": what an account is called.
bool is_account(const std::string& name, std::string_view address) {
    if (name.contains(' ')) return false;
    const auto local = base::ascii_lower(address.substr(0, address.find('@')));
    if (name.find_first_of("._0123456789") != std::string::npos) return true;
    // "Ann" is a name also at ann@; "mchen" and "MChen" at mchen@ are none.
    const bool as_a_name =
        base::ascii_lower(name) != name && base::ascii_lower(name.substr(1)) == name.substr(1);
    return !as_a_name && base::ascii_lower(name) == local;
}

} // namespace

GivenName given_name(std::string_view shown, std::string_view address) {
    // Some write the parameter as if it were a text.
    const auto whole = clean_line(shown.substr(0, 4 * name_bytes_max), name_bytes_max);
    auto text = whole;
    while (text.size() > 1 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front())
        text = base::trimmed(text.substr(1, text.size() - 2));
    GivenName given;
    const auto doubt = [&] { return fmt::format("the invitation writes “{}”", whole); };
    if (auto path = of_path(text)) {
        if (path->empty()) return given;
        text = std::move(*path);
    }
    text = base::replaced(text, "\\", "");
    text = without_tail(base::trimmed(without_brackets(text)));
    if (text.contains('@') || text.empty() || is_account(text, address)) return given;
    auto words = put_in_order(text);
    if (!words) {
        given.name = clean_line(base::replaced(text, ",", ""), name_bytes_max);
        given.doubt = doubt();
        return given;
    }
    given.salutation = take_honorifics(*words);
    drop_degrees(*words);
    if (words->size() > 1 && (bare_word(words->front()) == "ext" || bare_word(words->front()) == "external"))
        words->erase(words->begin());
    given.name = of_words(*words);
    if (doubtful(*words)) {
        given.doubt = doubt();
        std::erase_if(given.name, [](char c) { return c == '/' || c == '|' || c == '=' || c == '_'; });
    }
    return given;
}

} // namespace followup::calendar
