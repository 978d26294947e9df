#include "core/words/texts.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/words/built_in.hpp"
#include "core/words/check.hpp"
#include "core/words/phrases.hpp"

#include <set>

namespace followup::words {
namespace {

constexpr std::string_view english = "en";

using Files = std::map<std::string, std::string>;
using Named = std::map<std::string, std::string, std::less<>>;

void put_phrases(Named& into, std::string_view text, const std::string& path) {
    const auto found = phrases(text, path);
    base::require(found.has_value(), "phrases were not checked");
    for (const auto& [name, phrase] : *found)
        into.insert_or_assign(name, phrase.text);
}

/// Of every file the last version counts, of words.md the last version of each phrase.
struct Layers {
    std::map<std::string, Named> forms;
    std::map<std::string, Named> phrases;

    void put(const std::string& path, std::string_view text) {
        const auto slash = path.find('/');
        const auto language = slash == path.npos ? std::string{} : path.substr(0, slash);
        const auto form = path.substr(slash + 1);
        if (form == "words.md")
            put_phrases(phrases[language], text, path);
        else
            forms[language].insert_or_assign(form, std::string{text});
    }
};

/// Those of `first`, and of `second` what is not among them.
Named over(Named first, const Named& second) {
    first.insert(second.begin(), second.end());
    return first;
}

/// English words are no German ones: an open-ended phrase is of its own language alone.
Named closed(const Named& phrases) {
    Named kept;
    for (const auto& [name, text] : phrases)
        if (!is_open_ended(name)) kept.emplace(name, text);
    return kept;
}

} // namespace

Texts::Texts(const std::map<std::string, std::string>& files) {
    Layers layers;
    for (const auto& file : built_in())
        layers.put(std::string{file.path}, file.text);
    for (const auto& [path, text] : files)
        layers.put(path, text);
    std::set<std::string> languages;
    for (const auto* all : {&layers.forms, &layers.phrases})
        for (const auto& [language, texts] : *all)
            if (!language.empty()) languages.insert(language);
    const auto& pages = layers.forms[""];
    for (const auto& language : languages) {
        // A dialect has what it lacks from its own language first.
        const auto whole = language.substr(0, language.find('-'));
        auto forms = over(over(over(layers.forms[language], layers.forms[whole]), pages),
                          layers.forms[std::string{english}]);
        auto phrases = over(over(layers.phrases[language], layers.phrases[whole]),
                            closed(layers.phrases[std::string{english}]));
        x_tongues.emplace(language, Tongue{language, std::move(forms), std::move(phrases)});
    }
}

Texts::Texts() : Texts(Files{}) {}

base::Checked<Texts> Texts::with(const std::map<std::string, std::string>& files, const std::string& folder) {
    base::Problems problems;
    for (const auto& [path, text] : files)
        for (auto& found : faults(path, text, folder + "/" + path))
            problems.push_back(std::move(found));
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return Texts{files};
}

const Tongue& Texts::tongue(std::string_view wanted) const {
    const auto code = base::ascii_lower(wanted);
    for (const auto& name : {code, code.substr(0, code.find('-')), std::string{english}})
        if (const auto found = x_tongues.find(name); found != x_tongues.end()) return found->second;
    base::broken("there is no English", std::source_location::current());
}

std::vector<const Tongue*> Texts::tongues() const {
    std::vector<const Tongue*> all;
    for (const auto& [name, tongue] : x_tongues)
        all.push_back(&tongue);
    return all;
}

bool Texts::speaks(std::string_view wanted) const {
    const auto code = base::ascii_lower(wanted);
    return x_tongues.contains(code) || x_tongues.contains(code.substr(0, code.find('-')));
}

const Texts& texts_built_in() {
    static const Texts texts;
    return texts;
}

} // namespace followup::words
