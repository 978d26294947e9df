#include "core/web/http.hpp"

#include <algorithm>

namespace followup::web {
namespace {

Reply reply(int status, std::string type, std::string body) {
    return {.status = status,
            .headers = {{"Content-Type", std::move(type)},
                        {"Cache-Control", "no-store"},
                        {"Referrer-Policy", "no-referrer"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"X-Robots-Tag", "noindex"}},
            .body = std::move(body),
            .head_length = std::nullopt,
            .shared = nullptr};
}

} // namespace

std::string_view Request::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

Reply plain(int status, std::string_view text) {
    std::string body{text};
    if (!body.ends_with('\n')) body += '\n';
    return reply(status, "text/plain; charset=utf-8", std::move(body));
}

Reply json(int status, std::string body) {
    return reply(status, "application/json", std::move(body));
}

} // namespace followup::web
