#pragma once

#include "core/web/route.hpp"
#include "shell/metrics/meters.hpp"
#include "shell/run/certificates.hpp"
#include "shell/run/health.hpp"
#include "shell/run/office.hpp"

#include <string>

namespace followup::run {

/// What commands may ask of the daemon besides the ledger.
struct Surroundings {
    const clock::Clock* clock = nullptr;
    Postman* postman = nullptr;
    Round* round = nullptr;
    std::string listening; ///< "http://127.0.0.1:8025": where feeds are without a public URL
    Instant started;
    std::string config_file;
    /// The configuration file is bad, and an older one in force; nothing: all is well.
    std::optional<base::Problem> configuration = {};
    Shown certificate = {};                     ///< of https; null: it is not spoken
    std::function<Turns::Account()> turns = {}; ///< at the ledger
    metrics::Meters* meters = nullptr;          ///< null: nothing is counted
};

/// Answers a command of the unix socket; with the ledger's turn.
[[nodiscard]] web::Reply answer_command(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                        const web::Request& request, const Surroundings& around);

/// How all is; with the ledger's turn.
[[nodiscard]] Health health(Bookkeeper& keeper, const Surroundings& around);

} // namespace followup::run
