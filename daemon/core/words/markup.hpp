#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Templates in Markdown with mustache, rendered twice: the text part as written, the HTML part with people's
/// words escaped and then made HTML. So "Dana *the* <b> Reyes_" stays what it is in both.
namespace followup::words {

/// The two forms of one piece of a mail.
struct Both {
    std::string plain;
    std::string markdown;

    bool operator==(const Both&) const = default;
};

/// What a template may name. A text that is empty counts as not there, in inner lists too.
class Values {
  public:
    /// People's words on one line: line feeds and tabs become blanks.
    Values& text(std::string name, std::string_view value);
    /// A telephone number: in HTML it can be tapped (RFC 3966).
    Values& phone(std::string name, std::string_view number);
    /// A web address, shown in full, and a link in HTML; one that could break out of its line is left away.
    Values& link(std::string name, std::string_view url);
    /// Words that lead to a web address; named with three braces. In text the address stands behind them.
    Values& link(std::string name, std::string_view label, std::string_view url);
    /// A button that says `label` and leads to `url` (https, http, or mailto); named with three braces. In
    /// text an address that can be read stands below the label: the url itself, unless another is given. An
    /// address that could break out of its line is left away.
    Values& button(std::string name, std::string_view label, std::string_view url,
                   std::string_view shown = {});
    /// People's words of several lines and paragraphs, shown as they are; named with three braces.
    Values& passage(std::string name, std::string_view value);
    /// Words that are already in both forms; named with three braces.
    Values& ready(std::string name, Both value);
    Values& flag(std::string name, bool set);
    Values& list(std::string name, std::vector<Values> items);
    /// All of `others` that is not named here yet.
    Values& also(const Values& others);

    /// A number and what a telephone is told to call; the latter is empty when it is no number.
    struct Phone {
        std::string words;
        std::string url;
    };

    using Value = std::variant<bool, std::string, Phone, Both, std::vector<Values>>;
    [[nodiscard]] const std::vector<std::pair<std::string, Value>>& all() const { return x_all; }

  private:
    std::vector<std::pair<std::string, Value>> x_all;
};

/// The template with its values put in. Runs of empty lines become one; in the plain form a line "----" below
/// a heading grows to the heading's length.
[[nodiscard]] Both filled(std::string_view form, const Values& values);

/// The template with its values put in as they are, for a page whose pieces are HTML already.
[[nodiscard]] std::string written(std::string_view form, const Values& values);

/// Markdown as HTML; HTML in it is left out (cmark without UNSAFE), a line's end is a line's end. Links of
/// `Values::button` get the class "button"; one that has a paragraph to itself stands in a table's cell of
/// that class, as the mail programs that draw with Word know no other box.
[[nodiscard]] std::string html(std::string_view markdown);

/// Markdown that shows exactly these words.
[[nodiscard]] std::string markdown_escaped(std::string_view words);

/// Text between the tags of HTML, and in its attributes.
[[nodiscard]] std::string html_escaped(std::string_view words);

} // namespace followup::words
