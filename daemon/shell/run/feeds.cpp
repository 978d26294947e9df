#include "core/calendar/feed.hpp"
#include "core/plan/stand_in.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/feed_kind.hpp"
#include "shell/run/lookover.hpp"
#include "shell/run/unreadable.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// Duties further away are in no feed (interop F31); an interview's or an employer's date lies near a duty.
constexpr base::days behind_max{40};
constexpr base::days ahead_max{370};
constexpr int feed_cases_max = 2000;
/// How long an address that was taken out of use gives an empty feed (interop H11).
constexpr base::days empty_stays{7};

std::string ended_note(std::string_view token_hash) {
    return fmt::format("feed ended {}", token_hash);
}

std::optional<Instant> sooner(std::optional<Instant> left, std::optional<Instant> right) {
    if (!left || (right && *right < *left)) return right;
    return left;
}

} // namespace

base::Result<std::optional<Instant>> Bookkeeper::feed_ended(std::string_view token_hash) {
    const auto note = x_store.note(ended_note(token_hash));
    if (!note) return std::unexpected(note.error());
    if (!*note) return std::optional<Instant>{};
    // Where its time cannot be read it is out of use all the same: nobody gets in by a flipped bit.
    return std::optional{base::parse_instant(**note).value_or(Instant{})};
}

base::Result<Bookkeeper::Address> Bookkeeper::feed_address(const store::FeedOf& whose, Instant now,
                                                           calendar::Privacy privacy) {
    const auto& person = whose.person;
    auto kind = feed_kind(privacy);
    auto row = x_store.feed_of(whose, kind);
    if (!row) return std::unexpected(row.error());
    if (!*row) {
        // A candidate and a recruiter of one id: neither ever gets an address that is or was the other's.
        const auto other = x_store.feed_of(
            {person, whose.role == plan::Role::candidate ? plan::Role::recruiter : plan::Role::candidate},
            kind);
        if (!other) return std::unexpected(other.error());
        if (*other) {
            kind += fmt::format("#{}", plan::word(whose.role));
            row = x_store.feed_of(whose, kind);
            if (!row) return std::unexpected(row.error());
        }
    }
    // A row that is there keeps the generation that it was made with.
    const auto generation_of = [&] {
        return *row ? (*row)->generation : web::whole_generation(x_keys.feeds, person, kind, 1);
    };
    int generation = generation_of();
    auto token = web::feed_token(x_keys.feeds, person, kind, generation);
    if (*row && (*row)->token_hash != web::token_hash(token)) {
        // Made when their mail address was another one: that feed goes on, and the new address gets its own.
        kind += "#" + base::hex(base::sha256(person)).substr(0, 12);
        row = x_store.feed_of(whose, kind);
        if (!row) return std::unexpected(row.error());
        generation = generation_of();
        token = web::feed_token(x_keys.feeds, person, kind, generation);
    }
    if (*row) {
        const auto ended = feed_ended((*row)->token_hash);
        if (!ended) return std::unexpected(ended.error());
        return Address{std::move(**row), std::move(token), *ended};
    }
    store::FeedRow fresh;
    fresh.person = person;
    fresh.role = whose.role;
    fresh.feed = kind;
    fresh.generation = generation;
    fresh.token_hash = web::token_hash(token);
    fresh.since = now;
    fresh.version_time = now;
    auto inserted = x_store.insert(fresh);
    if (!inserted) return std::unexpected(inserted.error());
    return Address{std::move(*inserted), std::move(token), {}};
}

base::Result<Entries> Bookkeeper::entries_of(const store::FeedRow& row, calendar::Privacy privacy,
                                             Instant now) {
    const auto config = x_config;
    const auto& agency = config->rules.agency;
    const auto& person = row.person;
    const bool named = row.role == plan::Role::recruiter && agency.recruiter(person) != nullptr;
    const auto audience = person == "team" ? calendar::Audience::team
                          : named          ? calendar::Audience::recruiter
                                           : calendar::Audience::candidate;
    const bool one = audience == calendar::Audience::candidate;
    const auto cases = one ? x_store.cases_of(plan::Role::candidate, person)
                           : x_store.cases_due_within(audience == calendar::Audience::team ? "" : person,
                                                      now - behind_max, now + ahead_max, feed_cases_max);
    if (!cases) return std::unexpected(cases.error());
    Entries all;
    all.cases = cases->size();
    all.language = named ? plan::as_person(*agency.recruiter(person), agency).language : agency.language;
    std::vector<std::int64_t> missing;
    for (const auto number : *cases) {
        if (!x_breath.take("a calendar")) return std::unexpected(ending());
        const auto of = planned(number, now);
        if (!of && !one && x_store.is_set_aside(number)) {
            missing.push_back(number);
            continue;
        }
        if (!of && is_gone(x_store, number)) continue;
        if (!of) return std::unexpected(of.error());
        const auto* recruiter = agency.recruiter(of->known->recruiter);
        const auto level =
            config->feed_privacy.of(recruiter == nullptr ? of->known->recruiter : recruiter->id);
        const auto told = std::max(privacy, level);
        const auto& tongue =
            x_style.tongue(one ? plan::as_person(*of->known, agency).language : all.language);
        auto entries = calendar::entries(
            *of->known, *of->plan, {audience, tongue, config->rules.policy.letter_due, told}, agency, now);
        if (one) all.language = tongue.code();
        if (told == calendar::Privacy::full) add_pages(entries, *of, person);
        all.list.insert(all.list.end(), std::make_move_iterator(entries.begin()),
                        std::make_move_iterator(entries.end()));
        all.until = sooner(all.until, calendar::next_change(*of->known, *of->plan, now));
    }
    add_unreadable(all, missing, person, *config, now);
    return all;
}

base::Result<FeedShelf::Bytes> Bookkeeper::render(const store::FeedRow& row, const FeedKey& key,
                                                  Instant now) {
    const auto begun = x_shelf->times();
    auto all = entries_of(row, feed_level(row), now);
    if (!all) return std::unexpected(all.error());
    // Somebody was forgotten meanwhile, or the address taken out of use: from the beginning.
    if (x_shelf->times().cleared != begun.cleared) return render_key(key, now);
    const auto before = x_store.stamps(row.number);
    if (!before) return std::unexpected(before.error());
    const auto& tongue = x_style.tongue(all->language);
    calendar::Feed feed{.name = tongue.phrase("calendar-name"),
                        .idle = tongue.phrase("calendar-idle"),
                        .category = tongue.phrase("category-follow-up"),
                        .domain = x_config->rules.agency.domain,
                        .entries = std::move(all->list),
                        .stamps = {},
                        .since = row.since};
    feed.stamps = calendar::advanced(*before, feed.entries);
    auto bytes = calendar::ics(feed);
    if (!bytes) return std::unexpected(bytes.error());
    auto version = row;
    version.version_hash = base::fingerprint(*bytes);
    if (version.version_hash != row.version_hash) {
        // The feed's own time moves when an entry leaves, too; it never goes back.
        if (!row.version_hash.empty())
            version.version_time = std::max(now, row.version_time + base::seconds{1});
        if (auto kept = x_store.keep_stamps(version, *before, feed.stamps); !kept)
            return std::unexpected(kept.error());
    }
    // Tasks and alarms say the same of the same entries: they have the stamps and the time of the feed
    // itself.
    feed.form = key.form;
    const bool itself = feed.form == calendar::Form{};
    if (!itself) bytes = calendar::ics(feed);
    if (!bytes) return std::unexpected(bytes.error());
    auto rendered = std::make_shared<const web::FeedBytes>(
        web::feed_bytes(std::move(*bytes), version.version_time, x_config->compress,
                        itself ? version.version_hash : std::string{}));
    x_shelf->put(key, {row.person, rendered, all->until, all->cases}, begun);
    return rendered;
}

void Bookkeeper::outdate_feeds(const Planned& of) {
    x_shelf->outdate(of.known->recruiter);
    x_shelf->outdate(of.row.recruiter);
    x_shelf->outdate(ledger::identity(of.known->candidate));
    x_shelf->outdate("team");
}

base::Result<FeedShelf::Bytes> Bookkeeper::render_key(const FeedKey& key, Instant now) {
    auto row = x_store.feed_by_token(key.token_hash);
    if (!row) return std::unexpected(row.error());
    const auto ended = feed_ended(key.token_hash);
    if (!ended) return std::unexpected(ended.error());
    if (!*row || *ended) return render_ended(key, now);
    const auto theirs = Lookover{*this}.owns(**row);
    if (!theirs) return std::unexpected(theirs.error());
    if (!*theirs)
        return base::problem(fmt::format("feed {}", (*row)->number), "it cannot be told whose it is");
    if (key.privacy <= feed_level(**row)) return render(**row, key, now);
    // Less was asked for than the address may tell: another feed, with stamps of its own.
    const auto other = feed_address((*row)->person, now, key.privacy);
    if (!other) return std::unexpected(other.error());
    return render(other->row, key, now);
}

base::Result<FeedShelf::Bytes> Bookkeeper::render_ended(const FeedKey& key, Instant now) {
    const auto ended = feed_ended(key.token_hash);
    if (!ended) return std::unexpected(ended.error());
    if (!*ended || now >= **ended + empty_stays) return nullptr;
    const auto& tongue = x_style.tongue(x_config->rules.agency.language); // whose it was may be forgotten
    calendar::Feed empty{.name = tongue.phrase("calendar-name"),
                         .idle = tongue.phrase("calendar-idle"),
                         .category = tongue.phrase("category-follow-up"),
                         .domain = x_config->rules.agency.domain,
                         .entries = {},
                         .stamps = {},
                         .form = key.form,
                         .since = **ended};
    auto bytes = calendar::ics(empty);
    if (!bytes) return std::unexpected(bytes.error());
    auto rendered = std::make_shared<const web::FeedBytes>(
        web::feed_bytes(std::move(*bytes), **ended + base::seconds{1}));
    x_shelf->put(key, {"", rendered, **ended + empty_stays, 0});
    return rendered;
}

base::Result<bool> Bookkeeper::feed_gone(const web::FeedWanted& wanted, Instant now) {
    const auto ended = feed_ended(web::token_hash(wanted.token));
    if (!ended) return std::unexpected(ended.error());
    return *ended && now >= **ended + empty_stays;
}

base::Result<Bookkeeper::Address> Bookkeeper::rotate_feed(const store::FeedOf& whose, Instant now,
                                                          calendar::Privacy privacy) {
    const auto old = feed_address(whose, now, privacy);
    if (!old) return std::unexpected(old.error());
    const auto& person = whose.person;
    auto next = old->row;
    next.generation = web::whole_generation(x_keys.feeds, person, next.feed, next.generation + 1);
    auto token = web::feed_token(x_keys.feeds, person, next.feed, next.generation);
    next.token_hash = web::token_hash(token);
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (!old->ended)
        if (auto noted = x_store.set_note(ended_note(old->row.token_hash), base::rfc3339(now)); !noted)
            return give_up(noted.error());
    auto row = x_store.insert(next);
    if (!row) return give_up(row.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    x_shelf->clear(); // the old address must not be served from it
    x_ready.clear();  // nor told of
    return Address{std::move(*row), std::move(token), {}};
}

base::Result<Bookkeeper::Address> Bookkeeper::revoke_feed(const store::FeedOf& whose, Instant now,
                                                          calendar::Privacy privacy) {
    auto address = feed_address(whose, now, privacy);
    if (!address || address->ended) return address;
    if (auto noted = x_store.set_note(ended_note(address->row.token_hash), base::rfc3339(now)); !noted)
        return std::unexpected(noted.error());
    x_shelf->clear(); // it must not be served from there
    x_ready.clear();  // nor told of
    address->ended = now;
    return address;
}

base::Result<FeedShelf::Bytes> Bookkeeper::feed(const web::FeedWanted& wanted, Instant now) {
    const auto key = key_of(wanted);
    const auto found = x_shelf->find(key, now);
    if (found && (found->current || x_clock_doubt.found())) return found->bytes;
    auto fresh = render_key(key, now);
    // Last good bytes rather than an error: a calendar program switches a feed off after one bad answer.
    if (!fresh && found) return found->bytes;
    return fresh;
}

base::Result<bool> Bookkeeper::render_ahead(Instant now, std::size_t cases_most, int count) {
    std::optional<base::Problem> failed;
    for (int n = 0; n < count; ++n) {
        const auto key = x_shelf->next_outdated(now, cases_most);
        if (!key && failed) return std::unexpected(std::move(*failed));
        if (!key) return false;
        auto fresh = render_key(*key, now);
        // One feed that cannot be read: its last good bytes are served, and the others go on.
        if (!fresh) failed = std::move(fresh.error());
    }
    if (failed) return std::unexpected(std::move(*failed));
    return true;
}

} // namespace followup::run
