#pragma once

#include "core/base/problem.hpp"
#include "core/web/http.hpp"

#include <chrono>
#include <string>

namespace followup::http {

/// One request over a unix socket, waited for (blocking; for the command-line program).
struct Asked {
    std::string method = "GET";
    std::string target = "/";
    std::string body = {};
    std::string content_type = "application/json";
    std::chrono::milliseconds timeout = std::chrono::seconds{30};
};
/// Fails when nobody listens there or no whole reply came in time.
[[nodiscard]] base::Result<web::Reply> ask(const std::string& socket_path, const Asked& asked);

} // namespace followup::http
