#include "shell/run/whose_answer.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t ids_max = 50;

/// The mail whose tag stands in an address that this one was sent to.
std::optional<std::int64_t> tagged(const Bookkeeper& keeper, const mail::Incoming& came,
                                   web::Purpose purpose) {
    const auto& mail = keeper.config().mail;
    const auto& address = purpose == web::Purpose::reply ? mail.replies : mail.bounces;
    const auto tag = mail::tag_in(came.to, address);
    return tag ? web::tagged_mail(keeper.link_keys(), purpose, *tag) : std::nullopt;
}

std::string house_of(const base::MailAddress& address) {
    const auto key = address.key();
    return key.substr(std::min(key.size(), key.find('@') + 1));
}

/// What stands before the '@', without what a person adds to it: "reyes.dana+jobs" is "reyes.dana".
std::string_view mailbox_of(std::string_view address) {
    return address.substr(0, address.find_first_of("+@"));
}

/// "Re: AW: Call Margaret" as "call margaret".
std::string plain_subject(std::string_view subject) {
    auto words = base::folded(subject);
    while (true) {
        const auto colon = words.find(": ");
        constexpr std::size_t prefix_max = 4; // "re", "aw", "sv", "wg", "antw"
        if (colon > prefix_max) return words; // there is none, or it ends no prefix
        words.erase(0, colon + 2);
    }
}

/// Whether an address or a name looks like that person's.
bool resembles(const std::string& name, const base::MailAddress& known, const mail::Incoming& came) {
    const auto theirs = came.from->key();
    const auto ours = known.key();
    const auto other = mailbox_of(theirs);
    if (other == mailbox_of(ours)) return true;
    if (!came.from_name.empty() && base::folded(came.from_name) == base::folded(name)) return true;
    std::size_t parts = 0;
    for (const auto& part : base::split(base::folded(name), ' ')) {
        if (part.size() < 2) continue;
        if (!other.contains(part)) return false;
        ++parts;
    }
    return parts >= 2;
}

std::string ids_note(std::int64_t mail) {
    return fmt::format("answers to {}", mail);
}

std::string id_tag(const Bookkeeper& keeper, const std::string& id) {
    constexpr std::size_t digits = 16;
    return base::short_tag(keeper.link_keys().master, id).substr(0, digits);
}

} // namespace

base::Result<std::optional<std::int64_t>> mail_named(Bookkeeper& keeper, const mail::Incoming& came) {
    const bool report = came.sort == mail::Sort::bounce || came.sort == mail::Sort::notice
                        || came.sort == mail::Sort::complaint;
    const auto first = tagged(keeper, came, web::Purpose::reply);
    const auto number = first ? first : tagged(keeper, came, web::Purpose::bounce);
    if (number) return number;
    constexpr std::ptrdiff_t tried_max = 30;
    const auto& ids = report ? came.returned : came.ids;
    for (std::ptrdiff_t n = 0; n < std::min(std::ssize(ids), tried_max); ++n) {
        auto found = keeper.store().mail_with_id(ids[static_cast<std::size_t>(n)]);
        if (!found || *found) return found;
    }
    return std::optional<std::int64_t>{};
}

base::Result<std::optional<std::int64_t>> mail_guessed(Bookkeeper& keeper, const mail::Incoming& came) {
    constexpr int mails_max = 200;
    std::optional<std::int64_t> last;
    if (!came.from) return last;
    const auto known = keeper.store().called(came.from->key());
    if (!known) return std::unexpected(known.error());
    const auto subject = plain_subject(came.subject);
    std::optional<std::int64_t> same;
    for (const auto& person : *known)
        for (const auto number : person.cases) {
            const auto mails = keeper.store().mails_of_case(number, mails_max);
            if (!mails) return std::unexpected(mails.error());
            for (const auto& mail : *mails) {
                const auto to = base::MailAddress::parse(mail.to);
                if (!to || *to != *came.from) continue;
                last = std::max(last.value_or(0), mail.number);
                if (plain_subject(subject_of(mail)) == subject)
                    same = std::max(same.value_or(0), mail.number);
            }
        }
    return same ? same : last;
}

Writer writer_of_answer(const Ours& of, const mail::Incoming& came) {
    const auto reader = base::MailAddress::parse(of.mail.to);
    if (!came.from || !reader) return Writer::other;
    if (*came.from == *reader) return Writer::reader;
    for (const auto& each : of.cases)
        for (const auto& round : each.standing.first.rounds)
            for (const auto& person : round.people)
                if (const auto& email = person.met.email;
                    email && (*email == *came.from || house_of(*email) == house_of(*came.from)))
                    return Writer::employer;
    for (const auto& each : of.cases) {
        const auto& candidate = each.standing.first.candidate;
        if (*reader == candidate.email && resembles(candidate.name, candidate.email, came))
            return Writer::alias;
    }
    return Writer::other;
}

base::Result<bool> came_before(Bookkeeper& keeper, std::int64_t mail, const std::string& id) {
    if (id.empty()) return false;
    const auto note = keeper.store().note(ids_note(mail));
    if (!note) return std::unexpected(note.error());
    const auto tags = base::split(note->value_or(""), ' ');
    return std::ranges::find(tags, id_tag(keeper, id)) != tags.end();
}

base::Result<void> remember_id(Bookkeeper& keeper, std::int64_t mail, const std::string& id) {
    if (id.empty()) return {};
    const auto note = keeper.store().note(ids_note(mail));
    if (!note) return std::unexpected(note.error());
    auto tags = base::split(note->value_or(""), ' ');
    std::erase(tags, std::string{});
    if (tags.size() >= ids_max) tags.erase(tags.begin());
    tags.push_back(id_tag(keeper, id));
    return keeper.store().set_note(ids_note(mail), base::joined(tags, " "));
}

} // namespace followup::run
