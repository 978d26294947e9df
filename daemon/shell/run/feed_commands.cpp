#include "shell/run/feed_commands.hpp"

#include "core/web/subscribing.hpp"
#include "core/web/views.hpp"
#include "shell/log/log.hpp"
#include "shell/run/fetches.hpp"
#include "shell/run/pace.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::run {
namespace {

namespace json = boost::json;
using calendar::Privacy;

enum class Deed { list, rotate, revoke };

std::string_view argument(const web::CommandWanted& wanted, std::string_view name) {
    for (const auto& [key, given] : wanted.query)
        if (key == name) return given;
    return {};
}

json::value or_null(const std::optional<Instant>& at) {
    return at ? json::value(base::rfc3339(*at)) : json::value(nullptr);
}

web::Reply wrong_wish(std::string what, std::string mend) {
    return web::json(400, web::problems_json({{"", std::move(what), std::move(mend)}}));
}

web::Reply out_of_order(const base::Problem& problem) {
    return web::json(503, web::problems_json({problem}));
}

/// An address that is out of use is not shown: nobody should pass it on.
base::Result<json::object> feed_json(Bookkeeper& keeper, const FeedReader& reader,
                                     const Bookkeeper::Address& address, const Surroundings& around) {
    const auto fetch = last_fetch(keeper, address.row.token_hash);
    if (!fetch) return std::unexpected(fetch.error());
    json::object feed{
        {"person", reader.whose.person},
        {"name", reader.name},
        {"feed", address.row.feed},
        {"fetched", or_null(*fetch ? std::optional{(*fetch)->at} : std::nullopt)},
        {"client", *fetch ? (*fetch)->client : ""},
        {"quiet", *fetch && !address.ended && (*fetch)->at + quiet_after <= around.clock->now()},
        {"revoked", or_null(address.ended)},
        {"https", ""},
        {"webcal", ""},
        {"page", ""}};
    if (address.ended) return feed;
    const auto base = web_base(keeper, around);
    const auto https = web::feed_url(base, address.token);
    feed["https"] = https;
    feed["webcal"] = web::webcal(https);
    feed["page"] = web::feed_page_url(base, address.token);
    return feed;
}

/// What was done for one reader: their addresses of the levels that are meant.
base::Result<std::vector<Bookkeeper::Address>> carried_out(Bookkeeper& keeper, const store::FeedOf& whose,
                                                           Deed deed, std::optional<Privacy> level,
                                                           Instant now) {
    std::vector<Privacy> levels{level.value_or(Privacy::full)};
    if (deed == Deed::revoke && !level) levels = {Privacy::full, Privacy::initials, Privacy::busy};
    std::vector<Bookkeeper::Address> all;
    for (const auto each : levels) {
        auto address = deed == Deed::rotate   ? keeper.rotate_feed(whose, now, each)
                       : deed == Deed::revoke ? keeper.revoke_feed(whose, now, each)
                                              : keeper.feed_address(whose, now, each);
        if (!address) return std::unexpected(address.error());
        all.push_back(std::move(*address));
    }
    return all;
}

struct Wish {
    Deed deed = Deed::list;
    std::optional<Privacy> level;
    Instant now;
};

/// Does it for one reader, and adds what is told of their feeds to a list.
base::Result<void> add_feeds(std::string& list, Bookkeeper& keeper, const FeedReader& reader,
                             const Wish& wish, const Surroundings& around) {
    const auto addresses = carried_out(keeper, reader.whose, wish.deed, wish.level, wish.now);
    if (!addresses) return std::unexpected(addresses.error());
    for (const auto& address : *addresses) {
        const auto feed = feed_json(keeper, reader, address, around);
        if (!feed) return std::unexpected(feed.error());
        list += (list.empty() ? "" : ",") + json::serialize(*feed);
    }
    return {};
}

/// Some of the readers; those who have no address yet get theirs with one commit.
base::Result<void> list_some(std::string& list, Bookkeeper& keeper, std::span<const FeedReader> some,
                             const Wish& wish, const Surroundings& around) {
    auto& store = keeper.store();
    if (auto begun = store.begin(); !begun) return begun;
    for (const auto& reader : some) {
        const auto& [person, role] = reader.whose;
        if (role == plan::Role::candidate) {
            // They may have been forgotten while others worked.
            const auto cases = store.cases_of(role, person);
            if (!cases) return std::unexpected(cases.error());
            if (cases->empty()) continue;
        }
        if (auto added = add_feeds(list, keeper, reader, wish, around); !added) return added;
    }
    return store.commit();
}

web::Reply listed(Bookkeeper& keeper, std::span<const FeedReader> readers, std::optional<Privacy> level,
                  const Surroundings& around, Instant now) {
    std::string list;
    Pace pace{20, 1000};
    while (!readers.empty()) {
        const auto some = readers.first(std::min(pace.next(), readers.size()));
        pace.begin();
        if (auto added = list_some(list, keeper, some, {Deed::list, level, now}, around); !added) {
            keeper.store().rollback();
            return out_of_order(added.error());
        }
        pace.done(some.size());
        readers = readers.subspan(some.size());
        if (!keeper.breath().take("a list of calendars")) return out_of_order(ending());
    }
    return web::json(200, "[" + list + "]\n");
}

} // namespace

std::string web_base(const Bookkeeper& keeper, const Surroundings& around) {
    const auto& url = keeper.config().rules.agency.public_url;
    return url.empty() ? around.listening : url;
}

web::Reply answer_feeds(Bookkeeper& keeper, const web::CommandWanted& wanted, bool post, const Caller& caller,
                        const Surroundings& around) {
    const auto person = argument(wanted, "person");
    std::optional<Privacy> level;
    if (const auto named = argument(wanted, "privacy"); !named.empty()) {
        level = calendar::privacy_of(named);
        if (!level)
            return wrong_wish(fmt::format("no level of privacy is called '{}'", named),
                              "take full, initials or busy");
    }
    const auto what = argument(wanted, "do");
    const auto deed = !post ? Deed::list : what == "revoke" ? Deed::revoke : Deed::rotate;
    if (post && what != "revoke" && what != "rotate")
        return wrong_wish(fmt::format("nothing is called '{}' here", what), "take rotate or revoke");
    if (deed != Deed::list && person.empty())
        return wrong_wish("nobody is named", "say whose address is to change");
    // Whoever has a feed's address reads all that is in it: of the feeds of others nothing is told, not even
    // whether there are any.
    const auto& who = caller.who;
    const auto is_theirs = [&](std::string_view id, plan::Role role) {
        return who.steward || (role == plan::Role::recruiter && id == who.recruiter);
    };
    const bool by_name = caller.recruiter != nullptr && person == caller.recruiter->name;
    if (!person.empty() && !is_theirs(person, plan::Role::recruiter) && !by_name)
        return forbidden_reply(who, web::Concern::steward).error();
    if (auto kept = keep_fetches(keeper); !kept) return out_of_order(kept.error());
    auto readers = keeper.readers();
    if (!readers) return out_of_order(readers.error());
    std::erase_if(*readers, [&](const FeedReader& reader) {
        // A name may be that of two people: only an id changes an address.
        const bool meant =
            person.empty() || reader.whose.person == person || (deed == Deed::list && reader.name == person);
        return !meant || !is_theirs(reader.whose.person, reader.whose.role);
    });
    if (deed == Deed::list) return listed(keeper, *readers, level, around, caller.now);
    std::string list;
    for (const auto& reader : *readers) {
        if (auto added = add_feeds(list, keeper, reader, {deed, level, caller.now}, around); !added)
            return out_of_order(added.error());
        log::info(fmt::format("the address of a feed was {} by {}",
                              deed == Deed::rotate ? "exchanged" : "revoked", who.name));
    }
    return web::json(200, "[" + list + "]\n");
}

} // namespace followup::run
