#include "core/mail/news.hpp"

#include "core/mail/facts.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using What = plan::News::What;

std::string title_phrase(What what, bool candidate) {
    switch (what) {
    case What::released: return "released";
    case What::cancelled: return "cancelled";
    case What::moved: return "moved";
    case What::doubt: return "doubt";
    case What::ended:
    case What::offer:
    case What::answered: break;
    }
    return candidate ? "from" : "candidate";
}

/// The phrase that says what happened; empty when the recruiter's own words say it all.
std::string line_phrase(const plan::News& news, bool candidate) {
    switch (news.what) {
    case What::released: return "released";
    case What::moved: return "moved";
    case What::cancelled: return candidate ? "cancelled" : "called-off";
    case What::offer: return candidate ? "" : "offer";
    case What::ended:
    case What::answered: return candidate ? "" : std::string{ledger::word(news.how)};
    case What::doubt: break;
    }
    return {};
}

Values news_values(const plan::News& news, const Scene& scene) {
    auto values = scene_values(scene);
    const auto moment = [&](const std::optional<base::Instant>& at) {
        return at ? scene.tongue.moment(*at, scene.reader.zone) : std::string{};
    };
    return values.text("from", moment(news.from)).text("to", moment(news.to));
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

} // namespace

std::string news_subject(const plan::News& news, const Scene& scene) {
    if (scene.reader.role == plan::Role::candidate) return title_of(news, scene);
    auto phrase = line_phrase(news, false);
    if (phrase.empty()) phrase = plan::word(news.what); // "doubt"
    return scene.tongue.phrase("news-brief-" + phrase);
}

Both news_section(const plan::News& news, const Scene& scene) {
    const bool candidate = scene.reader.role == plan::Role::candidate;
    auto values = news_values(news, scene);
    values.text("title", title_of(news, scene));
    std::vector<Values> lines;
    if (const auto phrase = line_phrase(news, candidate); !phrase.empty())
        lines.push_back(Values{}.text("line", scene.tongue.phrase("news-line-" + phrase, values)));
    if (candidate && news.what == What::offer)
        if (const auto* answer = answer_to(news, scene.plan))
            lines.push_back(Values{}.text(
                "line", scene.tongue.phrase(
                            "news-line-answer",
                            values.text("due", due_words(*answer, scene.reader.zone, scene.tongue)))));
    values.list("lines", std::move(lines))
        .text("tell", news.tell.read(scene.eyes()))
        .flag("quoted", candidate)
        .text("own", news.own.read(scene.eyes()));
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
    if (moved) {
        const auto& before = duty.dates[duty.dates.size() - 2].due;
        values.text("from", scene.tongue.moment(before, scene.reader.zone));
        lines.push_back(scene.tongue.phrase("news-date-moved", values));
    } else {
        lines.push_back(
            scene.tongue.phrase(is_invitation(duty, scene) ? "news-date-invited" : "news-date-set", values));
    }
    const auto& tell = duty.dates.back().reason.tell.read(scene.eyes());
    if (!tell.empty() && scene.reader.role == plan::Role::candidate)
        lines.push_back(scene.tongue.phrase("news-date-why", values.text("tell", tell)));
    return as_paragraphs(lines);
}

} // namespace followup::mail
