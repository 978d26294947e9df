#include "core/when/vocabulary.hpp"

#include "core/when/zone_words.hpp"

#include <algorithm>

namespace followup::when {

using T = Term;

namespace {

constexpr Word is(std::string_view text, T term, Refusal refusal = Refusal::none) {
    return {.text = text, .terms = Terms{term}, .refusal = refusal};
}
constexpr Word unit(std::string_view text, T term, int value) {
    return {.text = text, .terms = Terms{term}, .value = value};
}
constexpr Word both(std::string_view text, T first, T second, int value) {
    return {.text = text, .terms = Terms{first, second}, .value = value};
}
constexpr Word full(std::string_view text, T term, int value) {
    return unit(text, term, value);
}
constexpr Word cut(std::string_view text, T term, int value) {
    return {.text = text, .terms = Terms{term}, .value = value, .short_form = true};
}
constexpr Word number(std::string_view text, int value) {
    return value <= 12 ? both(text, T::numword, T::hourword, value) : unit(text, T::numword, value);
}
constexpr Word ordinal(std::string_view text, int value) {
    return unit(text, T::ordword, value);
}
/// A word for the clock of a place; where no time stands before it, it is refused.
constexpr Word zoned(std::string_view text) {
    return {.text = text,
            .terms = Terms{T::zone},
            .value = static_cast<int>(zone_word(text)),
            .refusal = Refusal::zone};
}
/// Several of that day: read only where they are counted.
constexpr Word many(std::string_view text, int value) {
    return {.text = text, .terms = Terms{T::weekdays}, .value = value, .refusal = Refusal::recurring};
}
constexpr Word never(std::string_view text, Refusal refusal) {
    return {.text = text, .terms = {}, .refusal = refusal};
}
constexpr Word holy(std::string_view text) {
    return {.text = text, .terms = {}, .begins_holiday = true};
}

// clang-format off: one word a line would be three pages
constexpr auto unsorted = std::to_array<Word>({
    full("sunday", T::weekday, 0), full("monday", T::weekday, 1), full("tuesday", T::weekday, 2),
    full("wednesday", T::weekday, 3), full("thursday", T::weekday, 4), full("friday", T::weekday, 5),
    full("saturday", T::weekday, 6), cut("sun", T::weekday, 0), cut("mon", T::weekday, 1),
    cut("tue", T::weekday, 2), cut("tues", T::weekday, 2), cut("wed", T::weekday, 3),
    cut("weds", T::weekday, 3), cut("thu", T::weekday, 4), cut("thur", T::weekday, 4),
    cut("thurs", T::weekday, 4), cut("fri", T::weekday, 5), cut("sat", T::weekday, 6),
    full("january", T::month_name, 1), full("february", T::month_name, 2), full("march", T::month_name, 3),
    full("april", T::month_name, 4), cut("may", T::month_name, 5), full("june", T::month_name, 6),
    full("july", T::month_name, 7), full("august", T::month_name, 8), full("september", T::month_name, 9),
    full("october", T::month_name, 10), full("november", T::month_name, 11),
    full("december", T::month_name, 12), cut("jan", T::month_name, 1), cut("feb", T::month_name, 2),
    cut("mar", T::month_name, 3), cut("apr", T::month_name, 4), cut("jun", T::month_name, 6),
    cut("jul", T::month_name, 7), cut("aug", T::month_name, 8), cut("sep", T::month_name, 9),
    cut("sept", T::month_name, 9), cut("oct", T::month_name, 10), cut("nov", T::month_name, 11),
    cut("dec", T::month_name, 12), unit("min", T::clockunit, 1), unit("mins", T::clockunit, 1),
    unit("minute", T::clockunit, 1), unit("minutes", T::clockunit, 1),
    both("hour", T::clockunit, T::hour, 60), unit("hours", T::clockunit, 60), unit("hr", T::clockunit, 60),
    unit("hrs", T::clockunit, 60), unit("h", T::clockunit, 60), both("day", T::dayunit, T::day, 1),
    unit("days", T::dayunit, 1),
    {.text = "week", .terms = Terms{T::weekunit, T::week, T::iso_week}, .value = 7},
    unit("weeks", T::weekunit, 7), both("wk", T::weekunit, T::iso_week, 7), unit("wks", T::weekunit, 7),
    is("cw", T::iso_week), is("kw", T::iso_week), both("sennight", T::weekunit, T::se_nnight, 7),
    unit("fortnight", T::weekunit, 14), unit("fortnights", T::weekunit, 14),
    both("month", T::monthunit, T::month, 1), unit("months", T::monthunit, 1),
    both("year", T::monthunit, T::year, 12), unit("years", T::monthunit, 12), unit("yr", T::monthunit, 12),
    unit("yrs", T::monthunit, 12), unit("am", T::ampm, 0), unit("pm", T::ampm, 1), number("one", 1),
    number("two", 2), number("three", 3), number("four", 4), number("five", 5), number("six", 6),
    number("seven", 7), number("eight", 8), number("nine", 9), number("ten", 10), number("eleven", 11),
    number("twelve", 12), number("thirteen", 13), number("fourteen", 14), number("fifteen", 15),
    number("sixteen", 16), number("seventeen", 17), number("eighteen", 18), number("nineteen", 19),
    number("twenty", 20), number("thirty", 30), number("forty", 40), number("fifty", 50),
    number("sixty", 60), number("seventy", 70), number("eighty", 80), number("ninety", 90),
    both("first", T::ordword, T::first, 1), ordinal("second", 2), ordinal("third", 3), ordinal("fourth", 4),
    ordinal("fifth", 5), ordinal("sixth", 6), ordinal("seventh", 7), ordinal("eighth", 8),
    ordinal("ninth", 9), ordinal("tenth", 10), ordinal("eleventh", 11), ordinal("twelfth", 12),
    ordinal("thirteenth", 13), ordinal("fourteenth", 14), ordinal("fifteenth", 15),
    ordinal("sixteenth", 16), ordinal("seventeenth", 17), ordinal("eighteenth", 18),
    ordinal("nineteenth", 19), ordinal("twentieth", 20), ordinal("thirtieth", 30), is("a", T::a),
    is("afternoon", T::afternoon), is("after", T::after, Refusal::open_ended), is("ago", T::ago),
    is("an", T::an), is("and", T::and_), is("any", T::any_word), is("anytime", T::anytime), is("at", T::at),
    is("before", T::before), is("beginning", T::beginning), is("between", T::between),
    is("business", T::business), is("by", T::by), is("calendar", T::calendar), is("close", T::close),
    is("cob", T::cob), is("coming", T::coming), is("commencing", T::commencing), is("couple", T::couple),
    is("daylight", T::daylight), is("earlier", T::earlier), is("early", T::early), is("end", T::end_word),
    is("eob", T::eob), is("eod", T::eod), is("eom", T::eom), is("eoq", T::eoq), is("eow", T::eow),
    is("eoy", T::eoy), is("evening", T::evening), is("following", T::following), is("from", T::from),
    is("half", T::half), is("hence", T::hence), is("in", T::in), is("interview", T::interview),
    is("last", T::last), is("late", T::late), is("later", T::later, Refusal::vague),
    is("latest", T::latest), is("lunchtime", T::lunchtime), is("mid", T::mid), is("midday", T::midday),
    is("middle", T::middle), is("midnight", T::midnight), is("morning", T::morning), is("next", T::next),
    is("night", T::night), is("no", T::no), is("noon", T::noon), is("not", T::not_), is("now", T::now),
    is("oclock", T::oclock), is("of", T::of), is("oh", T::oh), is("o", T::oh), is("zero", T::oh),
    is("overnext", T::over_next), is("on", T::on), is("our", T::our), is("over", T::over),
    is("past", T::past), is("play", T::play), is("quarter", T::quarter), is("same", T::same),
    is("some", T::some, Refusal::vague), is("sometime", T::sometime, Refusal::vague),
    is("sooner", T::sooner), is("standard", T::standard), is("start", T::start), is("than", T::than),
    is("the", T::the), is("thing", T::thing), is("this", T::this_), is("time", T::time), is("to", T::to),
    is("today", T::today), is("tomorrow", T::tomorrow), is("tonight", T::tonight),
    is("upcoming", T::upcoming), is("weekend", T::weekend), is("within", T::within),
    is("working", T::working), is("yesterday", T::yesterday), never("few", Refusal::vague),
    never("several", Refusal::vague), never("soon", Refusal::vague), never("asap", Refusal::vague),
    never("as", Refusal::vague), never("shortly", Refusal::vague), never("around", Refusal::vague),
    never("about", Refusal::vague), never("roughly", Refusal::vague),
    never("approximately", Refusal::vague), never("maybe", Refusal::vague),
    never("eventually", Refusal::vague), never("every", Refusal::recurring),
    never("each", Refusal::recurring), never("daily", Refusal::recurring),
    never("weekly", Refusal::recurring), never("monthly", Refusal::recurring),
    never("quarterly", Refusal::recurring), never("yearly", Refusal::recurring),
    never("annually", Refusal::recurring), never("biweekly", Refusal::recurring),
    never("fortnightly", Refusal::recurring), many("mondays", 1), many("tuesdays", 2),
    many("wednesdays", 3), many("thursdays", 4), many("fridays", 5), many("saturdays", 6),
    many("sundays", 0), zoned("est"), zoned("edt"), zoned("cst"), zoned("cdt"), zoned("mst"), zoned("mdt"),
    zoned("pst"), zoned("pdt"), zoned("et"), zoned("ct"), zoned("mt"), zoned("pt"), zoned("gmt"),
    zoned("utc"), zoned("bst"), never("ist", Refusal::zone), zoned("cet"), zoned("cest"), zoned("aest"),
    zoned("aedt"), zoned("z"), zoned("eastern"), zoned("central"), zoned("mountain"), zoned("pacific"),
    zoned("uk"), zoned("london"), zoned("mez"), zoned("mesz"), never("since", Refusal::open_ended),
    never("until", Refusal::open_ended), never("till", Refusal::open_ended),
    is("or", T::or_, Refusal::either), holy("new"), holy("martin"), holy("mlk"), holy("presidents"),
    holy("valentines"), holy("good"), holy("easter"), holy("memorial"), holy("juneteenth"),
    holy("independence"), holy("labor"), holy("columbus"), holy("halloween"), holy("veterans"),
    holy("thanksgiving"), holy("christmas"), holy("boxing"), holy("maundy"), holy("ascension"),
    holy("whit"), holy("pentecost"), holy("epiphany"), holy("corpus"),
});
// clang-format on

constexpr auto known_words = [] {
    auto sorted = unsorted;
    std::ranges::sort(sorted, {}, &Word::text);
    return sorted;
}();

/// Where the words of each first letter begin.
constexpr auto letters = [] {
    std::array<std::uint16_t, 27> begin{};
    for (std::size_t letter = 0; letter < begin.size(); ++letter) {
        std::size_t count = 0;
        while (count < known_words.size()
               && static_cast<std::size_t>(known_words[count].text[0] - 'a') < letter)
            ++count;
        begin[letter] = static_cast<std::uint16_t>(count);
    }
    return begin;
}();

/// The word of each quoted term.
constexpr auto literals = [] {
    std::array<std::string_view, static_cast<std::size_t>(T::count)> texts{};
    for (const auto& word : known_words)
        for (std::size_t i = static_cast<std::size_t>(T::a); i < texts.size(); ++i)
            if (word.terms.has(static_cast<T>(i))) texts[i] = word.text;
    return texts;
}();

} // namespace

const Word* word(std::string_view text) {
    if (text.empty() || text.front() < 'a' || text.front() > 'z') return nullptr;
    const auto letter = static_cast<std::size_t>(text.front() - 'a');
    for (std::size_t i = letters[letter]; i < letters[letter + 1]; ++i)
        if (known_words[i].text == text) return &known_words[i];
    return nullptr;
}

std::string_view literal(Term term) {
    return literals[static_cast<std::size_t>(term)];
}

} // namespace followup::when
