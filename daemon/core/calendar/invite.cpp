#include "core/calendar/invite.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/invite_event.hpp"
#include "core/calendar/invite_off.hpp"
#include "core/calendar/invite_people.hpp"
#include "core/calendar/invite_times.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <set>

namespace followup::calendar {
namespace {

constexpr std::size_t events_max = 20;
constexpr auto mend_empty = "import the invitation itself, mostly called invite.ics";

/// An event of one of the calendars, and what is asked of the ledger about it.
struct Invited {
    InviteEvent event;
    const InviteZones* zones = nullptr;
    InviteName name;
    std::vector<Guest> guests;
    bool more = false; ///< more were invited than are read
};

class InviteReader {
  public:
    InviteReader(const std::string& file, const ledger::Agency& agency, const Said& said,
                 const Ledger& ledger)
        : x_file(file), x_agency(agency), x_said(said), x_ledger(ledger) {}

    base::Checked<Invitation> read(const std::vector<InviteSource>& sources) {
        for (const auto& source : sources)
            take(source);
        if (x_invited.empty()) return refuse(1, "the file holds no event", mend_empty);
        if (x_invited.size() > events_max)
            return refuse(x_invited[events_max].event.number,
                          fmt::format("there are {} events in the file; at most {} are taken",
                                      x_invited.size(), events_max),
                          "export the interviews alone");
        drop_instances();
        keep_latest();
        for (const auto& each : x_invited)
            if (is_answer(each.event))
                return refuse(each.event.number,
                              fmt::format("METHOD:{}: this is an answer to an invitation, or a question "
                                          "about one",
                                          base::escaped(each.event.method, 40)),
                              "import the invitation itself");
        for (const auto& each : x_invited)
            read_one(each);
        const bool nothing = x_out.drafts.empty() && x_out.cancelled.empty() && x_out.questions.empty();
        if (nothing) return std::unexpected(std::move(x_late));
        for (const auto& each : x_late)
            x_out.warnings.push_back(base::text(each));
        return std::move(x_out);
    }

  private:
    std::unexpected<base::Problems> refuse(std::size_t line, std::string what, std::string mend) const {
        return std::unexpected(
            base::Problems{{fmt::format("{}:{}", x_file, line), std::move(what), std::move(mend)}});
    }

    void warn(const InviteEvent& event, std::string_view text) {
        x_out.warnings.push_back(fmt::format("{}:{}: {}", x_file, event.number, text));
    }

    void take(const InviteSource& source) {
        for (const auto& each : source.file.problems)
            x_out.warnings.push_back(base::text(each));
        x_zones.push_back(std::make_unique<InviteZones>(source.file.zones));
        for (const auto& each : source.file.events) {
            Invited one{invite_event(each, source), x_zones.back().get(), {}, {}, false};
            one.name = invite_name(one.event, *one.zones);
            one.guests = guests(one.event.attendees, one.event.organizer, one.more);
            x_invited.push_back(std::move(one));
        }
    }

    /// One changed occurrence of a series beside the series itself is not another interview.
    void drop_instances() {
        std::set<std::string> series;
        for (const auto& each : x_invited)
            if (each.event.instance.value.empty()) series.insert(each.event.uid);
        std::erase_if(x_invited, [&](const Invited& each) {
            const bool of_series = !each.event.instance.value.empty() && series.contains(each.event.uid);
            if (of_series) warn(each.event, "one changed occurrence of a series was left out");
            return of_series;
        });
    }

    /// Of several states of one invitation the latest counts, wherever it stands.
    void keep_latest() {
        std::vector<Invited> latest;
        for (auto& each : x_invited) {
            const auto same = std::ranges::find_if(
                latest, [&](const Invited& other) { return other.name.id == each.name.id; });
            if (same == latest.end())
                latest.push_back(std::move(each));
            else if (queue::older(same->event.revision, each.event.revision))
                *same = std::move(each);
            else if (!queue::older(each.event.revision, same->event.revision))
                same->event.off = same->event.off || each.event.off;
        }
        x_invited = std::move(latest);
    }

    [[nodiscard]] Knows asked(const Invited& one) const {
        if (!x_ledger) return {};
        Asked asked{one.name.id, one.name.digits, {}, {}};
        for (const auto& each : one.guests) {
            if (!each.key.empty()) asked.addresses.push_back(each.key);
            for (const auto& name : {each.person.name, each.shown})
                if (!name.empty()) asked.names.push_back(name);
        }
        if (!x_said.candidate.empty()) asked.addresses.push_back(base::ascii_lower(x_said.candidate));
        return x_ledger(asked);
    }

    /// Whether the interview of another candidate is meant; who has another address now is none.
    [[nodiscard]] bool of_another(const Invited& one, const KnownInterview& known) const {
        const auto said = base::ascii_lower(x_said.candidate);
        if (said.empty() || said == base::ascii_lower(known.candidate.email)) return false;
        const auto meant = std::ranges::find(one.guests, said, &Guest::key);
        return meant == one.guests.end()
               || base::folded(meant->person.name) != base::folded(known.candidate.name);
    }

    /// Whether a newer state of it is known.
    bool late(const Invited& one, const KnownInterview& known) {
        const auto& last = known.invitation;
        if (!last) return false;
        const bool again = known.off && !one.event.off && one.event.revision == *last;
        if (!queue::older(one.event.revision, *last) && !again) return false;
        x_late.push_back({fmt::format("{}:{}", x_file, one.event.number),
                          again ? fmt::format("“{}” was called off since this invitation", known.id)
                                : fmt::format("this is older than what is known of “{}”: there was an update "
                                              "since",
                                              known.id),
                          "nothing of it is imported"});
        return true;
    }

    void read_one(const Invited& one) {
        const auto knows = asked(one);
        std::vector<KnownInterview> mine;
        std::vector<KnownInterview> others;
        for (const auto& each : knows.interviews)
            (of_another(one, each) ? others : mine).push_back(each);
        for (const auto& known : mine) {
            if (late(one, known)) continue;
            if (one.event.off) {
                call_off(one, &known);
                continue;
            }
            PeopleContext context{x_agency, x_said, &known, others, knows.candidates};
            for (const auto& each : mine)
                if (each.id != known.id) context.others.push_back(each);
            auto made = draft(one, context, known.id);
            tell_uninvited(one, known);
            x_out.drafts.push_back(std::move(made));
        }
        if (!mine.empty()) return;
        if (one.event.off) {
            call_off(one, nullptr);
            if (x_ledger) warn(one.event, "this calls off an interview that is not known");
            return;
        }
        x_out.drafts.push_back(
            draft(one, {x_agency, x_said, nullptr, others, knows.candidates}, free_id(one.name.id, others)));
    }

    /// One invitation with several candidates is an interview for each of them.
    static std::string free_id(const std::string& id, const std::vector<KnownInterview>& taken) {
        auto free = id;
        const auto is_taken = [&] {
            return std::ranges::find(taken, free, &KnownInterview::id) != taken.end();
        };
        for (int n = 2; is_taken(); ++n)
            free = fmt::format("{}-{}", id, n);
        return free;
    }

    void call_off(const Invited& one, const KnownInterview* known) {
        const auto& id = known != nullptr ? known->id : one.name.id;
        auto question = half_off({one.event, one.guests, id, known}, x_agency, x_said);
        if (question)
            x_out.questions.push_back(std::move(*question));
        else
            x_out.cancelled.push_back({id, one.event.summary, one.event.revision});
    }

    /// Nobody is taken away by not being named.
    void tell_uninvited(const Invited& one, const KnownInterview& known) {
        for (const auto& each : known.met) {
            const bool named =
                std::ranges::any_of(one.guests, [&](const Guest& guest) { return is(guest, each); });
            if (!named)
                x_out.notes.push_back(fmt::format("{} is not named in this invitation, and stays among those "
                                                  "met; if not, hand in [[struck]]",
                                                  each.name));
        }
    }

    Draft draft(const Invited& one, const PeopleContext& context, std::string id) {
        const auto& event = one.event;
        const auto* known = context.known;
        Draft made;
        made.id = std::move(id);
        made.revision = event.revision;
        made.recruiter = x_said.recruiter;
        made.employer = clean_line(x_said.employer, 200);
        made.position = clean_line(x_said.position, 200);
        if (known != nullptr) {
            if (made.recruiter.empty()) made.recruiter = known->recruiter;
            if (made.employer.empty()) made.employer = known->employer;
            if (made.position.empty()) made.position = known->position;
        }
        const bool by_employer = sort_people(one.guests, context, made);
        if (one.more)
            made.left_out.emplace_back("more people were invited than are read; these are the first");
        const auto reader = x_agency.zone_of(made.recruiter);
        auto times = invite_times({event.begin, event.end, event.duration, event.zone, event.whole_day},
                                  *one.zones, reader, x_said);
        made.began = times.began;
        made.ended = times.ended;
        made.time_note = std::move(times.note);
        made.zone_doubt = std::move(times.doubt);
        // What is known of the employer does not move with whoever writes the update.
        if (by_employer && known == nullptr) made.employer_zone = std::move(times.zone);
        made.place = event.place;
        made.summary = event.summary;
        made.description = event.description;
        if (event.recurs) warn(event, "it is repeated; only the first time is taken");
        if (event.uid.empty()) warn(event, "it has no UID: an update of it will not be known again");
        tell_respelt(one, made);
        return made;
    }

    /// Names that are written otherwise than in the invitation are read back.
    void tell_respelt(const Invited& one, const Draft& made) {
        auto all = made.met;
        if (made.candidate) all.push_back(*made.candidate);
        for (const auto& each : all)
            for (const auto& guest : one.guests) {
                const auto shown = clean_line(guest.shown, 200);
                if (each.email != guest.person.email || each.name.empty() || !each.doubt.empty()) continue;
                if (shown != each.name && !shown.empty())
                    x_out.notes.push_back(fmt::format("“{}” is written “{}”", shown, each.name));
            }
    }

    const std::string& x_file;
    const ledger::Agency& x_agency;
    const Said& x_said;
    const Ledger& x_ledger;
    std::vector<std::unique_ptr<InviteZones>> x_zones;
    std::vector<Invited> x_invited;
    base::Problems x_late;
    Invitation x_out;
};

} // namespace

base::Checked<Invitation> read_invitation(std::string_view bytes, const std::string& file,
                                          const ledger::Agency& agency, const Said& said,
                                          const Ledger& ledger) {
    if (!said.recruiter.empty() && agency.recruiter(said.recruiter) == nullptr) {
        std::vector<std::string> ids;
        for (const auto& each : agency.recruiters)
            ids.push_back(each.id);
        return std::unexpected(base::Problems{
            {"--recruiter", fmt::format("no recruiter has the id '{}'", base::escaped(said.recruiter, 80)),
             base::suggest(said.recruiter, ids)}});
    }
    const auto sources = invite_sources(bytes, file);
    if (!sources) return std::unexpected(sources.error());
    return InviteReader{file, agency, said, ledger}.read(*sources);
}

} // namespace followup::calendar
