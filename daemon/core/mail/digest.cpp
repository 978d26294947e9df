#include "core/mail/digest.hpp"

#include "core/mail/page.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/templates.hpp"
#include "core/plan/digest.hpp"
#include "core/plan/words.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using Part = DigestLine::Part;

struct Titled {
    Part part;
    const char* title;
    const char* count; ///< for the subject
};
constexpr Titled parts[] = {
    {Part::overdue, "Overdue", "{} overdue"},
    {Part::today, "Today", "{} due today"},
    {Part::week, "This week", "{} this week"},
};

Part part_of(base::Instant due, const base::Zone& zone, base::Instant now) {
    if (due <= now) return Part::overdue;
    return zone.date(due) == zone.date(now) ? Part::today : Part::week;
}

std::string subject(const std::vector<DigestLine>& lines, const base::Zone& zone, base::Instant now) {
    std::string counted;
    for (const auto& each : parts) {
        const auto count = std::ranges::count(lines, each.part, &DigestLine::part);
        if (count == 0) continue;
        if (!counted.empty()) counted += ", ";
        counted += fmt::format(fmt::runtime(each.count), count);
    }
    return fmt::format("Follow-ups on {}: {}", base::spoken(zone.date(now)), counted);
}

Values item(const DigestLine& line) {
    Values values;
    values.text("who", line.who).text("what", line.what).text("when", line.when);
    if (line.part != Part::overdue) return values;
    std::vector<Values> ids;
    for (const auto& id : line.duties)
        ids.push_back(Values{}.text("id", id));
    return values.list("ids", std::move(ids));
}

} // namespace

std::vector<DigestLine> digest_lines(const ledger::Case& known, const plan::Plan& plan,
                                     const plan::Person& reader, const ledger::Agency& agency,
                                     base::Instant now) {
    const auto until = plan::week_end(reader.zone, now);
    std::vector<const plan::Duty*> open;
    for (const auto& duty : plan.duties)
        if (duty.state == plan::State::open && duty.due < until) open.push_back(&duty);
    Occasion occasion;
    occasion.now = now;
    const Scene scene{reader, known, agency, occasion};
    std::vector<DigestLine> lines;
    for (const auto& group : grouped(open)) {
        const auto& duty = *group.front();
        DigestLine line{part_of(duty.due, reader.zone, now), duty.due, known.id, {}, {}, {}, {}};
        for (const auto* each : group)
            line.duties.push_back(each->id);
        if (duty.owner.role == plan::Role::candidate) line.who = known.candidate.name;
        line.what = group.size() == 1
                        ? plan::summary(duty, known)
                        : fmt::format("Letters to {} people at {}", group.size(), known.employer.name);
        const auto* late = group.size() == 1 ? "was due " : "were due ";
        line.when = (line.part == Part::overdue ? late : "due ") + when_words(duty, scene);
        lines.push_back(std::move(line));
    }
    return lines;
}

Message digest(const plan::Person& reader, std::vector<DigestLine> lines, int unlisted,
               const ledger::Agency& agency, const Style& style, const Occasion& occasion) {
    std::ranges::sort(lines, {}, [](const DigestLine& line) {
        return std::tie(line.part, line.due, line.case_id, line.duties);
    });
    std::vector<Values> groups;
    for (const auto& each : parts) {
        std::vector<Values> items;
        for (const auto& line : lines)
            if (line.part == each.part) items.push_back(item(line));
        if (items.empty()) continue;
        groups.push_back(Values{}
                             .text("title", each.title)
                             .flag("overdue", each.part == Part::overdue)
                             .list("items", std::move(items)));
    }
    Message message;
    message.from = style.from;
    message.to = {reader.name, reader.email};
    message.subject = subject(lines, reader.zone, occasion.now);
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    message.unsubscribe_url = occasion.unsubscribe_url;
    Values values;
    values.text("reader", reader.name)
        .text("agency", agency.name)
        .list("groups", std::move(groups))
        .text("more", unlisted == 0 ? "" : std::to_string(unlisted))
        .link("feed", occasion.feed_url);
    write(message, filled(template_named("en/digest.md"), values));
    return message;
}

} // namespace followup::mail
