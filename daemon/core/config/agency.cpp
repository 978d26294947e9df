#include "core/base/text.hpp"
#include "core/config/sections.hpp"
#include "core/config/values.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace followup::config {
namespace {

using Taken = std::map<std::string, std::string>; ///< value, and who has it

void read_zone(Section& from, std::string& into) {
    std::string zone;
    from.text("zone", zone);
    if (zone.empty()) return;
    if (const auto known = base::Zone::named(zone))
        into = zone;
    else
        from.findings().wrong(from.at("zone"), known.error());
}

/// RFC 5646 in its plain form: "en", "de-AT".
bool is_language(std::string_view text) {
    const auto parts = base::split(text, '-');
    return parts[0].size() >= 2 && parts[0].size() <= 3
           && std::ranges::all_of(parts, [](const std::string& part) {
                  return !part.empty() && part.size() <= 8 && std::ranges::all_of(part, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                  });
              });
}

void read_language(Section& from, std::string& into) {
    std::string language;
    from.text("language", language);
    if (language.empty()) return;
    if (is_language(language))
        into = base::ascii_lower(language);
    else
        from.wrong("language", "the language is not understood", "write it like \"en\" or \"de\"");
}

/// How much feeds tell; nothing: it is not said.
std::optional<calendar::Privacy> read_privacy(Section& from) {
    static const std::array<std::string, 4> words = {"full", "initials", "busy", ""};
    const auto level = from.word("feed_privacy", words);
    return level ? calendar::privacy_of(words.at(*level)) : std::nullopt;
}

/// Ids stand in commands, addresses and names of files.
bool is_id(std::string_view text) {
    return text.size() <= 64 && text.front() != '.' && text.front() != '-'
           && std::ranges::all_of(text, [](char c) {
                  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                         || std::string_view{"._-"}.contains(c);
              });
}

void read_id(Section& from, std::string& id, Taken& ids) {
    from.required("id", id);
    if (id.empty()) return;
    if (!is_id(id))
        from.wrong("id", fmt::format("'{}' cannot be an id", base::escaped(id)),
                   "take letters, digits, '.', '_' and '-', at most 64");
    else if (id == "team")
        from.wrong("id", "'team' is the name of the feed of all", "take another id");
    else if (!ids.emplace(base::ascii_lower(id), id).second)
        from.wrong("id", fmt::format("two recruiters have the id '{}'", id), "each needs an id of their own");
}

ledger::Recruiter read_recruiter(Section& from, Taken& ids, Taken& logins, FeedPrivacy& privacy) {
    ledger::Recruiter recruiter;
    read_id(from, recruiter.id, ids);
    if (const auto level = read_privacy(from)) privacy.recruiters[recruiter.id] = *level;
    from.required("name", recruiter.name);
    std::string email;
    from.required("email", email);
    if (auto address = base::MailAddress::parse(email))
        recruiter.email = std::move(*address);
    else if (!email.empty())
        from.findings().wrong(from.at("email"), address.error());
    from.text("phone", recruiter.phone);
    read_zone(from, recruiter.zone);
    read_language(from, recruiter.language);
    from.text("login", recruiter.login);
    if (!recruiter.login.empty() && !logins.emplace(recruiter.login, recruiter.id).second)
        from.wrong("login",
                   fmt::format("'{}' and '{}' have the login '{}'", logins[recruiter.login], recruiter.id,
                               recruiter.login),
                   "a login is of one recruiter");
    static const std::array<std::string, 3> subjects = {"full", "neutral", ""};
    if (const auto subject = from.word("subject", subjects)) recruiter.neutral_subjects = *subject == 1;
    from.texts("inherits", recruiter.inherits);
    from.finish();
    return recruiter;
}

/// Whoever is inherited from has left, and has one heir.
void check_heirs(std::vector<Section>& sections, const std::vector<ledger::Recruiter>& recruiters) {
    Taken left;
    for (std::size_t n = 0; n < recruiters.size(); ++n)
        for (const auto& id : recruiters[n].inherits) {
            if (std::ranges::find(recruiters, id, &ledger::Recruiter::id) != recruiters.end())
                sections[n].wrong("inherits", fmt::format("'{}' is still a recruiter", base::escaped(id)),
                                  "take their own [[recruiter]] out first");
            else if (!left.emplace(id, recruiters[n].id).second)
                sections[n].wrong("inherits",
                                  fmt::format("'{}' inherits from '{}' already", left[id], base::escaped(id)),
                                  "cases have one recruiter");
        }
}

} // namespace

void read_agency(Section agency, std::vector<Section> recruiters, Config& config) {
    auto& into = config.rules.agency;
    agency.required("name", into.name);
    std::string zone;
    read_zone(agency, zone);
    if (!zone.empty())
        into.zone = *base::Zone::named(zone);
    else if (!agency.has("zone"))
        agency.wrong("zone", "[agency] needs 'zone'", "write it like America/Chicago");
    std::string host;
    agency.required("domain", host);
    if (auto name = domain(host))
        into.domain = *name;
    else if (!host.empty())
        agency.findings().wrong(agency.at("domain"), name.error());
    std::string email;
    agency.text("email", email);
    if (auto address = base::MailAddress::parse(email))
        into.email = *address;
    else if (!email.empty())
        agency.findings().wrong(agency.at("email"), address.error());
    std::string url;
    agency.text("public_url", url);
    if (auto clean = public_url(url))
        into.public_url = *clean;
    else if (!url.empty())
        agency.findings().wrong(agency.at("public_url"), clean.error());
    read_language(agency, into.language);
    static const std::array<std::string, 2> orders = {"mdy", "dmy"};
    if (const auto order = agency.word("order", orders))
        config.order = order == 0U ? when::Order::mdy : when::Order::dmy;
    if (const auto level = read_privacy(agency)) config.feed_privacy.agency = *level;
    agency.finish();

    Taken ids;
    Taken logins;
    for (auto& each : recruiters)
        into.recruiters.push_back(read_recruiter(each, ids, logins, config.feed_privacy));
    check_heirs(recruiters, into.recruiters);
    if (recruiters.empty())
        agency.findings().wrong(At{}, "no [[recruiter]] is named", "at least one needs id, name and email");
}

} // namespace followup::config
