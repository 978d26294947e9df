#include "simulate/canary.hpp"

#include <charconv>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr std::string_view beginning = "Zq";
constexpr std::string_view letters = "ohw"; ///< by readers

/// Without the folds of iCalendar (RFC 5545 3.1) and the soft line breaks of quoted-printable (RFC 2045 6.7).
std::string unfolded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at, 3);
        if (rest == "\r\n " || rest == "=\r\n")
            at += 3;
        else
            out += text[at++];
    }
    return out;
}

/// A number and the sign behind it; false when there is none.
bool take(const char*& at, const char* end, int& number, char sign) {
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc{} || read.ptr == end || *read.ptr != sign) return false;
    at = read.ptr + 1;
    return true;
}

} // namespace

std::string word(const Canary& canary) {
    return fmt::format("{}{}{}x{}k", beginning, letters[static_cast<std::size_t>(canary.readers)],
                       canary.candidate, canary.number);
}

std::vector<Canary> canaries_unfolded(std::string_view text) {
    std::vector<Canary> found;
    const auto* end = text.data() + text.size();
    for (auto at = text.find(beginning); at != std::string_view::npos; at = text.find(beginning, at + 1)) {
        const auto sign = at + beginning.size();
        const auto readers = sign < text.size() ? letters.find(text[sign]) : std::string_view::npos;
        if (readers == std::string_view::npos) continue;
        Canary canary{.readers = static_cast<Readers>(readers)};
        const auto* next = text.data() + sign + 1;
        if (take(next, end, canary.candidate, 'x') && take(next, end, canary.number, 'k'))
            found.push_back(canary);
    }
    return found;
}

std::vector<Canary> canaries(std::string_view text) {
    return canaries_unfolded(unfolded(text));
}

std::string Canaries::plant(Readers readers, std::string field) {
    x_fields.push_back(std::move(field));
    return word({x_candidate, static_cast<int>(x_fields.size()) - 1, readers});
}

const std::string& Canaries::field(const Canary& canary) const {
    static const std::string unknown = "a field of nobody";
    const auto at = static_cast<std::size_t>(canary.number);
    return canary.candidate == x_candidate && at < x_fields.size() ? x_fields[at] : unknown;
}

std::string person_numbered(int candidate) {
    return fmt::format("c{}{}", candidate, candidate % 5 == 0 ? "" : "@candidate.example");
}

} // namespace followup::simulated
