#include "core/web/draft_page.hpp"

#include "core/web/page.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::web {
namespace {

std::string draft_say(const words::Tongue& tongue, std::string_view phrase) {
    return html_text(tongue.phrase(phrase));
}

std::string list_of(const std::vector<std::string>& lines) {
    std::string items;
    for (const auto& each : lines)
        items += fmt::format("<li>{}</li>\n", html_text(each));
    return items.empty() ? items : "<ul>\n" + items + "</ul>\n";
}

/// What was filled in before and is asked for no more goes along.
std::string kept_fields(const DraftPage& shown) {
    std::string inputs;
    for (const auto& [field, value] : shown.filled)
        if (std::ranges::find(shown.draft.lacks, field, &DraftLack::field) == shown.draft.lacks.end())
            inputs += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", html_text(field),
                                  html_text(value));
    return inputs;
}

std::string filling_form(const DraftPage& shown) {
    std::string inputs;
    std::string beyond; // what no field can mend
    int number = 0;
    for (const auto& lack : shown.draft.lacks) {
        if (lack.field.empty()) {
            beyond += fmt::format("<p>{}</p>\n", html_text(lack.words));
            continue;
        }
        const auto filled = shown.filled.find(lack.field);
        ++number;
        inputs +=
            fmt::format("<label for=\"f{0}\">{1}</label>\n<input id=\"f{0}\" name=\"{2}\" value=\"{3}\" "
                        "maxlength=\"200\" autocomplete=\"off\">\n",
                        number, html_text(lack.words), html_text(lack.field),
                        filled == shown.filled.end() ? std::string{} : html_text(filled->second));
    }
    auto all = fmt::format("<h2>{}</h2>\n", draft_say(shown.tongue, "draft-missing")) + beyond;
    if (inputs.empty()) return all;
    return all
           + fmt::format("<form method=\"post\">\n<input type=\"hidden\" name=\"act\" value=\"fill\">\n{}{}"
                         "<button class=\"main\">{}</button></form>\n",
                         kept_fields(shown), inputs, draft_say(shown.tongue, "draft-fill"));
}

std::string adding_form(const DraftPage& shown) {
    return fmt::format("<form method=\"post\">\n<input type=\"hidden\" name=\"act\" value=\"add\">\n"
                       "<input type=\"hidden\" name=\"of\" value=\"{}\">\n{}"
                       "<button class=\"main\">{}</button></form>\n",
                       html_text(shown.seal), kept_fields(shown), draft_say(shown.tongue, "draft-add"));
}

} // namespace

Reply draft_page(const DraftPage& shown) {
    const auto& tongue = shown.tongue;
    const auto title = tongue.phrase("draft-title");
    auto body =
        fmt::format("<p class=\"quiet\">{}</p>\n<h1>{}</h1>\n", html_text(shown.agency), html_text(title));
    if (!shown.notice.empty())
        body += fmt::format("<div class=\"card\" role=\"status\"><p>{}</p></div>\n", html_text(shown.notice));
    body += list_of(shown.draft.lines);
    if (!shown.draft.doubts.empty())
        body += fmt::format("<h2>{}</h2>\n", draft_say(tongue, "draft-look")) + list_of(shown.draft.doubts);
    if (!shown.draft.follows.empty())
        body +=
            fmt::format("<h2>{}</h2>\n", draft_say(tongue, "draft-follows")) + list_of(shown.draft.follows);
    if (!shown.added) body += shown.draft.lacks.empty() ? adding_form(shown) : filling_form(shown);
    return page(200, title, body, tongue.code());
}

} // namespace followup::web
