#include "core/calendar/entry.hpp"

#include "core/base/digest.hpp"
#include "core/calendar/appointments.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/privacy.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

using base::days;
using plan::Duty;
using plan::Shape;
using plan::State;
using words::Values;

constexpr days done_stays{14};
constexpr base::minutes block{30};
constexpr base::hours window_max{24};
constexpr std::size_t description_bytes_max = 3000;

/// From when to when a duty is in feeds; nothing when it never is.
struct Visible {
    Instant from;
    Instant until; ///< exclusive
};
std::optional<Visible> visible(const Duty& duty) {
    // What the rules found in cases from before there were any such is counted in a digest, and shown
    // nowhere.
    if (duty.state == State::dropped || duty.carried_over) return std::nullopt;
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

/// What became of it, before what it is.
std::string with_state(const std::string& summary, const Duty& duty, const words::Tongue& tongue,
                       Instant now) {
    // A step is an appointment: when its time has passed, nothing of it is owed.
    const auto* const state = duty.state == State::done                            ? "entry-done"
                              : duty.state == State::expired                       ? "entry-expired"
                              : duty.overdue(now) && duty.kind != plan::Kind::step ? "entry-overdue"
                                                                                   : nullptr;
    return state == nullptr ? summary : tongue.phrase(state, Values{}.text("summary", summary));
}

/// Everybody's feed says whose duty it is; one's own does not, nor does it repeat the candidate's name.
std::string summary_of(const Duty& duty, const ledger::Case& known, const Reader& reader, Instant now) {
    const auto audience = reader.audience;
    const auto mine = audience == Audience::candidate ? plan::Role::candidate : plan::Role::recruiter;
    const bool own = audience != Audience::team && duty.owner.role == mine;
    auto text = mail::summary(duty, known, reader.tongue);
    if (!own)
        text = reader.tongue.phrase("entry-of", Values{}.text("name", duty.owner.name).text("summary", text));
    return clean_line(with_state(text, duty, reader.tongue, now), line_bytes_max);
}

std::string_view category(plan::Kind kind) {
    switch (kind) {
    case plan::Kind::debrief:
    case plan::Kind::client_debrief: return "category-debriefing";
    case plan::Kind::letter: return "category-letter";
    case plan::Kind::call: return "category-call";
    case plan::Kind::next:
    case plan::Kind::answer:
    case plan::Kind::decision:
    case plan::Kind::names: return "category-question";
    case plan::Kind::step: return "category-appointment";
    }
    return "category-question";
}

/// 1 is the highest (RFC 5545 3.8.1.9): what was promised aloud comes first.
int priority(const Duty& duty) {
    if (duty.state != State::open) return 0;
    if (duty.kind == plan::Kind::call || duty.kind == plan::Kind::answer) return 1;
    return duty.kind == plan::Kind::debrief || duty.kind == plan::Kind::letter ? 3 : 5;
}

Entry entry(const Duty& duty, const ledger::Case& known, const Reader& reader, Instant now) {
    Entry made;
    made.uid = base::uuid5(duty.id) + "@" + reader.agency.domain;
    made.time = time_of(duty, known);
    made.summary = summary_of(duty, known, reader, now);
    made.location = location(duty, known);
    made.categories = {reader.tongue.phrase("category-follow-up"), reader.tongue.phrase(category(duty.kind))};
    made.priority = priority(duty);
    made.task = duty.kind != plan::Kind::step;
    if (duty.state == State::done) made.done = duty.closed;
    made.settled = duty.state != State::open;
    made.created = duty.opened;
    made.cause = duty.overdue(now) ? std::max(duty.cause, duty.due) : duty.cause;
    return made;
}

/// What is left of an entry when nobody is to learn what it is about.
void hide(Entry& made, bool takes_place, const words::Tongue& tongue) {
    made.summary = tongue.phrase(takes_place ? "category-appointment" : "category-follow-up");
    made.description.clear();
    made.location.clear();
    made.categories = {tongue.phrase("category-follow-up")};
    made.priority = 0;
}

void clean(Entry& made) {
    made.summary = clean_line(made.summary, line_bytes_max);
    made.description = clean_text(made.description, description_bytes_max);
    made.location = clean_line(made.location, line_bytes_max);
}

base::Zone zone_of(Audience audience, const ledger::Case& known, const base::Zone& owners,
                   const ledger::Agency& agency) {
    if (audience == Audience::team) return agency.zone;
    return audience == Audience::recruiter ? agency.zone_of(known.recruiter) : owners;
}

/// What time the candidate's clock shows: their own zone, else the employer's.
base::Zone candidates_zone(const ledger::Case& known, const ledger::Round& round) {
    const auto& name = known.candidate.zone.empty() ? round.zone : known.candidate.zone;
    const auto zone = base::Zone::named(name);
    return zone ? *zone : base::Zone::utc();
}

/// `known` and `plan` are as the voice may tell of them.
std::vector<Entry> entries_of(const ledger::Case& known, const plan::Plan& plan, const Voice& voice,
                              const ledger::Agency& agency, Instant now) {
    std::vector<Entry> list;
    const auto reader_in = [&](const base::Zone& owners) {
        return Reader{voice.audience, zone_of(voice.audience, known, owners, agency), agency, voice.tongue,
                      voice.letter_due};
    };
    for (const auto& duty : plan.duties) {
        const auto shown = visible(duty);
        if (!shown || now < shown->from || now >= shown->until || !reads(voice.audience, duty)) continue;
        const auto reader = reader_in(duty.owner.zone);
        auto made = entry(duty, known, reader, now);
        if (voice.privacy == Privacy::full)
            made.description = description(duty, known, reader, now);
        else
            made.description = standing(duty, known, reader, now);
        if (voice.privacy == Privacy::busy) {
            hide(made, duty.kind == plan::Kind::step, voice.tongue);
            made.summary = with_state(made.summary, duty, voice.tongue, now);
        }
        clean(made);
        list.push_back(std::move(made));
    }
    for (const auto& each : appointments(known, plan)) {
        const bool decision = each.what == Appointment::What::decision;
        if (now < each.from || now >= each.until || (decision && voice.privacy == Privacy::busy)) continue;
        auto made = entry(each, known, reader_in(candidates_zone(known, *each.round)));
        if (voice.privacy != Privacy::full)
            made.description.resize(std::min(made.description.find('\n'), made.description.size()));
        if (voice.privacy == Privacy::busy) hide(made, true, voice.tongue);
        clean(made);
        list.push_back(std::move(made));
    }
    return list;
}

void put(std::string& bytes, std::string_view part) {
    bytes.append(std::to_string(part.size())).append(":").append(part);
}

} // namespace

std::string Entry::content_hash() const {
    // Raised when entries are written in another way: their stamps have to advance then, too (interop F24).
    std::string bytes = "written 2";
    put(bytes, uid);
    if (const auto* day = std::get_if<AllDay>(&time))
        put(bytes, base::iso(day->date));
    else
        put(bytes, base::rfc3339(std::get<Span>(time).begin) + base::rfc3339(std::get<Span>(time).end));
    for (const auto* each : {&summary, &description, &location, &url})
        put(bytes, *each);
    put(bytes, fmt::format("{} {} {}", priority, task, done ? base::rfc3339(*done) : ""));
    for (const auto& each : categories)
        put(bytes, each);
    return base::fingerprint(bytes);
}

std::vector<Entry> entries(const ledger::Case& known, const plan::Plan& plan, const Voice& voice,
                           const ledger::Agency& agency, Instant now) {
    if (voice.privacy == Privacy::initials) {
        auto veiled = plan;
        for (auto& duty : veiled.duties)
            duty = with_initials(std::move(duty));
        return entries_of(with_initials(known), veiled, voice, agency, now);
    }
    return entries_of(known, plan, voice, agency, now);
}

std::optional<Instant> next_change(const ledger::Case& known, const plan::Plan& plan, Instant now) {
    std::optional<Instant> next;
    const auto turns = [&](Instant at) {
        if (at > now && (!next || at < *next)) next = at;
    };
    for (const auto& duty : plan.duties) {
        const auto shown = visible(duty);
        if (!shown) continue;
        for (const auto at : {shown->from, duty.due, shown->until})
            if (at <= shown->until && (at != duty.due || duty.state == State::open)) turns(at);
    }
    for (const auto& each : appointments(known, plan))
        for (const auto at : {each.from, each.until})
            if (at <= each.until) turns(at);
    return next;
}

} // namespace followup::calendar
