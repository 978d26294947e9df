#include "shell/run/timeline.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

/// A text within one cell: no tabs, no line ends.
std::string cell(std::string_view text) {
    std::string clean;
    for (const char c : text)
        clean += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return clean;
}

std::string because(const std::string& reason) {
    return reason.empty() ? "" : " reason=" + reason;
}

/// The timeline is of whoever runs the simulation, and may see all cases.
std::string because(const ledger::Reason& reason) {
    return because(reason.read(queue::ForRecruiter{}));
}

std::string_view word(plan::Change::What what) {
    using enum plan::Change::What;
    switch (what) {
    case opened:
    case reopened: return "opened";
    case moved: return "moved";
    case fell_due: return "due";
    case done: return "done";
    case dropped: return "dropped";
    case expired: return "expired";
    }
    return "";
}

} // namespace

void Timeline::row(Instant at, std::string_view kind, std::string_view person, std::string_view case_id,
                   std::string_view duty, std::string_view detail) {
    x_text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", base::rfc3339(at), kind, cell(person), cell(case_id),
                          cell(duty), cell(detail));
}

void Timeline::accepted(Instant at, const std::string& file, const std::string& case_id, std::size_t events) {
    row(at, "accepted", "", case_id, "", fmt::format("file={} events={}", file, events));
}

void Timeline::refused(Instant at, const std::string& file, const base::Problems& problems) {
    row(at, "refused", "", "", "",
        fmt::format("file={} problems={}{}", file, problems.size(),
                    problems.empty() ? "" : because(base::text(problems.front()))));
}

void Timeline::changed(Instant at, const std::string& case_id, const plan::Change& change,
                       const plan::Duty& duty) {
    using enum plan::Change::What;
    std::string detail;
    switch (change.what) {
    case opened: detail = fmt::format("due={}", base::rfc3339(duty.dates.front().due)); break;
    case reopened: detail = fmt::format("due={}{}", base::rfc3339(duty.due), because(duty.reason)); break;
    case moved:
        detail = fmt::format("from={} to={}{}", base::rfc3339(change.from), base::rfc3339(duty.due),
                             because(duty.dates.back().reason));
        break;
    case fell_due:
    case done:
    case dropped:
    case expired:
        detail = fmt::format("due={}{}", base::rfc3339(duty.due),
                             change.what == fell_due ? "" : because(duty.reason));
        break;
    }
    row(at, word(change.what), duty.owner.id, case_id, duty.id, detail);
}

void Timeline::nudged(Instant at, const std::string& case_id, const plan::Nudge& nudge, std::int64_t mail) {
    // News are about no duty.
    const bool news = nudge.duty.contains("/news/") || nudge.duty.contains("/doubt/");
    if (news)
        return row(at, "news", nudge.to.id, case_id, nudge.duty,
                   fmt::format("mail={} rule={}", mail, nudge.rule));
    row(at, "nudge", nudge.to.id, case_id, nudge.duty,
        fmt::format("mail={} rule={} occurrence={} revision={}", mail, nudge.rule, nudge.occurrence,
                    nudge.revision));
}

} // namespace followup::run
