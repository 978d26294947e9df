#include "core/plan/draft.hpp"
#include "core/plan/meetings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace followup::plan {
namespace {

using ledger::Ending;
using ledger::Origin;

News news_of(const std::string& interview, const Origin& origin, News::What what) {
    News news;
    news.id = fmt::format("{}/news/{}", interview, origin.fact);
    news.what = what;
    news.interview = interview;
    news.origin = origin;
    return news;
}

bool by_candidate(const Origin& origin) {
    return origin.teller == queue::Teller::candidate;
}

/// When it is said what she need not do any more, if nobody has told her why by then.
Instant release_of(const Draft& draft, const Origin& origin) {
    return draft.rules.opening.later(origin.learned, draft.policy.tell_due, draft.rules.calendar,
                                     draft.recruiter().zone);
}

void release(Draft& draft, News news) {
    news.what = News::What::released;
    news.tell = {};
    news.own = {};
    const auto at = release_of(draft, news.origin);
    draft.tell(news, draft.candidate(), at);
}

/// She was told by telephone. That needs no mail, unless she had been written that she would hear: then the
/// words that were kept for her come after it.
void tell_after_release(Draft& draft, News news, const ledger::Telling& telling) {
    const auto written = draft.rules.window.next(release_of(draft, news.origin), draft.candidate().zone);
    if (!telling.by || telling.words.empty() || telling.by->learned <= written) return;
    news.id = fmt::format("{}/news/{}", news.interview, telling.by->fact);
    news.tell = telling.words;
    draft.tell(news, draft.candidate(), telling.by->learned);
}

/// When a mail reaches her about what we learned then.
Instant told_at(const Draft& draft, Instant learned) {
    return draft.rules.window.next(learned, draft.candidate().zone);
}

/// Whether she knew anything, by the time it was taken back, of what was told of an end or an offer.
bool knew(const Draft& draft, const Origin& origin, const ledger::Telling& telling, const queue::Shared& tell,
          Instant until) {
    if (by_candidate(origin) || (telling.by && telling.by->learned <= until)) return true;
    return told_at(draft, tell.empty() ? release_of(draft, origin) : origin.learned) < until;
}

/// An end or an offer does not hold: she hears so who had heard of it.
void plan_reopening(Draft& draft, const Origin& origin) {
    if (by_candidate(origin) || origin.edition == queue::Edition::first) return;
    const auto taken_back = [&](const auto& each) { return each.reopened == origin.learned; };
    bool told = false;
    for (const auto& ending : draft.known.endings)
        told = told
               || (taken_back(ending)
                   && knew(draft, ending.origin, ending.telling, ending.reason.tell, origin.learned));
    for (const auto& offer : draft.known.offers)
        told = told
               || (taken_back(offer)
                   && knew(draft, offer.origin, offer.telling, offer.telling.words, origin.learned));
    if (!told) return;
    const auto news = news_of(draft.known.rounds.back().interview.id, origin, News::What::reopened);
    draft.tell(news, draft.candidate(), origin.learned);
}

void plan_ending(Draft& draft, const Ending& ending) {
    auto news = news_of(draft.known.rounds.back().interview.id, ending.origin, News::What::ended);
    news.how = ending.how;
    news.own = ending.reason.own;
    news.tell = ending.reason.tell;
    const auto& learned = ending.origin.learned;
    if (by_candidate(ending.origin)) {
        if (ending.how == Ending::How::accepted || ending.how == Ending::How::declined)
            news.what = News::What::answered;
        return draft.tell(news, draft.recruiter(), learned);
    }
    // Taken back before a mail could go out: nothing is said of it.
    if (ending.reopened && *ending.reopened <= told_at(draft, learned) && !ending.telling.by) return;
    // Words that came with the outcome, not with word that she has been told.
    const bool with_it = !ending.telling.by || ending.telling.words != news.tell;
    if (!news.tell.empty() && with_it) return draft.tell(news, draft.candidate(), learned);
    if (ending.telling.at) return tell_after_release(draft, std::move(news), ending.telling);
    if (ending.reopened) return;
    // By the first edition nobody was asked to tell her; it was told, or is long past.
    if (ending.origin.edition == queue::Edition::first) return;
    draft.untold(learned);
    release(draft, std::move(news));
}

void plan_offer(Draft& draft, const ledger::Offer& offer) {
    auto news = news_of(offer.interview, offer.origin, News::What::offer);
    news.own = offer.notes;
    if (by_candidate(offer.origin)) return draft.tell(news, draft.recruiter(), offer.origin.learned);
    const auto told = told_at(draft, offer.origin.learned);
    if (offer.reopened && *offer.reopened <= told && !offer.telling.by) return;
    // What she was told when the offer came; what was told her by telephone needs no mail.
    news.tell = offer.telling.words;
    if (offer.telling.learned == offer.origin.learned && !news.tell.empty())
        return draft.tell(news, draft.candidate(), offer.origin.learned);
    if (!offer.stands() || draft.known.ended() != nullptr) return;
    if (offer.telling.at) return tell_after_release(draft, std::move(news), offer.telling);
    if (offer.origin.edition == queue::Edition::first) return;
    draft.untold(offer.origin.learned);
    release(draft, std::move(news));
}

/// Whoever did not do it hears of it when it is learned.
void tell_other(Draft& draft, const News& news) {
    draft.tell(news, by_candidate(news.origin) ? draft.recruiter() : draft.candidate(), news.origin.learned);
}

/// An interview to come, or another time of one: what its last file says that was not known.
void plan_time(Draft& draft, const ledger::Round& round) {
    const auto& last = round.ends.back();
    // A slip of the pen in what is over is no news.
    if (last.ended <= last.learned) return;
    const auto zone = Draft::zone(round);
    auto news = news_of(round.interview.id, last.origin, News::What::planned);
    news.to = meeting_of(last);
    std::optional<Meeting> before;
    if (round.ends.size() > 1)
        before = meeting_of(round.ends[round.ends.size() - 2]);
    else if (const auto* step = step_before(draft.known, round, last.learned))
        for (const auto& date : step->dates)
            if (date.learned <= last.learned) before = meeting_of(date.on, zone);
    const auto differs = before ? compared(*before, *news.to, zone) : Differs::more;
    if (differs == Differs::nothing) return;
    if (differs == Differs::moved) {
        news.what = News::What::moved;
        news.from = before;
    } else if (last.began.value_or(last.ended) <= last.learned) {
        return; // she is in it
    }
    tell_other(draft, news);
}

void plan_round(Draft& draft, const ledger::Round& round) {
    const auto& off = round.cancelled;
    if (!off) return plan_time(draft, round);
    auto news = news_of(round.interview.id, off->origin, News::What::cancelled);
    news.to = meeting_of(round.ends.back());
    news.own = off->reason.own;
    news.tell = off->reason.tell;
    tell_other(draft, news);
}

/// That a step is off, or on again.
struct StepChange {
    Origin origin;
    bool off = true;
    ledger::Reason reason = {};
};

std::vector<StepChange> changes_of(const Draft& draft, const ledger::Step& step, const std::string& duty) {
    std::vector<StepChange> all;
    if (step.off) all.push_back({step.off->origin, true, step.off->reason});
    if (step.back) all.push_back({*step.back, false});
    if (const auto by_hand = draft.known.closings.find(duty); by_hand != draft.known.closings.end())
        for (const auto& each : by_hand->second)
            if (each.act != queue::Closing::Act::done)
                all.push_back({each.origin,
                               each.act == queue::Closing::Act::dropped,
                               {.word = {}, .own = each.reason, .tell = each.tell}});
    std::ranges::sort(all, {}, [](const StepChange& change) { return change.origin.fact; });
    return all;
}

/// A step that is off, and one that is on after all, for her who is to go there; what she drops herself her
/// recruiter hears otherwise.
void plan_step_news(Draft& draft, const ledger::Round& round, const ledger::Step& step) {
    const auto id = fmt::format("{}/step/{}", round.interview.id, step.number);
    const auto duty = std::ranges::find(draft.duties(), id, &Duty::id);
    if (duty == draft.duties().end()) return;
    const auto changes = changes_of(draft, step, id);
    if (changes.empty()) return;
    const auto& last = changes.back();
    if (by_candidate(last.origin) || duty->due <= last.origin.learned) return;
    if (last.off ? duty->state != State::dropped : duty->state != State::open || changes.size() < 2) return;
    // That it has another date says so itself.
    const auto& said = duty->dates.back().said;
    if (!last.off && said && said->fact == last.origin.fact && duty->dates.size() > 1) return;
    auto news = news_of(round.interview.id, last.origin, last.off ? News::What::off : News::What::on);
    news.to = meeting_of(duty->dates.back(), Draft::zone(round));
    news.step = id;
    news.own = last.reason.own;
    news.tell = last.reason.tell;
    draft.tell(news, draft.candidate(), last.origin.learned);
}

/// Whether the date of an invitation tells her of it: it is another one than she knew.
bool told_by_date(const Draft& draft, const ledger::News& heard) {
    return std::ranges::any_of(draft.duties(), [&](const Duty& duty) {
        return std::ranges::any_of(duty.dates, [&](const Revision& date) {
            return date.said && date.said->fact == heard.origin.fact;
        });
    });
}

bool drops_a_call(const Draft& draft, const ledger::News& heard) {
    return std::ranges::any_of(draft.duties(), [&](const Duty& duty) {
        return duty.kind == Kind::call && duty.state == State::dropped && duty.closed == heard.at;
    });
}

/// They want to see her again, and have named no day yet, or the day that she knows: then a call falls away.
void plan_invitation(Draft& draft, const ledger::News& heard) {
    if (heard.heard.news != queue::Heard::News::second_interview || told_by_date(draft, heard)) return;
    if (heard.heard.date && heard.heard.tell.empty() && !drops_a_call(draft, heard)) return;
    auto news = news_of(heard.heard.interview, heard.origin, News::What::invited);
    for (const auto& round : draft.known.rounds)
        if (round.interview.id == heard.heard.interview && heard.heard.date)
            news.to = meeting_of(*heard.heard.date, Draft::zone(round));
    news.own = heard.heard.notes;
    news.tell = heard.heard.tell;
    tell_other(draft, news);
}

/// What is still to come of a case that is open.
void plan_open(Draft& draft) {
    for (const auto& round : draft.known.rounds) {
        plan_round(draft, round);
        for (const auto& step : round.steps)
            plan_step_news(draft, round, step);
    }
    for (const auto& heard : draft.known.news)
        plan_invitation(draft, heard);
}

} // namespace

void plan_news(Draft& draft) {
    const auto& known = draft.known;
    for (const auto& ending : known.endings)
        plan_ending(draft, ending);
    for (const auto& offer : known.offers)
        plan_offer(draft, offer);
    for (const auto& origin : known.reopenings)
        plan_reopening(draft, origin);
    if (known.ended() == nullptr) plan_open(draft);
    // By its fact: a question that is answered and goes leaves the others under their own names.
    std::map<std::int64_t, int> asked;
    for (const auto& doubt : known.doubts) {
        auto news = news_of(doubt.interview, doubt.origin, News::What::doubt);
        news.id = fmt::format("{}/doubt/{}", doubt.interview, doubt.origin.fact);
        if (const auto again = ++asked[doubt.origin.fact]; again > 1) news.id += fmt::format("-{}", again);
        news.own = doubt.words;
        news.question = doubt.question;
        news.about = doubt.about;
        draft.tell(news, draft.recruiter(), doubt.origin.learned);
    }
}

} // namespace followup::plan
