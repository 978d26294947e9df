#include "shell/metrics/meters.hpp"

#include <algorithm>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace followup::metrics {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr std::string_view answers = "followupd_ledger_answers";

/// In seconds; a mail at nine leaves at nine, and a relay that rests for a day is late by a day.
const prometheus::Histogram::BucketBoundaries lateness_bounds{1, 5, 15, 60, 300, 900, 3'600, 14'400, 86'400};

prometheus::ClientMetric sample(const Described& metric, const Reading& reading) {
    prometheus::ClientMetric one;
    for (const auto& [name, value] : reading.labels)
        one.label.push_back({name, value});
    if (metric.counts)
        one.counter.value = reading.value;
    else
        one.gauge.value = reading.value;
    return one;
}

std::vector<MetricFamily> families(const std::vector<Reading>& readings) {
    std::vector<MetricFamily> all;
    for (const auto& metric : readable()) {
        MetricFamily family{.name = std::string{metric.name},
                            .help = std::string{metric.help},
                            .type = metric.counts ? MetricType::Counter : MetricType::Gauge,
                            .metric = {}};
        for (const auto& reading : readings)
            if (reading.name == metric.name) family.metric.push_back(sample(metric, reading));
        if (!family.metric.empty()) all.push_back(std::move(family));
    }
    return all;
}

} // namespace

const std::vector<Described>& readable() {
    static const std::vector<Described> all{
        {"followupd_build_info", "1, labelled with the version that runs."},
        {"followupd_start_timestamp_seconds", "When the daemon started."},
        {answers, "1 while the ledger answers in time; 0: what is read from it is of an earlier time."},
        {"followupd_troubles", "Troubles that /healthz names; each is for a person to look at."},
        {"followupd_oldest_unsent_age_seconds",
         "How long the oldest mail that is on its way has been due; 0 when none is."},
        {"followupd_mails",
         "Mails by state, of the states that a mail does not stay in for good; each is counted "
         "up to 100,000."},
        {"followupd_relay_breaker", "1 for the state of the relay's breaker: closed, half_open or open."},
        {"followupd_relay_down_seconds", "For how long a relay has taken no mail; 0 while it works."},
        {"followupd_queue_files", "Files in a folder of the queue, counted up to 1,000."},
        {"followupd_queue_oldest_age_seconds",
         "How long the oldest file has waited to be taken; 0: none waits."},
        {"followupd_ledger_busy_seconds_total", "Time for which somebody worked at the ledger.", true},
        {"followupd_ledger_turns_total", "Pieces of work at the ledger.", true},
        {"followupd_ledger_longest_piece_seconds", "The longest of those pieces since the start."},
        {"followupd_certificate_end_timestamp_seconds", "When the certificate that is shown ends."},
        {"followupd_disk_free_bytes", "Free bytes of the disk of a folder: state or queue."},
        {"followupd_disk_free_ratio", "Free part of that disk, of 1."},
        {"followupd_disk_free_inodes_ratio", "Free part of its inodes, of 1."},
        {"followupd_last_backup_timestamp_seconds", "When the last backup was made; 0: none was."},
        {"followupd_cases", "Cases in the ledger, as of its last daily reading."},
        {"followupd_cases_undated",
         "Open cases in which nothing is owed but the next date, as of that reading."},
        {"followupd_cases_held", "Cases whose mails are held because far more than usual were due at once."},
        {"followupd_set_aside", "Records of the ledger that cannot be read."},
    };
    return all;
}

struct Meters::Registered {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& attempts =
        prometheus::BuildCounter()
            .Name("followupd_mail_attempts_total")
            .Help("Mails given to a relay, by the code of its reply; none: the connection gave no reply.")
            .Register(registry);
    prometheus::Histogram& lateness =
        prometheus::BuildHistogram()
            .Name("followupd_nudge_lateness_seconds")
            .Help("How long after its earliest reminder was due a mail was sent.")
            .Register(registry)
            .Add({}, lateness_bounds);
    prometheus::Family<prometheus::Counter>& files =
        prometheus::BuildCounter()
            .Name("followupd_queue_judged_total")
            .Help("Files of the queue that were accepted or refused.")
            .Register(registry);
    prometheus::Counter& accepted = files.Add({{"result", "accepted"}});
    prometheus::Counter& refused = files.Add({{"result", "refused"}});
    prometheus::Family<prometheus::Counter>& feeds =
        prometheus::BuildCounter()
            .Name("followupd_feeds_served_total")
            .Help("Answers to calendar programs, by HTTP status.")
            .Register(registry);
    prometheus::Gauge& reload_at = prometheus::BuildGauge()
                                       .Name("followupd_last_reload_timestamp_seconds")
                                       .Help("When a configuration was read last.")
                                       .Register(registry)
                                       .Add({});
    prometheus::Gauge& reload_good = prometheus::BuildGauge()
                                         .Name("followupd_last_reload_successful")
                                         .Help("1 when it is in force; 0: it was refused.")
                                         .Register(registry)
                                         .Add({});
    mutable std::mutex mutex;
    std::vector<Reading> last; ///< guarded by it

    [[nodiscard]] std::string text(const std::vector<Reading>& readings) const {
        auto all = registry.Collect();
        for (auto& family : families(readings))
            all.push_back(std::move(family));
        std::ranges::sort(all, {}, &MetricFamily::name);
        return prometheus::TextSerializer{}.Serialize(all);
    }
};

Meters::Meters() : x_registered(std::make_unique<Registered>()) {}
Meters::~Meters() = default;

void Meters::attempted(const std::string& relay, int code) {
    x_registered->attempts.Add({{"relay", relay}, {"code", code == 0 ? "none" : std::to_string(code)}})
        .Increment();
}

void Meters::sent(std::chrono::seconds late) {
    x_registered->lateness.Observe(static_cast<double>(std::max(std::chrono::seconds{0}, late).count()));
}

void Meters::filed(Judged how) {
    (how == Judged::accepted ? x_registered->accepted : x_registered->refused).Increment();
}

void Meters::served_feed(int status) {
    x_registered->feeds.Add({{"status", std::to_string(status)}}).Increment();
}

void Meters::reloaded(bool good, std::chrono::seconds at) {
    x_registered->reload_at.Set(static_cast<double>(at.count()));
    x_registered->reload_good.Set(good ? 1 : 0);
}

std::string Meters::text(std::vector<Reading> readings) {
    readings.push_back({.name = answers, .value = 1});
    auto told = x_registered->text(readings);
    const std::lock_guard lock{x_registered->mutex};
    x_registered->last = std::move(readings);
    return told;
}

std::string Meters::text_without_ledger() const {
    std::vector<Reading> readings;
    {
        const std::lock_guard lock{x_registered->mutex};
        readings = x_registered->last;
    }
    std::erase_if(readings, [](const Reading& each) { return each.name == answers; });
    readings.push_back({.name = answers, .value = 0});
    return x_registered->text(readings);
}

} // namespace followup::metrics
