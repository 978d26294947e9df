#include "core/config/sandbox.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::config {
namespace {

constexpr unsigned short first_free_port = 1024;

std::vector<std::string> words_of(std::string_view text) {
    auto words = base::split(text, ' ');
    std::erase_if(words, [](const std::string& each) { return each.empty(); });
    return words;
}

/// "Key=Value" lines, in order.
std::vector<std::pair<std::string, std::string>> settings(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& line : base::split(text, '\n'))
        if (const auto equal = line.find('='); equal != std::string::npos && !line.starts_with('#'))
            all.emplace_back(line.substr(0, equal), base::trimmed(std::string_view{line}.substr(equal + 1)));
    return all;
}

/// "NAME:PATH" of LoadCredential=, or "NAME:VALUE".
void add_credential(std::string_view value, bool loaded, Unit& unit) {
    const auto name = std::string{value.substr(0, value.find(':'))};
    if (name.empty()) return;
    unit.credentials.insert(name);
    if (loaded && value.size() > name.size()) unit.sources.emplace_back(value.substr(name.size() + 1));
}

/// "-/var/spool/x" means: if it is there.
std::string plain_path(std::string path) {
    while (path.starts_with('-') || path.starts_with('+'))
        path.erase(0, 1);
    return path;
}

bool below(std::string_view path, std::string_view folder) {
    return path == folder
           || (path.starts_with(folder) && (folder.ends_with('/') || path[folder.size()] == '/'));
}

bool below_any(std::string_view path, const std::vector<std::string>& folders) {
    return std::ranges::any_of(folders, [&](const std::string& each) { return below(path, each); });
}

/// Files and folders that the configuration names, by the key that names them.
struct Named {
    std::string key;
    std::string path;
    bool written = false;
};
std::vector<Named> named(const Config& config, const std::string& file) {
    std::vector<Named> all{{"the configuration", file, false},
                           {"[paths] queue", config.queue, true},
                           {"[paths] state", config.state, true}};
    if (config.ledger_url.starts_with("sqlite:/"))
        all.push_back({"[ledger] url", config.ledger_url.substr(7), true});
    if (!config.mail.inbox.empty()) all.push_back({"[mail] inbox", config.mail.inbox, true});
    if (!config.mail.maildir.empty() && config.mail.relays.empty())
        all.push_back({"[mail] maildir", config.mail.maildir, true});
    for (const auto& relay : config.mail.relays)
        if (!relay.ca_file.empty()) all.push_back({"'ca_file'", relay.ca_file, false});
    for (const auto* pem : {&config.tls.certificate, &config.tls.key})
        if (pem->contains('/')) all.push_back({"[web] tls_certificate and tls_key", *pem, false});
    return all;
}

void compare_paths(const Config& config, const Unit& unit, const std::string& file, base::Problems& found) {
    static const std::vector<std::string> homes = {"/home", "/root", "/run/user"};
    static const std::vector<std::string> tmps = {"/tmp", "/var/tmp"};
    for (const auto& [key, path, written] : named(config, file)) {
        if (unit.no_homes && below_any(path, homes))
            found.push_back({path, fmt::format("the service sees nothing there ({})", key),
                             "put it below /etc/followupd, /var/lib/followupd or /srv"});
        else if (unit.own_tmp && below_any(path, tmps))
            found.push_back({path,
                             fmt::format("the service has another {} of its own ({})",
                                         below(path, "/tmp") ? "/tmp" : "/var/tmp", key),
                             "put it elsewhere"});
        else if (written && unit.strict && !below_any(path, unit.writable))
            found.push_back({path, fmt::format("the service may not write there ({})", key),
                             fmt::format("systemctl edit followupd: ReadWritePaths={}", path)});
    }
}

void compare_credentials(const Config& config, const Unit& unit, base::Problems& found) {
    std::set<std::string> wanted;
    for (const auto& relay : config.mail.relays)
        wanted.insert(relay.credential);
    for (const auto* pem : {&config.tls.certificate, &config.tls.key})
        if (!pem->contains('/')) wanted.insert(*pem);
    wanted.erase("");
    for (const auto& name : wanted)
        if (!unit.credentials.contains(name))
            found.push_back(
                {name, "the service is not given this credential",
                 fmt::format("systemctl edit followupd: LoadCredential={}:/etc/followupd/…", name)});
}

void compare_ports(const Config& config, const Unit& unit, base::Problems& found) {
    const auto compare = [&](const std::vector<Listen>& places, const char* socket, const char* key) {
        if (unit.sockets.contains(socket)) return; // systemd opens it, and `listen` is not used
        for (const auto& each : places)
            if (each.port != 0 && each.port < first_free_port && !unit.low_ports)
                found.push_back({fmt::format("{}:{}", each.host, each.port),
                                 fmt::format("the service may not open ports below 1024 ({})", key),
                                 fmt::format("let systemd do it: systemctl enable --now {}", socket)});
    };
    compare(config.listen, "followupd.socket", "[web] listen");
    compare(config.tls.listen, "followupd-https.socket", "[web] tls_listen");
}

} // namespace

Unit unit_shown(std::string_view shown, std::string_view files) {
    Unit unit;
    for (const auto& [key, value] : settings(files)) {
        if (!key.starts_with("LoadCredential") && !key.starts_with("SetCredential")) continue;
        if (value.empty()) { // a drop-in begins the list anew
            unit.credentials.clear();
            unit.sources.clear();
        }
        add_credential(value, key.starts_with("Load"), unit);
    }
    for (const auto& [key, value] : settings(shown)) {
        if (key == "LoadState") unit.loaded = value == "loaded";
        if (key == "ActiveState") unit.active = value == "active" || value == "reloading";
        if (key == "UnitFileState") unit.enabled = value == "enabled";
        if (key == "User") unit.user = value;
        if (key == "ExecStart") unit.command = value;
        if (key == "ProtectSystem") unit.strict = value == "strict";
        if (key == "ProtectHome") unit.no_homes = value != "no" && value != "read-only";
        if (key == "PrivateTmp") unit.own_tmp = value == "yes";
        if (key == "AmbientCapabilities") unit.low_ports = value.contains("cap_net_bind_service");
        if (key == "TriggeredBy")
            for (auto& each : words_of(value))
                unit.sockets.insert(std::move(each));
        if (key == "ReadWritePaths")
            for (auto& each : words_of(value))
                unit.writable.push_back(plain_path(std::move(each)));
        for (const auto& [name, base] :
             {std::pair{"StateDirectory", "/var/lib/"}, std::pair{"RuntimeDirectory", "/run/"},
              std::pair{"CacheDirectory", "/var/cache/"}})
            if (key == name)
                for (const auto& each : words_of(value))
                    unit.writable.push_back(base + each.substr(0, each.find(':')));
    }
    if (unit.user.empty() || unit.user == "root") unit.low_ports = true;
    return unit;
}

base::Problems misfits(const Config& config, const Unit& unit, const std::string& file) {
    base::Problems found;
    compare_paths(config, unit, file, found);
    compare_credentials(config, unit, found);
    compare_ports(config, unit, found);
    return found;
}

} // namespace followup::config
