#include "core/letter/salutation.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace followup::letter {
namespace {

using words::Tongue;
using words::Values;

/// A word of an honorific, and in the name of which phrase it is said.
struct Form {
    std::string_view word;
    std::string_view phrase;
};
constexpr std::array<Form, 9> forms = {{{"ms", "ms"},
                                        {"miss", "ms"},
                                        {"mrs", "mrs"},
                                        {"frau", "ms"},
                                        {"mr", "mr"},
                                        {"mister", "mr"},
                                        {"herr", "mr"},
                                        {"herrn", "mr"},
                                        {"mx", "mx"}}};
/// Titles that are written with a full stop, however they were told.
constexpr std::array<Form, 4> titles = {
    {{"dr", "Dr."}, {"doctor", "Dr."}, {"doktor", "Dr."}, {"prof", "Prof."}}};
/// A greeting that somebody put there with the honorific.
constexpr std::array<std::string_view, 7> greetings = {"dear",     "sehr",  "geehrte", "geehrter",
                                                       "geehrtes", "liebe", "lieber"};
/// What belongs to the name behind it, when it is not the first word.
constexpr std::array<std::string_view, 16> particles = {
    "van", "von", "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "mac", "st", "zu"};
constexpr std::array<std::string_view, 7> behind = {"jr", "sr", "ii", "iii", "iv", "phd", "md"};

bool among(const auto& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

/// "dr" of "Dr.".
std::string bare(std::string_view word) {
    auto plain = base::folded(word);
    std::erase_if(plain, [](char c) { return c == '.' || c == ','; });
    return plain;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> all;
    for (auto& each : base::split(text, ' '))
        if (!bare(each).empty()) all.push_back(std::move(each));
    return all;
}

const Form* form_of(const auto& list, std::string_view word) {
    const auto found = std::ranges::find(list, word, &Form::word);
    return found == list.end() ? nullptr : &*found;
}

/// The words of a name without the titles before it and what stands behind it.
std::vector<std::string> own_words(std::string_view name) {
    auto all = words_of(name);
    while (all.size() > 1 && (form_of(forms, bare(all.front())) || form_of(titles, bare(all.front()))))
        all.erase(all.begin());
    while (all.size() > 1 && among(behind, bare(all.back())))
        all.pop_back();
    for (auto& each : all)
        while (each.ends_with(','))
            each.pop_back();
    return all;
}

bool is_initial(std::string_view word) {
    return word.ends_with('.') || base::code_points(word).size() == 1;
}

/// What an honorific says.
struct Honorific {
    std::string phrase; ///< "ms", "mrs", "mr", "mx"; empty: it does not say
    std::string title;  ///< "Prof. Dr."; empty: none

    [[nodiscard]] bool empty() const { return phrase.empty() && title.empty(); }
};

Honorific honorific_of(std::string_view said, std::string_view name) {
    Honorific made;
    const auto named = words_of(name);
    for (const auto& each : words_of(said)) {
        const auto word = bare(each);
        const bool of_name = std::ranges::any_of(named, [&](const auto& part) { return bare(part) == word; })
                             && !form_of(titles, word) && !form_of(forms, word);
        if (of_name || among(greetings, word)) continue;
        if (const auto* form = form_of(forms, word)) {
            made.phrase = form->phrase;
            continue;
        }
        const auto* title = form_of(titles, word);
        if (!made.title.empty()) made.title += ' ';
        made.title += title == nullptr ? each : std::string{title->phrase};
    }
    return made;
}

/// "Frau Dr."; empty when the language has no form for it.
std::string in_words(const Honorific& honorific, std::string_view beginning, const Tongue& tongue) {
    if (honorific.phrase.empty()) return honorific.title;
    return tongue.phrase(std::string{beginning} + honorific.phrase, Values{}.text("title", honorific.title));
}

} // namespace

std::string surname(std::string_view name) {
    auto all = own_words(name);
    if (all.empty()) return std::string{name};
    auto first = all.size() - 1;
    const auto belongs = [](const std::string& word) {
        const bool small = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
        return small || among(particles, bare(word));
    };
    while (first > 1 && belongs(all[first - 1]))
        --first;
    // "Anna Maria Siedler", "María García López": where the last name begins only she knows.
    const auto full = std::ranges::count_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first),
                                            [](const auto& each) { return !is_initial(each); });
    return base::joined(
        full > 1 ? all : std::vector(all.begin() + static_cast<std::ptrdiff_t>(first), all.end()), " ");
}

std::string greeting(std::string_view name, std::string_view honorific, const Tongue& tongue) {
    const auto said = honorific_of(honorific, name);
    const auto words = in_words(said, "honorific-", tongue);
    if (words.empty()) return tongue.phrase("greeting", Values{}.text("name", name));
    const bool woman = said.phrase == "ms" || said.phrase == "mrs";
    const auto* const how = woman                 ? "greeting-woman"
                            : said.phrase == "mr" ? "greeting-man"
                                                  : "greeting-titled";
    return tongue.phrase(how, Values{}.text("honorific", words).text("surname", surname(name)));
}

std::string called(std::string_view name, std::string_view honorific, const Tongue& tongue) {
    const auto words = in_words(honorific_of(honorific, name), "honorific-", tongue);
    return words.empty() ? std::string{name} : words + " " + surname(name);
}

std::string addressee(std::string_view name, std::string_view honorific, const Tongue& tongue) {
    const auto words = in_words(honorific_of(honorific, name), "envelope-", tongue);
    return words.empty() ? std::string{name} : words + " " + base::joined(own_words(name), " ");
}

} // namespace followup::letter
