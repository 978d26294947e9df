#include "core/words/phone.hpp"

#include "core/base/text.hpp"

namespace followup::words {

std::string phone_url(std::string_view number) {
    constexpr std::size_t digits_min = 5;
    std::string url = "tel:";
    std::size_t digits = 0;
    while (!number.empty()) {
        const char c = number.front();
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c == '+' && digits > 0)
            return {};
        else if (!std::string_view{"+-. ()/"}.contains(c))
            break;
        // "+44 (0)20 …": the zero is for those who call from within.
        if (number.starts_with("(0)") && url.starts_with("tel:+")) {
            number.remove_prefix(3);
            continue;
        }
        if ((c >= '0' && c <= '9') || c == '+') url += c;
        number.remove_prefix(1);
    }
    if (digits < digits_min) return {};
    for (const std::string_view word : {"extension", "ext.", "ext", "x"})
        if (number.starts_with(word)) {
            const auto inner = base::trimmed(number.substr(word.size()));
            const bool plain = !inner.empty() && inner.find_first_not_of("0123456789") == inner.npos;
            return plain ? url + ";ext=" + std::string{inner} : std::string{};
        }
    return number.empty() ? url : std::string{};
}

} // namespace followup::words
