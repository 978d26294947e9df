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

constexpr std::array<std::string_view, 16> wrote{" wrote:",       " writes:",     " schrieb:",    " schrieb",
                                                 " geschrieben:", " a écrit :",   " a écrit :",   " a écrit:",
                                                 " escribió:",    " ha scritto:", " escreveu:",   " napisał:",
                                                 " napisał(a):",  " skrev:",      " написал(а):", " пишет:"};
constexpr std::array<std::string_view, 14> openings{
    "on ", "am ", "le ", "el ", "il ", "em ", "op ", "w dniu ", "den ", "pe ", "dnia ", "пн", "вт", "date: "};
/// Names of the fields that programs copy above what they quote.
constexpr std::array<std::string_view, 26> copied{
    "from:", "sent:",   "to:",      "cc:",  "date:",    "subject:", "reply-to:", "von:",       "gesendet:",
    "an:",   "datum:",  "betreff:", "de :", "de:",      "envoyé :", "à :",       "objet :",    "enviado:",
    "para:", "asunto:", "assunto:", "da:",  "inviato:", "a:",       "oggetto:",  "importance:"};

bool is_copied_field(std::string_view line) {
    return starts_with_any(base::ascii_lower(base::trimmed(base::replaced(line, "*", ""))), copied);
}

/// "On …, X wrote:", over up to three lines; gives how many, 0: it is none.
std::size_t attribution_at(const std::vector<std::string>& lines, std::size_t n) {
    constexpr std::size_t lines_max = 3;
    std::string all;
    for (std::size_t more = 0; more < lines_max && n + more < lines.size(); ++more) {
        const auto line = base::trimmed(lines[n + more]);
        if (line.empty()) return 0;
        all += (all.empty() ? "" : " ") + std::string{line};
        const auto lower = base::ascii_lower(all);
        if (!starts_with_any(lower, openings)) return 0;
        const auto ends = [&lower](std::string_view each) { return lower.ends_with(each); };
        const bool dutch = lower.contains(" schreef ") && lower.ends_with(':');
        if (dutch || std::ranges::any_of(wrote, ends)) return more + 1;
    }
    return 0;
}

bool begins_quotation(const std::vector<std::string>& lines, std::size_t n) {
    const auto line = base::trimmed(lines[n]);
    if (line.starts_with(">") || line.starts_with("-----Original") || line.starts_with("-----Urspr")
        || line.starts_with("________"))
        return true;
    if (line == "--" || line == "-- ") return true; // a signature
    if (attribution_at(lines, n) > 0) return true;
    // "From: my point of view" is no header: that has further fields below.
    if (!is_copied_field(line) || n + 1 >= lines.size()) return false;
    const auto lower = base::ascii_lower(base::replaced(line, "*", ""));
    constexpr std::array<std::string_view, 4> first{"from:", "von:", "de :", "de:"};
    return starts_with_any(lower, first) && is_copied_field(lines[n + 1]);
}

/// Letters and digits alone, as two programs write the same.
std::string letters_of(std::string_view text) {
    std::string letters;
    for (const char c : base::ascii_lower(text))
        if (base::is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
            letters += c;
    return letters;
}

std::string without_controls(std::string words) {
    std::erase_if(words, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    return words;
}

std::vector<std::string> lines_of(std::string_view text) {
    return base::split(base::legible(base::cut(text, seen_bytes_max)), '\n');
}

} // namespace

std::string written(const std::vector<Part>& parts) {
    return parts.empty() ? std::string{} : written_in(parts, 0);
}

std::string every_text(const std::vector<Part>& parts) {
    std::string all;
    for (const auto& part : parts) {
        if (part.type == "text/plain") all += part.text() + "\n";
        if (part.type == "text/html") all += text_of_html(part.text()) + "\n";
    }
    return all;
}

std::string all_words(std::string_view text) {
    return std::string{base::trimmed(without_controls(base::legible(base::cut(text, seen_bytes_max))))};
}

bool says_below(std::string_view text, std::string_view ours) {
    constexpr std::size_t signature_lines_max = 12;
    const auto lines = lines_of(text);
    const auto known = letters_of(ours);
    std::size_t n = 0;
    while (n < lines.size() && !begins_quotation(lines, n))
        ++n;
    std::size_t signature = 0; // lines that are left of it
    for (; n < lines.size(); ++n) {
        const auto line = base::trimmed(lines[n]);
        if (line == "--") signature = signature_lines_max;
        if (const auto attribution = attribution_at(lines, n); attribution > 0) {
            signature = 0;
            n += attribution - 1;
            continue;
        }
        if (line.starts_with(">") || line.starts_with("-----") || line.starts_with("____")) {
            signature = 0;
            continue;
        }
        if (signature > 0) {
            --signature;
            continue;
        }
        const auto letters = letters_of(line);
        if (!letters.empty() && !is_copied_field(line) && !known.contains(letters)) return true;
    }
    return false;
}

std::string own_words(std::string_view text) {
    const auto lines = lines_of(text);
    std::size_t end = 0;
    while (end < lines.size() && !begins_quotation(lines, end))
        ++end;
    const auto words = base::joined(
        std::vector<std::string>{lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(end)}, "\n");
    return std::string{base::cut(base::trimmed(without_controls(words)), text_bytes_max)};
}

} // namespace followup::mail
