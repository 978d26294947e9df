#include "core/words/markup.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/words/phone.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <map>
#include <optional>
#include <ranges>

namespace followup::words {
namespace {

using kainjow::mustache::mustache;
using Tree = kainjow::mustache::data;

enum class Form { plain, markdown };

std::string one_line(std::string_view words) {
    std::string line{base::trimmed(words)};
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
    return line;
}

/// Around a telephone's address, before the number's words: one_line keeps it out of people's words.
constexpr char phone_mark = '\x02';
constexpr char line_mark =
    '\x01'; // stands for a template's line feeds; one_line keeps it out of people's words

/// Stands for a template's full stop behind a value: "Acme Inc." brings its own.
constexpr char stop_mark = '\x03';

bool stops_behind(std::string_view form) {
    return form.starts_with('.') && !form.starts_with("..");
}

/// The template with every section tag that has a line to itself joined to the next line, and line feeds
/// marked: kainjow leaves an empty line for such a tag when its section is skipped, and loses one after a
/// section shown.
std::string prepared(std::string_view form) {
    std::string out;
    const bool ended = form.ends_with('\n'); // then no line follows the last line feed
    for (const auto& line : base::split(form.substr(0, form.size() - (ended ? 1 : 0)), '\n')) {
        const bool tag = line.starts_with("{{#") || line.starts_with("{{^") || line.starts_with("{{/");
        const bool alone = tag && line.find("}}") == line.size() - 2;
        out += line;
        if (!alone) out += line_mark;
    }
    for (auto at = out.find("}}."); at != std::string::npos; at = out.find("}}.", at + 2))
        if (stops_behind(std::string_view{out}.substr(at + 2))) out[at + 2] = stop_mark;
    return out;
}

bool stays_in_line(std::string_view url) {
    return std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; });
}

bool is_link(std::string_view url) {
    return (url.starts_with("https://") || url.starts_with("http://")) && stays_in_line(url);
}

Tree as_tree(const Values& values, Form form);

Tree as_tree(const Values::Value& value, Form form) {
    if (const auto* flag = std::get_if<bool>(&value)) return Tree{*flag};
    if (const auto* words = std::get_if<std::string>(&value)) return Tree{*words};
    if (const auto* phone = std::get_if<Values::Phone>(&value)) {
        if (form == Form::plain || phone->url.empty()) return Tree{phone->words};
        return Tree{phone_mark + phone->url + phone_mark + phone->words};
    }
    if (const auto* both = std::get_if<Both>(&value))
        return Tree{form == Form::plain ? both->plain : both->markdown};
    Tree list{Tree::type::list};
    for (const auto& item : std::get<std::vector<Values>>(value))
        list.push_back(as_tree(item, form));
    return list;
}

Tree as_tree(const Values& values, Form form) {
    Tree object{Tree::type::object};
    for (const auto& [name, value] : values.all())
        object.set(name, as_tree(value, form));
    return object;
}

std::string_view plainly(const Values& values, std::string_view name) {
    for (const auto& [each, value] : values.all() | std::views::reverse) {
        if (each != name) continue;
        if (const auto* words = std::get_if<std::string>(&value)) return *words;
        if (const auto* phone = std::get_if<Values::Phone>(&value)) return phone->words;
        if (const auto* both = std::get_if<Both>(&value)) return both->plain;
        return {};
    }
    return {};
}

/// A plain form that names values and does nothing else, with them put in; nothing for any other form. Most
/// phrases are like that, a mail asks for dozens of them, and mustache reads each as if it were a page.
std::optional<std::string> put_in_names(std::string_view form_text, const Values& values) {
    if (form_text.ends_with('\n')) form_text.remove_suffix(1);
    std::string out;
    for (;;) {
        const auto opens = form_text.find("{{");
        out += form_text.substr(0, opens);
        if (opens == form_text.npos) break;
        const auto closes = form_text.find("}}", opens);
        if (closes == form_text.npos) return std::nullopt;
        const auto name = form_text.substr(opens + 2, closes - opens - 2);
        const bool simple = std::ranges::all_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
        if (!simple) return std::nullopt;
        out += plainly(values, name);
        form_text.remove_prefix(closes + 2);
        if (stops_behind(form_text) && out.ends_with('.')) form_text.remove_prefix(1);
    }
    return out += '\n';
}

/// People's words in Markdown, and a telephone number as a link.
std::string as_markdown(std::string_view words) {
    if (!words.starts_with(phone_mark)) return markdown_escaped(words);
    const auto end = words.find(phone_mark, 1);
    const auto url = words.substr(1, end - 1);
    return "[" + markdown_escaped(words.substr(end + 1)) + "](<" + std::string{url} + ">)";
}

/// One full stop where the template has one, also when the value before it ends with its own.
std::string with_stops(std::string_view shown) {
    std::string out;
    out.reserve(shown.size());
    for (const char c : shown)
        if (c != stop_mark)
            out += c;
        else if (!out.ends_with('.'))
            out += '.';
    return out;
}

/// A template that mustache has read.
class Page {
  public:
    explicit Page(std::string_view form_text) : x_page(prepared(form_text)) {
        base::require(x_page.is_valid(), "a template is malformed");
    }

    std::string put_in(const Values& values, Form form) {
        x_page.set_custom_escape(
            [form](const std::string& words) { return form == Form::plain ? words : as_markdown(words); });
        auto shown = x_page.render(as_tree(values, form));
        std::ranges::replace(shown, line_mark, '\n');
        return with_stops(shown);
    }

  private:
    mustache x_page;
};

/// Each template is read once a thread: there are a few dozens, and reading one takes longer than using it.
Page& page_of(std::string_view form) {
    constexpr std::size_t pages_max = 200; // an administrator may change them while we run
    thread_local std::map<std::string, Page, std::less<>> pages;
    if (const auto known = pages.find(form); known != pages.end()) return known->second;
    if (pages.size() >= pages_max) pages.clear();
    return pages.try_emplace(std::string{form}, form).first->second;
}

/// Without blanks at line ends, empty lines at both ends, and more than one empty line in a row.
std::vector<std::string> tidied(std::string_view text) {
    std::vector<std::string> lines;
    for (auto& line : base::split(text, '\n')) {
        line.resize(line.find_last_not_of(" \t") + 1);
        const bool doubled = line.empty() && (lines.empty() || lines.back().empty());
        if (!doubled) lines.push_back(std::move(line));
    }
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

void underline(std::vector<std::string>& lines) {
    constexpr std::size_t columns_max = 60;
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (lines[i] == "----" && !lines[i - 1].empty())
            lines[i] = std::string(
                std::clamp<std::size_t>(base::code_points(lines[i - 1]).size(), 4, columns_max), '-');
}

} // namespace

Values& Values::text(std::string name, std::string_view value) {
    auto line = one_line(value);
    if (line.empty()) return flag(std::move(name), false);
    x_all.emplace_back(std::move(name), std::move(line));
    return *this;
}

Values& Values::phone(std::string name, std::string_view number) {
    auto line = one_line(number);
    if (line.empty()) return flag(std::move(name), false);
    auto url = phone_url(line);
    x_all.emplace_back(std::move(name), Phone{std::move(line), std::move(url)});
    return *this;
}

Values& Values::link(std::string name, std::string_view label, std::string_view url) {
    if (!is_link(url)) return flag(std::move(name), false);
    const auto words = one_line(label);
    return ready(std::move(name), {words + ":\n" + std::string{url},
                                   "[" + markdown_escaped(words) + "](<" + std::string{url} + ">)"});
}

Values& Values::link(std::string name, std::string_view url) {
    if (!is_link(url)) return flag(std::move(name), false);
    return ready(std::move(name), {std::string{url}, "<" + std::string{url} + ">"});
}

Values& Values::button(std::string name, std::string_view label, std::string_view url,
                       std::string_view shown) {
    const bool mail = url.starts_with("mailto:") && stays_in_line(url);
    if (!mail && !is_link(url)) return flag(std::move(name), false);
    if (shown.empty()) shown = url;
    const auto words = one_line(label);
    return ready(std::move(name),
                 {words + ":\n" + one_line(shown),
                  "[" + markdown_escaped(words) + "](<" + std::string{url} + "> \"button\")"});
}

Values& Values::passage(std::string name, std::string_view value) {
    Both both;
    for (const auto& line : base::split(base::trimmed(value), '\n')) {
        const auto words = one_line(line);
        both.plain += words + "\n";
        both.markdown += "> " + markdown_escaped(words) + "\n";
    }
    if (base::trimmed(value).empty()) return flag(std::move(name), false);
    return ready(std::move(name), std::move(both));
}

Values& Values::ready(std::string name, Both value) {
    x_all.emplace_back(std::move(name), std::move(value));
    return *this;
}

Values& Values::flag(std::string name, bool set) {
    x_all.emplace_back(std::move(name), set);
    return *this;
}

Values& Values::list(std::string name, std::vector<Values> items) {
    if (items.empty()) return flag(std::move(name), false);
    x_all.emplace_back(std::move(name), std::move(items));
    return *this;
}

Values& Values::also(const Values& others) {
    for (const auto& [name, value] : others.all())
        if (std::ranges::none_of(x_all, [&name](const auto& own) { return own.first == name; }))
            x_all.emplace_back(name, value);
    return *this;
}

Both filled(std::string_view form, const Values& values) {
    auto& page = page_of(form);
    auto plain = tidied(page.put_in(values, Form::plain));
    const auto markdown = tidied(page.put_in(values, Form::markdown));
    underline(plain);
    return {base::joined(plain, "\n"), base::joined(markdown, "\n")};
}

std::string written(std::string_view form, const Values& values) {
    if (auto shown = put_in_names(form, values)) return std::move(*shown);
    return page_of(form).put_in(values, Form::plain);
}

std::string markdown_escaped(std::string_view words) {
    constexpr std::string_view signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    std::string out;
    for (const char c : words) {
        if (signs.contains(c)) out += '\\';
        out += c;
    }
    return out;
}

} // namespace followup::words
