#include "core/mail/digest.hpp"

#include "core/mail/page.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/digest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace followup::mail {
namespace {

using DayPart = DigestLine::Part;

/// The ends of the names of its phrases, digest-… and count-…, and where the rest of it is to be seen.
struct Titled {
    DayPart part;
    const char* name;
    const char* rest;
};
constexpr Titled day_parts[] = {
    {DayPart::unreached, "unreached", "followup agenda"},
    {DayPart::overdue, "overdue", "followup agenda --overdue"},
    {DayPart::untold, "untold", "followup agenda"},
    {DayPart::today, "today", "followup agenda --today"},
    {DayPart::undated, "undated", "followup agenda --undated"},
    {DayPart::week, "week", "followup agenda"},
    {DayPart::since, "since", "followup agenda --all"},
};

DayPart part_of(const plan::Duty& duty, const base::Zone& zone, base::Instant now) {
    if (plan::undated(duty, now)) return DayPart::undated;
    if (duty.due <= now) return DayPart::overdue;
    return zone.date(duty.due) == zone.date(now) ? DayPart::today : DayPart::week;
}

/// "yesterday", "3 days ago"; empty on the day itself.
std::string ago(base::Instant due, const Scene& scene) {
    const auto& zone = scene.reader.zone;
    const auto days = (zone.date(scene.occasion.now) - zone.date(due)).count();
    if (days <= 0) return {};
    if (days == 1) return scene.tongue.phrase("late-yesterday");
    return scene.tongue.phrase("late-days", Values{}.text("days", std::to_string(days)));
}

std::string when_late(const Group& group, const ReachedByDuty& reached_by, const Scene& scene) {
    const auto& duty = *group.front();
    Values values;
    values.text("when", when_words(duty, scene)).text("ago", ago(duty.due, scene));
    if (duty.owner.role == plan::Role::candidate)
        values.text("reached", in_words(reached(reached_by, duty.id), scene.reader.zone, scene.tongue));
    return scene.tongue.phrase(group.size() == 1 ? "item-late" : "items-late", values);
}

DigestLine line_of(const Group& group, const ReachedByDuty& reached_by, const Scene& scene) {
    const auto& duty = *group.front();
    const auto now = scene.occasion.now;
    DigestLine line;
    line.part = part_of(duty, scene.reader.zone, now);
    line.due = duty.due;
    line.case_id = scene.known.id;
    for (const auto* each : group)
        line.duties.push_back(each->id);
    if (duty.owner.role == plan::Role::candidate) line.who = scene.known.candidate.name;
    line.what = group_summary(group, scene);
    switch (line.part) {
    case DayPart::overdue:
        line.when = when_late(group, reached_by, scene);
        for (const auto& id : line.duties)
            line.commands.push_back("followup done " + id);
        break;
    case DayPart::undated:
        line.when = scene.tongue.phrase(
            "item-undated",
            Values{}.text("date", scene.tongue.date(scene.reader.zone.date(duty.dates.back().since))));
        line.commands = {fmt::format("followup push {} next DATE", scene.known.id),
                         "followup close " + scene.known.id};
        break;
    default: line.when = scene.tongue.phrase("item-due", Values{}.text("when", when_words(duty, scene)));
    }
    return line;
}

/// An outcome that nobody has told the candidate of.
DigestLine untold_line(base::Instant learned, const Scene& scene) {
    const auto* ended = scene.known.ended();
    const auto what = ended == nullptr ? std::string{"offer"} : std::string{ledger::word(ended->how)};
    DigestLine line;
    line.part = DayPart::untold;
    line.due = learned;
    line.case_id = scene.known.id;
    line.what = scene.tongue.phrase(
        "untold-" + what,
        Values{}.text("candidate", scene.known.candidate.name).text("employer", scene.known.employer.name));
    line.when = scene.tongue.phrase("untold-since",
                                    Values{}.text("when", scene.tongue.moment(learned, scene.reader.zone)));
    line.commands = {"followup told " + scene.known.id};
    for (const auto& duty : scene.plan.duties)
        if (duty.state == plan::State::open && duty.kind == plan::Kind::next) line.duties.push_back(duty.id);
    return line;
}

std::string subject(const Digest& told, const base::Zone& zone, base::Instant now, const Tongue& tongue) {
    std::string counted;
    const auto count = [&](const std::string& name, std::ptrdiff_t many) {
        if (many == 0) return;
        if (!counted.empty()) counted += ", ";
        counted += tongue.phrase("count-" + name, Values{}.text("count", std::to_string(many)));
    };
    for (const auto& each : day_parts)
        count(each.name, std::ranges::count(told.lines, each.part, &DigestLine::part));
    count("older", told.older);
    return tongue.phrase("digest-subject",
                         Values{}.text("date", tongue.date(zone.date(now))).text("counts", counted));
}

Values item(const DigestLine& line) {
    Values values;
    values.text("who", line.who).text("what", line.what).text("when", line.when);
    // What is not due yet asks for nothing.
    if (line.commands.empty()) return values;
    std::vector<Values> acts;
    if (line.pages.empty()) {
        for (const auto& command : line.commands)
            acts.push_back(Values{}.text("command", command));
    } else {
        for (const auto& id : line.duties)
            if (const auto page = line.pages.find(id); page != line.pages.end())
                acts.push_back(Values{}.link("page", page->second));
        // What is about no duty has a page all the same.
        if (line.duties.empty())
            for (const auto& [id, page] : line.pages)
                acts.push_back(Values{}.link("page", page));
    }
    return values.list("acts", std::move(acts));
}

/// "Since yesterday", or since the last one, which was before a weekend.
std::string title(const Titled& part, const Digest& told, const plan::Person& reader, base::Instant now,
                  const Tongue& tongue) {
    if (part.part != DayPart::since || !told.since) return tongue.phrase(fmt::format("digest-{}", part.name));
    const auto day = reader.zone.date(*told.since);
    if (day + base::days{1} >= reader.zone.date(now)) return tongue.phrase("digest-since");
    return tongue.phrase("digest-since-date", Values{}.text("date", tongue.date(day)));
}

std::vector<Values> groups_of(const Digest& told, const plan::Person& reader, base::Instant now,
                              const Tongue& tongue) {
    std::vector<Values> groups;
    for (const auto& each : day_parts) {
        std::vector<Values> items;
        int unlisted = 0;
        for (const auto& line : told.lines) {
            if (line.part != each.part) continue;
            if (std::ssize(items) < section_lines_max)
                items.push_back(item(line));
            else
                ++unlisted;
        }
        if (items.empty()) continue;
        Values group;
        group.text("title", title(each, told, reader, now, tongue))
            .flag("unreached", each.part == DayPart::unreached)
            .flag("overdue", each.part == DayPart::overdue)
            .flag("untold", each.part == DayPart::untold)
            .flag("undated", each.part == DayPart::undated)
            .list("items", std::move(items));
        if (unlisted > 0) group.text("unlisted", std::to_string(unlisted)).text("rest", each.rest);
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<Values> calendars_of(const Digest& told, const plan::Person& reader, const Tongue& tongue) {
    std::vector<Values> calendars;
    for (const auto& each : told.quiet)
        calendars.push_back(Values{}
                                .text("who", each.who)
                                .text("date", tongue.date(reader.zone.date(each.last)))
                                .text("client", each.client));
    return calendars;
}

} // namespace

std::vector<DigestLine> digest_lines(const ledger::Case& known, const plan::Plan& plan,
                                     const plan::Person& reader, const ledger::Agency& agency,
                                     const Style& style, const ReachedByDuty& reached, base::Instant now) {
    const auto until = plan::week_end(reader.zone, now);
    // Of a case of the first edition nobody is to be told anything by the new rules alone.
    const bool untold = plan.untold && !known.carried_over;
    std::vector<const plan::Duty*> open;
    for (const auto& duty : plan.duties) {
        const bool told_otherwise = duty.carried_over || (untold && duty.kind == plan::Kind::next);
        if (duty.state == plan::State::open && duty.due < until && !told_otherwise) open.push_back(&duty);
    }
    Occasion occasion;
    occasion.now = now;
    const auto& tongue = style.tongue(reader.language);
    const Scene scene{reader, known, plan, agency, style, occasion, tongue};
    std::vector<DigestLine> lines;
    if (untold) lines.push_back(untold_line(*plan.untold, scene));
    for (const auto& group : grouped(open))
        lines.push_back(line_of(group, reached, scene));
    return lines;
}

Message digest(const plan::Person& reader, Digest told, const ledger::Agency& agency, const Style& style,
               const Occasion& occasion) {
    std::ranges::sort(told.lines, {}, [](const DigestLine& line) {
        return std::tie(line.part, line.due, line.case_id, line.duties, line.what);
    });
    const auto& tongue = style.tongue(reader.language);
    Message message;
    message.from = style.from;
    message.to = {reader.name, reader.email};
    message.subject = subject(told, reader.zone, occasion.now, tongue);
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    message.unsubscribe_url = unsubscribing(occasion, message.reply_to);
    const auto count = [](int many) { return many == 0 ? std::string{} : std::to_string(many); };
    Values values;
    values.text("reader", reader.name)
        .text("agency", agency.name)
        .list("groups", groups_of(told, reader, occasion.now, tongue))
        .text("more", count(told.unlisted))
        .text("older", count(told.older))
        .flag("older_one", told.older == 1)
        .list("calendars", calendars_of(told, reader, tongue))
        .flag("quiet", !told.quiet.empty())
        .link("feed", occasion.feed_url);
    write(message, filled(tongue.form("digest.md"), values), tongue);
    return message;
}

} // namespace followup::mail
