#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::string_view neutral = "neutral"; ///< as the note says it

/// A note whose name tells nobody who it is about.
std::string note_of(std::string_view what, const Keys& keys, const std::string& person) {
    return fmt::format("{} {}", what, base::short_tag(keys.links, person));
}

} // namespace

base::Result<const ledger::Recruiter*> Bookkeeper::reader_of(const std::string& recruiter, Instant now) {
    const auto& agency = x_config->rules.agency;
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    return agency.recruiter((*away)->reader(recruiter, agency, now));
}

base::Result<bool> Bookkeeper::wants_no_mails(const std::string& person) {
    const auto wanted = wishes(person);
    if (!wanted) return std::unexpected(wanted.error());
    return wanted->wanted == queue::Mails::Wanted::none;
}

base::Result<mail::Wishes> Bookkeeper::wishes(const std::string& person) {
    const auto noted = [&](std::string_view what) { return x_store.note(note_of(what, x_keys, person)); };
    const auto none = noted("no mails");
    if (!none) return std::unexpected(none.error());
    const auto few = noted("last call");
    if (!few) return std::unexpected(few.error());
    const auto subject = noted("subject");
    if (!subject) return std::unexpected(subject.error());
    const auto is_set = [](const std::optional<std::string>& note) { return note && !note->empty(); };
    mail::Wishes all;
    if (is_set(*none))
        all.wanted = queue::Mails::Wanted::none;
    else if (is_set(*few))
        all.wanted = queue::Mails::Wanted::last_call;
    const auto* recruiter = x_config->rules.agency.recruiter(person);
    all.neutral =
        is_set(*subject) ? **subject == neutral : recruiter != nullptr && recruiter->neutral_subjects;
    return all;
}

base::Result<void> Bookkeeper::set_mails(const queue::Mails& said, Instant now) {
    x_ready.clear();
    if (said.wanted) {
        const bool none = *said.wanted == queue::Mails::Wanted::none;
        const bool few = *said.wanted == queue::Mails::Wanted::last_call;
        if (auto set = x_store.set_note(note_of("no mails", x_keys, said.to),
                                        none ? base::rfc3339(now) : std::string{});
            !set)
            return set;
        if (auto set = x_store.set_note(note_of("last call", x_keys, said.to),
                                        few ? base::rfc3339(now) : std::string{});
            !set)
            return set;
    }
    if (!said.subject) return {};
    return x_store.set_note(note_of("subject", x_keys, said.to), std::string{queue::word(*said.subject)});
}

std::map<std::string, std::string> Bookkeeper::pages_of(const plan::Plan& plan,
                                                        const std::vector<std::string>& duties,
                                                        std::int64_t case_number, const std::string& person,
                                                        Instant now) const {
    const auto& url = x_config->rules.agency.public_url;
    std::map<std::string, std::string> pages;
    if (url.empty()) return pages;
    for (const auto& duty : plan.duties) {
        if (std::ranges::find(duties, duty.id) == duties.end()) continue;
        const auto expires = std::max(duty.due, now) + x_config->link_life;
        pages[duty.id] = web::act_url(
            url, web::link_token(link_keys(), web::Purpose::act, case_number, duty.id, person, expires));
    }
    return pages;
}

void Bookkeeper::add_pages(std::vector<calendar::Entry>& entries, const Planned& of,
                           const std::string& person) const {
    const auto& agency = x_config->rules.agency;
    if (agency.public_url.empty() || person == "team") return;
    for (const auto& duty : of.plan->duties) {
        const auto uid = base::uuid5(duty.id) + "@" + agency.domain;
        const auto entry = std::ranges::find(entries, uid, &calendar::Entry::uid);
        if (entry == entries.end()) continue;
        // From the due date alone: the bytes of a feed must not change with each look at it.
        const auto token = web::link_token(link_keys(), web::Purpose::act, of.row.number, duty.id, person,
                                           duty.due + x_config->link_life);
        entry->url = web::act_url(agency.public_url, token);
    }
}

std::string Bookkeeper::answers_to(std::int64_t mail) const {
    const auto& replies = x_config->mail.replies;
    if (replies.empty()) return {};
    return web::tagged(replies, web::mail_tag(link_keys(), web::Purpose::reply, mail));
}

std::string Bookkeeper::unsubscribe_url(std::int64_t case_number, const std::string& person) const {
    const auto& url = x_config->rules.agency.public_url;
    if (url.empty()) return {};
    return web::mails_url(
        url, web::link_token(link_keys(), web::Purpose::mails, case_number, {}, person, std::nullopt));
}

} // namespace followup::run
