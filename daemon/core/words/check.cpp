#include "core/words/check.hpp"

#include "core/base/require.hpp"
#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/words/built_in.hpp"
#include "core/words/phrases.hpp"
#include "core/words/tags.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

namespace followup::words {
namespace {

/// Names that may stand in a text, and whether they stand there ready (with three braces).
using Names = std::map<std::string, bool>;

void learn(Names& names, std::string_view text, std::string_view path) {
    const auto found = tags(text, std::string{path});
    base::require(found.has_value(), "a template of ours is malformed");
    for (const auto& tag : *found)
        if (tag.kind == Tag::Kind::escaped || tag.kind == Tag::Kind::raw)
            names.insert_or_assign(tag.name, tag.kind == Tag::Kind::raw);
        else
            names.emplace(tag.name, false);
}

std::string_view form_of(std::string_view path) {
    return path.substr(path.find('/') + 1); // all of it when it has none
}

/// What the form may name: whatever ours name in any language.
Names names_of(std::string_view form) {
    Names names;
    for (const auto& file : built_in())
        if (form_of(file.path) == form) learn(names, file.text, file.path);
    if (form.ends_with(".html") || form.starts_with("letter-")) return names;
    for (const auto* name :
         {"reader", "employer", "candidate", "agency", "recruiter", "recruiter_phone", "recruiter_email"})
        if (form != "refusal.md" && form != "digest.md" && form != "together.md") names.emplace(name, false);
    return names;
}

std::vector<std::string> keys(const auto& map) {
    std::vector<std::string> names;
    for (const auto& [name, value] : map)
        names.push_back(name);
    return names;
}

void check(base::Problems& problems, const std::vector<Tag>& found, const Names& names,
           const std::string& file, std::size_t line_offset = 0, std::size_t column_offset = 0) {
    for (const auto& tag : found) {
        const auto where = fmt::format("{}:{}:{}", file, tag.line + line_offset, tag.column + column_offset);
        const auto known = names.find(tag.name);
        const bool raw = tag.kind == Tag::Kind::raw;
        if (known == names.end())
            problems.push_back({where, fmt::format("nothing is called '{}' here", tag.name),
                                base::suggest(tag.name, keys(names))});
        else if (tag.kind == Tag::Kind::escaped && known->second)
            problems.push_back({where, fmt::format("'{}' is ready as it is", tag.name),
                                fmt::format("write {{{{{{{}}}}}}}", tag.name)});
        else if (raw && !known->second)
            problems.push_back({where,
                                fmt::format("'{}' are people's words, which must be escaped", tag.name),
                                fmt::format("write {{{{{}}}}}", tag.name)});
    }
}

/// Phrases that are given the same values, whichever of them ours make use of.
constexpr std::array<std::array<std::string_view, 3>, 3> alike = {
    {{"date", "letter-date", "letter-day"},
     {"due-deadline", "due-on-date", "due-at-time"},
     {"summary-call", "summary-decision", "summary-client-debrief"}}};

std::map<std::string, Names> phrases_known() {
    std::map<std::string, Names> known;
    for (const auto& file : built_in()) {
        if (form_of(file.path) != "words.md") continue;
        const auto found = phrases(file.text, std::string{file.path});
        base::require(found.has_value(), "phrases of ours are malformed");
        for (const auto& [name, phrase] : *found)
            learn(known[name], phrase.text, file.path);
    }
    for (const auto& group : alike) {
        Names all;
        for (const auto name : group)
            all.merge(Names{known[std::string{name}]});
        for (const auto name : group)
            known[std::string{name}] = all;
    }
    return known;
}

base::Problems phrase_faults(std::string_view text, const std::string& file) {
    const auto found = phrases(text, file);
    if (!found) return found.error();
    const auto known = phrases_known();
    base::Problems problems;
    for (const auto& [name, phrase] : *found) {
        const auto names = known.find(name);
        if (names == known.end() && !is_open_ended(name)) {
            problems.push_back({fmt::format("{}:{}:1", file, phrase.line),
                                fmt::format("no phrase is called '{}'", base::escaped(name)),
                                base::suggest(name, keys(known), "take the line out")});
            continue;
        }
        const auto within = tags(phrase.text, fmt::format("{}:{}", file, phrase.line));
        if (!within)
            problems.insert(problems.end(), within.error().begin(), within.error().end());
        else
            check(problems, *within, names == known.end() ? Names{} : names->second, file, phrase.line - 1,
                  name.size() + 2);
    }
    return problems;
}

bool is_language(std::string_view text) {
    return text.size() >= 2 && text.size() <= 8
           && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

} // namespace

base::Problems faults(const std::string& path, std::string_view text, const std::string& file) {
    const auto form = form_of(path);
    std::set<std::string> forms;
    for (const auto& each : built_in())
        forms.emplace(each.path.contains('/') ? fmt::format("LANGUAGE/{}", form_of(each.path)) : each.path);
    const bool in_language = path.contains('/');
    const auto shape = in_language ? fmt::format("LANGUAGE/{}", form) : path;
    if (!forms.contains(shape) || (in_language && !is_language(path.substr(0, path.find('/')))))
        return {{file, "no text has this name",
                 base::suggest(shape, std::vector<std::string>{forms.begin(), forms.end()})}};
    if (!base::is_utf8(text) || base::has_control(text, true))
        return {{file, "the text is not UTF-8 or holds control characters", "save it as UTF-8"}};
    if (form == "words.md") return phrase_faults(text, file);
    const auto found = tags(text, file);
    if (!found) return found.error();
    base::Problems problems;
    check(problems, *found, names_of(form), file);
    return problems;
}

} // namespace followup::words
