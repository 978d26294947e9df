#pragma once

#include "core/web/http.hpp"

#include <string>
#include <string_view>

/// Pages for people: HTML without script, styles of its own, nothing from elsewhere (interop K8).
namespace followup::web {

/// Words as they may stand between tags and in quoted attributes.
[[nodiscard]] std::string html_text(std::string_view words);

/// A whole page; `body` is HTML, `language` "en" or "de". Never cached, indexed or framed; its forms go to
/// ourselves only.
[[nodiscard]] Reply page(int status, std::string_view title, std::string_view body,
                         std::string_view language = "en");

/// A page that says one thing: a heading and a paragraph, both words.
[[nodiscard]] Reply notice(int status, std::string_view heading, std::string_view words,
                           std::string_view language = "en");

/// A page that came whole from elsewhere in the program, with one `<style>` of its own and no script.
[[nodiscard]] Reply whole_page(std::string html);

/// As `request` wants it: HEAD gets the headers and the length of the body, but no body.
[[nodiscard]] Reply fitted(Reply reply, const Request& request);

} // namespace followup::web
