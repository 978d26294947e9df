#include "core/letter/print.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace followup::letter {
namespace {

using words::Values;

/// Millimetres below the page's upper margin of 20 mm. Folded at `fold`, the sheet has little play in its
/// envelope (DL is 110 mm high, #10 104.8 mm), so that 23 mm of address stay in the window at both ends of
/// it: a DL window shows 57 to 87 mm of the sheet, that of a #10 63.5 to 87.3 mm.
struct Geometry {
    const char* paper;
    const char* envelope;
    const char* window_top;
    const char* fold_top;
};
constexpr Geometry on_a4 = {"A4", "DL", "43", "85"};
constexpr Geometry on_us_letter = {"letter", "#10", "44", "80"};

std::string lines_of(const std::vector<std::string>& lines) {
    std::vector<std::string> escaped;
    for (const auto& line : lines)
        escaped.push_back(words::html_escaped(line));
    return base::joined(escaped, "<br>\n");
}

/// One paragraph for each block of lines between empty ones.
std::string paragraphs(std::string_view body) {
    std::string out;
    std::vector<std::string> block;
    const auto finish = [&] {
        if (!block.empty()) out += "<p>" + lines_of(block) + "</p>\n";
        block.clear();
    };
    for (const auto& line : base::split(body, '\n'))
        if (line.empty())
            finish();
        else
            block.push_back(line);
    finish();
    return out;
}

Values ready(std::string name, const std::string& html) {
    return Values{}.ready(std::move(name), {html, html});
}

} // namespace

Paper paper(std::string_view country) {
    constexpr std::array<std::string_view, 9> letter = {"us", "ca", "mx", "ph", "pr", "cl", "co", "ve", "gt"};
    return std::ranges::find(letter, country) == letter.end() ? Paper::a4 : Paper::us_letter;
}

std::string print_page(const Draft& draft, Paper paper, const words::Tongue& tongue) {
    const auto& on = paper == Paper::a4 ? on_a4 : on_us_letter;
    const auto title = tongue.phrase("letter-of", Values{}.text("name", draft.name));
    const auto hint = tongue.phrase("print-hint", Values{}.text("envelope", on.envelope));
    Values values;
    values.text("language", draft.language)
        .text("paper", on.paper)
        .text("window_top", on.window_top)
        .text("fold_top", on.fold_top)
        .text("title", words::html_escaped(title))
        .text("hint", words::html_escaped(hint))
        .text("date", words::html_escaped(draft.date))
        .also(ready("sender", lines_of(draft.sender)))
        .also(ready("recipient", lines_of(draft.recipient)))
        .also(ready("body", paragraphs(draft.body)));
    return words::written(tongue.form("letter.html"), values);
}

} // namespace followup::letter
