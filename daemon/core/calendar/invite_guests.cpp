#include "core/calendar/invite_guests.hpp"

#include "core/base/address.hpp"
#include "core/base/text.hpp"
#include "core/calendar/invite_names.hpp"

#include <algorithm>
#include <array>

namespace followup::calendar {
namespace {

constexpr std::size_t guests_max = 100;

bool same(std::string_view left, std::string_view right) {
    return base::ascii_lower(left) == base::ascii_lower(right);
}

int hex_digit(char c) {
    if (base::is_digit(c)) return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// "%40" as "@" (RFC 6068 2).
std::string percent_decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
        const int low = high < 0 ? -1 : hex_digit(text[at + 2]);
        if (low < 0) {
            plain += text[at];
            continue;
        }
        plain += static_cast<char>(high * 16 + low);
        at += 2;
    }
    return plain;
}

/// The first mail address among what is parted by signs that no address holds.
std::optional<base::MailAddress> address_within(std::string_view text) {
    constexpr std::string_view between = "<>()[]\"', ;:?&=/\t";
    while (!text.empty()) {
        const auto begin = std::min(text.find_first_not_of(between), text.size());
        text.remove_prefix(begin);
        const auto word = text.substr(0, text.find_first_of(between));
        if (word.contains('@'))
            if (auto address = base::MailAddress::parse(word)) return std::move(*address);
        text.remove_prefix(word.size());
    }
    return std::nullopt;
}

/// The parameter EMAIL is the address (RFC 7986 6.2); the value may be one that only the sender's servers
/// know, or a path; Google writes invalid:nomail.
std::optional<base::MailAddress> address_of(const Property& from) {
    if (auto said = address_within(from.parameter("EMAIL"))) return said;
    auto value = percent_decoded(base::trimmed(from.value));
    const bool mailto = same(value.substr(0, 7), "mailto:");
    if (mailto) {
        value =
            value.substr(7, value.find('?') == std::string::npos ? std::string::npos : value.find('?') - 7);
        if (auto address = base::MailAddress::parse(base::trimmed(value))) return std::move(*address);
    }
    if (auto within = address_within(value)) return within;
    return address_within(from.parameter("CN"));
}

/// Addresses of calendars that no person reads.
bool is_calendar_address(std::string_view domain) {
    constexpr std::array<std::string_view, 5> all{"calendar.google.com", "calendly.com", "imip.me.com",
                                                  "calendar.yandex.ru", "x-calendar.invalid"};
    return std::ranges::any_of(all, [&](std::string_view each) {
        return domain == each || domain.ends_with("." + std::string{each});
    });
}

bool is_robot(std::string_view local) {
    constexpr std::array<std::string_view, 8> all{
        "noreply",          "no-reply",      "donotreply",   "do-not-reply", "calendar-notification",
        "unknownorganizer", "notifications", "mailer-daemon"};
    return std::ranges::find(all, local) != all.end();
}

bool is_office(std::string_view local) {
    constexpr std::array<std::string_view, 16> all{
        "recruiting", "recruitment", "recruiter",  "careers",    "career",    "jobs",     "hr",     "talent",
        "people",     "calendar",    "scheduling", "interviews", "bewerbung", "personal", "office", "info"};
    return std::ranges::find(all, local) != all.end();
}

Guest guest(const Property& from, bool organizer) {
    Guest one;
    one.organizer = organizer;
    if (const auto address = address_of(from)) {
        one.person.email = address->text();
        one.key = address->key();
        const auto at = one.key.rfind('@');
        one.domain = one.key.substr(at + 1);
        const auto local = one.key.substr(0, at);
        one.nobody = is_calendar_address(one.domain) || is_robot(local);
        one.office = is_office(local);
    }
    one.shown = from.parameter("CN");
    auto given = given_name(one.shown, one.key);
    one.person.name = std::move(given.name);
    one.person.salutation = std::move(given.salutation);
    one.person.doubt = std::move(given.doubt);
    const auto kind = from.parameter("CUTYPE");
    one.nobody = one.nobody || same(kind, "ROOM") || same(kind, "RESOURCE");
    one.group = same(kind, "GROUP");
    const auto role = from.parameter("ROLE");
    const auto status = from.parameter("PARTSTAT");
    one.listens = same(role, "NON-PARTICIPANT");
    one.person.away = same(status, "DECLINED") || same(status, "DELEGATED");
    if (same(role, "OPT-PARTICIPANT")) one.person.note = "was invited as optional";
    return one;
}

bool inside(std::string_view domain, std::string_view of) {
    return domain == of
           || (domain.size() > of.size() && domain.ends_with(of)
               && domain[domain.size() - of.size() - 1] == '.');
}

/// The labels of a domain without those that registries give: "acme" of mail.acme.co.uk is the last.
std::vector<std::string> own_labels(std::string_view domain) {
    constexpr std::array<std::string_view, 8> second{"co", "com", "org", "net", "ac", "gov", "edu", "or"};
    auto labels = base::split(domain, '.');
    if (labels.size() > 1) labels.pop_back();
    if (labels.size() > 1 && std::ranges::find(second, labels.back()) != second.end()) labels.pop_back();
    return labels;
}

/// The words of a company's name that tell it apart from others.
std::vector<std::string> telling_words(std::string_view employer) {
    constexpr std::array<std::string_view, 26> common{
        "gmbh", "ag",  "inc",   "llc",    "ltd",     "limited",  "corp", "corporation", "company",
        "co",   "the", "and",   "und",    "of",      "kg",       "se",   "plc",         "sa",
        "bv",   "nv",  "group", "gruppe", "holding", "holdings", "mbh",  "for"};
    auto words = base::split(base::slug(employer), '-');
    std::erase_if(words, [&](const std::string& word) {
        return word.empty() || std::ranges::find(common, word) != common.end();
    });
    return words;
}

bool called_so(const std::string& label, const std::vector<std::string>& words) {
    constexpr std::size_t short_word = 4;
    auto compact = label;
    std::erase(compact, '-');
    std::string initials;
    for (const auto& word : words)
        initials += word.front();
    const auto whole = base::joined(words, "");
    if (compact == whole || (words.size() > 1 && compact == initials)) return true;
    if (compact.size() >= short_word && (whole.starts_with(compact) || compact.starts_with(whole)))
        return true;
    const auto parts = base::split(label, '-');
    // The first word names a house; "robotics" alone is many.
    const auto& first = words.front();
    return std::ranges::find(parts, first) != parts.end()
           || (first.size() >= short_word && compact.starts_with(first));
}

} // namespace

std::vector<Guest> guests(const std::vector<Property>& attendees, const Property& organizer, bool& more) {
    std::vector<Guest> all;
    more = false;
    if (!organizer.value.empty()) all.push_back(guest(organizer, true));
    for (const auto& each : attendees) {
        auto one = guest(each, false);
        const auto before = std::ranges::find_if(all, [&one](const Guest& other) {
            return one.key.empty() ? other.key.empty() && other.person.name == one.person.name
                                   : other.key == one.key;
        });
        if (before == all.end() && all.size() == guests_max) {
            more = true;
            break;
        }
        if (before == all.end()) {
            all.push_back(std::move(one));
            continue;
        }
        auto& person = before->person;
        if (person.name.empty() || (!person.doubt.empty() && one.person.doubt.empty())) {
            person.name = one.person.name;
            person.doubt = one.person.doubt;
            person.salutation = one.person.salutation;
            before->shown = one.shown;
        }
        person.away = person.away || one.person.away;
        before->nobody = before->nobody || one.nobody;
    }
    return all;
}

bool is(const Guest& guest, const DraftPerson& person) {
    return (!guest.key.empty() && guest.key == base::ascii_lower(person.email))
           || (!person.name.empty() && base::folded(guest.person.name) == base::folded(person.name));
}

bool is_mail_provider(std::string_view domain) {
    // Those of one name in many countries: yahoo.co.uk, gmx.ch.
    static constexpr std::array<std::string_view, 16> families{
        "gmail", "googlemail", "outlook", "hotmail", "live", "yahoo",      "ymail",      "gmx",
        "aol",   "proton",     "yandex",  "msn",     "zoho", "rocketmail", "protonmail", "fastmail"};
    static constexpr std::array<std::string_view, 76> all{
        "icloud.com",    "me.com",         "mac.com",       "web.de",          "t-online.de",
        "freenet.de",    "posteo.de",      "posteo.net",    "mailbox.org",     "arcor.de",
        "online.de",     "vodafone.de",    "kabelmail.de",  "unitybox.de",     "email.de",
        "1und1.de",      "pm.me",          "tutanota.com",  "tutanota.de",     "tuta.io",
        "tuta.com",      "mail.ru",        "bk.ru",         "inbox.ru",        "list.ru",
        "rambler.ru",    "qq.com",         "163.com",       "126.com",         "foxmail.com",
        "sina.com",      "naver.com",      "daum.net",      "hanmail.net",     "hey.com",
        "mail.com",      "email.com",      "inbox.com",     "comcast.net",     "verizon.net",
        "att.net",       "sbcglobal.net",  "bellsouth.net", "cox.net",         "charter.net",
        "earthlink.net", "btinternet.com", "sky.com",       "virginmedia.com", "talktalk.net",
        "orange.fr",     "wanadoo.fr",     "free.fr",       "laposte.net",     "sfr.fr",
        "libero.it",     "virgilio.it",    "tiscali.it",    "alice.it",        "bluewin.ch",
        "hispeed.ch",    "telenet.be",     "skynet.be",     "ziggo.nl",        "kpnmail.nl",
        "xs4all.nl",     "wp.pl",          "o2.pl",         "onet.pl",         "interia.pl",
        "seznam.cz",     "abv.bg",         "ukr.net",       "rediffmail.com",  "uol.com.br",
        "bigpond.com"};
    if (std::ranges::find(all, domain) != all.end()) return true;
    const auto labels = own_labels(domain);
    return labels.size() == 1 && std::ranges::find(families, labels.front()) != families.end();
}

bool same_house(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty() || is_mail_provider(left) || is_mail_provider(right)) return false;
    return inside(left, right) || inside(right, left);
}

bool called_like(std::string_view domain, std::string_view employer) {
    if (domain.empty() || is_mail_provider(domain)) return false;
    // Ü is written ue in domains, and dropped to u by others.
    auto spelt = std::string{employer};
    for (const auto& [from, to] :
         {std::pair{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}})
        spelt = base::replaced(spelt, from, to);
    const auto labels = own_labels(domain);
    for (const auto& words : {telling_words(employer), telling_words(spelt)})
        if (!words.empty() && !labels.empty() && called_so(labels.back(), words)) return true;
    return false;
}

} // namespace followup::calendar
