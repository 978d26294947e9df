#include "shell/cli/command.hpp"

#include "shell/files/files.hpp"
#include "shell/run/setup.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace followup::cli {
namespace {

// What takes long waits for its turn at the ledger, behind other long work; who asks can give up at any time.
constexpr std::chrono::minutes ask_patience{10};

} // namespace

void complain(const base::Problems& problems) {
    std::fputs(base::text(problems).c_str(), stderr);
}

int complain(const base::Problem& problem, int code) {
    complain(base::Problems{problem});
    return code;
}

std::shared_ptr<const config::Config> configuration(const std::string& path) {
    auto read = run::load_config(path, today());
    if (!read) {
        complain(read.error());
        return nullptr;
    }
    return std::make_shared<const config::Config>(std::move(*read));
}

std::shared_ptr<const config::Config> reachable(const std::string& path) {
    auto read = run::load_config(path, today());
    if (read) return std::make_shared<const config::Config>(std::move(*read));
    const auto bytes = files::read(path);
    return std::make_shared<const config::Config>(
        config::places(bytes ? *bytes : std::string{}, path, run::directories(), std::move(read.error())));
}

std::string own_recruiter(const config::Config& config) {
    const auto* user = ::getpwuid(::getuid());
    if (user == nullptr) return {};
    const auto& all = config.rules.agency.recruiters;
    const auto found = std::ranges::find(all, std::string_view{user->pw_name}, &ledger::Recruiter::login);
    return found == all.end() ? std::string{} : found->id;
}

std::expected<web::Reply, Silence> ask_daemon(const config::Config& config, const std::string& method,
                                              const std::string& target, const std::string& body) {
    return ask_daemon(config, {.method = method, .target = target, .body = body, .timeout = ask_patience});
}

std::expected<web::Reply, Silence> ask_daemon(const config::Config& config, const http::Asked& asked) {
    auto silence = Silence::nobody;
    bool begun = false;
    auto watched = asked;
    if (asked.sink)
        watched.sink = [&](std::string_view piece) {
            begun = true;
            return asked.sink(piece);
        };
    for (const auto& path : run::socket_paths(config)) {
        auto reply = http::ask(path, watched);
        if (reply && !config.problems.empty())
            std::fprintf(stderr,
                         "warning: %s: this configuration is bad; the daemon goes on with the configuration "
                         "before it\n",
                         config.problems.front().where.c_str());
        if (reply) return std::move(*reply);
        if (reply.error().reached) silence = asked.method == "GET" ? Silence::unread : Silence::broke_off;
        if (begun) break; // a second reply behind half a first one is none
    }
    return std::unexpected(silence);
}

std::string encoded(std::string_view text) {
    std::string query;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                           || c == '-' || c == '.' || c == '_';
        if (plain)
            query += c;
        else
            query += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return query;
}

int complain(const web::Reply& reply) {
    const int code = reply.status == 403 ? not_allowed : refused;
    boost::system::error_code failure;
    const auto body = boost::json::parse(reply.body, failure);
    const auto* object = failure ? nullptr : body.if_object();
    const auto* list = object == nullptr ? nullptr : object->if_contains("problems");
    if (list == nullptr || !list->is_array()) {
        std::fprintf(stderr, "the daemon answered %d: %s\n", reply.status, reply.body.c_str());
        return code;
    }
    const auto part = [](const boost::json::value& each, const char* name) {
        const auto* value = each.is_object() ? each.as_object().if_contains(name) : nullptr;
        return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
    };
    base::Problems problems;
    for (const auto& each : list->as_array())
        problems.push_back({part(each, "where"), part(each, "what"), part(each, "mend")});
    complain(problems);
    return code;
}

base::Instant now() {
    return std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
}

base::Date today() {
    return std::chrono::floor<base::days>(base::LocalTime{now().time_since_epoch()});
}

} // namespace followup::cli
