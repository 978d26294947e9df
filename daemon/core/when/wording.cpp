#include "core/when/wording.hpp"

#include "core/when/dates.hpp"

#include <charconv>

namespace followup::when {
namespace {

void append_number(std::string& text, int number) {
    std::array<char, 12> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void append_two(std::string& text, base::seconds::rep number) {
    text += static_cast<char>('0' + number / 10 % 10);
    text += static_cast<char>('0' + number % 10);
}

} // namespace

void append_date(std::string& text, Date date, Date near, bool weekday) {
    const base::year_month_day ymd{date};
    if (weekday) {
        text += base::weekday_short(base::weekday{date});
        text += ' ';
    }
    append_number(text, static_cast<int>(static_cast<unsigned>(ymd.day())));
    text += ' ';
    text += base::month_short(ymd.month());
    if (ymd.year() == base::year_month_day{near}.year()) return;
    text += ' ';
    append_number(text, static_cast<int>(ymd.year()));
}

void append_clock(std::string& text, base::seconds time_of_day) {
    const auto count = time_of_day.count();
    append_two(text, count / 3600);
    text += ':';
    append_two(text, count / 60 % 60);
    if (count % 60 == 0) return;
    text += ':';
    append_two(text, count % 60);
}

std::string short_date(Date date) {
    std::string text;
    append_date(text, date, date);
    return text;
}

std::string day_and_month(Date date) {
    std::string text;
    append_date(text, date, date, false);
    return text;
}

std::string month_and_year(Date date) {
    const base::year_month_day ymd{date};
    std::string text{base::month_name(ymd.month())};
    text += ' ';
    append_number(text, static_cast<int>(ymd.year()));
    return text;
}

std::string words(std::string_view phrase, said::Span span) {
    std::string text;
    text.reserve(span.until - span.at);
    for (const char c : phrase.substr(span.at, span.until - span.at)) {
        const bool blank = c == ' ' || c == '\t';
        if (blank && text.ends_with(' ')) continue;
        text += blank ? ' ' : c;
    }
    while (text.ends_with(' '))
        text.pop_back();
    return text;
}

std::string quoted(std::string_view phrase, said::Span span) {
    return "'" + words(phrase, span) + "'";
}

std::string neighbours(Date date, std::span<const ClosedDay> closed) {
    const BusinessDays business{closed};
    const auto before = business.add(date, -1);
    const auto after = business.add(date, 1);
    return "before: " + short_date(before) + ", after: " + short_date(after);
}

} // namespace followup::when
