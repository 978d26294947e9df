#pragma once

#include "core/when/reading.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace followup::when {

/// What a token can stand for in the grammar: its quoted words and its upper-case classes.
enum class Term : std::uint8_t {
    end,
    // classes
    iso,
    isodt,
    slash,
    clock,
    ord,
    num,
    num2,
    year_number,
    ampm,
    weekday,
    month_name,
    clockunit,
    dayunit,
    weekunit,
    monthunit,
    numword,
    hourword,
    ordword,
    holiday,
    weekdays, ///< "Mondays"
    zone,
    quarter_name,
    h_mark, ///< the h of "15h", right after its figures
    // signs
    comma,
    at_sign,
    dash,
    opened,
    closed,
    // quoted words
    a,
    afternoon,
    after,
    ago,
    an,
    and_,
    any_word,
    anytime,
    at,
    before,
    beginning,
    between,
    business,
    by,
    calendar,
    close,
    cob,
    coming,
    commencing,
    couple,
    day,
    daylight,
    earlier,
    early,
    end_word,
    eob,
    eod,
    eom,
    eoq,
    eow,
    eoy,
    evening,
    first,
    following,
    from,
    half,
    hence,
    hour,
    in,
    interview,
    iso_week,
    last,
    late,
    later,
    latest,
    lunchtime,
    mid,
    midday,
    middle,
    midnight,
    month,
    morning,
    next,
    night,
    no,
    noon,
    not_,
    now,
    oclock,
    of,
    oh,
    on,
    or_,
    our,
    over,
    over_next,
    past,
    play,
    quarter,
    same,
    se_nnight,
    some,
    sometime,
    sooner,
    standard,
    start,
    than,
    the,
    thing,
    this_,
    time,
    to,
    today,
    tomorrow,
    tonight,
    twelve,
    upcoming,
    week,
    weekend,
    within,
    working,
    year,
    yesterday,
    count
};

/// A set of terms.
class Terms {
  public:
    constexpr Terms() = default;
    template <class... Rest>
    constexpr explicit Terms(Term first, Rest... rest) {
        add(first);
        (add(rest), ...);
    }

    [[nodiscard]] constexpr bool has(Term term) const { return (x_bits[word(term)] & bit(term)) != 0; }
    bool operator==(const Terms&) const = default;
    constexpr void add(Term term) { x_bits[word(term)] |= bit(term); }

  private:
    static constexpr std::size_t word(Term term) { return static_cast<std::size_t>(term) >> 6U; }
    static constexpr std::uint64_t bit(Term term) {
        return std::uint64_t{1} << (static_cast<unsigned>(term) & 63U);
    }

    std::array<std::uint64_t, 3> x_bits{};
};
static_assert(static_cast<int>(Term::count) <= 192);

/// Why a word is refused wherever the grammar has no place for it.
enum class Refusal : std::uint8_t { none, vague, recurring, zone, open_ended, either };

/// One token of a phrase. Numbers written with signs keep their fields in `parts`: ISO y m d (`no_year` where
/// dots are and no year is); ISODT y m d h m s and the offset in minutes (`no_offset` without one); SLASH
/// first second year (-1 without one); CLOCK h m s.
struct Token {
    static constexpr std::int16_t no_offset = 32767;
    static constexpr std::int16_t no_year = -1;

    std::uint16_t at = 0;    ///< byte offset of its first byte in the phrase
    std::uint16_t until = 0; ///< byte offset after its last one
    Terms terms;
    int value = 0; ///< of NUM (at most a million), NUMWORD, ORD, WEEKDAY, MONTH, AMPM (1: pm), units, ZONE
    bool leading_zero = false; ///< "03:30", "09"
    Refusal refusal = Refusal::none;
    bool begins_holiday = false;     ///< a built-in holiday may begin here
    std::uint8_t holiday_tokens = 0; ///< how many tokens the name of the holiday that begins here has
    std::uint8_t holiday_rule = 0;   ///< which built-in holiday it is (holidays.hpp); 0: none
    bool holiday_listed = false;     ///< its name stands in the list of closed days
    std::array<std::int16_t, 7> parts{};

    /// Of WEEKDAY.
    [[nodiscard]] base::weekday weekday() const { return base::weekday{static_cast<unsigned>(value)}; }
};

/// The tokens of a phrase of at most 65535 bytes, and one of no length at its end that is Term::end. Bytes
/// that fit no pattern become tokens without terms. Pure; never fails.
[[nodiscard]] std::vector<Token> tokens(std::string_view phrase, std::span<const ClosedDay> closed);

} // namespace followup::when
