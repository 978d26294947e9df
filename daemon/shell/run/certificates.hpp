#pragma once

#include "core/config/config.hpp"
#include "shell/http/certificate.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The certificate that https shows: where it comes from, and how long it lasts.
namespace followup::run {

using base::Instant;
using Shown = std::shared_ptr<const http::Certificate>;

/// What systemd calls the sockets that we speak https at (FileDescriptorName=).
constexpr std::string_view https_socket = "https";

/// Reads it and its key; null when the configuration names none, which is refused when systemd holds a socket
/// for https. One that has ended is not refused: mails
/// must go out all the same.
[[nodiscard]] base::Result<Shown> load_certificate(const config::Config& config);

/// Says that it has ended, or will within a week (of a short life: within the last quarter); else nothing.
[[nodiscard]] std::optional<base::Problem> ending(const http::Certificate& certificate, Instant now);

/// What somebody should know about it before clients complain; empty when all is well.
[[nodiscard]] std::vector<std::string> doubts(const http::Certificate& certificate,
                                              const config::Config& config, Instant now);

/// What a look at the certificate shows.
struct Looked {
    std::vector<std::string> warnings;
    std::string found; ///< "https with … until 2026-12-24"; empty: there is none to look at
};

/// For whoever checks a configuration: refused as at the start, and when it has ended. What only the service
/// may read is not looked at, and that is a warning.
[[nodiscard]] base::Result<Looked> look_at_certificate(const config::Config& config, Instant now);

} // namespace followup::run
