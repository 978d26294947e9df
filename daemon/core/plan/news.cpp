#include "core/plan/draft.hpp"

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

/// What she need not do any more is said once, when nobody has told her why by then.
void release(Draft& draft, News news) {
    news.what = News::What::released;
    news.tell = {};
    news.own = {};
    const auto at = draft.rules.opening.later(news.origin.learned, draft.policy.tell_due,
                                              draft.rules.calendar, draft.recruiter().zone);
    draft.tell(news, draft.candidate(), at);
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
    if (!news.tell.empty()) return draft.tell(news, draft.candidate(), learned);
    if (ending.telling.at) return; // she knows
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
    // What she was told when the offer came; what was told her by telephone needs no mail.
    news.tell = offer.telling.words;
    if (offer.telling.learned == offer.origin.learned && !news.tell.empty())
        return draft.tell(news, draft.candidate(), offer.origin.learned);
    if (offer.telling.at || offer.answered || draft.known.ended() != nullptr) return;
    if (offer.origin.edition == queue::Edition::first) return;
    draft.untold(offer.origin.learned);
    release(draft, std::move(news));
}

void plan_round(Draft& draft, const ledger::Round& round) {
    if (const auto& off = round.cancelled) {
        auto news = news_of(round.interview.id, off->origin, News::What::cancelled);
        news.to = round.interview.ended;
        news.own = off->reason.own;
        news.tell = off->reason.tell;
        draft.tell(news, by_candidate(off->origin) ? draft.recruiter() : draft.candidate(),
                   off->origin.learned);
        return;
    }
    if (round.ends.size() < 2) return;
    const auto& last = round.ends.back();
    // A slip of the pen in what is over is no news.
    if (last.ended <= last.learned) return;
    auto news = news_of(round.interview.id, last.origin, News::What::moved);
    news.from = round.ends[round.ends.size() - 2].ended;
    news.to = last.ended;
    draft.tell(news, by_candidate(last.origin) ? draft.recruiter() : draft.candidate(), last.learned);
}

} // namespace

void plan_news(Draft& draft) {
    const auto& known = draft.known;
    for (const auto& ending : known.endings)
        plan_ending(draft, ending);
    for (const auto& offer : known.offers)
        plan_offer(draft, offer);
    if (known.ended() == nullptr)
        for (const auto& round : known.rounds)
            plan_round(draft, round);
    // By its fact: a question that is answered and goes leaves the others under their own names.
    std::map<std::int64_t, int> asked;
    for (const auto& doubt : known.doubts) {
        auto news = news_of(doubt.interview, doubt.origin, News::What::doubt);
        news.id = fmt::format("{}/doubt/{}", doubt.interview, doubt.origin.fact);
        if (const auto again = ++asked[doubt.origin.fact]; again > 1) news.id += fmt::format("-{}", again);
        news.own = doubt.words;
        draft.tell(news, draft.recruiter(), doubt.origin.learned);
    }
}

} // namespace followup::plan
