#include "core/calendar/entry.hpp"

#include "core/base/digest.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/description.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using base::days;
using plan::Duty;
using plan::Shape;
using plan::State;

constexpr days done_stays{14};
constexpr days past_stays{30}; // feeds reach from 30 days ago to a year ahead (interop F31)
constexpr days ahead_max{365};
constexpr base::minutes block{30};
constexpr base::hours window_max{24};
constexpr std::size_t line_bytes_max = 250;
constexpr std::size_t description_bytes_max = 3000;

/// From when to when a duty is in feeds; nothing when it never is.
struct Visible {
    Instant from;
    Instant until; ///< exclusive
};
std::optional<Visible> visible(const Duty& duty) {
    if (duty.state == State::dropped) return std::nullopt;
    auto until = duty.due + past_stays;
    if (duty.state == State::done) until = std::min(until, duty.closed.value_or(duty.due) + done_stays);
    return Visible{duty.due - ahead_max, until};
}

bool reads(Audience audience, const Duty& duty) {
    return audience != Audience::candidate || duty.owner.role == plan::Role::candidate;
}

base::Zone zone_of_events(const Duty& duty, const ledger::Case& known) {
    const auto* round = round_of(duty, known);
    const auto zone =
        round == nullptr ? base::Result<base::Zone>{duty.owner.zone} : base::Zone::named(round->zone);
    return zone ? *zone : duty.owner.zone;
}

std::variant<AllDay, Span> time_of(const Duty& duty, const ledger::Case& known) {
    switch (duty.shape) {
    case Shape::on_date:
        // A day may be meant up to the midnight that ends it.
        return AllDay{zone_of_events(duty, known).date(duty.due - base::seconds{1})};
    case Shape::at_time: return Span{duty.due, duty.due + block};
    case Shape::window:
        // A window whose date was moved by a rule has lost its beginning.
        if (duty.begins && *duty.begins < duty.due && duty.due - *duty.begins <= window_max)
            return Span{*duty.begins, duty.due};
        break;
    case Shape::deadline: break;
    }
    return Span{duty.due - block, duty.due};
}

std::string_view prefix(const Duty& duty, Instant now) {
    if (duty.state == State::done) return "Done: ";
    if (duty.state == State::expired) return "Expired: ";
    // A step is an appointment: when its time has passed, nothing of it is owed.
    return duty.overdue(now) && duty.kind != plan::Kind::step ? "Overdue: " : "";
}

/// Everybody's feed says whose duty it is; one's own does not, nor does it repeat the candidate's name.
std::string summary_of(const Duty& duty, const ledger::Case& known, Audience audience, Instant now) {
    const auto mine = audience == Audience::candidate ? plan::Role::candidate : plan::Role::recruiter;
    const bool own = audience != Audience::team && duty.owner.role == mine;
    const auto text = fmt::format("{}{}{}{}", prefix(duty, now), own ? "" : duty.owner.name, own ? "" : ": ",
                                  plan::summary(duty, known));
    return clean_line(text, line_bytes_max);
}

Entry entry(const Duty& duty, const ledger::Case& known, const Reader& reader, Instant now) {
    Entry made;
    made.uid = base::uuid5(duty.id) + "@" + reader.agency.domain;
    made.time = time_of(duty, known);
    made.summary = summary_of(duty, known, reader.audience, now);
    made.description = clean_text(description(duty, known, reader, now), description_bytes_max);
    made.location = clean_line(location(duty, known), line_bytes_max);
    made.categories = {"Follow-up"};
    made.settled = duty.state != State::open;
    made.created = duty.opened;
    made.cause = duty.overdue(now) ? std::max(duty.cause, duty.due) : duty.cause;
    return made;
}

base::Zone zone_of(Audience audience, const ledger::Case& known, const Duty& duty,
                   const ledger::Agency& agency) {
    if (audience == Audience::team) return agency.zone;
    return audience == Audience::recruiter ? agency.zone_of(known.recruiter) : duty.owner.zone;
}

void put(std::string& bytes, std::string_view part) {
    bytes += fmt::format("{}:{}", part.size(), part);
}

} // namespace

std::string Entry::content_hash() const {
    std::string bytes;
    put(bytes, uid);
    if (const auto* day = std::get_if<AllDay>(&time))
        put(bytes, base::iso(day->date));
    else
        put(bytes, base::rfc3339(std::get<Span>(time).begin) + base::rfc3339(std::get<Span>(time).end));
    for (const auto* each : {&summary, &description, &location, &url})
        put(bytes, *each);
    for (const auto& each : categories)
        put(bytes, each);
    return base::hex(base::sha256(bytes));
}

std::vector<Entry> entries(const ledger::Case& known, const plan::Plan& plan, Audience audience,
                           const ledger::Agency& agency, Instant now) {
    std::vector<Entry> list;
    for (const auto& duty : plan.duties) {
        const auto shown = visible(duty);
        if (!shown || now < shown->from || now >= shown->until || !reads(audience, duty)) continue;
        list.push_back(entry(duty, known, {audience, zone_of(audience, known, duty, agency), agency}, now));
    }
    return list;
}

std::optional<Instant> next_change(const plan::Plan& plan, Instant now) {
    std::optional<Instant> next;
    for (const auto& duty : plan.duties) {
        const auto shown = visible(duty);
        if (!shown) continue;
        for (const auto at : {shown->from, duty.due, shown->until}) {
            const bool turns = at != duty.due || duty.state == State::open;
            if (turns && at > now && at <= shown->until && (!next || at < *next)) next = at;
        }
    }
    return next;
}

} // namespace followup::calendar
