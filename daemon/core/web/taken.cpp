#include "core/web/taken.hpp"

#include "core/mail/losing.hpp"
#include "core/mail/wording.hpp"
#include "core/web/layout.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::web {
namespace {

using What = plan::Change::What;

/// Somebody who looks after the case and reads on that clock.
plan::Person reader_in(const base::Zone& zone) {
    plan::Person reader;
    reader.role = plan::Role::recruiter;
    reader.zone = zone;
    return reader;
}

std::string_view change_phrase(What what) {
    switch (what) {
    case What::opened: return "change-opened";
    case What::moved: return "change-moved";
    case What::reopened: return "change-reopened";
    case What::fell_due: return "change-fell-due";
    case What::done: return "change-done";
    case What::dropped: return "change-dropped";
    case What::expired: break;
    }
    return "change-expired";
}

} // namespace

std::vector<std::string> change_words(const std::vector<plan::Change>& changes, const Standing& after,
                                      const plan::Person& reader, const words::Tongue& tongue) {
    const auto& [known, plan] = after;
    std::vector<std::string> lines;
    for (const auto& change : changes) {
        const auto& duty = plan.duties[change.duty];
        // What somebody else owes now is not the candidate's to read.
        if (reader.role == plan::Role::candidate && duty.owner.role != reader.role) continue;
        lines.push_back(
            tongue.phrase(change_phrase(change.what),
                          words::Values{}
                              .text("summary", mail::summary(duty, known, tongue))
                              .text("due", mail::due_words(duty, reader.zone, tongue))
                              .text("from", tongue.moment(change.from, reader.zone))
                              .text("reason", mail::reason_words(duty.reason, tongue, plan::eyes(reader)))));
    }
    return lines;
}

TakenAway taken_away(const Standing& before, Standing after, const queue::Eyes& eyes, base::Instant now) {
    TakenAway taken;
    taken.losses = ledger::losses(before.first, after.first, eyes);
    std::vector<plan::KeptDuty> kept;
    for (const auto& duty : before.second.duties)
        kept.push_back(plan::kept_duty(duty));
    taken.changes = plan::difference(kept, {}, after.second, now).changes;
    std::erase_if(taken.changes, [](const plan::Change& change) {
        return change.what != What::dropped && change.what != What::moved;
    });
    taken.after = std::move(after);
    return taken;
}

std::vector<std::string> taken_words(const TakenAway& taken, const plan::Person& reader,
                                     const words::Tongue& tongue) {
    auto lines = mail::loss_words(taken.losses, tongue);
    for (auto& line : change_words(taken.changes, taken.after, reader, tongue))
        lines.push_back(std::move(line));
    return lines;
}

TakenAway besides(TakenAway taken, const std::string& duty) {
    std::erase_if(taken.losses,
                  [](const ledger::Loss& loss) { return loss.what == ledger::Loss::What::ended; });
    std::erase_if(taken.changes, [&](const plan::Change& change) {
        return taken.after.second.duties[change.duty].id == duty;
    });
    return taken;
}

boost::json::array taken_json(const std::vector<TakenAway>& all, const base::Zone& zone,
                              const words::Tongue& tongue) {
    boost::json::array list;
    for (const auto& taken : all) {
        if (taken.empty()) continue;
        const auto lines = taken_words(taken, reader_in(zone), tongue);
        list.push_back(boost::json::object{{"case", taken.after.first.id},
                                           {"candidate", taken.after.first.candidate.name},
                                           {"employer", taken.after.first.employer.name},
                                           {"lines", boost::json::array(lines.begin(), lines.end())}});
    }
    return list;
}

std::string taken_text(const std::vector<TakenAway>& all, const base::Zone& zone,
                       const words::Tongue& tongue) {
    std::string text;
    for (const auto& taken : all) {
        if (taken.empty()) continue;
        text += fmt::format("Takes away from {} at {}:\n", taken.after.first.candidate.name,
                            taken.after.first.employer.name);
        for (const auto& line : taken_words(taken, reader_in(zone), tongue))
            text += wrapped(line, 2, 6);
    }
    return text;
}

} // namespace followup::web
