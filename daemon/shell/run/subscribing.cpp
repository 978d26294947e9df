#include "shell/run/subscribing.hpp"

#include "core/plan/stand_in.hpp"
#include "core/web/page.hpp"
#include "core/web/subscribing.hpp"
#include "shell/log/log.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/feed_kind.hpp"

namespace followup::run {
namespace {

web::Reply no_page(const base::Problem& problem, const words::Tongue& tongue) {
    log::error("feed: " + base::text(problem));
    auto reply =
        web::notice(503, tongue.phrase("page-not-now"), tongue.phrase("page-not-now-why"), tongue.code());
    reply.headers.emplace_back("Retry-After", "60");
    return reply;
}

web::Reply answered_page(Bookkeeper& keeper, const web::FeedPageWanted& wanted, const std::string& base) {
    const auto& ours = agency_tongue(keeper);
    const auto hash = web::token_hash(wanted.token);
    const auto ended = keeper.feed_ended(hash);
    if (!ended) return no_page(ended.error(), ours);
    if (*ended)
        return web::notice(
            410, ours.phrase("feed-ended"),
            ours.phrase("feed-ended-why", words::Values{}.text("agency", keeper.config().rules.agency.name)),
            ours.code());
    const auto row = keeper.store().feed_by_token(hash);
    if (!row) return no_page(row.error(), ours);
    if (!*row) return web::unknown_link(ours);
    const auto reader = feed_owner(keeper, **row);
    if (!reader) return no_page(reader.error(), ours);
    return web::feed_page({.name = reader->name,
                           .agency = keeper.config().rules.agency.name,
                           .base = base,
                           .token = wanted.token,
                           .told = feed_level(**row)},
                          keeper.mail_style().tongue(reader->language));
}

} // namespace

base::Result<FeedOwner> feed_owner(Bookkeeper& keeper, const store::FeedRow& row) {
    const auto& agency = keeper.config().rules.agency;
    const auto& person = row.person;
    const auto* recruiter = row.role == plan::Role::recruiter ? agency.recruiter(person) : nullptr;
    if (recruiter != nullptr) {
        const auto who = plan::as_person(*recruiter, agency);
        return FeedOwner{who.name, who.language};
    }
    const auto cases = keeper.store().cases_of(plan::Role::candidate, person);
    if (!cases) return std::unexpected(cases.error());
    for (const auto number : *cases) {
        const auto known = keeper.story(number);
        if (!known && keeper.store().is_set_aside(number)) continue;
        if (!known) return std::unexpected(known.error());
        const auto who = plan::as_person(**known, agency);
        return FeedOwner{who.name, who.language};
    }
    return FeedOwner{agency.name, agency.language};
}

web::Reply answer_feed_page(Bookkeeper& keeper, const web::FeedPageWanted& wanted,
                            const web::Request& request, const std::string& base) {
    return web::fitted(answered_page(keeper, wanted, base), request);
}

} // namespace followup::run
