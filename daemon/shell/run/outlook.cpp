#include "shell/run/outlook.hpp"

#include "shell/files/files.hpp"
#include "shell/http/client.hpp"
#include "shell/http/listening.hpp"
#include "shell/run/certificates.hpp"
#include "shell/run/heirs.hpp"
#include "shell/run/holdings.hpp"
#include "shell/run/setup.hpp"
#include "shell/run/unit.hpp"
#include "shell/store/store.hpp"
#include "shell/systemd/service.hpp"

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace followup::run {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

std::string member(const json::value& object, const char* name) {
    const auto* value = object.is_object() ? object.as_object().if_contains(name) : nullptr;
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

json::value body_of(const web::Reply& reply) {
    boost::system::error_code failure;
    auto body = json::parse(reply.body, failure);
    return failure ? json::value{} : body;
}

/// A daemon that answers.
struct Running {
    std::string socket;
    std::string config_file;
    std::vector<std::string> unreadable;
};

/// What a person does about each of them.
std::vector<std::string> unreadable_in(const json::value& status) {
    std::vector<std::string> all;
    const auto* list = status.is_object() ? status.as_object().if_contains("unreadable") : nullptr;
    for (const auto& each : list != nullptr && list->is_array() ? list->as_array() : json::array{}) {
        const auto what = member(each, "what");
        const auto mend = what.starts_with("mail") ? "it is parked: tell its reader yourself"
                                                   : "hand in its files again as they were, or restore a "
                                                     "backup; the handbook says how";
        all.push_back(fmt::format("{} (interview {}): {} cannot be read; {}", what, member(each, "interview"),
                                  member(each, "row"), mend));
    }
    return all;
}
std::optional<Running> running(const config::Config& config) {
    for (const auto& path : socket_paths(config)) {
        const auto reply = http::ask(path, {.target = "/v1/status"});
        if (!reply || reply->status != 200) continue;
        const auto status = body_of(*reply);
        return Running{path, member(status, "config"), unreadable_in(status)};
    }
    return std::nullopt;
}

/// What it would say to a reload.
void ask(const Running& daemon, Outlook& found) {
    const auto reply = http::ask(daemon.socket, {.target = "/v1/check"});
    if (!reply) {
        found.warnings.push_back("the daemon did not say what it thinks of it: "
                                 + base::text(reply.error().problem));
        return;
    }
    if (reply->status == 403) {
        found.warnings.emplace_back(
            "only root and administrators are told what the running daemon thinks of it");
        return;
    }
    const auto body = body_of(*reply);
    const auto* list = body.is_object() ? body.as_object().if_contains("problems") : nullptr;
    for (const auto& each : list != nullptr && list->is_array() ? list->as_array() : json::array{})
        found.problems.push_back({member(each, "where"), member(each, "what"), member(each, "mend")});
}

/// Recruiters with open cases whom the configuration leaves without an heir, of a ledger that nobody has
/// open.
void look_at_heirs(const config::Config& config, Outlook& found) {
    const auto ledger = store::file_of(ledger_url(config));
    if (ledger.empty() || !fs::exists(ledger)) return;
    const auto recruiters = store::recruiters_in(ledger);
    if (!recruiters) {
        found.warnings.push_back(
            fmt::format("{}: whether every recruiter with open cases is named was not looked at", ledger));
        return;
    }
    for (const auto& id : *recruiters)
        if (config.rules.agency.recruiter(id) == nullptr) found.problems.push_back(without_heir(id));
}

void look_at_places(const config::Config& config, const std::optional<config::Unit>& unit, Outlook& found) {
    const auto look = [&](const std::vector<config::Listen>& places, const char* socket) {
        if (unit && unit->sockets.contains(socket)) return;
        for (const auto& each : places) {
            if (each.port == 0) continue;
            const auto fd = http::open_tcp(each.host, each.port);
            if (fd)
                ::close(*fd);
            else
                found.problems.push_back(fd.error());
        }
    };
    look(config.listen, "followupd.socket");
    look(config.tls.listen, "followupd-https.socket");
}

void look_at_credentials(const config::Config& config, Outlook& found) {
    const bool given = std::getenv("CREDENTIALS_DIRECTORY") != nullptr;
    for (const auto& relay : config.mail.relays) {
        if (relay.credential.empty()) continue;
        if (!given)
            found.warnings.push_back(fmt::format(
                "{}: whether followupd is given this credential is not known here", relay.credential));
        else if (const auto read = systemd::credential(relay.credential); !read)
            found.problems.push_back(read.error());
    }
}

void look_at_unit(const config::Config& config, const config::Unit& unit, const std::string& file,
                  Outlook& found) {
    for (auto& each : config::misfits(config, unit, file))
        found.problems.push_back(std::move(each));
    if (::geteuid() != 0) return; // the files of credentials are root's
    for (const auto& source : unit.sources)
        if (source.starts_with('/') && !fs::exists(source))
            found.problems.push_back({source,
                                      "a credential of the service is loaded from here, and it is not there",
                                      "without it systemd does not start followupd"});
}

} // namespace

Outlook outlook(const config::Config& config, const std::string& file, bool anew) {
    Outlook found;
    const auto now = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
    const auto daemon = running(config);
    found.running = daemon.has_value();
    if (daemon) found.unreadable = daemon->unreadable;
    const auto whole = fs::absolute(file).lexically_normal();
    const auto unit = unit_of(file);
    if (unit) look_at_unit(config, *unit, whole.string(), found);
    std::error_code ignored;
    if (daemon && fs::equivalent(daemon->config_file, whole, ignored)) {
        ask(*daemon, found);
    } else if (daemon) {
        found.warnings.push_back(fmt::format(
            "a daemon runs with {}: this file was not compared with its ledger", daemon->config_file));
    } else {
        if (const auto problem = lacking(holdings(config), config.state, anew))
            found.problems.push_back(*problem);
        look_at_heirs(config, found);
        look_at_places(config, unit, found);
    }
    if (!unit && !daemon) look_at_credentials(config, found);
    if (auto looked = look_at_certificate(config, now)) {
        found.certificate = std::move(looked->found);
        found.warnings.insert(found.warnings.end(), looked->warnings.begin(), looked->warnings.end());
    } else {
        found.problems.push_back(looked.error());
    }
    return found;
}

} // namespace followup::run
