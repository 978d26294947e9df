#pragma once

#include "core/web/http.hpp"
#include "shell/metrics/meters.hpp"

#include <string>
#include <vector>

namespace followup::run {

class Bookkeeper;
struct Surroundings;

/// How all is, for Prometheus: nothing that grows with the ledger is counted for it. With the ledger's turn.
[[nodiscard]] std::vector<metrics::Reading> readings(Bookkeeper& keeper, const Surroundings& around);

/// Whether whoever asks may have the numbers: from this machine, or by an address that the configuration
/// names.
[[nodiscard]] bool may_watch(const web::Request& request, const std::vector<std::string>& proxies,
                             const std::vector<std::string>& monitors);

/// The answer to /metrics (Prometheus text format 0.0.4).
[[nodiscard]] web::Reply metrics_reply(const std::string& text, const web::Request& request);

} // namespace followup::run
