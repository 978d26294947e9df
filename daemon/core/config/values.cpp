#include "core/config/values.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace followup::config {
namespace {

struct Unit {
    std::string_view word;
    base::seconds size;
};
constexpr std::array<Unit, 15> units = {{{"s", base::seconds{1}},
                                         {"sec", base::seconds{1}},
                                         {"second", base::seconds{1}},
                                         {"seconds", base::seconds{1}},
                                         {"m", base::minutes{1}},
                                         {"min", base::minutes{1}},
                                         {"minute", base::minutes{1}},
                                         {"minutes", base::minutes{1}},
                                         {"h", base::hours{1}},
                                         {"hour", base::hours{1}},
                                         {"hours", base::hours{1}},
                                         {"d", base::days{1}},
                                         {"day", base::days{1}},
                                         {"days", base::days{1}},
                                         {"w", base::days{7}}}};

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// The leading signs that are wanted, taken off.
template <class Wanted>
std::string_view taken(std::string_view& text, Wanted wanted) {
    const auto end = std::ranges::find_if_not(text, wanted);
    const auto part = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(part.size());
    return part;
}

template <class Number>
std::optional<Number> number(std::string_view digits) {
    Number value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::optional<int> two_digits(std::string_view text) {
    return text.size() == 2 && std::ranges::all_of(text, base::is_digit) ? number<int>(text) : std::nullopt;
}

} // namespace

std::optional<base::seconds> duration(std::string_view text) {
    text = base::trimmed(text);
    base::seconds sum{0};
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        const auto count = number<std::int64_t>(taken(text, base::is_digit).substr(0, 12));
        taken(text, [](char c) { return c == ' '; });
        const auto word = taken(text, is_letter);
        const auto* unit = std::ranges::find(units, word, &Unit::word);
        if (!count || unit == units.end() || *count > base::seconds{base::days{3653}}.count())
            return std::nullopt;
        sum += *count * unit->size;
        if (sum > base::days{3653}) return std::nullopt;
        taken(text, [](char c) { return c == ' '; });
    }
    return sum;
}

std::string in_words(base::seconds time) {
    const auto count = time.count();
    if (count != 0 && count % 86400 == 0 && count > 86400) return fmt::format("{} d", count / 86400);
    if (count != 0 && count % 3600 == 0) return fmt::format("{} h", count / 3600);
    if (count != 0 && count % 60 == 0) return fmt::format("{} min", count / 60);
    return fmt::format("{} s", count);
}

std::optional<base::seconds> wall_clock(std::string_view text) {
    const auto parts = base::split(text, ':');
    if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
    const auto hour = two_digits(parts[0]);
    const auto minute = two_digits(parts[1]);
    const auto second = parts.size() == 3 ? two_digits(parts[2]) : std::optional{0};
    if (!hour || !minute || !second || *minute > 59 || *second > 59) return std::nullopt;
    const base::seconds time = base::hours{*hour} + base::minutes{*minute} + base::seconds{*second};
    return time <= base::days{1} ? std::optional{time} : std::nullopt;
}

std::string clock_words(base::seconds time_of_day) {
    const auto rest = time_of_day.count() % 60;
    return rest == 0 ? base::clock(time_of_day) : fmt::format("{}:{:02}", base::clock(time_of_day), rest);
}

base::Result<std::string> domain(std::string_view text) {
    // A domain is what may stand behind the '@' of an address.
    const auto address = base::MailAddress::parse("x@" + std::string{text});
    if (text.contains('@') || !address)
        return base::problem("", fmt::format("'{}' is not a domain", base::escaped(text)),
                             "write it like glass.example");
    return address->ascii().substr(2);
}

bool is_credential(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.size() <= 255
           && std::ranges::all_of(text, [](char c) {
                  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                         || std::string_view{"._-"}.contains(c);
              });
}

std::string beside(const std::string& file, std::string_view path) {
    const auto slash = file.rfind('/');
    if (path.starts_with('/') || slash == std::string::npos) return std::string{path};
    return file.substr(0, slash + 1) + std::string{path};
}

} // namespace followup::config
