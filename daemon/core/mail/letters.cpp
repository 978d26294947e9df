#include "core/letter/draft.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/sections.hpp"

namespace followup::mail {
namespace {

Values person_values(const plan::Duty& duty, const letter::Draft& draft, const queue::Met& met, bool only_one,
                     const Scene& scene) {
    Values values;
    values.text("name", met.name).text("title", met.title).passage("draft", letter::text(draft));
    if (draft.to)
        values.button("mail", scene.tongue.phrase("act-mail"), letter::mailto(draft), draft.to->text());
    if (const auto links = scene.occasion.letters.find(duty.id); links != scene.occasion.letters.end())
        values.button("eml", scene.tongue.phrase("act-eml"), links->second.draft)
            .button("print", scene.tongue.phrase("act-print"), links->second.print);
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

} // namespace

Values letter_values(const Group& letters, const Scene& scene) {
    // Relays take no mail of many megabytes, and drafts for the same interview say much the same.
    constexpr std::size_t drafts_bytes_max = 256 * 1024;
    std::vector<Values> people;
    bool gaps = false;
    std::size_t drafted = 0;
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
        const auto draft = letter::draft(*duty, scene.known, scene.plan, scene.occasion.now, scene.tongue);
        if (person == nullptr || !draft) {
            people.push_back(Values{}.text("name", duty->whom));
            continue;
        }
        gaps = gaps || letter::has_gaps(*draft);
        drafted += draft->body.size();
        people.push_back(person_values(*duty, *draft, person->met, letters.size() == 1, scene));
    }
    return Values{}
        .list("people", std::move(people))
        .flag("gaps", gaps)
        .also(post_values(*letters.front(), scene));
}

} // namespace followup::mail
