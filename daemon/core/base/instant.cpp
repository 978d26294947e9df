#include "core/base/instant.hpp"

#include "core/base/text.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::base {
namespace {

using std::chrono::floor;

constexpr std::array<std::string_view, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

struct Fields {
    int year;
    unsigned month, day, hour, minute, second;
};

Fields fields(std::chrono::local_seconds at) {
    const auto date = floor<days>(at);
    const year_month_day ymd{date};
    const auto time = static_cast<unsigned>((at - date).count());
    return {static_cast<int>(ymd.year()),
            static_cast<unsigned>(ymd.month()),
            static_cast<unsigned>(ymd.day()),
            time / 3600,
            time / 60 % 60,
            time % 60};
}

/// A date and a time with each field at its place in `form`, whose digits are replaced:
/// "0000-00-00T00:00:00Z". By hand, because feeds and timelines are full of them and fmt takes longer than
/// all the rest.
std::string put_in(std::string_view form, const Fields& p) {
    const unsigned values[] = {static_cast<unsigned>(p.year) / 100,
                               static_cast<unsigned>(p.year) % 100,
                               p.month,
                               p.day,
                               p.hour,
                               p.minute,
                               p.second};
    std::string text{form};
    const auto* value = values;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] != '0') continue;
        text[at] = static_cast<char>('0' + *value / 10 % 10);
        text[++at] = static_cast<char>('0' + *value++ % 10);
    }
    return text;
}

/// Reads digits from the front of a text; -1 once anything did not fit.
class Digits {
  public:
    explicit Digits(std::string_view text) : x_rest(text) {}

    int number(std::size_t count) {
        if (x_rest.size() < count) return fail();
        int value = 0;
        for (const char c : x_rest.substr(0, count)) {
            if (c < '0' || c > '9') return fail();
            value = value * 10 + (c - '0');
        }
        x_rest.remove_prefix(count);
        return value;
    }

    bool sign(char c) {
        if (x_rest.empty() || x_rest.front() != c) return false;
        x_rest.remove_prefix(1);
        return true;
    }

    void skip_digits() {
        must(!x_rest.empty() && x_rest.front() >= '0' && x_rest.front() <= '9');
        while (!x_rest.empty() && x_rest.front() >= '0' && x_rest.front() <= '9')
            x_rest.remove_prefix(1);
    }

    void must(bool holds) { x_good = x_good && holds; }
    [[nodiscard]] bool good() const { return x_good; }
    [[nodiscard]] bool done() const { return x_good && x_rest.empty(); }

  private:
    int fail() {
        x_good = false;
        return 0;
    }

    std::string_view x_rest;
    bool x_good = true;
};

year_month_day read_date(Digits& in, bool dashes) {
    const int year = in.number(4);
    if (dashes) in.must(in.sign('-'));
    const int month = in.number(2);
    if (dashes) in.must(in.sign('-'));
    const int day = in.number(2);
    return year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                          std::chrono::day{static_cast<unsigned>(day)}};
}

/// The offset after a time: `Z`, `z` or `±hh:mm`, in seconds east of UTC.
seconds read_offset(Digits& in) {
    if (in.sign('Z') || in.sign('z')) return seconds{0};
    const bool west = in.sign('-');
    in.must(west || in.sign('+'));
    const int hour = in.number(2);
    in.must(in.sign(':'));
    const int minute = in.number(2);
    in.must(hour < 24 && minute < 60);
    const seconds offset = hours{hour} + minutes{minute};
    return west ? -offset : offset;
}

} // namespace

std::string rfc3339(Instant at) {
    const auto p = fields(LocalTime{at.time_since_epoch()});
    return put_in("0000-00-00T00:00:00Z", p);
}

std::string basic(Instant at) {
    const auto p = fields(LocalTime{at.time_since_epoch()});
    return put_in("00000000T000000Z", p);
}

std::string iso(Date date) {
    const auto p = fields(date);
    return put_in("0000-00-00", p);
}

std::string basic(Date date) {
    const auto p = fields(date);
    return put_in("00000000", p);
}

Result<Instant> parse_instant(std::string_view text) {
    Digits in{text};
    const bool dashes = text.size() > 4 && text[4] == '-';
    const auto ymd = read_date(in, dashes);
    in.must(in.sign('T') || in.sign('t') || in.sign(' '));
    const int hour = in.number(2);
    const bool colons = in.sign(':');
    in.must(colons == dashes);
    const int minute = in.number(2);
    int second = 0;
    const bool with_seconds = !colons || in.sign(':');
    if (with_seconds) second = in.number(2);
    if (with_seconds && in.sign('.')) in.skip_digits();
    // The basic form is read in UTC alone.
    const auto offset = colons ? read_offset(in) : seconds{0};
    in.must(colons || in.sign('Z'));
    constexpr Instant year_10000{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};
    if (in.done() && ymd.ok() && hour < 24 && minute < 60 && second < 60) {
        const auto at = std::chrono::sys_days{ymd} + hours{hour} + minutes{minute} + seconds{second} - offset;
        if (at >= Instant{} && at < year_10000) return at;
    }
    return problem("", fmt::format("'{}' is not an instant", escaped(text)),
                   "write it like 2026-11-20T21:30:00Z");
}

Result<Date> parse_date(std::string_view text) {
    Digits in{text};
    const auto ymd = read_date(in, true);
    if (!in.done() || !ymd.ok())
        return problem("", fmt::format("'{}' is not a date", escaped(text)), "write it like 2026-11-30");
    return Date{ymd};
}

std::string_view weekday_name(weekday day) {
    return weekdays[day.c_encoding()];
}
std::string_view weekday_short(weekday day) {
    return weekday_name(day).substr(0, 3);
}
std::string_view month_name(std::chrono::month month) {
    return months[static_cast<unsigned>(month) - 1];
}
std::string_view month_short(std::chrono::month month) {
    return month_name(month).substr(0, 3);
}

std::string internet_date(Instant at, std::string_view zone) {
    const auto text = rfc3339(at); // "2026-11-20T21:30:00Z"
    const std::string_view from{text};
    const auto day = floor<days>(at);
    std::string date{weekday_short(weekday{day})};
    date.append(", ").append(from.substr(8, 2)).append(" ");
    date.append(month_short(year_month_day{day}.month())).append(" ").append(from.substr(0, 4)).append(" ");
    return date.append(from.substr(11, 8)).append(" ").append(zone);
}

std::string spoken(Date date) {
    const year_month_day ymd{date};
    return fmt::format("{} {} {} {}", weekday_short(weekday{date}), static_cast<unsigned>(ymd.day()),
                       month_short(ymd.month()), static_cast<int>(ymd.year()));
}

std::string clock(seconds time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day.count() / 3600, time_of_day.count() / 60 % 60);
}

} // namespace followup::base
