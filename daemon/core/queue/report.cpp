#include "core/queue/report.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::queue {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool continues(char c) {
    return static_cast<unsigned char>(c) >> 6 == 2;
}

/// Offset of a place; the size of the text when it lies behind its end.
std::size_t offset_of(std::string_view bytes, Place place) {
    std::size_t at = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (std::uint32_t line = 1; line < place.line; ++line) {
        at = bytes.find('\n', at);
        if (at == std::string_view::npos) return bytes.size();
        ++at;
    }
    for (std::uint32_t column = 1; column < place.column && at < bytes.size(); ++column)
        for (++at; at < bytes.size() && continues(bytes[at]); ++at) {
        }
    return std::min(at, bytes.size());
}

std::vector<const Flaw*> sorted(const std::vector<Flaw>& flaws) {
    std::vector<const Flaw*> order;
    order.reserve(flaws.size());
    for (const auto& flaw : flaws)
        order.push_back(&flaw);
    // Problems of one place stay in the order in which they were found.
    std::ranges::sort(order, {}, [](const Flaw* flaw) { return std::pair{flaw->place, flaw}; });
    return order;
}

} // namespace

Place place_of(std::string_view bytes, std::size_t offset) {
    auto before = bytes.substr(0, offset);
    if (before.starts_with(byte_order_mark)) before.remove_prefix(byte_order_mark.size());
    Place place;
    for (const char c : before)
        if (c == '\n')
            place = {place.line + 1, 1};
        else if (!continues(c))
            ++place.column;
    return place;
}

std::string shown(std::string_view text, std::size_t bytes_max) {
    std::string safe;
    for (const char32_t c : base::code_points(text.substr(0, bytes_max + 4))) {
        std::string sign;
        base::append_utf8(sign, c);
        // Blanks that are none to the reader of a date are shown as well.
        const bool odd_blank = c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x202F || c == 0x3000;
        if (base::has_control(sign) || base::is_invisible(c) || odd_blank)
            sign = fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c));
        if (safe.size() + sign.size() > bytes_max) return safe + "...";
        safe += sign;
    }
    return safe;
}

std::string quoted(std::string_view text) {
    return "“" + shown(text) + "”";
}

std::string quoting(std::string_view message, std::string_view text) {
    // Messages show one blank where several are.
    std::string theirs;
    for (const char c : text)
        if (const bool blank = c == ' ' || c == '\t'; !blank || !theirs.ends_with(' '))
            theirs += blank ? ' ' : c;
    std::string out;
    for (auto rest = message; !rest.empty();) {
        const auto open = rest.find('\'');
        const auto close = open == std::string_view::npos ? open : rest.find('\'', open + 1);
        if (close == std::string_view::npos) return out + shown(rest, 400);
        const auto words = rest.substr(open + 1, close - open - 1);
        out += rest.substr(0, open);
        out += theirs.contains(words) ? quoted(words) : "'" + std::string{words} + "'";
        rest.remove_prefix(close + 1);
    }
    return out;
}

void Report::problem(Place place, std::string what, std::string mend) {
    if (full())
        ++x_unlisted;
    else
        x_flaws.push_back({place, std::move(what), std::move(mend)});
}

void Report::warning(Place place, std::string message) {
    x_warnings.push_back({place, std::move(message), {}});
}

std::string Report::where(Place place) const {
    return fmt::format("{}:{}:{}", x_file, place.line, place.column);
}

Place Report::inside(Place string, std::string_view text, std::size_t offset) const {
    const auto at = offset_of(x_bytes, string);
    if (at >= x_bytes.size() || (x_bytes[at] != '"' && x_bytes[at] != '\'')) return string;
    const auto said = text.substr(0, offset);
    if (said.contains('\n') || x_bytes.substr(at + 1, said.size()) != said) return string;
    const auto columns = std::ranges::count_if(said, [](char c) { return !continues(c); });
    return {string.line, string.column + 1 + static_cast<std::uint32_t>(columns)};
}

base::Problems Report::problems() const {
    base::Problems list;
    for (const auto* flaw : sorted(x_flaws))
        list.push_back({where(flaw->place), flaw->what, flaw->mend});
    if (x_unlisted > 0)
        list.push_back(
            {x_file, fmt::format("{} further problems are not listed", x_unlisted), "mend these first"});
    return list;
}

std::vector<std::string> Report::warnings() const {
    std::vector<std::string> list;
    for (const auto* flaw : sorted(x_warnings))
        list.push_back(where(flaw->place) + ": " + flaw->what);
    return list;
}

} // namespace followup::queue
