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
    /// A web address, shown in full, and a link in HTML; one that could break out of its line is left away.
    Values& link(std::string name, std::string_view url);
    /// A button that says `label` and leads to `url` (https, http, or mailto), with an address that can be
    /// read below it: the url itself, unless another is given; named with three braces. In text both stand in
    /// two lines. An address that could break out of its line is left away.
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

    using Value = std::variant<bool, std::string, Both, std::vector<Values>>;
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
/// `Values::button` get the class "button".
[[nodiscard]] std::string html(std::string_view markdown);

/// Markdown that shows exactly these words.
[[nodiscard]] std::string markdown_escaped(std::string_view words);

/// Text between the tags of HTML, and in its attributes.
[[nodiscard]] std::string html_escaped(std::string_view words);

} // namespace followup::words
