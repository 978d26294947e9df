#include "core/web/views.hpp"
#include "shell/http/listening.hpp"
#include "shell/log/log.hpp"
#include "shell/run/heirs.hpp"
#include "shell/run/lookup.hpp"
#include "shell/run/rooms.hpp"
#include "shell/run/setup.hpp"
#include "shell/systemd/service.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

/// A new configuration: judged as a whole first, then in force as a whole, or not at all.
namespace followup::run {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

Instant wall_clock_now() {
    return std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
}

base::Date real_today() {
    return std::chrono::floor<base::days>(base::LocalTime{wall_clock_now().time_since_epoch()});
}

/// What is there only after a restart.
std::vector<std::string> postponed(const config::Config& next, const config::Config& now) {
    std::vector<std::string> all;
    if (next.queue != now.queue || next.state != now.state || next.ledger_url != now.ledger_url)
        all.emplace_back("another queue, state folder or ledger is used after a restart");
    if (inbox_path(next) != inbox_path(now))
        all.emplace_back("another inbox for answers and bounces is used after a restart");
    if (next.listen != now.listen || next.tls.listen != now.tls.listen)
        all.emplace_back("another address to listen on is used after a restart");
    return all;
}

/// The places at which the present configuration does not listen yet, and which are not free.
base::Problems taken_places(const config::Config& next, const config::Config& now) {
    base::Problems found;
    const auto passed = systemd::passed_sockets();
    const auto held = [&](bool https) {
        return std::ranges::any_of(
            passed, [&](const systemd::Passed& each) { return (each.name == https_socket) == https; });
    };
    for (const auto& [of_next, of_now, https] :
         {std::tuple{&next.listen, &now.listen, false}, std::tuple{&next.tls.listen, &now.tls.listen, true}})
        for (const auto& each : *of_next) {
            const bool ours = std::ranges::find(*of_now, each) != of_now->end();
            if (ours || held(https)) continue;
            const auto fd = http::open_tcp(each.host, each.port);
            if (fd)
                ::close(*fd);
            else
                found.push_back(fd.error());
        }
    return found;
}

json::array as_json(const std::vector<std::string>& lines) {
    return json::array(lines.begin(), lines.end());
}

} // namespace

base::Result<Shown> House::Rooms::next_certificate(const config::Config& next) const {
    const auto now = wall_clock_now();
    auto certificate = load_certificate(next);
    if (!certificate) return certificate;
    // Whoever is connected needs one for as long as we listen.
    if (!*certificate) return around.certificate;
    if ((*certificate)->ends() <= now && around.certificate && around.certificate->ends() > now)
        return std::unexpected(*run::ending(**certificate, now));
    return certificate;
}

base::Checked<House::Rooms::Judged> House::Rooms::judged(Bookkeeper& keeper) const {
    auto fresh = load_config(config_file, real_today());
    if (!fresh) return std::unexpected(std::move(fresh.error()));
    Judged judged{std::make_shared<const config::Config>(std::move(*fresh)), {}, {}};
    const auto& next = *judged.next;
    base::Problems problems;
    for (const auto& relay : next.mail.relays)
        if (const auto way = smtp_relay(next, relay); !way) {
            problems.push_back(way.error());
            problems.back().mend += (problems.back().mend.empty() ? "" : "; ")
                                    + std::string{"a new credential is there after a restart"};
        }
    if (std::chrono::abs(wall_clock_now() - clock.now()) > base::minutes{1} && !mail_stays_here(next))
        problems.push_back({"", "on a shifted clock no mail may leave this machine", ""});
    if (auto certificate = next_certificate(next))
        judged.certificate = std::move(*certificate);
    else
        problems.push_back(certificate.error());
    const auto left = heirless(keeper.store(), next.rules.agency);
    if (!left) return std::unexpected(base::Problems{left.error()});
    problems.insert(problems.end(), left->begin(), left->end());
    if (!problems.empty()) return std::unexpected(std::move(problems));
    judged.warnings = next.warnings;
    if (judged.certificate)
        for (auto& doubt : doubts(*judged.certificate, next, wall_clock_now()))
            judged.warnings.push_back(std::move(doubt));
    for (auto& each : postponed(next, keeper.config()))
        judged.warnings.push_back(std::move(each));
    return judged;
}

base::Checked<std::vector<std::string>> House::Rooms::reload(Bookkeeper& keeper) {
    auto verdict = judged(keeper);
    if (verdict) {
        // The last steps that can fail; the first of them makes a Maildir that is missing.
        auto ways = routes(*verdict->next);
        if (!ways)
            verdict = std::unexpected(base::Problems{ways.error()});
        else if (auto heirs = hand_over_cases(keeper.store(), verdict->next->rules.agency); !heirs)
            verdict = std::unexpected(base::Problems{heirs.error()});
        else
            put_in_force(keeper, *verdict, std::move(*ways));
    }
    if (!verdict) {
        const auto& problems = verdict.error();
        for (const auto& each : problems)
            log::error("the configuration stays as it was: " + base::text(each));
        // Where, and not what: a configuration holds names and addresses.
        const auto& where = problems.front().where.empty() ? config_file : problems.front().where;
        meters.reloaded(false, clock.now().time_since_epoch());
        around.configuration =
            base::Problem{where,
                          fmt::format("the configuration was refused, and the one before it is in force "
                                      "(problems: {})",
                                      problems.size()),
                          "followupd --check names them; mend them, then: systemctl reload followupd"};
        return std::unexpected(std::move(verdict.error()));
    }
    around.configuration.reset();
    meters.reloaded(true, clock.now().time_since_epoch());
    for (const auto& warning : verdict->warnings)
        log::warning(warning);
    log::info("the new configuration is in force");
    return std::move(verdict->warnings);
}

void House::Rooms::put_in_force(Bookkeeper& keeper, const Judged& judged, std::vector<Route> ways) {
    around.certificate = judged.certificate;
    keeper.configure(judged.next);
    postman->replace(std::move(ways), judged.next->mail.intervals);
    asio::post(loop, [this, next = judged.next, certificate = judged.certificate] {
        believe(*next);
        server.show(certificate);
    });
}

void House::Rooms::reload_at_once() {
    systemd::reloading();
    const bool told = ledger->post([this](Bookkeeper& keeper) {
        const bool good = reload(keeper).has_value();
        systemd::ready(good ? "running" : "running with the old configuration: the new one was refused");
        look_around(keeper);
        wake();
    });
    if (told) return;
    log::error("the configuration stays as it was: the ledger is busy");
    systemd::ready("running");
}

web::Reply House::Rooms::answer_reload(Bookkeeper& keeper, const web::Request& request,
                                       const web::CommandWanted& wanted) {
    const auto caller = caller_of(keeper, request, clock.now());
    if (auto no = refused(caller, wanted, request)) return std::move(*no);
    const bool check = wanted.command == "check";
    base::Checked<std::vector<std::string>> verdict;
    if (!check) {
        log::info("reload asked for by " + caller.who.name);
        verdict = reload(keeper);
        systemd::status(verdict ? "running" : "running with the old configuration: the new one was refused");
        look_around(keeper);
    } else if (auto found = judged(keeper); !found) {
        verdict = std::unexpected(std::move(found.error()));
    } else if (auto taken = taken_places(*found->next, keeper.config()); !taken.empty()) {
        verdict = std::unexpected(std::move(taken));
    } else {
        verdict = std::move(found->warnings);
    }
    if (!verdict) return web::json(422, web::problems_json(verdict.error()));
    return web::json(200, json::serialize(json::object{{"warnings", as_json(*verdict)}}) + "\n");
}

} // namespace followup::run
