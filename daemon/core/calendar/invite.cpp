#include "core/calendar/invite.hpp"

#include "core/base/digest.hpp"
#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/invite_people.hpp"
#include "core/calendar/invite_times.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace followup::calendar {
namespace {

constexpr std::size_t events_max = 20;
constexpr std::size_t summary_bytes_max = 300;
constexpr std::size_t invited_text_bytes_max = 2000;
constexpr std::size_t place_bytes_max = 500;

/// One VEVENT, as far as we look at it.
struct InviteEvent {
    std::size_t number = 0;
    std::vector<Property> attendees;
    Property organizer, begin, end, duration;
    std::string uid, instance, summary, description, place, status;
    bool recurs = false;
};

std::string upper_word(std::string_view text) {
    auto word = base::ascii_lower(base::trimmed(text));
    for (char& c : word)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return word;
}

/// A TEXT with its escapes undone; parameters such as LANGUAGE say nothing here.
std::string text_of(const Property& from) {
    return hours::read_text("SUMMARY:" + from.value);
}

InviteEvent event_of(const hours::IcsEvent& from) {
    InviteEvent event;
    event.number = from.number;
    for (const auto& line : from.lines) {
        auto read = property(line.text);
        if (read.name == "ATTENDEE")
            event.attendees.push_back(std::move(read));
        else if (read.name == "ORGANIZER")
            event.organizer = std::move(read);
        else if (read.name == "DTSTART")
            event.begin = std::move(read);
        else if (read.name == "DTEND")
            event.end = std::move(read);
        else if (read.name == "DURATION")
            event.duration = std::move(read);
        else if (read.name == "UID")
            event.uid = text_of(read);
        else if (read.name == "RECURRENCE-ID")
            event.instance = read.value;
        else if (read.name == "SUMMARY")
            event.summary = clean_line(text_of(read), summary_bytes_max);
        else if (read.name == "DESCRIPTION")
            event.description = clean_text(text_of(read), invited_text_bytes_max);
        else if (read.name == "LOCATION")
            event.place = clean_text(text_of(read), place_bytes_max);
        else if (read.name == "STATUS")
            event.status = upper_word(read.value);
        else if (read.name == "RRULE" || read.name == "RDATE")
            event.recurs = true;
    }
    // An address over several lines stays readable in one.
    for (auto at = event.place.find('\n'); at != std::string::npos; at = event.place.find('\n'))
        event.place.replace(at, 1, ", ");
    return event;
}

/// The candidate's name and a name of the invitation: the same for each of its updates.
std::string id_of(const InviteEvent& event, const Draft& draft) {
    const auto whose = draft.candidate && !draft.candidate->name.empty() ? base::slug(draft.candidate->name)
                                                                         : std::string{"interview"};
    const auto seed = event.uid.empty() ? event.begin.value + event.summary : event.uid + event.instance;
    return whose.substr(0, 40) + "-" + base::hex(base::sha256(seed)).substr(0, 8);
}

class InviteReader {
  public:
    InviteReader(std::string_view bytes, const std::string& file, const ledger::Agency& agency,
                 const Said& said)
        : x_file(file), x_agency(agency), x_said(said), x_read(hours::ics_events(bytes, file)),
          x_zones(x_read.zones) {}

    base::Checked<Invitation> read() {
        if (x_read.events.empty()) {
            if (x_read.problems.empty()) return refuse(1, "the file holds no event", mend_none);
            return std::unexpected(x_read.problems);
        }
        for (const auto& each : x_read.problems)
            warn(base::text(each));
        const auto method = method_of();
        std::vector<InviteEvent> events;
        for (const auto& each : x_read.events)
            events.push_back(event_of(each));
        drop_instances(events);
        if (events.size() > events_max)
            return refuse(events[events_max].number,
                          fmt::format("there are {} events in the file; at most {} are taken", events.size(),
                                      events_max),
                          "export the interviews alone");
        for (const auto& event : events) {
            auto one = draft(event);
            const bool off = method == "CANCEL" || event.status == "CANCELLED";
            if (off && events.size() == 1) return called_off(event, one);
            if (off) {
                warn(base::text(called_off(event, one).error().front()));
                continue;
            }
            if (!method.empty() && method != "REQUEST" && method != "PUBLISH")
                return refuse(1,
                              fmt::format("METHOD:{}: this is an answer to an invitation, or a question "
                                          "about one",
                                          base::escaped(method, 40)),
                              "import the invitation itself");
            x_out.drafts.push_back(std::move(one));
        }
        if (x_out.drafts.empty())
            return refuse(1, "all the meetings of this file are called off; nothing is imported",
                          "hand in [[withdrawn]] for those that were imported before");
        return std::move(x_out);
    }

  private:
    static constexpr auto mend_none = "import the invitation itself, mostly called invite.ics";

    std::unexpected<base::Problems> refuse(std::size_t line, std::string what, std::string mend) const {
        return std::unexpected(
            base::Problems{{fmt::format("{}:{}", x_file, line), std::move(what), std::move(mend)}});
    }

    void warn(std::string text) { x_out.warnings.push_back(std::move(text)); }

    [[nodiscard]] std::string method_of() const {
        for (const auto& line : x_read.calendar)
            if (line.name == "METHOD") return upper_word(property(line.text).value);
        return {};
    }

    /// One changed occurrence of a series beside the series itself is not another interview.
    void drop_instances(std::vector<InviteEvent>& events) {
        std::set<std::string> series;
        for (const auto& each : events)
            if (each.instance.empty()) series.insert(each.uid);
        std::erase_if(events, [&](const InviteEvent& each) {
            const bool of_series = !each.instance.empty() && series.contains(each.uid);
            if (of_series)
                warn(fmt::format("{}:{}: one changed occurrence of a series was left out", x_file,
                                 each.number));
            return of_series;
        });
    }

    Draft draft(const InviteEvent& event) {
        Draft one;
        const bool by_employer = sort_people(event.attendees, event.organizer, x_agency, x_said, one);
        const auto reader = x_agency.zone_of(one.recruiter);
        auto times = invite_times(event.begin, event.end, event.duration, x_zones, reader);
        one.began = times.began;
        one.ended = times.ended;
        one.time_note = std::move(times.note);
        if (by_employer) one.employer_zone = std::move(times.zone);
        one.employer = clean_line(x_said.employer, 200);
        one.position = clean_line(x_said.position, 200);
        one.place = event.place;
        one.summary = event.summary;
        one.description = event.description;
        one.id = id_of(event, one);
        if (event.recurs)
            warn(fmt::format("{}:{}: it is repeated; only the first time is taken", x_file, event.number));
        return one;
    }

    std::unexpected<base::Problems> called_off(const InviteEvent& event, const Draft& one) const {
        return refuse(event.number,
                      fmt::format("this calls the meeting \"{}\" off; nothing is imported", event.summary),
                      fmt::format("if it was imported before, hand in [[withdrawn]] with interview = \"{}\" "
                                  "when nothing follows, or the interview under that id with its new time",
                                  one.id));
    }

    const std::string& x_file;
    const ledger::Agency& x_agency;
    const Said& x_said;
    hours::IcsFile x_read;
    InviteZones x_zones;
    Invitation x_out;
};

} // namespace

base::Checked<Invitation> read_invitation(std::string_view bytes, const std::string& file,
                                          const ledger::Agency& agency, const Said& said) {
    if (bytes.size() > invitation_bytes_max)
        return std::unexpected(base::Problems{
            {file,
             fmt::format("the file has {} bytes; at most {} are taken", bytes.size(), invitation_bytes_max),
             "take attachments out of the invitation"}});
    if (!said.recruiter.empty() && agency.recruiter(said.recruiter) == nullptr) {
        std::vector<std::string> ids;
        for (const auto& each : agency.recruiters)
            ids.push_back(each.id);
        return std::unexpected(base::Problems{
            {"--recruiter", fmt::format("no recruiter has the id '{}'", base::escaped(said.recruiter, 80)),
             base::suggest(said.recruiter, ids)}});
    }
    InviteReader reader{bytes, file, agency, said};
    auto read = reader.read();
    if (read && !base::is_utf8(bytes))
        read->warnings.push_back(file + ": this is not UTF-8: look at the spelling of the names");
    return read;
}

} // namespace followup::calendar
