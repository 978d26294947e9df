#include "core/mail/together.hpp"

#include "core/mail/page.hpp"
#include "core/mail/sections.hpp"
#include "core/mail/subject.hpp"

namespace followup::mail {
namespace {

constexpr std::size_t whole_max = 40; ///< more than anybody reads

/// "Acme Robotics: Controls Engineer", and for a recruiter whose it is.
std::string title_of(const Chapter& chapter) {
    const auto& known = *chapter.known;
    auto title = known.employer.name + ": " + known.position;
    if (chapter.posting.to.role == plan::Role::recruiter) title += " (" + known.candidate.name + ")";
    return title;
}

/// The chapters as the template names them.
struct Told {
    std::vector<Values> cases;
    std::vector<Values> brief; ///< those in a line
    std::vector<Values> commands;
};

Told told_of(std::span<const Chapter> chapters, const ledger::Agency& agency, const Style& style,
             const words::Tongue& tongue) {
    Told told;
    for (const auto& chapter : chapters) {
        const Scene scene{chapter.posting.to, *chapter.known, *chapter.plan, agency, style,
                          chapter.occasion,   tongue};
        const auto duties = open_duties_of(chapter.posting, *chapter.plan);
        if (told.cases.size() == whole_max) {
            for (const auto& group : grouped(duties))
                told.brief.push_back(Values{}
                                         .text("title", title_of(chapter))
                                         .text("summary", group_summary(group, scene))
                                         .text("when", when_words(*group.front(), scene)));
            continue;
        }
        told.cases.push_back(
            Values{}.text("title", title_of(chapter)).list("sections", sections_of(chapter.posting, scene)));
        // Who has a button needs no command, and a candidate has nowhere to type it.
        const bool typed = chapter.posting.to.role == plan::Role::recruiter && chapter.occasion.pages.empty();
        auto lines = typed ? commands_of(duties) : std::vector<Values>{};
        std::ranges::move(lines, std::back_inserter(told.commands));
    }
    return told;
}

/// That of the first thing that is not settled by now, and how many others there are.
std::string first_subject(std::span<const Chapter> chapters, const ledger::Agency& agency, const Style& style,
                          const Occasion& occasion) {
    const Chapter* first = nullptr;
    std::size_t others = 0;
    for (const auto& chapter : chapters) {
        const auto things = things_told(chapter.posting, *chapter.plan);
        if (first == nullptr && things > 0)
            first = &chapter;
        else
            others += things;
    }
    if (first == nullptr) first = &chapters.front();
    auto own = first->occasion;
    own.neutral = occasion.neutral;
    const auto& reader = first->posting.to;
    const Scene scene{reader, *first->known, *first->plan, agency, style, own, style.tongue(reader.language)};
    return subject(first->posting, scene, others);
}

} // namespace

Message together(std::span<const Chapter> chapters, plan::Portion::Why why, const ledger::Agency& agency,
                 const Style& style, const Occasion& occasion) {
    const auto& first = chapters.front();
    const auto& reader = first.posting.to;
    const auto recruiter = recruiter_of(*first.known, agency, first.occasion.absence);
    const bool candidate = reader.role == plan::Role::candidate;
    const auto& tongue = style.tongue(reader.language);
    Message message;
    message.from = style.from;
    message.to = {reader.name, reader.email};
    if (candidate && recruiter.email) message.reply_to = Mailbox{recruiter.name, *recruiter.email};
    if (const auto answers = base::MailAddress::parse(occasion.answers))
        message.reply_to = Mailbox{agency.name, *answers};
    message.subject = first_subject(chapters, agency, style, occasion);
    message.date = occasion.now;
    message.message_id = keyed_id(style, occasion.mail_id, agency);
    message.unsubscribe_url = unsubscribing(occasion, message.reply_to);
    auto told = told_of(chapters, agency, style, tongue);
    const bool typed = !told.commands.empty();
    Values values;
    values.text("reader", greeted(reader, *chapters.front().known, tongue))
        .text("agency", agency.name)
        .text("recruiter", recruiter.name)
        .phone("recruiter_phone", recruiter.phone)
        .flag("late", why == plan::Portion::Why::late)
        .flag("many", why == plan::Portion::Why::many)
        .flag("answers", !occasion.answers.empty())
        .flag("report", candidate)
        .flag("snippet", typed)
        .flag("more", !told.brief.empty())
        .list("cases", std::move(told.cases))
        .list("brief", std::move(told.brief))
        .list("commands", std::move(told.commands))
        .also(headline_values(message.subject, occasion))
        .also(foot_values(occasion, tongue));
    write(message, filled(tongue.form("together.md"), values), tongue);
    return message;
}

} // namespace followup::mail
