#pragma once

#include "core/base/problem.hpp"
#include "core/web/http.hpp"

#include <chrono>
#include <expected>
#include <functional>
#include <string>

namespace followup::http {

/// One request over a unix socket, waited for (blocking; for the command-line program).
struct Asked {
    std::string method = "GET";
    std::string target = "/";
    std::string body = {};
    std::string content_type = "application/json";
    std::chrono::milliseconds timeout = std::chrono::seconds{30}; ///< between two signs of life
    /// Takes the body of a reply with status 200 piece by piece, false to give up; null: it is in the reply.
    std::function<bool(std::string_view piece)> sink = {};
};
/// Why no whole reply came.
struct Unanswered {
    base::Problem problem;
    bool reached = false; ///< somebody listened there, and may have done what was asked
};
/// Fails when nobody listens there or no whole reply came.
[[nodiscard]] std::expected<web::Reply, Unanswered> ask(const std::string& socket_path, const Asked& asked);

} // namespace followup::http
