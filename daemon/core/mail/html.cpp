#include "core/mail/html.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <libxml/HTMLparser.h>
#include <memory>

namespace followup::mail {
namespace {

constexpr std::size_t html_bytes_max = 1024 * 1024;
// An end tag is looked for among all open elements: with many of them a short mail would take minutes.
constexpr int depth_max = 256;

constexpr std::array<std::string_view, 5> hidden{"title", "style", "script", "noscript", "template"};
constexpr std::array<std::string_view, 29> blocks{
    "address", "article", "aside", "body", "center", "dd",      "div",   "dl", "dt", "fieldset",
    "footer",  "form",    "h1",    "h2",   "h3",     "h4",      "h5",    "h6", "hr", "header",
    "li",      "main",    "ol",    "p",    "pre",    "section", "table", "tr", "ul"};
/// What Outlook calls the block in which the mail that is answered begins.
constexpr std::array<std::string_view, 2> answered_ids{"divRplyFwdMsg", "appendonsend"};

bool is_one_of(std::string_view name, const auto& names) {
    return std::ranges::find(names, name) != names.end();
}

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// Gathers the words while the parser walks through the elements.
class Gatherer {
  public:
    explicit Gatherer(htmlParserCtxtPtr parser) : x_parser{parser} {}

    void begin(std::string_view name, const xmlChar** attributes) {
        if (x_parser->nameNr > depth_max) xmlStopParser(x_parser);
        if (is_one_of(name, hidden)) ++x_hidden;
        if (name == "br") new_line();
        if (name == "blockquote") {
            end_line();
            ++x_quotations;
        }
        if (!is_one_of(name, blocks)) return;
        end_line();
        if (name == "pre") ++x_verbatim;
        if (name == "li") add("- ");
        if (begins_answered(attributes)) {
            add("________");
            end_line();
        }
    }

    void end(std::string_view name) {
        if (is_one_of(name, hidden) && x_hidden > 0) --x_hidden;
        if (name == "td" || name == "th") x_blank = true;
        if (name == "pre" && x_verbatim > 0) --x_verbatim;
        if (name != "blockquote" && !is_one_of(name, blocks)) return;
        end_line();
        if (name == "blockquote" && x_quotations > 0) --x_quotations;
    }

    void words(std::string_view text) {
        if (x_hidden > 0) return;
        for (const char c : base::replaced(text, "\u00a0", " "))
            if (c == '\n' && x_verbatim > 0)
                new_line();
            else if (std::string_view{" \t\r\n\f"}.contains(c) && x_verbatim == 0)
                x_blank = true;
            else
                add({&c, 1});
    }

    std::string text() && { return std::move(x_text); }

  private:
    static bool begins_answered(const xmlChar** attributes) {
        for (; attributes != nullptr && *attributes != nullptr; attributes += 2)
            if (view(attributes[0]) == "id" && is_one_of(view(attributes[1]), answered_ids)) return true;
        return false;
    }

    void add(std::string_view text) {
        if (x_at_line) {
            constexpr int marks_max = 5; // beyond it nobody counts them
            for (int n = 0; n < std::min(x_quotations, marks_max); ++n)
                x_text += "> ";
        } else if (x_blank) {
            x_text += ' ';
        }
        x_at_line = x_blank = false;
        x_text += text;
    }

    void new_line() {
        if (x_hidden > 0) return;
        if (x_at_line) add({}); // an empty line of a quotation is quoted as well
        x_text += '\n';
        x_at_line = true;
        x_blank = false;
    }

    void end_line() {
        if (!x_at_line) new_line();
    }

    htmlParserCtxtPtr x_parser;
    std::string x_text;
    int x_hidden = 0;
    int x_verbatim = 0;
    int x_quotations = 0;
    bool x_at_line = true;
    bool x_blank = false;
};

void on_begin(void* to, const xmlChar* name, const xmlChar** attributes) {
    static_cast<Gatherer*>(to)->begin(view(name), attributes);
}
void on_end(void* to, const xmlChar* name) {
    static_cast<Gatherer*>(to)->end(view(name));
}
void on_words(void* to, const xmlChar* text, int size) {
    static_cast<Gatherer*>(to)->words({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

} // namespace

std::string text_of_html(std::string_view html) {
    static const bool ready = (xmlInitParser(), true);
    static_cast<void>(ready);
    std::string bytes{base::cut(html, html_bytes_max)};
    std::erase(bytes, '\0'); // the parser takes it for the end
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser{htmlNewParserCtxt(),
                                                                                &htmlFreeParserCtxt};
    if (parser == nullptr) return {};
    Gatherer gatherer{parser.get()};
    *parser->sax = {};
    parser->sax->startElement = on_begin;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_words;
    parser->sax->ignorableWhitespace = on_words;
    parser->userData = &gatherer;
    htmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    return std::move(gatherer).text();
}

} // namespace followup::mail
