#pragma once

#include "core/when/said.hpp"

#include <algorithm>

namespace followup::when {

/// Reads a phrase by recursive descent. Each production of the grammar is the function of its name; it takes
/// its tokens and gives what was said, or takes none and gives nothing. Alternatives are tried with the
/// longest first, so that the place where the last of them stopped is the first token that no phrase can have
/// there. A production counts from the same place at most once inside itself: the time is linear in the
/// tokens.
class Grammar {
  public:
    /// Which of the two languages is spoken: of dates to come, or of moments gone ("yesterday at 5pm").
    enum class Language { to_come, gone };

    Grammar(std::string_view phrase, std::span<const Token> tokens, Language language = Language::to_come)
        : x_phrase(phrase), x_tokens(tokens), x_gone(language == Language::gone) {}

    /// The whole phrase, or where and why it cannot be read; call it once.
    [[nodiscard]] std::expected<said::Phrase, Error> read();

  private:
    template <class T>
    using Maybe = std::optional<T>;

    // grammar.cpp: the phrase as a whole
    bool phrase(said::Phrase& out);
    said::Lead lead();
    bool core(said::Phrase& out);
    Maybe<said::Past> past();
    Maybe<said::Within> within();
    Maybe<said::Elapsed> elapsed();
    Maybe<said::Interview> interview();
    Maybe<said::Spread> spread();
    void sometime();

    /// The end of the phrase, and before it "at the latest".
    bool ends();

    // grammar_duration.cpp: how long
    Maybe<said::Duration> duration();
    Maybe<said::Duration> clockdur();
    Maybe<said::Duration> caldur();
    Maybe<said::Duration> coming_duration();
    Maybe<said::Quantity> quantity();
    Maybe<said::Quantity> number();
    void up_to(said::Quantity& out);
    bool calunit(said::Quantity& out);
    void and_quantity(said::Duration& out);
    bool from_now();

    // grammar_refusal.cpp
    [[nodiscard]] Error refusal() const;

    // grammar_moment.cpp: what only moments gone have
    bool moment(said::Phrase& out);
    Maybe<said::Elapsed> ago();
    Maybe<said::When> last_night();
    Maybe<said::Offset> days_ago();
    Maybe<said::Weekday> last_weekday();

    // grammar_when.cpp: a day and a part of it
    bool when(said::Phrase& out);
    Maybe<said::When> when_on_a_day();
    Maybe<said::When> when_at_a_time();
    Maybe<said::When> when_in_a_part();
    Maybe<said::When> when_today();
    Maybe<said::When> when_clock_first();
    Maybe<said::When> when_hour_first();
    Maybe<said::When> when_first_thing();
    Maybe<said::When> when_half_of();
    Maybe<said::When> when_end_of();
    Maybe<said::When> when_same_time();
    Maybe<said::Stamp> isodt();
    bool sameday(said::When& out);
    Maybe<said::Day> onday();
    Maybe<said::Part> daywin();
    Maybe<said::Hours> half();
    Maybe<said::Part> part();

    // grammar_zone.cpp: whose clock
    void zone(said::Part& out);
    Maybe<said::Zone> zone_word();
    Maybe<said::Zone> zone_city();

    // grammar_clock.cpp: one time of day
    Maybe<said::Time> anytime();
    Maybe<said::Time> time();
    Maybe<said::Time> time_of_hour();
    Maybe<said::Time> time_beside();
    Maybe<said::Time> beside_minutes(int minutes);
    Maybe<int> minutes_beside();
    Maybe<said::Time> named_time();
    Maybe<said::Time> hour();
    Maybe<said::Time> figures();
    bool minutes_in_words(said::Time& out);
    bool h_clock(said::Time& out);
    void ampm(said::Time& out);

    // grammar_time.cpp: times of day
    Maybe<said::Part> solo();
    Maybe<said::Part> winpart();
    Maybe<said::Part> inthe();
    Maybe<said::Part> close();
    Maybe<said::Part> between();
    Maybe<said::Part> joined();
    Maybe<said::Part> half_by_ampm();
    Maybe<said::Part> bare_hour();
    Maybe<said::Part> clock();
    void then_clock(said::Part& out);

    // grammar_day.cpp: days
    Maybe<said::Day> day();
    Maybe<said::DayWord> dayword();
    Maybe<said::Holiday> holiday();
    Maybe<said::Nth> nth();
    Maybe<said::Near> near();
    Maybe<said::Near> forward();
    Maybe<said::Edge> edge();
    Maybe<said::Offset> offset();
    Maybe<said::Way> from_after_before();
    Maybe<said::Target> target();

    // grammar_date.cpp: weekdays and dates
    Maybe<said::Weekday> weekday();
    Maybe<said::Weekday> weekday_first();
    Maybe<said::Weekday> weekday_behind();
    Maybe<int> named_week();
    Maybe<said::CalendarDate> date();
    Maybe<said::CalendarDate> month_and_day();
    Maybe<int> dom();
    Maybe<int> ordinal();
    void comma_year(said::CalendarDate& out);

    // grammar_period.cpp: weeks, months, quarters, years
    Maybe<said::Range> range();
    bool month_part(said::Range& out);
    Maybe<said::Range> period_range();
    Maybe<said::Range> weekend();
    Maybe<said::Period> weekref();
    Maybe<said::Period> month_week();
    Maybe<said::Period> iso_week();
    Maybe<said::Period> quarter();
    Maybe<said::Period> monthref();
    Maybe<said::Period> period();

    // Tokens
    [[nodiscard]] const Token& here() const { return x_tokens[x_at]; }
    [[nodiscard]] const Token& taken() const { return x_tokens[x_at - 1]; }
    /// Takes a token of that kind; else notes that it was expected.
    bool one(Term term) {
        if (here().terms.has(term)) {
            x_at += term == Term::holiday ? here().holiday_tokens : 1U;
            return true;
        }
        if (x_at >= x_furthest) missed(term);
        return false;
    }
    void missed(Term term);
    /// Takes a token of that kind; what few people say is not listed among what was expected.
    bool rarely(Term term) {
        if (!here().terms.has(term)) return false;
        ++x_at;
        return true;
    }
    /// The token so many places on; the last one beyond the end.
    [[nodiscard]] const Token& ahead(std::size_t places) const {
        return x_tokens[std::min(x_at + places, x_tokens.size() - 1)];
    }
    /// Takes all of them or none.
    template <class... Rest>
    bool take(Term first, Rest... rest) {
        const auto start = x_at;
        if (one(first) && (one(rest) && ...)) return true;
        x_at = start;
        return false;
    }
    /// Takes the first of them that fits.
    template <class... Rest>
    bool any(Term first, Rest... rest) {
        return one(first) || (one(rest) || ...);
    }
    /// Takes them if they are there.
    template <class... Rest>
    void maybe(Rest... rest) {
        static_cast<void>(take(rest...));
    }
    /// Gives back all tokens since then.
    [[nodiscard]] std::nullopt_t back(std::size_t start) {
        x_at = start;
        return std::nullopt;
    }
    [[nodiscard]] said::Span since(std::size_t start) const {
        return {x_tokens[start].at, x_at > start ? x_tokens[x_at - 1].until : x_tokens[start].at};
    }
    /// The production, when the phrase ends after it.
    template <class T>
    Maybe<T> whole(Maybe<T> (Grammar::*production)()) {
        const auto start = x_at;
        auto node = (this->*production)();
        if (node && ends()) return node;
        x_at = start;
        return std::nullopt;
    }

    std::string_view x_phrase;
    std::span<const Token> x_tokens;
    bool x_gone;
    bool x_joins = false;  ///< a dash, "to" or "or" stands somewhere
    bool x_pairs = false;  ///< two numbers may stand where one does
    bool x_from = false;   ///< "from" stands before, and its "to" is to come
    bool x_latest = false; ///< "at the latest" was said at the end
    std::size_t x_at = 0;
    std::size_t x_furthest = 0; ///< the last token that something was expected at
    Terms x_expected;           ///< what was expected there
};

} // namespace followup::when
