#include "core/mail/digest.hpp"

#include "core/mail/page.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/digest.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

using DayPart = DigestLine::Part;

/// The names of phrases: its title, and how many there are, for the subject.
struct Titled {
    DayPart part;
    const char* title;
    const char* count;
};
constexpr Titled day_parts[] = {
    {DayPart::overdue, "digest-overdue", "count-overdue"},
    {DayPart::today, "digest-today", "count-today"},
    {DayPart::week, "digest-week", "count-week"},
};

DayPart part_of(base::Instant due, const base::Zone& zone, base::Instant now) {
    if (due <= now) return DayPart::overdue;
    return zone.date(due) == zone.date(now) ? DayPart::today : DayPart::week;
}

std::string subject(const std::vector<DigestLine>& lines, const base::Zone& zone, base::Instant now,
                    const Tongue& tongue) {
    std::string counted;
    for (const auto& each : day_parts) {
        const auto count = std::ranges::count(lines, each.part, &DigestLine::part);
        if (count == 0) continue;
        if (!counted.empty()) counted += ", ";
        counted += tongue.phrase(each.count, Values{}.text("count", std::to_string(count)));
    }
    return tongue.phrase("digest-subject",
                         Values{}.text("date", tongue.date(zone.date(now))).text("counts", counted));
}

Values item(const DigestLine& line) {
    Values values;
    values.text("who", line.who).text("what", line.what).text("when", line.when);
    if (line.part != DayPart::overdue) return values;
    std::vector<Values> ids;
    for (const auto& id : line.duties) {
        const auto page = line.pages.find(id);
        ids.push_back(Values{}.text("id", id).link("page", page == line.pages.end() ? "" : page->second));
    }
    return values.list("ids", std::move(ids));
}

} // namespace

std::vector<DigestLine> digest_lines(const ledger::Case& known, const plan::Plan& plan,
                                     const plan::Person& reader, const ledger::Agency& agency,
                                     const Style& style, base::Instant now) {
    const auto until = plan::week_end(reader.zone, now);
    std::vector<const plan::Duty*> open;
    for (const auto& duty : plan.duties)
        if (duty.state == plan::State::open && duty.due < until) open.push_back(&duty);
    Occasion occasion;
    occasion.now = now;
    const auto& tongue = style.tongue(reader.language);
    const Scene scene{reader, known, plan, agency, style, occasion, tongue};
    std::vector<DigestLine> lines;
    for (const auto& group : grouped(open)) {
        const auto& duty = *group.front();
        DigestLine line{part_of(duty.due, reader.zone, now), duty.due, known.id, {}, {}, {}, {}};
        for (const auto* each : group)
            line.duties.push_back(each->id);
        if (duty.owner.role == plan::Role::candidate) line.who = known.candidate.name;
        line.what = group_summary(group, scene);
        const auto* late = group.size() == 1 ? "item-late" : "items-late";
        line.when = tongue.phrase(line.part == DayPart::overdue ? late : "item-due",
                                  Values{}.text("when", when_words(duty, scene)));
        lines.push_back(std::move(line));
    }
    return lines;
}

Message digest(const plan::Person& reader, std::vector<DigestLine> lines, int unlisted,
               const ledger::Agency& agency, const Style& style, const Occasion& occasion,
               const std::vector<QuietCalendar>& quiet) {
    std::ranges::sort(lines, {}, [](const DigestLine& line) {
        return std::tie(line.part, line.due, line.case_id, line.duties);
    });
    const auto& tongue = style.tongue(reader.language);
    std::vector<Values> groups;
    for (const auto& each : day_parts) {
        std::vector<Values> items;
        for (const auto& line : lines)
            if (line.part == each.part) items.push_back(item(line));
        if (items.empty()) continue;
        groups.push_back(Values{}
                             .text("title", tongue.phrase(each.title))
                             .flag("overdue", each.part == DayPart::overdue)
                             .list("items", std::move(items)));
    }
    std::vector<Values> calendars;
    for (const auto& each : quiet)
        calendars.push_back(Values{}
                                .text("who", each.who)
                                .text("date", tongue.date(reader.zone.date(each.last)))
                                .text("client", each.client));
    Message message;
    message.from = style.from;
    message.to = {reader.name, reader.email};
    message.subject = subject(lines, reader.zone, occasion.now, tongue);
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    message.unsubscribe_url = unsubscribing(occasion, message.reply_to);
    Values values;
    values.text("reader", reader.name)
        .text("agency", agency.name)
        .list("groups", std::move(groups))
        .text("more", unlisted == 0 ? "" : std::to_string(unlisted))
        .list("calendars", std::move(calendars))
        .flag("quiet", !quiet.empty())
        .link("feed", occasion.feed_url);
    write(message, filled(tongue.form("digest.md"), values), tongue);
    return message;
}

} // namespace followup::mail
