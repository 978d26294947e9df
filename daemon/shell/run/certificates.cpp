#include "shell/run/certificates.hpp"

#include "shell/files/files.hpp"
#include "shell/systemd/service.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace followup::run {
namespace {

constexpr base::days noticed_before{14};
constexpr base::days troubled_before{7};

bool is_path(const std::string& source) {
    return source.contains('/');
}

base::Result<http::Pem> pem(const std::string& source) {
    auto bytes = is_path(source) ? files::read(source) : systemd::credential(source);
    if (!bytes) return std::unexpected(bytes.error());
    return http::Pem{source, std::move(*bytes)};
}

/// As for credentials.
bool open_to_all(const std::string& path) {
    struct stat facts{};
    return ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & S_IRWXO) != 0;
}

/// Whether only the service can read it.
bool out_of_reach(const std::string& source) {
    if (!is_path(source)) return !systemd::credential(source);
    return ::access(source.c_str(), R_OK) != 0 && errno == EACCES;
}

bool wanted_by_systemd() {
    return std::ranges::any_of(systemd::passed_sockets(),
                               [](const systemd::Passed& each) { return each.name == https_socket; });
}

std::string day(Instant at) {
    return base::rfc3339(at).substr(0, 10);
}

/// "https://[2001:db8::1]:8443/x" is "2001:db8::1".
std::string host_of_url(std::string_view url) {
    auto host = url.substr(url.find("://") + 3);
    if (host.starts_with('[')) return std::string{host.substr(1, host.find(']') - 1)};
    return std::string{host.substr(0, host.find_first_of(":/"))};
}

base::Problem has_ended(const http::Certificate& certificate) {
    return {certificate.where(), fmt::format("the certificate ended on {}", day(certificate.ends())),
            "renew it, and reload followupd"};
}

} // namespace

base::Result<Shown> load_certificate(const config::Config& config) {
    if (config.tls.certificate.empty()) {
        if (!wanted_by_systemd()) return Shown{};
        return base::problem(
            "[web]", "systemd holds a socket for https, and there is no certificate",
            "name one in 'tls_certificate' and 'tls_key', or disable followupd-https.socket");
    }
    const auto chain = pem(config.tls.certificate);
    if (!chain) return std::unexpected(chain.error());
    const auto key = pem(config.tls.key);
    if (!key) return std::unexpected(key.error());
    if (is_path(key->where) && open_to_all(key->where))
        return base::problem(key->where, "this secret is open to every user of the machine",
                             "chmod o= " + key->where);
    return http::Certificate::read(*chain, *key);
}

std::optional<base::Problem> ending(const http::Certificate& certificate, Instant now) {
    const auto ends = certificate.ends();
    if (ends <= now) return has_ended(certificate);
    const base::seconds ahead = std::min<base::seconds>(troubled_before, (ends - certificate.begins()) / 4);
    if (ends - now > ahead) return std::nullopt;
    return base::Problem{certificate.where(), fmt::format("the certificate ends on {}", day(ends)),
                         "renew it, and reload followupd"};
}

std::vector<std::string> doubts(const http::Certificate& certificate, const config::Config& config,
                                Instant now) {
    std::vector<std::string> all;
    const auto ends = certificate.ends();
    const base::seconds ahead = std::min<base::seconds>(noticed_before, (ends - certificate.begins()) / 3);
    if (ends <= now)
        all.push_back(base::text(has_ended(certificate)));
    else if (ends - now <= ahead)
        all.push_back(fmt::format("{}: the certificate ends on {}", certificate.where(), day(ends)));
    if (certificate.begins() > now)
        all.push_back(fmt::format("{}: the certificate is not good before {}", certificate.where(),
                                  base::rfc3339(certificate.begins())));
    const auto& url = config.rules.agency.public_url;
    if (!url.empty() && !certificate.is_for(host_of_url(url)))
        all.push_back(fmt::format("{}: the certificate is not made out to {}, where public_url leads",
                                  certificate.where(), host_of_url(url)));
    return all;
}

base::Result<Looked> look_at_certificate(const config::Config& config, Instant now) {
    Looked looked;
    if (config.tls.certificate.empty()) return looked;
    for (const auto& source : {config.tls.certificate, config.tls.key})
        if (out_of_reach(source)) {
            looked.warnings.push_back(
                fmt::format("{}: only followupd itself can read this: it was not looked at", source));
            return looked;
        }
    const auto certificate = load_certificate(config);
    if (!certificate) return std::unexpected(certificate.error());
    if ((*certificate)->ends() <= now) return std::unexpected(has_ended(**certificate));
    looked.warnings = doubts(**certificate, config, now);
    looked.found = fmt::format("https with the certificate {}, good until {}", config.tls.certificate,
                               day((*certificate)->ends()));
    return looked;
}

} // namespace followup::run
