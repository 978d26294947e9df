#pragma once

#include "core/web/http.hpp"

#include <string>
#include <vector>

/// What a proxy says of whom it speaks for; believed of configured proxies alone.
namespace followup::web {

/// The address of whoever asks: the last one in X-Forwarded-For that is none of our proxies, if a proxy
/// brought the request; else the address at the other end of the connection. Empty: it is not known.
[[nodiscard]] std::string asker(const Request& request, const std::vector<std::string>& proxies);

/// Whether whoever asks sits at this machine: over the unix socket, or by its loopback address and for nobody
/// else. Any sign of a proxy (Forwarded, X-Forwarded-…) is one of somebody outside.
[[nodiscard]] bool is_here(const Request& request, const std::vector<std::string>& proxies);

/// True when a proxy says that it was asked without TLS (X-Forwarded-Proto: http); whether it speaks
/// TLS with us does not matter.
[[nodiscard]] bool came_in_clear(const Request& request, const std::vector<std::string>& proxies);

} // namespace followup::web
