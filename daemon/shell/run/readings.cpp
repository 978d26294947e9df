#include "shell/run/readings.hpp"

#include "core/web/forwarded.hpp"
#include "core/web/page.hpp"
#include "shell/run/commands.hpp"
#include "shell/spool/lying.hpp"
#include "shell/store/mending.hpp"
#include "shell/store/watched.hpp"

#include <algorithm>
#include <array>

namespace followup::run {
namespace {

using metrics::Reading;
using Readings = std::vector<Reading>;

double seconds_of(Instant at) {
    return static_cast<double>(at.time_since_epoch().count());
}

double seconds_of(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double age(Instant since, Instant now) {
    return std::max(0.0, static_cast<double>((now - since).count()));
}

void read_mails(store::Watched watched, Instant now, Readings& into) {
    if (const auto mails = watched.mails())
        for (const auto& [state, count] : *mails)
            into.push_back(
                {"followupd_mails", static_cast<double>(count), {{"state", std::string{mail::word(state)}}}});
    if (const auto oldest = watched.oldest_unsent())
        into.push_back({"followupd_oldest_unsent_age_seconds", *oldest ? age(**oldest, now) : 0});
    if (const auto backup = watched.last_backup())
        into.push_back({"followupd_last_backup_timestamp_seconds", *backup ? seconds_of(**backup) : 0});
}

void read_relays(const Postman& postman, Instant now, Readings& into) {
    constexpr std::array<const char*, 3> gates{"closed", "open", "half_open"};
    for (const auto& way : postman.status()) {
        for (std::size_t n = 0; n < gates.size(); ++n)
            into.push_back({"followupd_relay_breaker",
                            n == static_cast<std::size_t>(way.breaker.gate) ? 1.0 : 0.0,
                            {{"relay", way.route}, {"gate", gates.at(n)}}});
        into.push_back({"followupd_relay_down_seconds",
                        way.breaker.opened ? age(*way.breaker.opened, now) : 0,
                        {{"relay", way.route}}});
    }
}

void read_disks(const config::Config& config, Readings& into) {
    for (const auto& [disk, path] : {std::pair{"state", &config.state}, std::pair{"queue", &config.queue}}) {
        const auto space = files::space(*path);
        if (!space) continue;
        const std::vector<metrics::Label> of{{"disk", disk}};
        into.push_back({"followupd_disk_free_bytes", static_cast<double>(space->bytes_free), of});
        into.push_back({"followupd_disk_free_ratio", space->bytes_percent / 100, of});
        into.push_back({"followupd_disk_free_inodes_ratio", space->inodes_percent / 100, of});
    }
    base::seconds oldest{0};
    for (const auto* folder : {"new", "taken", "bad"}) {
        const auto lying = spool::lying_in(config.queue + "/" + folder);
        into.push_back({"followupd_queue_files", static_cast<double>(lying.files), {{"folder", folder}}});
        if (std::string_view{folder} != "bad" && lying.oldest) oldest = std::max(oldest, *lying.oldest);
    }
    into.push_back({"followupd_queue_oldest_age_seconds", static_cast<double>(oldest.count())});
}

void read_ledger(Bookkeeper& keeper, const Surroundings& around, Readings& into) {
    if (around.turns) {
        const auto account = around.turns();
        into.push_back({"followupd_ledger_busy_seconds_total", seconds_of(account.busy)});
        into.push_back({"followupd_ledger_turns_total", static_cast<double>(account.turns)});
        into.push_back({"followupd_ledger_longest_piece_seconds", seconds_of(account.longest)});
    }
    if (const auto& last = around.round->ledger_check().last()) {
        into.push_back({"followupd_cases", static_cast<double>(last->cases)});
        into.push_back({"followupd_cases_undated", static_cast<double>(last->undated)});
    }
    if (const auto storm = keeper.storm())
        into.push_back({"followupd_cases_held", *storm ? static_cast<double>((*storm)->due) : 0});
    if (const auto unread = store::Mending{keeper.store()}.unreadable())
        into.push_back({"followupd_set_aside", static_cast<double>(unread->size())});
}

} // namespace

Readings readings(Bookkeeper& keeper, const Surroundings& around) {
    const auto now = keeper.clock_doubt().believed(around.clock->now());
    Readings all;
    all.push_back({"followupd_build_info", 1, {{"version", FOLLOWUP_VERSION}}});
    all.push_back({"followupd_start_timestamp_seconds", seconds_of(around.started)});
    all.push_back({"followupd_troubles", static_cast<double>(health(keeper, around).troubles.size())});
    read_mails(store::Watched{keeper.store()}, now, all);
    read_relays(*around.postman, now, all);
    read_disks(keeper.config(), all);
    read_ledger(keeper, around, all);
    if (around.certificate)
        all.push_back(
            {"followupd_certificate_end_timestamp_seconds", seconds_of(around.certificate->ends())});
    return all;
}

bool may_watch(const web::Request& request, const std::vector<std::string>& proxies,
               const std::vector<std::string>& monitors) {
    if (web::is_here(request, proxies)) return true;
    const auto asker = web::asker(request, proxies);
    return !asker.empty() && std::ranges::find(monitors, asker) != monitors.end();
}

web::Reply metrics_reply(const std::string& text, const web::Request& request) {
    auto reply = web::plain(200, text);
    for (auto& [name, value] : reply.headers)
        if (name == "Content-Type") value = "text/plain; version=0.0.4; charset=utf-8";
    return web::fitted(std::move(reply), request);
}

} // namespace followup::run
