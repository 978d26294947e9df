#include "core/web/agenda.hpp"

#include "core/base/text.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/digest.hpp"
#include "core/plan/words.hpp"
#include "core/web/duty.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <tuple>

namespace followup::web {
namespace {

namespace json = boost::json;
using plan::Duty;
using plan::State;
using words::Values;

enum class Group { overdue, today, week, later, closed, undated };
constexpr std::array<std::string_view, 6> group_words{"overdue", "today",  "this week",
                                                      "later",   "closed", "undated"};
constexpr std::array<std::string_view, 6> headings{"agenda-overdue", "agenda-today",  "agenda-week",
                                                   "agenda-later",   "agenda-closed", "agenda-undated"};

std::string_view word(Group group) {
    return group_words[static_cast<std::size_t>(group)];
}

/// A line of the agenda.
struct Row {
    Group group = Group::later;
    const Duty* duty = nullptr;
    const ledger::Case* known = nullptr;
    std::optional<Instant> next_nudge;
};

Group group_of(const Duty& duty, const Reader& reader) {
    if (duty.state != State::open) return Group::closed;
    if (duty.overdue(reader.now)) return Group::overdue;
    const auto today = reader.zone.date(reader.now);
    const auto day = reader.zone.date(duty.due);
    if (day <= today) return Group::today;
    const auto sunday = today + base::days{7 - static_cast<int>(base::weekday{today}.iso_encoding())};
    return day <= sunday ? Group::week : Group::later;
}

bool wanted(Group group, Span span) {
    switch (span) {
    case Span::open: return group != Group::closed;
    case Span::overdue: return group == Group::overdue;
    case Span::today: return group == Group::overdue || group == Group::today;
    case Span::all:
    case Span::undated: return true;
    }
    return false;
}

std::optional<Instant> next_nudge(const Duty& duty, const plan::Plan& plan, Instant now) {
    std::optional<Instant> next;
    for (const auto& nudge : plan.nudges)
        if (nudge.duty == duty.id && nudge.at > now && (!next || nudge.at < *next)) next = nudge.at;
    return next;
}

std::vector<Row> rows(std::span<const Standing> cases, const Whose& whose, Span span, const Reader& reader) {
    std::vector<Row> list;
    for (const auto& [known, plan] : cases) {
        if (span == Span::undated && !plan::undated(plan, reader.now)) continue;
        for (const auto& duty : plan.duties) {
            if (whose.owner_only && duty.owner.id != whose.person) continue;
            if (span == Span::undated && duty.state != State::open) continue;
            const auto group = span == Span::undated ? Group::undated : group_of(duty, reader);
            if (wanted(group, span))
                list.push_back({group, &duty, &known, next_nudge(duty, plan, reader.now)});
        }
    }
    std::ranges::sort(list, {},
                      [](const Row& row) { return std::tie(row.group, row.duty->due, row.duty->id); });
    return list;
}

/// Somebody who owes something and is reminded of nothing.
bool wants_no_mails(const Duty& duty, const Whose& whose) {
    return duty.state == State::open && whose.no_mails.contains(duty.owner.id);
}

/// An outcome that the candidate has not been told of, if the agenda is for whoever is to tell it.
std::optional<std::string> untold(const Standing& of, const Whose& whose, Span span) {
    const auto& [known, plan] = of;
    const bool shown = span == Span::open || span == Span::all;
    if (!plan.untold || known.carried_over || whose.owner_only || !shown) return std::nullopt;
    return known.ended() == nullptr ? "offer" : std::string{ledger::word(known.ended()->how)};
}

std::string untold_text(std::span<const Standing> cases, const Whose& whose, Span span,
                        const Reader& reader) {
    std::string text;
    for (const auto& each : cases) {
        const auto what = untold(each, whose, span);
        if (!what) continue;
        const auto& known = each.first;
        const auto values = Values{}
                                .text("since", reader.tongue->moment(*each.second.untold, reader.zone))
                                .text("candidate", known.candidate.name)
                                .text("employer", known.employer.name)
                                .text("what", reader.tongue->phrase("reason-" + *what));
        text += wrapped(reader.tongue->phrase("agenda-untold-line", values), 2, 6);
        text += "      " + reader.paint.quiet("followup told " + known.id) + "\n";
    }
    return text.empty() ? text
                        : "\n" + reader.paint.heading(reader.tongue->phrase("agenda-untold")) + "\n" + text;
}

std::string row_text(const Row& row, const Whose& whose, const Reader& reader) {
    const auto& duty = *row.duty;
    const auto& tongue = *reader.tongue;
    const auto when = tongue.moment(duty.begins.value_or(duty.due), reader.zone);
    auto text = wrapped(fmt::format("{}  {}", when, mail::summary(duty, *row.known, tongue)), 2, 6);
    if (row.group == Group::overdue) {
        const auto at = text.find(when);
        text.replace(at, when.size(), reader.paint.alarm(when));
    }
    const auto values = Values{}
                            .text("owner", duty.owner.name)
                            .text("awaited", mail::awaited(duty, *row.known, tongue))
                            .text("why", mail::reason_words(duty.reason, tongue, queue::ForRecruiter{}));
    text += wrapped(tongue.phrase(fmt::format("agenda-{}", plan::word(duty.state)), values), 6, 8);
    if (const auto lost = whose.undelivered.find(duty.id); lost != whose.undelivered.end())
        text += reader.paint.alarm(wrapped(lost->second, 6, 8));
    if (wants_no_mails(duty, whose))
        text += reader.paint.alarm(wrapped(tongue.phrase("agenda-no-mails"), 6, 8));
    const bool named = duty.interview == row.known->id;
    const auto of_case = tongue.phrase("agenda-case", Values{}.text("case", row.known->id));
    text += "      " + reader.paint.quiet(duty.id) + (named ? std::string{} : " " + of_case) + "\n";
    return text;
}

std::string_view nothing_phrase(Span span) {
    if (span == Span::overdue) return "agenda-nothing-overdue";
    if (span == Span::today) return "agenda-nothing-today";
    return span == Span::undated ? "agenda-nothing-undated" : "agenda-nothing";
}

} // namespace

std::optional<Span> span_named(std::string_view word) {
    constexpr std::array<std::string_view, 5> words{"open", "overdue", "today", "all", "undated"};
    const auto at = std::ranges::find(words, word);
    if (at == words.end()) return std::nullopt;
    return static_cast<Span>(at - words.begin());
}

std::string agenda_text(std::span<const Standing> cases, const Whose& whose, Span span,
                        const Reader& reader) {
    const auto list = rows(cases, whose, span, reader);
    const auto& tongue = *reader.tongue;
    auto text = fmt::format("{}, {}\n", whose.name, tongue.moment(reader.now, reader.zone));
    if (!whose.stands_in_for.empty())
        text += tongue.phrase("agenda-standing-in",
                              Values{}.text("names", base::joined(whose.stands_in_for, ", ")))
                + "\n";
    for (const auto& id : whose.unreadable)
        text +=
            reader.paint.alarm(wrapped(tongue.phrase("agenda-unreadable", Values{}.text("case", id)), 0, 2));
    const auto not_told = untold_text(cases, whose, span, reader);
    if (list.empty()) text += tongue.phrase(nothing_phrase(span)) + "\n";
    std::optional<Group> group;
    for (const auto& row : list) {
        if (group != row.group)
            text += "\n" + reader.paint.heading(tongue.phrase(headings[static_cast<std::size_t>(row.group)]))
                    + "\n";
        group = row.group;
        text += row_text(row, whose, reader);
    }
    text += not_told;
    if (!whose.cut.empty())
        text += "\n" + tongue.phrase("agenda-cut", Values{}.text("cut", whose.cut)) + "\n";
    if (whose.older > 0)
        text +=
            "\n"
            + tongue.phrase("agenda-older",
                            Values{}.text("count", std::to_string(whose.older)).flag("one", whose.older == 1))
            + "\n";
    return text;
}

std::string agenda_json(std::span<const Standing> cases, const Whose& whose, Span span,
                        const Reader& reader) {
    json::array duties;
    for (const auto& row : rows(cases, whose, span, reader)) {
        auto duty = duty_json(*row.duty, *row.known);
        duty["group"] = word(row.group);
        duty["overdue"] = row.group == Group::overdue;
        duty["candidate"] = row.known->candidate.name;
        duty["employer"] = row.known->employer.name;
        duty["until"] = row.group == Group::closed ? std::string{} : plan::awaited(*row.duty, *row.known);
        duty["next_nudge"] =
            row.next_nudge ? json::value(base::rfc3339(*row.next_nudge)) : json::value(nullptr);
        const auto lost = whose.undelivered.find(row.duty->id);
        duty["undelivered"] =
            lost == whose.undelivered.end() ? json::value(nullptr) : json::value(lost->second);
        duty["wants_no_mails"] = wants_no_mails(*row.duty, whose);
        duties.push_back(std::move(duty));
    }
    json::array not_told;
    for (const auto& each : cases)
        if (const auto what = untold(each, whose, span))
            not_told.push_back(json::object{{"case", each.first.id},
                                            {"candidate", each.first.candidate.name},
                                            {"employer", each.first.employer.name},
                                            {"what", *what},
                                            {"since", base::rfc3339(*each.second.untold)}});
    return json::serialize(json::object{
               {"person", whose.person},
               {"name", whose.name},
               {"stands_in_for", json::array(whose.stands_in_for.begin(), whose.stands_in_for.end())},
               {"now", base::rfc3339(reader.now)},
               {"zone", reader.zone.name()},
               {"cut", whose.cut},
               {"unreadable", json::array(whose.unreadable.begin(), whose.unreadable.end())},
               {"older", whose.older},
               {"duties", std::move(duties)},
               {"untold", std::move(not_told)}})
           + "\n";
}

} // namespace followup::web
