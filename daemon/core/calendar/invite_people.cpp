#include "core/calendar/invite_people.hpp"

#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::calendar {
namespace {

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t guests_max = 100;

/// One who was invited, or the organizer.
struct Guest {
    DraftPerson person;
    std::string key;    ///< the address as persons are compared by; empty: none is known
    std::string domain; ///< its part behind the '@'
    bool organizer = false;
    bool group = false;
    bool place = false;   ///< a room, a projector
    bool listens = false; ///< invited for information only
};

bool same(std::string_view left, std::string_view right) {
    return base::ascii_lower(left) == base::ascii_lower(right);
}

/// The address; Apple puts it into a parameter where the value is a path, Google writes invalid:nomail.
std::optional<base::MailAddress> address_of(const Property& from) {
    for (const auto& text : {from.value, from.parameter("EMAIL")}) {
        auto trimmed = base::trimmed(text);
        if (trimmed.size() > 7 && same(trimmed.substr(0, 7), "mailto:")) trimmed.remove_prefix(7);
        if (auto address = base::MailAddress::parse(base::trimmed(trimmed))) return std::move(*address);
    }
    return std::nullopt;
}

Guest guest(const Property& from, bool organizer) {
    Guest one;
    one.organizer = organizer;
    if (const auto address = address_of(from)) {
        one.person.email = address->text();
        one.key = address->key();
        one.domain = one.key.substr(one.key.rfind('@') + 1);
    }
    auto name = from.parameter("CN").substr(0, 4 * name_bytes_max);
    // Some write it as if it were a text.
    for (auto at = name.find("\\,"); at != std::string::npos; at = name.find("\\,"))
        name.erase(at, 1);
    one.person.name = clean_line(name, name_bytes_max);
    while (one.person.name.size() > 1 && one.person.name.front() == '\'' && one.person.name.back() == '\'')
        one.person.name = base::trimmed(one.person.name.substr(1, one.person.name.size() - 2));
    // Who is in nobody's address book is called by the address.
    if (one.person.name.contains('@')) one.person.name.clear();
    const auto kind = from.parameter("CUTYPE");
    one.place = same(kind, "ROOM") || same(kind, "RESOURCE");
    one.group = same(kind, "GROUP");
    one.listens = same(from.parameter("ROLE"), "NON-PARTICIPANT");
    one.person.away = same(from.parameter("PARTSTAT"), "DECLINED");
    if (same(from.parameter("ROLE"), "OPT-PARTICIPANT")) one.person.note = "was invited as optional";
    return one;
}

/// "Chen, Margaret" is how directories sort; letters are written to "Margaret Chen".
std::string turned(const std::string& name) {
    const auto comma = name.find(", ");
    if (comma == std::string::npos || name.find(',', comma + 1) != std::string::npos) return {};
    return fmt::format("{} {}", base::trimmed(std::string_view{name}.substr(comma + 2)),
                       name.substr(0, comma));
}

void remark(DraftPerson& person, const std::string& note) {
    person.note += (person.note.empty() ? "" : "; ") + note;
}

bool inside(std::string_view domain, std::string_view of) {
    return domain == of
           || (domain.size() > of.size() && domain.ends_with(of)
               && domain[domain.size() - of.size() - 1] == '.');
}

bool same_house(std::string_view left, std::string_view right) {
    return !left.empty() && !right.empty() && (inside(left, right) || inside(right, left));
}

std::string called(const DraftPerson& person) {
    if (person.name.empty()) return person.email.empty() ? "somebody without a name" : person.email;
    return person.email.empty() ? person.name : fmt::format("{} <{}>", person.name, person.email);
}

const ledger::Recruiter* recruiter_of(const Guest& one, const ledger::Agency& agency) {
    const auto found = std::ranges::find(agency.recruiters, one.key,
                                         [](const ledger::Recruiter& each) { return each.email.key(); });
    return one.key.empty() || found == agency.recruiters.end() ? nullptr : &*found;
}

bool ours(const Guest& one, const ledger::Agency& agency) {
    if (one.key.empty()) return false;
    return recruiter_of(one, agency) != nullptr || (agency.email && agency.email->key() == one.key)
           || same_house(one.domain, base::ascii_lower(agency.domain));
}

/// Everybody once: the organizer is often also among those invited.
std::vector<Guest> everybody(const std::vector<Property>& attendees, const Property& organizer,
                             Draft& draft) {
    std::vector<Guest> all;
    if (!organizer.value.empty()) all.push_back(guest(organizer, true));
    for (const auto& each : attendees) {
        auto one = guest(each, false);
        const auto before = std::ranges::find_if(all, [&one](const Guest& other) {
            return one.key.empty() ? other.key.empty() && other.person.name == one.person.name
                                   : other.key == one.key;
        });
        if (before != all.end()) {
            if (before->person.name.empty()) before->person.name = one.person.name;
            before->place = before->place || one.place;
        } else if (all.size() < guests_max) {
            all.push_back(std::move(one));
        } else {
            draft.left_out.push_back(
                fmt::format("more than {} people were invited; these are the first", guests_max));
            break;
        }
    }
    return all;
}

/// Takes the agency's own and what nobody writes letters to out of `all`.
void leave_out(std::vector<Guest>& all, const ledger::Agency& agency, Draft& draft) {
    std::erase_if(all, [&](const Guest& one) {
        if (one.place) return true;
        if (ours(one, agency)) {
            if (const auto* recruiter = recruiter_of(one, agency); recruiter != nullptr) {
                if (draft.recruiter.empty()) draft.recruiter = recruiter->id;
            } else {
                draft.left_out.push_back(called(one.person) + " is of the agency");
            }
            return true;
        }
        if (one.group) draft.left_out.push_back(called(one.person) + " is a list of people");
        if (one.listens && !one.group)
            draft.left_out.push_back(called(one.person) + " was invited for information only");
        return one.group || one.listens || (one.key.empty() && one.person.name.empty());
    });
}

/// The place in `all` of the candidate; its size when there is none, which the draft then explains.
std::size_t find_candidate(const std::vector<Guest>& all, const std::string& house, const Said& said,
                           Draft& draft) {
    std::vector<std::size_t> outside;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (!said.candidate.empty() && same(all[at].person.email, said.candidate)) return at;
        if (!all[at].organizer && !all[at].key.empty() && !same_house(all[at].domain, house))
            outside.push_back(at);
    }
    if (!said.candidate.empty()) {
        draft.candidate_note = said.candidate + " is not among those invited";
    } else if (outside.size() == 1) {
        draft.candidate_note =
            house.empty() ? "the only one invited" : "the only one invited who is not of " + house;
        return outside.front();
    } else if (outside.empty()) {
        draft.candidate_note =
            house.empty() ? "nobody is invited" : "nobody is invited who is not of " + house;
    } else {
        draft.candidate_note = fmt::format("{} people are invited who are not of {}", outside.size(),
                                           house.empty() ? "the agency" : house);
        for (const auto at : outside)
            draft.candidates.push_back(all[at].person);
    }
    return all.size();
}

} // namespace

bool sort_people(const std::vector<Property>& attendees, const Property& organizer,
                 const ledger::Agency& agency, const Said& said, Draft& draft) {
    draft.recruiter = said.recruiter;
    auto all = everybody(attendees, organizer, draft);
    const bool organized = !all.empty() && all.front().organizer;
    const bool by_us = organized && ours(all.front(), agency);
    const auto house = organized ? all.front().domain : std::string{};
    leave_out(all, agency, draft);
    if (draft.recruiter.empty()) draft.recruiter = said.own;
    if (draft.recruiter.empty() && agency.recruiters.size() == 1)
        draft.recruiter = agency.recruiters.front().id;
    const auto candidate = find_candidate(all, house, said, draft);
    for (std::size_t at = 0; at < all.size(); ++at) {
        auto& person = all[at].person;
        if (const auto name = turned(person.name); !name.empty())
            remark(person, fmt::format("write it as in a letter: {}", name));
        if (at == candidate) {
            if (person.away) remark(person, "declined the invitation");
            person.away = false;
            draft.candidate = person;
            continue;
        }
        const bool doubtful = std::ranges::any_of(
            draft.candidates, [&](const DraftPerson& each) { return each.email == person.email; });
        if (person.away) remark(person, "declined; take the # away if they came after all");
        if (all[at].organizer) remark(person, "sent the invitation; leave out if not met");
        if (doubtful) {
            remark(person, "take the # away unless this is the candidate");
            person.away = true;
        }
        if (std::ranges::any_of(draft.met, [&](const DraftPerson& each) {
                return !person.name.empty() && base::folded(each.name) == base::folded(person.name);
            })) {
            remark(person, "the same name once more");
            person.away = true;
        }
        draft.met.push_back(person);
    }
    return organized && !by_us;
}

} // namespace followup::calendar
