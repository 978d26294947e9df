#include "core/words/openings.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cctype>

namespace followup::words {
namespace {

/// Letters and digits, and any byte of a letter that is not ASCII.
bool goes_on(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

Openings::Openings(const Texts& texts, std::span<const std::string_view> phrases) {
    for (const auto* tongue : texts.tongues())
        for (std::size_t n = 0; n < phrases.size(); ++n)
            for (const auto& words : base::split(tongue->phrase(phrases[n]), ','))
                if (const auto bare = base::trimmed(words); !bare.empty())
                    x_all.push_back({base::ascii_lower(bare), n});
    std::ranges::stable_sort(x_all, std::ranges::greater{},
                             [](const Opening& each) { return each.words.size(); });
}

std::optional<Openings::Met> Openings::met(std::string_view text) const {
    const auto lower = base::ascii_lower(text);
    for (const auto& [words, phrase] : x_all) {
        const bool apart =
            text.size() == words.size() || (text.size() > words.size() && !goes_on(text[words.size()]));
        if (apart && lower.starts_with(words)) return Met{phrase, text.substr(words.size())};
    }
    return std::nullopt;
}

} // namespace followup::words
