#pragma once

#include "core/web/route.hpp"
#include "shell/run/office.hpp"

#include <string>

namespace followup::run {

/// What commands may ask of the daemon besides the ledger.
struct Surroundings {
    const clock::Clock* clock = nullptr;
    const Postman* postman = nullptr;
    Round* round = nullptr;
    std::string listening; ///< first address of the web server, for feed addresses without a public URL
    Instant started;
    std::string config_file;
};

/// Answers a command of the unix socket; on the ledger's thread.
[[nodiscard]] web::Reply answer_command(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                        const web::Request& request, const Surroundings& around);

/// The answer to /healthz: 200 while everything works, else 503; JSON without names.
[[nodiscard]] web::Reply answer_health(Bookkeeper& keeper, const Surroundings& around);

} // namespace followup::run
