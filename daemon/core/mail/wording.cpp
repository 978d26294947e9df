#include "core/mail/wording.hpp"

#include "core/base/text.hpp"
#include "core/mail/facts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;
using plan::Shape;

std::string somebody_at(const Duty& duty, const ledger::Case& known, const Tongue& tongue) {
    const auto& employer = known.employer.name;
    if (duty.whom.empty() || base::folded(duty.whom) == base::folded(employer)) return employer;
    return tongue.phrase("somebody-at", Values{}.text("name", duty.whom).text("employer", employer));
}

std::string step_summary(const Duty& duty, const ledger::Case& known, const Tongue& tongue) {
    constexpr std::size_t note_bytes_max = 60; // a longer note, or one of several lines, is no title
    const auto* step = step_of(duty, known);
    const auto what = step == nullptr ? queue::NextKind::other : step->next.what;
    Values values;
    values.text("employer", known.employer.name);
    const auto note = step == nullptr ? std::string{} : step->next.note.read(queue::ForCandidate{});
    const bool titled = what == queue::NextKind::other && !note.empty() && note.size() <= note_bytes_max
                        && !base::has_control(note);
    if (titled) return tongue.phrase("summary-step-noted", values.text("note", note));
    return tongue.phrase("summary-step",
                         values.text("step", tongue.phrase("step-" + dashed(queue::word(what)))));
}

std::string window_words(const plan::Instant begins, const plan::Instant ends, const base::Zone& zone,
                         const Tongue& tongue) {
    if (zone.date(begins) != zone.date(ends))
        return tongue.phrase(
            "due-span",
            Values{}.text("from", tongue.moment(begins, zone)).text("until", tongue.moment(ends, zone)));
    return tongue.phrase("due-window", Values{}
                                           .text("date", tongue.date(zone.date(begins)))
                                           .text("from", tongue.clock(begins, zone))
                                           .text("time", tongue.time(ends, zone)));
}

} // namespace

std::string dashed(std::string_view words) {
    std::string name{words};
    std::ranges::replace(name, ' ', '-');
    return name;
}

std::string summary(const Duty& duty, const ledger::Case& known, const Tongue& tongue) {
    if (duty.kind == Kind::step) return step_summary(duty, known, tongue);
    auto whom = somebody_at(duty, known, tongue);
    if (duty.kind == Kind::debrief) whom = duty.whom.empty() ? tongue.phrase("your-recruiter") : duty.whom;
    return tongue.phrase(fmt::format("summary-{}", plan::word(duty.kind)),
                         Values{}
                             .text("whom", whom)
                             .text("employer", known.employer.name)
                             .text("candidate", known.candidate.name));
}

std::string due_words(const Duty& duty, const base::Zone& zone, const Tongue& tongue) {
    const auto at = duty.shape == Shape::at_time ? duty.begins.value_or(duty.due) : duty.due;
    Values values;
    values.text("date", tongue.date(zone.date(at)))
        .text("time", tongue.time(at, zone))
        .text("moment", tongue.moment(at, zone));
    switch (duty.shape) {
    case Shape::deadline: return tongue.phrase("due-deadline", values);
    case Shape::on_date:
        // A step on a date has no hour and may be due at the midnight that ends it.
        if (duty.kind == Kind::step)
            return tongue.phrase("due-on-day",
                                 Values{}.text("date", tongue.date(zone.date(at - base::seconds{1}))));
        return tongue.phrase("due-on-date", values);
    case Shape::at_time: return tongue.phrase("due-at-time", values);
    case Shape::window: return window_words(duty.begins.value_or(at), at, zone, tongue);
    }
    return tongue.date(zone.date(at));
}

std::string awaited(const Duty& duty, const ledger::Case& known, const Tongue& tongue) {
    const auto values = Values{}.text("employer", known.employer.name);
    const auto* promised = duty.kind == Kind::call ? promise_of(duty, known) : nullptr;
    if (promised != nullptr && promised->promise.always()) return tongue.phrase("until-call-made");
    return tongue.phrase(fmt::format("until-{}", plan::word(duty.kind)), values);
}

namespace {

/// Its times alone, on a day that was said; empty when none is known.
std::string times_of(const plan::Meeting& meeting, const base::Zone& zone, const Tongue& tongue) {
    if (meeting.begins && meeting.ends)
        return tongue.phrase("times", Values{}
                                          .text("from", tongue.clock(*meeting.begins, zone))
                                          .text("time", tongue.time(*meeting.ends, zone)));
    if (meeting.begins) return tongue.time(*meeting.begins, zone);
    if (!meeting.ends) return {};
    return tongue.phrase("time-ends", Values{}.text("time", tongue.time(*meeting.ends, zone)));
}

} // namespace

std::string meeting_words(const plan::Meeting& meeting, const base::Zone& zone, const Tongue& tongue) {
    const auto& [begins, ends, day] = meeting;
    if (begins && ends) return in_words(when::Window{*begins, *ends}, zone, tongue);
    if (begins) return tongue.moment(*begins, zone);
    if (!ends) return day ? tongue.date(*day) : std::string{};
    return tongue.phrase(
        "date-ends",
        Values{}.text("date", tongue.date(zone.date(*ends))).text("time", tongue.time(*ends, zone)));
}

std::string meeting_words(const plan::Meeting& meeting, const base::Zone& zone, const base::Zone& there,
                          const std::string& employer, const Tongue& tongue) {
    auto here = meeting_words(meeting, zone, tongue);
    const auto at = meeting.begins ? meeting.begins : meeting.ends;
    if (!at || zone.offset(*at) == there.offset(*at)) return here;
    auto words = times_of(meeting, there, tongue);
    if (zone.date(*at) != there.date(*at)) words = meeting_words(meeting, there, tongue);
    return tongue.phrase("due-elsewhere",
                         Values{}.text("here", here).text("there", words).text("employer", employer));
}

std::string meeting_brief(const plan::Meeting& meeting, const base::Zone& zone, const Tongue& tongue) {
    const auto at = meeting.begins ? meeting.begins : meeting.ends;
    const auto day = at ? zone.date(*at) : meeting.day.value_or(base::Date{});
    const auto* form = meeting.begins ? "short-at" : at ? "short-ends" : "short-on";
    return tongue.phrase(form, Values{}
                                   .text("date", tongue.date(day, "short-date"))
                                   .text("clock", at ? tongue.clock(*at, zone) : std::string{}));
}

std::string in_words(const when::Value& value, const base::Zone& zone, const Tongue& tongue) {
    if (const auto* date = std::get_if<when::Date>(&value)) return tongue.date(*date);
    if (const auto* at = std::get_if<base::Instant>(&value)) return tongue.moment(*at, zone);
    if (const auto* range = std::get_if<when::DateRange>(&value))
        return tongue.phrase(
            "date-range",
            Values{}.text("from", tongue.date(range->first)).text("until", tongue.date(range->last)));
    const auto& window = std::get<when::Window>(value);
    const auto day = zone.date(window.begin);
    if (zone.date(window.end) != day)
        return tongue.phrase("date-range", Values{}
                                               .text("from", tongue.moment(window.begin, zone))
                                               .text("until", tongue.moment(window.end, zone)));
    return tongue.phrase("date-window", Values{}
                                            .text("date", tongue.date(day))
                                            .text("from", tongue.clock(window.begin, zone))
                                            .text("time", tongue.time(window.end, zone)));
}

std::string doubt_words(const when::Warning& warning, const queue::Spoken& of, const Tongue& tongue) {
    const auto zone = base::Zone::named(of.zone).value_or(base::Zone::utc());
    const auto own = tongue.phrase_if_any(fmt::format("doubt-{}", when::name(warning.code)),
                                          Values{}.text("date", in_words(of.value, zone, tongue)));
    return own.empty() ? warning.message : own;
}

} // namespace followup::mail
