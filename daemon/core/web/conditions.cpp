#include "core/web/conditions.hpp"

#include "core/base/text.hpp"
#include "core/web/date.hpp"

#include <algorithm>

namespace followup::web {
namespace {

/// Whether a list of entity tags holds the one. What is malformed holds nothing: the reader gets the whole
/// feed.
bool holds(std::string_view list, std::string_view etag) {
    while (true) {
        list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
        if (list == "*") return true;
        if (list.starts_with("W/")) list.remove_prefix(2);
        if (!list.starts_with('"')) return false;
        const auto end = list.find('"', 1);
        if (end == std::string_view::npos) return false;
        if (list.substr(0, end + 1) == etag) return true;
        list.remove_prefix(end + 1);
        if (!list.empty() && !std::string_view{" \t,"}.contains(list.front())) return false;
    }
}

} // namespace

bool not_modified(const Request& request, std::string_view etag, Instant version_time, Instant now) {
    bool asked = false;
    for (const auto& [name, value] : request.headers) {
        if (name != "if-none-match") continue;
        asked = true;
        if (holds(base::trimmed(value), etag)) return true;
    }
    if (asked) return false;
    const auto since = parse_http_date(base::trimmed(request.header("if-modified-since")));
    return since && *since >= version_time && *since <= now;
}

} // namespace followup::web
