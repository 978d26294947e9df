#include "core/mail/mentions.hpp"

#include "core/base/text.hpp"
#include "core/mail/mime.hpp"

#include <algorithm>
#include <vector>

namespace followup::mail {
namespace {

/// What goes on in a word or an address; a dot only before more of it.
bool goes_on(std::string_view text) {
    if (text.starts_with('.')) text.remove_prefix(1);
    if (text.empty()) return false;
    const char c = text.front();
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80
           || std::string_view{"-_+"}.contains(c);
}

bool stands_alone(std::string_view text, std::string_view name) {
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        // What comes before goes on backwards, dot and all: "x.al" holds no "al".
        const auto before = text.substr(at < 2 ? 0 : at - 2, std::min<std::size_t>(at, 2));
        const std::string backwards(before.rbegin(), before.rend());
        if (!goes_on(backwards) && !goes_on(text.substr(at + name.size()))) return true;
    }
    return false;
}

} // namespace

bool mentions(std::string_view bytes, const std::set<std::string>& names) {
    std::vector<std::string> wanted;
    for (const auto& name : names)
        if (auto folded = base::folded(name); !folded.empty()) wanted.push_back(std::move(folded));
    const auto any_in = [&](std::string_view text) {
        const auto folded = base::folded(text);
        return std::ranges::any_of(wanted, [&](const auto& name) { return stands_alone(folded, name); });
    };
    return any_in(bytes) || std::ranges::any_of(parts_of(bytes, Extent::whole), [&](const Part& part) {
               return any_in(part.text());
           });
}

} // namespace followup::mail
