#include "core/words/markup.hpp"

#include <cmark.h>
#include <cstdlib>
#include <kainjow/mustache.hpp>

namespace followup::words {
namespace {

/// No author of words can write this: their quotation marks are escaped.
constexpr std::string_view button_title = " title=\"button\"";

constexpr std::string_view button_class = " class=\"button\"";

/// The button whose class stands at `at`, if it has a paragraph to itself, in a table's cell.
void box(std::string& html, std::size_t at) {
    constexpr std::string_view opens = "<p>";
    constexpr std::string_view closes = "</a></p>";
    const auto link = html.rfind("<a href=", at);
    const auto end = html.find("</a>", at);
    if (link == html.npos || link < opens.size()
        || html.compare(link - opens.size(), opens.size(), opens) != 0
        || html.compare(end, closes.size(), closes) != 0)
        return;
    html.replace(end, closes.size(), "</a></td></tr></table>");
    html.replace(
        link - opens.size(), opens.size(),
        "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\"><tr><td class=\"button\">");
}

} // namespace

std::string html(std::string_view markdown) {
    char* made = cmark_markdown_to_html(markdown.data(), markdown.size(),
                                        CMARK_OPT_HARDBREAKS | CMARK_OPT_VALIDATE_UTF8);
    std::string out{made};
    std::free(made);
    for (std::size_t at = 0; (at = out.find(button_title, at)) != out.npos;) {
        out.replace(at, button_title.size(), button_class);
        box(out, at);
    }
    return out;
}

std::string html_escaped(std::string_view words) {
    return kainjow::mustache::html_escape(std::string{words});
}

} // namespace followup::words
