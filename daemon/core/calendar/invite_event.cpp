#include "core/calendar/invite_event.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"
#include "core/calendar/clean.hpp"
#include "core/calendar/invite_times.hpp"
#include "core/hours/ics_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace followup::calendar {
namespace {

constexpr std::size_t summary_bytes_max = 300;
constexpr std::size_t invited_text_bytes_max = 2000;
constexpr std::size_t place_bytes_max = 500;

std::string upper_word(std::string_view text) {
    return hours::ics_name(base::trimmed(text));
}

/// A TEXT with its escapes undone; parameters such as LANGUAGE say nothing here.
std::string text_of(const Property& from) {
    return hours::read_text("SUMMARY:" + from.value);
}

bool yes(const Property& from) {
    return upper_word(from.value) == "TRUE";
}

int sequence_of(std::string_view text) {
    text = base::trimmed(text);
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} ? std::max(0, number) : 0;
}

std::optional<base::Instant> stamp_of(const Property& from) {
    const auto time = invite_moment(from.value);
    if (!time || time->whole_day) return std::nullopt;
    const base::year_month_day day{std::chrono::floor<base::days>(time->local)};
    constexpr std::chrono::year year_least{1970};
    constexpr std::chrono::year year_most{2199};
    if (day.year() < year_least || day.year() > year_most) return std::nullopt;
    return base::Instant{(time->local - time->offset.value_or(base::seconds{0})).time_since_epoch()};
}

bool answers(std::string_view method) {
    constexpr std::array<std::string_view, 4> all{"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"};
    return std::ranges::find(all, method) != all.end();
}

/// Of several that are said in several places, one that tells of an answer, else of a cancellation, else any.
void say_method(std::string& method, std::string said) {
    const auto weight = [](std::string_view each) {
        return answers(each) ? 3 : each == "CANCEL" ? 2 : each.empty() ? 0 : 1;
    };
    if (weight(said) > weight(method)) method = std::move(said);
}

/// What says when it is, of whom and which state of the invitation; whether it was that.
bool read_frame(InviteEvent& event, Property& read) {
    const auto& name = read.name;
    if (name == "ATTENDEE")
        event.attendees.push_back(std::move(read));
    else if (name == "ORGANIZER")
        event.organizer = std::move(read);
    else if (name == "DTSTART")
        event.begin = std::move(read);
    else if (name == "DTEND")
        event.end = std::move(read);
    else if (name == "DURATION")
        event.duration = std::move(read);
    else if (name == "RECURRENCE-ID")
        event.instance = std::move(read);
    else if (name == "UID")
        event.uid = text_of(read);
    else if (name == "SEQUENCE")
        event.revision.sequence = sequence_of(read.value);
    else if (name == "DTSTAMP")
        event.revision.stamp = stamp_of(read);
    else
        return false;
    return true;
}

void read_rest(InviteEvent& event, const Property& read) {
    const auto& name = read.name;
    if (name == "SUMMARY")
        event.summary = clean_line(text_of(read), summary_bytes_max);
    else if (name == "DESCRIPTION")
        event.description = clean_text(text_of(read), invited_text_bytes_max);
    else if (name == "LOCATION")
        event.place = clean_text(text_of(read), place_bytes_max);
    else if (name == "METHOD")
        say_method(event.method, upper_word(read.value));
    else if (name == "STATUS")
        event.off =
            event.off || upper_word(read.value) == "CANCELLED" || upper_word(read.value) == "CANCELED";
    else if (name == "RRULE" || name == "RDATE")
        event.recurs = true;
    else if (name == "X-MICROSOFT-CDO-ALLDAYEVENT" || name == "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
        event.whole_day = yes(read);
}

} // namespace

InviteEvent invite_event(const hours::IcsEvent& from, const InviteSource& source) {
    InviteEvent event;
    event.number = from.number;
    event.method = source.method;
    for (const auto& line : source.file.calendars[from.calendar]) {
        const auto read = property(line.text);
        if (read.name == "METHOD") say_method(event.method, upper_word(read.value));
        if (read.name == "X-WR-TIMEZONE") event.zone = text_of(read);
    }
    for (const auto& line : from.lines) {
        auto read = property(line.text);
        if (!read_frame(event, read)) read_rest(event, read);
    }
    event.off = event.off || event.method == "CANCEL";
    // An address over several lines stays readable in one.
    event.place = base::replaced(event.place, "\n", ", ");
    return event;
}

bool is_answer(const InviteEvent& event) {
    return answers(event.method);
}

InviteName invite_name(const InviteEvent& event, const InviteZones& zones) {
    constexpr std::size_t digits = 16;
    constexpr std::size_t digits_of_first_edition = 8;
    const bool named = !event.uid.empty();
    const auto without_uid = event.begin.value + event.summary;
    const auto before = named ? event.uid + event.instance.value : without_uid;
    auto seed = named ? event.uid : without_uid;
    if (named && !event.instance.value.empty()) {
        const auto at = invite_instant(event.instance, zones, event.zone);
        seed += "\n" + (at ? base::basic(*at) : event.instance.value);
    }
    return {"invite-" + base::hex(base::sha256(seed)).substr(0, digits),
            base::hex(base::sha256(before)).substr(0, digits_of_first_edition)};
}

} // namespace followup::calendar
