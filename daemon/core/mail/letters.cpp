#include "core/letter/alike.hpp"
#include "core/letter/draft.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/sections.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

Values person_values(const plan::Duty& duty, const letter::Draft& draft, const queue::Met& met, bool only_one,
                     const Scene& scene) {
    Values values;
    values.text("name", met.name).text("title", met.title);
    if (const auto before = scene.occasion.drafted.find(duty.id); before != scene.occasion.drafted.end())
        values.text("drafted", scene.tongue.moment(before->second, scene.reader.zone));
    else
        values.passage("draft", letter::text(draft));
    if (draft.to)
        values.button("mail", scene.tongue.phrase("act-mail"), letter::mailto(draft), draft.to->text());
    if (const auto links = scene.occasion.letters.find(duty.id); links != scene.occasion.letters.end())
        values.link("eml", scene.tongue.phrase("act-eml"), links->second.draft)
            .link("print", scene.tongue.phrase("act-print"), links->second.print);
    // Of a single letter the page is offered once, by the section.
    return only_one ? values : values.also(page_values(duty, scene));
}

Values post_values(const plan::Duty& duty, const Scene& scene) {
    Values values;
    const auto* round = round_of(duty, scene.known);
    if (round == nullptr) return values;
    const auto& style = scene.style;
    const auto post =
        letter::arrival(*round, scene.reader.zone, scene.occasion.now, style.transit, style.calendar);
    values.text("posted", scene.tongue.date(post.posted))
        .text("arrives", scene.tongue.date(post.arrives))
        .flag("too_late", post.too_late());
    if (post.decides) values.text("decides", scene.tongue.date(*post.decides));
    return values;
}

/// Letters of which two are nearly the same, each pair once; drafts with gaps are no letters yet.
std::vector<Values> alike_values(const std::vector<letter::Draft>& drafts) {
    constexpr std::size_t compared_max = 12;
    std::vector<Values> pairs;
    for (std::size_t left = 0; left < std::min(drafts.size(), compared_max); ++left)
        for (std::size_t right = 0; right < left; ++right)
            if (letter::alike(drafts[left].body, drafts[right].body) > letter::too_alike)
                pairs.push_back(Values{}.text("one", drafts[right].name).text("other", drafts[left].name));
    return pairs;
}

/// Whether the posting brings the draft of that letter, or brings it anew.
bool brings_draft(const plan::Posting& posting, std::string_view duty) {
    return std::ranges::any_of(posting.nudges, [&](const plan::Nudge& nudge) {
        return nudge.duty == duty && (nudge.rule == "drafts" || nudge.rule == "concern");
    });
}

} // namespace

bool points_to_drafts(const plan::Posting& posting, const plan::Plan& plan) {
    return std::ranges::any_of(open_duties_of(posting, plan), [&](const plan::Duty* duty) {
        return duty->kind == plan::Kind::letter && !brings_draft(posting, duty->id);
    });
}

std::map<std::string, Instant> drafts_before(const plan::Posting& posting,
                                             std::map<std::string, Instant> sent) {
    std::erase_if(sent, [&](const auto& each) { return brings_draft(posting, each.first); });
    return sent;
}

Values letter_values(const Group& letters, const Scene& scene) {
    // Relays take no mail of many megabytes, and drafts for the same interview say much the same.
    constexpr std::size_t drafts_bytes_max = 256 * 1024;
    std::vector<Values> people;
    bool gaps = false;
    bool fresh = false;
    std::size_t drafted = 0;
    std::vector<letter::Draft> whole;
    for (const auto* duty : in_order_met(letters, scene.known)) {
        const auto* person = person_of(*duty, scene.known);
        if (person != nullptr && drafted > drafts_bytes_max) {
            people.push_back(Values{}
                                 .text("name", person->met.name)
                                 .text("title", person->met.title)
                                 .flag("like_above", true)
                                 .also(page_values(*duty, scene)));
            continue;
        }
        const auto draft =
            letter::draft(*duty, scene.known, scene.plan, scene.occasion.now, scene.style.all_texts());
        if (person == nullptr || !draft) {
            people.push_back(Values{}.text("name", duty->whom));
            continue;
        }
        if (!scene.occasion.drafted.contains(duty->id)) {
            fresh = true;
            gaps = gaps || letter::has_gaps(*draft);
            drafted += draft->body.size();
            if (!letter::has_gaps(*draft)) whole.push_back(*draft);
        }
        people.push_back(person_values(*duty, *draft, person->met, letters.size() == 1, scene));
    }
    return Values{}
        .list("people", std::move(people))
        .flag("fresh", fresh)
        .flag("gaps", gaps)
        .list("alike", alike_values(whole))
        .also(post_values(*letters.front(), scene));
}

} // namespace followup::mail
