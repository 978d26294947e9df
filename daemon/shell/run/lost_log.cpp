#include "shell/run/lost_log.hpp"

#include "core/queue/reader.hpp"
#include "shell/files/files.hpp"
#include "shell/log/log.hpp"
#include "shell/store/mark.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

namespace followup::run {
namespace {

namespace fs = std::filesystem;

/// When each was accepted that is lost, by digest.
using Lost = std::map<std::string, Instant>;

base::Result<Lost> lost_facts(store::Store& store, const std::string& ledger) {
    Lost lost;
    for (const auto& fact : store::accepted_lately(ledger)) {
        const auto known = store.has_event(fact.digest);
        if (!known) return std::unexpected(known.error());
        if (!*known) lost.emplace(fact.digest, fact.at);
    }
    return lost;
}

/// When the file was accepted that holds one of those; nothing: it holds none.
std::optional<Instant> accepted(const Incoming& file, const config::Config& config, const Lost& lost) {
    queue::Context context;
    context.file = file.name;
    context.agency_zone = config.rules.agency.zone;
    context.calendar = config.rules.calendar;
    context.order = config.order;
    context.recruiter = [&agency = config.rules.agency](std::string_view id) -> std::optional<std::string> {
        const auto* known = agency.recruiter(id);
        return known == nullptr ? std::nullopt : std::optional{known->zone};
    };
    context.interview = [](std::string_view) { return std::optional<queue::Known>{}; };
    context.employer = [](std::string_view) { return std::optional<queue::KnownEmployer>{}; };
    // None of it lies ahead then; by what time an event is read its digest does not tell.
    for (const auto& [digest, at] : lost)
        context.arrived = std::max(context.arrived, at + base::days{1});
    const auto read = queue::read(file.bytes, context);
    if (!read) return std::nullopt;
    for (const auto& event : read->events)
        if (const auto known = lost.find(event.digest); known != lost.end()) return known->second;
    return std::nullopt;
}

std::vector<Incoming> files_in_done(const std::string& queue) {
    constexpr std::size_t bytes_max = 64 * 1024;
    std::vector<Incoming> files;
    std::error_code failure;
    for (const auto& day : fs::directory_iterator{queue + "/done", failure})
        for (const auto& file : fs::directory_iterator{day.path(), failure}) {
            auto bytes = files::read(file.path().string(), bytes_max);
            if (bytes) files.push_back({file.path().filename().string(), std::move(*bytes)});
        }
    return files;
}

} // namespace

base::Result<std::optional<base::Problem>> take_lost_again(Bookkeeper& keeper, const std::string& ledger) {
    std::optional<base::Problem> trouble;
    const auto lost = lost_facts(keeper.store(), ledger);
    if (!lost) return std::unexpected(lost.error());
    if (lost->empty()) return trouble;
    std::multimap<Instant, Incoming> again; // in the order in which they came
    for (auto& file : files_in_done(keeper.config().queue))
        if (const auto at = accepted(file, keeper.config(), *lost)) again.emplace(*at, std::move(file));
    for (const auto& [at, file] : again) {
        const auto taken = keeper.take(std::span{&file, 1}, at);
        if (!taken) return std::unexpected(taken.error());
        if (!taken->front().accepted) log::error(fmt::format("{} was not taken in again", file.name));
    }
    const auto left = lost_facts(keeper.store(), ledger);
    if (!left) return std::unexpected(left.error());
    trouble = base::Problem{
        "ledger",
        fmt::format(
            "its log was cut after a crash: {} events that had been accepted were lost, and {} of them "
            "were taken in again from done/",
            lost->size(), lost->size() - left->size()),
        left->empty() ? "look at the disk" : "hand the others in again, and look at the disk"};
    log::error(base::text(*trouble));
    return trouble;
}

base::Result<std::optional<base::Problem>> take_salvaged(Bookkeeper& keeper, const std::string& ledger) {
    constexpr auto name = "salvaged"; // as the store writes it
    auto& store = keeper.store();
    const auto lacking = store.note(name);
    if (!lacking) return std::unexpected(lacking.error());
    if (lacking->value_or("-") == "-") return std::optional<base::Problem>{};
    if (auto set = store.set_note(name, "-"); !set) return std::unexpected(set.error());
    const auto lost = (*lacking)->empty() ? std::string{"every row could be read"}
                                          : "not every row could be read of: " + **lacking;
    const base::Problem trouble{
        "ledger", fmt::format("it was damaged, and was written anew from what could be read; {}", lost),
        fmt::format("the damaged one is {}.damaged; restore a backup if followup check names cases", ledger)};
    log::error(base::text(trouble));
    return std::optional{trouble};
}

} // namespace followup::run
