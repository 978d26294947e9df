#pragma once

#include "core/when/dates.hpp"
#include "core/when/moment.hpp"
#include "core/when/said.hpp"

namespace followup::when {

/// What a phrase means against a context: the calendar arithmetic. The parts are evaluated from left to
/// right; the first that cannot be is the error. Use it once for one phrase.
class Meaning {
  public:
    /// Both must outlive this.
    Meaning(std::string_view phrase, const Context& context);

    [[nodiscard]] Outcome of(const said::Phrase& phrase);
    /// The same phrase as a moment that has been, told at the reference.
    [[nodiscard]] MomentOutcome gone(const said::Phrase& phrase);

  private:
    template <class T>
    using Maybe = std::optional<T>;

    /// The result before "by" and "before", and the day that was named for it.
    struct Found {
        Value value;
        Date day;
        bool by = false;
        bool ends_period = false; ///< "the end of the month": "before" it is "by" it
        bool any_day = false;     ///< a range: closed days were stepped over
    };
    /// Both included.
    struct Bounds {
        Date first;
        Date last;
        bool may_roll = false;  ///< no year was said
        Maybe<Date> left_out{}; ///< a working day of the month that its first or last week leaves out
    };
    /// Seconds of the day named; 24 h is its end. With an end it is a window.
    struct Clock {
        base::seconds begin{0};
        Maybe<base::seconds> end;
    };

    // meaning.cpp: the phrase as a whole
    Maybe<Found> found(const said::Past& past);
    Maybe<Found> found(const said::Within& within);
    Maybe<Found> found(const said::Elapsed& elapsed);
    Maybe<Found> found(const said::Interview& interview);
    Maybe<Found> found(const said::Spread& spread);
    bool deadline(Found& found, said::Lead lead);
    bool not_past(const Found& found);
    void look_ahead(const Found& found, const said::Phrase& phrase);
    Reading reading(Found& found);

    // meaning_time.cpp: times of day
    Maybe<Found> found(const said::When& when);
    Maybe<Found> found(const said::Stamp& stamp);
    Maybe<Found> on_day(Date day, const said::When& when);
    Maybe<Date> day_without_name(const said::Part& part);
    Maybe<Clock> clock(const said::Part& part);
    bool check(const said::Part& part);
    bool check(const said::Time& time);
    Maybe<base::seconds> time_of_day(const said::Part& part);
    Maybe<Clock> between(const said::Part& part);
    void note(const said::Part& part, Date day);
    void note(const said::Time& time, Date day, bool alone);
    bool settled(const said::Part& part, const said::When& when);
    Maybe<Instant> instant(Date day, base::seconds time_of_day, said::Span span, const base::Zone& zone);

    // meaning_zone.cpp: the clock of another place
    [[nodiscard]] base::Zone zone_of(const said::Part& part) const;
    void note_zone(const said::Part& part, Date day, base::seconds time_of_day, Instant at);

    // meaning_moment.cpp: moments gone
    Maybe<Found> moment(const said::When& when);
    Maybe<Found> no_time(const said::When& when);
    [[nodiscard]] Date last_weekday(base::weekday day);
    [[nodiscard]] Maybe<Date> nearest(int month, int day) const;
    Maybe<Date> last_with_day(int day);
    Maybe<Date> last_holiday(const said::Holiday& holiday, said::Span span);

    // meaning_day.cpp: days
    Maybe<Date> date(const said::Day& day);
    Maybe<Date> date(const said::DayWord& word, said::Span span);
    Maybe<Date> date(const said::Weekday& weekday, said::Span span);
    Maybe<Date> date(const said::CalendarDate& written, said::Span span);
    Maybe<Date> date(const said::Holiday& holiday, said::Span span);
    Maybe<Date> first_after_today(base::weekday day, said::Span span);
    Maybe<Date> this_weekday(base::weekday day, said::Span span);
    Maybe<Date> next_weekday(base::weekday day, said::Span span);
    Maybe<Date> weekday_of_week(const said::Weekday& weekday, said::Span span);
    Maybe<Date> over_next(base::weekday day, said::Span span);
    Maybe<Date> fits(const said::Weekday& weekday, said::Span span);
    Maybe<Date> written(const said::CalendarDate& date, Maybe<base::weekday> checked);
    Maybe<Date> slash(const said::CalendarDate& date, Maybe<base::weekday> checked);
    Maybe<Date> without_year(int month, int day) const;
    Maybe<Date> next_with_day(int day) const;
    Maybe<Date> no_such_date(said::Span span, int year, int month);

    // meaning_offset.cpp: days counted from others
    Maybe<Date> date(const said::Near& near, said::Span span);
    Maybe<Date> date(const said::Offset& offset, said::Span span);
    Maybe<Date> date(const said::Target& target);
    Maybe<Date> moved(Date from, const said::Duration& duration, said::Way way);
    bool check(const said::Duration& duration);
    bool check(const said::Quantity& quantity);

    // meaning_period.cpp: weeks, months, quarters, years
    Maybe<Found> found(const said::Range& range);
    Maybe<Date> date(const said::Nth& nth, said::Span span);
    Maybe<Date> date(const said::Edge& edge, said::Span span);
    Maybe<Found> by_range(const said::Range& range);
    /// The days of a period; of one without a year, `years` after the one that is meant first.
    Maybe<Bounds> bounds(const said::Period& period, int years = 0);
    Maybe<Bounds> week_bounds(const said::Period& period);
    Maybe<Bounds> iso_week(const said::Period& period, int years);
    Maybe<Bounds> month_week(const said::Period& period, int years);
    [[nodiscard]] Maybe<Date> nth_in(const Bounds& bounds, const said::Nth& nth) const;
    Found weekend(const said::Range& range);
    void note_left_out(const said::Period& period, const Bounds& bounds);
    /// Moves a period without a year to the next one when what was picked in it (else its end) is past.
    template <class Pick>
    Maybe<Date> picked(const said::Period& period, Bounds& in, Pick pick) {
        auto date = pick(in);
        if (!in.may_roll || x_gone || date.value_or(in.last) >= x_today) return date;
        const auto next = bounds(period, 1);
        if (!next) return {};
        in = *next;
        x_rolled = true;
        return pick(in);
    }

    // What is noted on the way
    std::nullopt_t fail(ErrorCode code, std::size_t at, std::string message);
    void warn(WarningCode code, std::string message);
    [[nodiscard]] std::string quoted(said::Span span) const;
    /// Adds "WORDS is DATE" to the steps.
    void step(said::Span span, Date date, bool weekday = true);
    void step(said::Span span, std::string_view then, Date date);
    /// Adds "WORDS is HH:MM", the date before it when there is one.
    void step(said::Span span, const Clock& clock, Maybe<Date> date);

    std::string_view x_phrase;
    const Context& x_context;
    BusinessDays x_business;
    base::LocalTime x_now; ///< the reference by the clock of the zone
    Date x_today;
    std::size_t x_core = 0; ///< where the phrase begins after "by"
    bool x_rolled = false;  ///< a year that was not said became the next one
    bool x_gone = false;    ///< read backward
    bool x_asked = false;   ///< a weekday or a day of the month alone was read backward
    Maybe<Error> x_error;
    std::vector<Warning> x_warnings;
    std::string x_because;
};

} // namespace followup::when
