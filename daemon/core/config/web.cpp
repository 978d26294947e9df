#include "core/base/text.hpp"
#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::config {
namespace {

/// The addresses of one key; `seen` are those of all.
std::vector<Listen> read_places(Section& web, const std::string& key, const std::vector<std::string>& places,
                                std::set<std::string>& seen) {
    std::vector<Listen> into;
    for (const auto& each : places) {
        const auto place = listen(each);
        if (!place)
            web.findings().wrong(web.at(key), place.error());
        else if (place->port != 0 && !seen.insert(each).second)
            web.wrong(key, fmt::format("'{}' stands there twice", each));
        else
            into.push_back(*place);
    }
    return into;
}

/// Where a certificate or its key comes from: with '/' it is a path, else the name of a credential.
void read_pem(Section& web, const std::string& key, const std::string& file, std::string& into) {
    web.text(key, into);
    if (into.contains('/'))
        into = beside(file, into);
    else if (!into.empty() && !is_credential(into))
        web.wrong(key,
                  fmt::format("'{}' is neither the name of a credential nor a path", base::escaped(into)),
                  "write the name of a systemd credential, or a path with '/', such as \"./fullchain.pem\"");
}

void read_tls(Section& web, const std::string& file, std::set<std::string>& seen, Tls& into) {
    std::vector<std::string> places;
    web.texts("tls_listen", places);
    into.listen = read_places(web, "tls_listen", places, seen);
    read_pem(web, "tls_certificate", file, into.certificate);
    read_pem(web, "tls_key", file, into.key);
    if (into.certificate.empty() != into.key.empty())
        web.wrong(into.certificate.empty() ? "tls_key" : "tls_certificate",
                  "'tls_certificate' and 'tls_key' belong together",
                  "name both; one file may hold the two of them");
    else if (into.certificate.empty() && !places.empty())
        web.wrong("tls_listen", "https needs a certificate", "name it in 'tls_certificate' and 'tls_key'");
}

} // namespace

void read_web(Section web, const std::string& file, Config& config) {
    std::vector<std::string> places = {"127.0.0.1:8025"};
    web.texts("listen", places);
    std::set<std::string> seen;
    config.listen = read_places(web, "listen", places, seen);
    read_tls(web, file, seen, config.tls);
    web.texts("proxies", config.proxies);
    for (auto& each : config.proxies) {
        const auto address = proxy(each);
        if (!address)
            web.findings().wrong(web.at("proxies"), address.error());
        else
            each = *address;
    }
    web.texts("metrics", config.monitor.addresses);
    for (auto& each : config.monitor.addresses) {
        const auto address = proxy(each);
        if (!address)
            web.findings().wrong(web.at("metrics"), address.error());
        else
            each = *address;
    }
    web.texts("admins", config.admins);
    const std::array<std::string, 2> compressions = {"none", "gzip"};
    if (const auto chosen = web.word("compression", compressions)) config.compress = *chosen == 1;
    web.duration("link_life", config.link_life, base::hours{1}, base::days{366});
    web.count("link_key", config.link_key, 1, 255);
    web.finish();
}

} // namespace followup::config
