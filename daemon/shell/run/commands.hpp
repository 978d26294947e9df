#pragma once

#include "core/web/route.hpp"
#include "shell/run/certificates.hpp"
#include "shell/run/office.hpp"

#include <string>

namespace followup::run {

/// What commands may ask of the daemon besides the ledger.
struct Surroundings {
    const clock::Clock* clock = nullptr;
    const Postman* postman = nullptr;
    Round* round = nullptr;
    std::string listening; ///< "http://127.0.0.1:8025": where feeds are without a public URL
    Instant started;
    std::string config_file;
    Shown certificate = {}; ///< of https; null: it is not spoken
};

/// Answers a command of the unix socket; on the ledger's thread.
[[nodiscard]] web::Reply answer_command(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                        const web::Request& request, const Surroundings& around);

/// The answer to /healthz: 200 while everything works, else 503; JSON without names. Outside it says no more
/// than whether all is well.
[[nodiscard]] web::Reply answer_health(Bookkeeper& keeper, const Surroundings& around, bool outside);

} // namespace followup::run
