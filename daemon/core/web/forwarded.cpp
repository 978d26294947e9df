#include "core/web/forwarded.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <ranges>

namespace followup::web {
namespace {

constexpr std::size_t address_size_max = 45; ///< of the longest IPv6 address

bool is_address(std::string_view text) {
    return !text.empty() && text.size() <= address_size_max
           && text.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

bool is_one_of(const std::vector<std::string>& proxies, std::string_view address) {
    return std::ranges::find(proxies, address) != proxies.end();
}

} // namespace

std::string asker(const Request& request, const std::vector<std::string>& proxies) {
    if (!is_one_of(proxies, request.client)) return request.client;
    std::vector<std::string> said;
    for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-for")
            for (const auto& each : base::split(value, ','))
                said.push_back(base::ascii_lower(base::trimmed(each)));
    // Each proxy adds whom it saw at the end; what stands before the first stranger is hearsay.
    auto known = request.client;
    for (const auto& each : said | std::views::reverse) {
        if (!is_address(each)) break;
        known = each;
        if (!is_one_of(proxies, each)) break;
    }
    return known;
}

bool is_here(const Request& request, const std::vector<std::string>& proxies) {
    if (request.local) return true;
    const bool forwarded = std::ranges::any_of(request.headers, [](const auto& line) {
        return line.first == "forwarded" || line.first.starts_with("x-forwarded-");
    });
    if (forwarded || request.secure) return false;
    const auto from = asker(request, proxies);
    return from.starts_with("127.") || from == "::1";
}

bool came_in_clear(const Request& request, const std::vector<std::string>& proxies) {
    return is_one_of(proxies, request.client)
           && base::ascii_lower(base::trimmed(request.header("x-forwarded-proto"))) == "http";
}

} // namespace followup::web
