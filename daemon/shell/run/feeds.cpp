#include "core/calendar/feed.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t rendered_max = 2000;
constexpr std::string_view feed_kind = "follow-ups";

std::optional<Instant> sooner(std::optional<Instant> left, std::optional<Instant> right) {
    if (!left || (right && *right < *left)) return right;
    return left;
}

} // namespace

base::Result<Bookkeeper::Address> Bookkeeper::feed_address(const std::string& person, Instant now) {
    auto row = x_store.feed_of(person, feed_kind);
    if (!row) return std::unexpected(row.error());
    const int generation = *row ? (*row)->generation : 1;
    auto token = web::feed_token(x_keys.feeds, person, feed_kind, generation);
    if (*row) return Address{std::move(**row), std::move(token)};
    store::FeedRow fresh;
    fresh.person = person;
    fresh.feed = feed_kind;
    fresh.generation = generation;
    fresh.token_hash = web::token_hash(token);
    fresh.since = now;
    fresh.version_time = now;
    auto inserted = x_store.insert(fresh);
    if (!inserted) return std::unexpected(inserted.error());
    return Address{std::move(*inserted), std::move(token)};
}

base::Result<std::shared_ptr<const web::FeedBytes>> Bookkeeper::render(const store::FeedRow& row,
                                                                       Instant now) {
    const auto& agency = x_config->rules.agency;
    const auto audience = row.person == "team"                      ? calendar::Audience::team
                          : agency.recruiter(row.person) != nullptr ? calendar::Audience::recruiter
                                                                    : calendar::Audience::candidate;
    const auto role =
        audience == calendar::Audience::candidate ? plan::Role::candidate : plan::Role::recruiter;
    const auto cases =
        audience == calendar::Audience::team ? x_store.all_cases() : x_store.cases_of(role, row.person);
    if (!cases) return std::unexpected(cases.error());
    calendar::Feed feed{.domain = agency.domain, .entries = {}, .stamps = {}, .since = row.since};
    std::optional<Instant> until;
    for (const auto number : *cases) {
        const auto of = planned(number, now);
        if (!of) return std::unexpected(of.error());
        auto entries = calendar::entries(*of->known, of->plan, audience, agency, now);
        feed.entries.insert(feed.entries.end(), std::make_move_iterator(entries.begin()),
                            std::make_move_iterator(entries.end()));
        until = sooner(until, calendar::next_change(*of->known, of->plan, now));
    }
    const auto before = x_store.stamps(row.number);
    if (!before) return std::unexpected(before.error());
    feed.stamps = calendar::advanced(*before, feed.entries);
    auto bytes = calendar::ics(feed);
    if (!bytes) return std::unexpected(bytes.error());
    auto version = row;
    version.version_hash = base::hex(base::sha256(*bytes));
    if (version.version_hash != row.version_hash) {
        // The feed's own time moves when an entry leaves, too; it never goes back.
        if (!row.version_hash.empty())
            version.version_time = std::max(now, row.version_time + base::seconds{1});
        if (auto kept = x_store.keep_stamps(version, *before, feed.stamps); !kept)
            return std::unexpected(kept.error());
    }
    auto rendered =
        std::make_shared<const web::FeedBytes>(web::feed_bytes(std::move(*bytes), version.version_time));
    if (x_rendered.size() >= rendered_max) x_rendered.erase(x_rendered.begin());
    x_rendered[row.person] = {rendered, until, false};
    return rendered;
}

void Bookkeeper::forget_rendered(const Planned& of) {
    const auto stale = [&](const std::string& person) {
        if (const auto at = x_rendered.find(person); at != x_rendered.end()) at->second.stale = true;
    };
    stale(of.known->recruiter);
    stale(of.row.recruiter);
    stale(ledger::identity(of.known->candidate));
    stale("team");
}

base::Result<std::shared_ptr<const web::FeedBytes>> Bookkeeper::feed(std::string_view token, Instant now) {
    const auto row = x_store.feed_by_token(web::token_hash(token));
    if (!row) return std::unexpected(row.error());
    if (!*row) return nullptr;
    const auto at = x_rendered.find((*row)->person);
    const bool there = at != x_rendered.end();
    if (there && !at->second.stale && (!at->second.until || now < *at->second.until)) return at->second.bytes;
    auto fresh = render(**row, now);
    // Last good bytes rather than an error: a calendar program switches a feed off after one bad answer.
    if (!fresh && there) return at->second.bytes;
    return fresh;
}

base::Result<std::vector<Bookkeeper::Reader>> Bookkeeper::readers() {
    const auto& agency = x_config->rules.agency;
    std::vector<Reader> all;
    for (const auto& recruiter : agency.recruiters)
        all.push_back({recruiter.id, recruiter.name});
    all.push_back({"team", agency.name});
    const auto cases = x_store.all_cases();
    if (!cases) return std::unexpected(cases.error());
    std::map<std::string, std::string> candidates;
    for (const auto number : *cases) {
        const auto history = x_store.history(number);
        if (!history) return std::unexpected(history.error());
        if ((*history)->facts.empty()) continue;
        const auto known = ledger::fold(**history);
        candidates[ledger::identity(known.candidate)] = known.candidate.name;
    }
    for (const auto& [person, name] : candidates)
        all.push_back({person, name});
    return all;
}

} // namespace followup::run
