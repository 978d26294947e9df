#include "core/mail/written.hpp"

#include "core/base/legible.hpp"
#include "core/base/text.hpp"
#include "core/mail/html.hpp"

#include <algorithm>
#include <array>

namespace followup::mail {
namespace {

constexpr std::size_t text_bytes_max = 16 * 1024;
constexpr std::size_t seen_bytes_max = 64 * 1024;
constexpr std::size_t written_bytes_max = 1024 * 1024;

std::string written_in(const std::vector<Part>& parts, std::size_t place);

/// The texts of the parts within one, each that says something.
std::vector<std::string> texts_within(const std::vector<Part>& parts, std::size_t place,
                                      std::string_view type) {
    std::vector<std::string> texts;
    std::size_t bytes = 0;
    for (auto n = place + 1; n < parts[place].end && bytes < written_bytes_max; n = parts[n].end) {
        if (!type.empty() && parts[n].type != type) continue;
        auto text = written_in(parts, n);
        if (base::trimmed(text).empty()) continue;
        bytes += text.size();
        texts.push_back(std::move(text));
    }
    return texts;
}

std::string written_in(const std::vector<Part>& parts, std::size_t place) {
    const auto& part = parts[place];
    if (part.attachment || !part.file.empty()) return {};
    if (part.type == "text/plain") return part.text();
    if (part.type == "text/html") return text_of_html(part.text());
    if (!part.type.starts_with("multipart/")) return {};
    if (part.type == "multipart/alternative")
        if (const auto plain = texts_within(parts, place, "text/plain"); !plain.empty()) return plain.front();
    const auto texts = texts_within(parts, place, {});
    const bool one = part.type == "multipart/alternative" || part.type == "multipart/related"
                     || part.type == "multipart/report";
    if (texts.empty()) return {};
    return one ? texts.front() : base::joined(texts, "\n");
}

bool starts_with_any(std::string_view text, const auto& beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view each) { return text.starts_with(each); });
}

bool begins_quotation(std::string_view line) {
    if (line.starts_with(">") || line.starts_with("-----Original") || line.starts_with("________"))
        return true;
    if (line == "--" || line == "-- ") return true; // a signature
    constexpr std::array<std::string_view, 4> wrote{" wrote:", " schrieb:", " a écrit :", " geschrieben:"};
    constexpr std::array<std::string_view, 5> openings{"on ", "am ", "le ", "from: ", "von: "};
    const auto lower = base::ascii_lower(line);
    const bool attribution =
        std::ranges::any_of(wrote, [&](std::string_view each) { return lower.ends_with(each); });
    return (attribution && starts_with_any(lower, openings)) || lower.starts_with("from: ")
           || lower.starts_with("von: ");
}

} // namespace

std::string written(const std::vector<Part>& parts) {
    return parts.empty() ? std::string{} : written_in(parts, 0);
}

std::string own_words(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& line : base::split(base::legible(base::cut(text, seen_bytes_max)), '\n')) {
        if (begins_quotation(base::trimmed(line))) break;
        lines.push_back(line);
    }
    auto words = std::string{base::trimmed(base::joined(lines, "\n"))};
    std::erase_if(words, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    return std::string{base::cut(words, text_bytes_max)};
}

} // namespace followup::mail
