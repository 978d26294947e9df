#include "shell/run/journal.hpp"

#include "core/base/text.hpp"
#include "shell/log/log.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::run {

void Journal::accepted(Instant /*at*/, const std::string& file, const std::string& case_id,
                       std::size_t events) {
    log::info(
        fmt::format("accepted {} case={} events={}", base::escaped(file), base::escaped(case_id), events));
}

void Journal::refused(Instant /*at*/, const std::string& file, const base::Problems& problems) {
    // The places only: the words may quote a person's.
    std::string places;
    for (const auto& problem : problems)
        places += (places.empty() ? "" : " ") + base::escaped(problem.where);
    log::warning(fmt::format("refused {} problems={} at {}", base::escaped(file), problems.size(), places));
}

void Journal::changed(Instant /*at*/, const std::string& case_id, const plan::Change& change,
                      const plan::Duty& duty) {
    constexpr std::array<std::string_view, 7> words{"opened", "moved",   "reopened", "due",
                                                    "done",   "dropped", "expired"};
    // A duty's id ends in a person's name: the log gets its kind and the case.
    log::debug(fmt::format("{} {} case={} due={}", words[static_cast<std::size_t>(change.what)],
                           plan::word(duty.kind), base::escaped(case_id), base::rfc3339(duty.due)));
}

void Journal::nudged(Instant /*at*/, const std::string& case_id, const plan::Nudge& nudge,
                     std::int64_t mail) {
    log::info(fmt::format("mail {} case={} rule={} to={}", mail, base::escaped(case_id), nudge.rule,
                          plan::word(nudge.to.role)));
}

} // namespace followup::run
