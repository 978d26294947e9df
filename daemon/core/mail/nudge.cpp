#include "core/mail/nudge.hpp"

#include "core/mail/news.hpp"
#include "core/mail/page.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/subject.hpp"
#include "core/mail/thanks.hpp"

#include <algorithm>

namespace followup::mail {
namespace {

using plan::Duty;

/// The lines of a file to drop, for an indented code block, where Markdown leaves everything as it is.
std::vector<Values> snippet_of(const std::vector<const Duty*>& duties) {
    std::vector<Values> lines;
    for (const auto& line : recording(duties))
        lines.push_back(Values{}.ready("line", {line, line}));
    return lines;
}

/// "Pat Moreno is away until …": who stands in is told so, and everybody else whom to turn to.
Values absence_values(const Scene& scene) {
    Values values;
    const auto& absence = scene.occasion.absence;
    const auto* absent = scene.agency.recruiter(scene.known.recruiter);
    if (!absence || absent == nullptr) return values;
    values.text("absent", absent->name)
        .text("back", scene.tongue.date(scene.agency.zone_of(absent->id).date(absence->until)))
        .flag("you_stand_in", scene.reader.id == absence->reader);
    return values;
}

Values mail_values(const plan::Posting& posting, const std::vector<const Duty*>& duties, const Scene& scene) {
    const bool candidate = scene.reader.role == plan::Role::candidate;
    // Who has a button needs no file, and a candidate has no queue folder.
    const bool typed = !candidate && scene.occasion.pages.empty();
    auto snippet = typed ? snippet_of(duties) : std::vector<Values>{};
    Values values;
    const auto headline = subject(posting, scene);
    auto sections = sections_of(posting, scene, headline);
    const bool settled = sections.empty();
    const auto planned = [](const plan::News* news) { return news->what == plan::News::What::planned; };
    const bool ahead = std::ranges::any_of(news_of(posting, scene.plan), planned);
    const bool welcome = candidate && scene.occasion.first;
    values.also(headline_values(headline, scene.occasion))
        .flag("welcome", welcome && !duties.empty())
        .flag("ahead", welcome && duties.empty() && ahead)
        .list("sections", std::move(sections))
        .flag("settled", settled)
        .flag("snippet", !snippet.empty())
        .list("lines", std::move(snippet))
        .list("commands", typed ? commands_of(duties) : std::vector<Values>{})
        .flag("answers", !scene.occasion.answers.empty())
        .flag("report", candidate && !duties.empty());
    values.also(foot_values(scene.occasion, scene.tongue));
    if (candidate && !duties.empty()) values.also(thanks_values(scene));
    return values.also(absence_values(scene)).also(scene_values(scene));
}

} // namespace

Message compose(const plan::Posting& posting, const ledger::Case& known, const plan::Plan& plan,
                const ledger::Agency& agency, const Style& style, const Occasion& occasion) {
    Message message;
    message.from = style.from;
    message.to = {posting.to.name, posting.to.email};
    const auto recruiter = recruiter_of(known, agency, occasion.absence);
    if (posting.to.role == plan::Role::candidate && recruiter.email)
        message.reply_to = Mailbox{recruiter.name, *recruiter.email};
    if (const auto answers = base::MailAddress::parse(occasion.answers))
        message.reply_to = Mailbox{agency.name, *answers};
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    // Length before the parts: no other case and person can give the same words.
    const auto thread = std::to_string(known.id.size()) + " " + known.id + " " + posting.to.id;
    message.references = {keyed_id(style, "thread " + thread, agency)};
    message.unsubscribe_url = unsubscribing(occasion, message.reply_to);
    const auto& tongue = style.tongue(posting.to.language);
    const Scene scene{posting.to, known, plan, agency, style, occasion, tongue};
    message.subject = subject(posting, scene);
    write(message,
          filled(tongue.form("nudge.md"), mail_values(posting, open_duties_of(posting, plan), scene)),
          tongue);
    return message;
}

} // namespace followup::mail
