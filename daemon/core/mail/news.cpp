#include "core/mail/news.hpp"

#include "core/base/text.hpp"
#include "core/mail/facts.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/meetings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using What = plan::News::What;

std::string title_phrase(What what, bool candidate) {
    switch (what) {
    case What::released:
    case What::cancelled:
    case What::moved:
    case What::off:
    case What::on:
    case What::reopened:
    case What::doubt: return std::string{plan::word(what)};
    case What::planned:
    case What::invited:
        if (candidate) return std::string{plan::word(what)};
        break;
    case What::ended:
    case What::offer:
    case What::answered: break;
    }
    return candidate ? "from" : "candidate";
}

const plan::Duty* duty_called(const std::string& id, const plan::Plan& plan) {
    const auto found = std::ranges::find(plan.duties, id, &plan::Duty::id);
    return found == plan.duties.end() ? nullptr : &*found;
}

/// "off-second-interview": each kind of step has a sentence of its own.
std::string off_phrase(const plan::News& news, const Scene& scene) {
    const auto* duty = duty_called(news.step, scene.plan);
    const auto* step = duty == nullptr ? nullptr : step_of(*duty, scene.known);
    return "off-" + dashed(queue::word(step == nullptr ? queue::NextKind::other : step->next.what));
}

/// The phrase that says what happened; empty when the recruiter's own words say it all.
std::string line_phrase(const plan::News& news, const Scene& scene) {
    const bool candidate = scene.reader.role == plan::Role::candidate;
    switch (news.what) {
    case What::released: return "released";
    case What::moved: return "moved";
    case What::cancelled: return candidate ? "cancelled" : "called-off";
    case What::planned: return candidate ? "planned" : "plans";
    case What::invited: return candidate ? "invited" : "invites";
    case What::off: return off_phrase(news, scene);
    case What::on: return "planned";
    case What::reopened: return "reopened";
    case What::offer: return candidate ? "" : "offer";
    case What::ended:
    case What::answered: return candidate ? "" : std::string{ledger::word(news.how)};
    case What::doubt: break;
    }
    return {};
}

const ledger::Round* round_called(const std::string& interview, const ledger::Case& known) {
    const auto found = std::ranges::find_if(
        known.rounds, [&](const ledger::Round& round) { return round.interview.id == interview; });
    return found == known.rounds.end() ? nullptr : &*found;
}

/// The zone of what happens at the employer.
base::Zone zone_there(const plan::News& news, const Scene& scene) {
    const auto* round = round_called(news.interview, scene.known);
    const auto zone = base::Zone::named(round == nullptr ? scene.known.employer.zone : round->zone);
    return zone ? *zone : scene.reader.zone;
}

Values news_values(const plan::News& news, const Scene& scene) {
    auto values = scene_values(scene);
    const auto& tongue = scene.tongue;
    const auto meeting = [&](const std::optional<plan::Meeting>& at) {
        if (!at) return std::string{};
        return meeting_words(*at, scene.reader.zone, zone_there(news, scene), scene.known.employer.name,
                             tongue);
    };
    const auto* duty = duty_called(news.step, scene.plan);
    return values.text("position", scene.known.position)
        .text("from", meeting(news.from))
        .text("to", meeting(news.to))
        .text("when", news.to ? meeting_brief(*news.to, scene.reader.zone, tongue) : std::string{})
        .text("what", duty == nullptr ? std::string{} : summary(*duty, scene.known, tongue));
}

std::string title_of(const plan::News& news, const Scene& scene) {
    const bool candidate = scene.reader.role == plan::Role::candidate;
    return scene.tongue.phrase("news-title-" + title_phrase(news.what, candidate), news_values(news, scene));
}

Both as_paragraphs(const std::vector<std::string>& lines) {
    Both both;
    for (const auto& line : lines) {
        both.plain += line + "\n\n";
        both.markdown += markdown_escaped(line) + "\n\n";
    }
    return both;
}

/// The answer that the employer waits for by a date.
const plan::Duty* answer_to(const plan::News& news, const plan::Plan& plan) {
    const auto found = std::ranges::find_if(plan.duties, [&](const plan::Duty& duty) {
        return duty.kind == plan::Kind::answer && duty.interview == news.interview
               && duty.state == plan::State::open;
    });
    return found == plan.duties.end() ? nullptr : &*found;
}

/// The last concern of the employer's that the candidate may hear, and whether she has an answer to it.
Values concern_values(const Scene& scene) {
    const auto seen = ledger::seen(scene.known, scene.eyes());
    Values values;
    for (const auto& concern : seen.objections)
        if (concern.share)
            values = Values{}.text("concern", concern.text).flag("answered", !concern.answer.empty());
    return values;
}

/// Of a second interview that the candidate hears of.
bool is_invitation(const plan::Duty& duty, const Scene& scene) {
    if (scene.reader.role != plan::Role::candidate || duty.kind != plan::Kind::step) return false;
    const auto* step = step_of(duty, scene.known);
    return step != nullptr && step->next.what == queue::NextKind::second_interview;
}

/// The calls to the employer that have fallen away by what happened then: she is not to call any more.
std::vector<std::string> fallen_calls(const ledger::Origin& origin, const Scene& scene) {
    std::vector<std::string> lines;
    if (scene.reader.role != plan::Role::candidate) return lines;
    for (const auto& duty : scene.plan.duties) {
        const bool fell = duty.kind == plan::Kind::call && duty.state == plan::State::dropped
                          && duty.closed == origin.at && duty.opened <= origin.learned;
        if (!fell) continue;
        const auto date = scene.tongue.date(scene.reader.zone.date(duty.due), "short-date");
        lines.push_back(
            scene.tongue.phrase("news-line-no-call", Values{}.text("whom", duty.whom).text("date", date)));
    }
    return lines;
}

/// Where an interview to come is, and whom she will meet there.
void add_whereabouts(std::vector<std::string>& lines, const plan::News& news, const Scene& scene) {
    const auto* round = round_called(news.interview, scene.known);
    const bool interview = news.what == What::planned || news.what == What::moved;
    if (!interview || round == nullptr || scene.reader.role != plan::Role::candidate) return;
    const auto& said = round->interview;
    const auto& place = said.place.empty() ? said.employer.address : said.place;
    if (!place.empty())
        lines.push_back(scene.tongue.phrase("news-line-where", Values{}.text("place", place)));
    std::vector<std::string> names;
    for (const auto& person : round->people)
        if (!person.struck)
            names.push_back(person.met.name + (person.met.title.empty() ? "" : ", " + person.met.title));
    if (!names.empty())
        lines.push_back(
            scene.tongue.phrase("news-line-with", Values{}.text("names", base::joined(names, "; "))));
}

/// When the second interview is to which they invite, if that is known already.
std::string second_interview(const Scene& scene) {
    for (const auto& duty : scene.plan.duties)
        if (duty.state == plan::State::open && is_invitation(duty, scene)) return when_words(duty, scene);
    return {};
}

/// All that the mail says of it, a paragraph each, besides what people wrote.
std::vector<std::string> lines_of(const plan::News& news, const Scene& scene) {
    const bool candidate = scene.reader.role == plan::Role::candidate;
    auto values = news_values(news, scene);
    std::vector<std::string> lines;
    if (news.what == What::invited) values.text("set", second_interview(scene));
    if (const auto phrase = line_phrase(news, scene); !phrase.empty())
        lines.push_back(scene.tongue.phrase("news-line-" + phrase, values));
    add_whereabouts(lines, news, scene);
    if (news.what == What::invited || news.what == What::cancelled)
        std::ranges::move(fallen_calls(news.origin, scene), std::back_inserter(lines));
    if (candidate && news.what == What::offer)
        if (const auto* answer = answer_to(news, scene.plan))
            lines.push_back(scene.tongue.phrase(
                "news-line-answer", values.text("due", due_words(*answer, scene.reader.zone, scene.tongue))));
    // Her recruiter's words may name no employer, and she may have cases with several.
    if (candidate && lines.empty() && news.what != What::doubt)
        lines.push_back(scene.tongue.phrase("news-line-about", values));
    return lines;
}

/// The recruiter's own words, or what the program asks in the reader's language, which begins like a
/// sentence.
std::string own_words(const plan::News& news, const Scene& scene) {
    std::string words{news.own.read(scene.eyes())};
    if (news.what != What::doubt) return words;
    // Whoever may not read the question is not asked it in another language either.
    if (news.question && !words.empty()) {
        Values values;
        for (const auto& [name, value] : news.about)
            values.text(name, value);
        auto own = scene.tongue.phrase_if_any(fmt::format("asked-{}", ledger::word(*news.question)), values);
        if (!own.empty()) words = std::move(own);
    }
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

} // namespace

std::string news_subject(const plan::News& news, const Scene& scene) {
    if (scene.reader.role == plan::Role::candidate) return title_of(news, scene);
    const bool happened = news.what == What::ended || news.what == What::answered;
    const auto phrase = news.what == What::cancelled ? std::string{"called-off"}
                        : happened                   ? std::string{ledger::word(news.how)}
                                                     : std::string{plan::word(news.what)};
    return scene.tongue.phrase("news-brief-" + phrase);
}

Both news_section(const plan::News& news, const Scene& scene, std::string_view headline) {
    auto values = news_values(news, scene);
    const auto title = title_of(news, scene);
    values.text("title", title == headline ? std::string{} : title);
    std::vector<Values> lines;
    for (const auto& line : lines_of(news, scene))
        lines.push_back(Values{}.text("line", line));
    values.list("lines", std::move(lines))
        .text("tell", news.tell.read(scene.eyes()))
        .flag("quoted", scene.reader.role == plan::Role::candidate)
        .text("own", own_words(news, scene));
    return filled(scene.tongue.form("news.md"), values);
}

std::vector<const plan::News*> news_of(const plan::Posting& posting, const plan::Plan& plan) {
    std::vector<const plan::News*> all;
    for (const auto& news : plan.news)
        if (std::ranges::find(posting.nudges, news.id, &plan::Nudge::duty) != posting.nudges.end())
            all.push_back(&news);
    return all;
}

Both date_news(const plan::Duty& duty, const plan::Posting& posting, const Scene& scene) {
    const auto about = [&](std::string_view rule) {
        return std::ranges::any_of(posting.nudges, [&](const plan::Nudge& nudge) {
            return nudge.duty == duty.id && nudge.rule == rule;
        });
    };
    const bool moved = about("moved") && duty.dates.size() > 1;
    auto values = scene_values(scene);
    std::vector<std::string> lines;
    if (about("concern"))
        return as_paragraphs({scene.tongue.phrase(
            "news-concern", values.text("whom", duty.whom).also(concern_values(scene)))});
    if (!moved && !about("set")) return {};
    const auto& last = duty.dates.back();
    if (moved) {
        const auto zone = scene.reader.zone;
        const auto before = plan::meeting_of(duty.dates[duty.dates.size() - 2], zone);
        const auto now = plan::meeting_of(last, zone);
        const bool time = plan::compared(before, now, zone) == plan::Differs::more;
        values.text("from", meeting_words(before, zone, scene.tongue))
            .text("to", meeting_words(now, zone, scene.tongue));
        lines.push_back(scene.tongue.phrase(time ? "news-date-timed" : "news-date-moved", values));
    } else {
        lines.push_back(
            scene.tongue.phrase(is_invitation(duty, scene) ? "news-date-invited" : "news-date-set", values));
    }
    if (last.said && duty.kind == plan::Kind::step)
        std::ranges::move(fallen_calls(*last.said, scene), std::back_inserter(lines));
    const auto& tell = last.reason.tell.read(scene.eyes());
    if (!tell.empty() && scene.reader.role == plan::Role::candidate)
        lines.push_back(scene.tongue.phrase("news-date-why", values.text("tell", tell)));
    return as_paragraphs(lines);
}

} // namespace followup::mail
