#include "core/words/tongue.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"

namespace followup::words {
namespace {

/// The word at a place of a phrase that lists them; weekdays and months are lists.
std::string nth(const std::string& list, unsigned place) {
    const auto all = base::split(list, ' ');
    return place < all.size() ? all[place] : std::string{};
}

} // namespace

Tongue::Tongue(std::string code, std::map<std::string, std::string, std::less<>> forms,
               std::map<std::string, std::string, std::less<>> phrases)
    : x_code(std::move(code)), x_forms(std::move(forms)), x_phrases(std::move(phrases)),
      x_date_words(x_phrases) {}

const std::string& Tongue::form(std::string_view name) const {
    const auto found = x_forms.find(name);
    base::require(found != x_forms.end(), "a template is named that does not exist");
    return found->second;
}

std::string Tongue::phrase(std::string_view name, const Values& values) const {
    const auto found = x_phrases.find(name);
    base::require(found != x_phrases.end(), "a phrase is named that does not exist");
    const auto& text = found->second;
    // Most are short and name nothing.
    return std::string{base::trimmed(text.contains("{{") ? written(text, values) : text)};
}

std::string Tongue::phrase_if_any(std::string_view name, const Values& values) const {
    return x_phrases.contains(name) ? phrase(name, values) : std::string{};
}

std::vector<std::pair<std::string, std::string>> Tongue::phrases_from(std::string_view beginning) const {
    std::vector<std::pair<std::string, std::string>> found;
    for (auto at = x_phrases.lower_bound(beginning);
         at != x_phrases.end() && at->first.starts_with(beginning); ++at)
        found.emplace_back(*at);
    return found;
}

std::string Tongue::date(base::Date date, std::string_view how) const {
    const std::chrono::year_month_day ymd{date};
    const auto weekday = base::weekday{date}.iso_encoding() - 1;
    const auto month = static_cast<unsigned>(ymd.month()) - 1;
    Values values;
    values.text("weekday", nth(phrase("weekdays"), weekday))
        .text("weekday_long", nth(phrase("weekdays-long"), weekday))
        .text("day", std::to_string(static_cast<unsigned>(ymd.day())))
        .text("month", nth(phrase("months"), month))
        .text("month_long", nth(phrase("months-long"), month))
        .text("year", std::to_string(static_cast<int>(ymd.year())));
    return phrase(how, values);
}

std::string Tongue::clock(base::Instant at, const base::Zone& zone) const {
    const auto written = base::clock(zone.local(at) - zone.date(at));
    const auto hour = std::stoi(written.substr(0, 2));
    const auto own =
        phrase_if_any("clock", Values{}
                                   .text("hour", written.substr(0, 2))
                                   .text("hour_12", std::to_string(hour % 12 == 0 ? 12 : hour % 12))
                                   .text("minute", written.substr(3))
                                   .text("half", hour < 12 ? "AM" : "PM"));
    return own.empty() ? written : own;
}

std::string Tongue::time(base::Instant at, const base::Zone& zone) const {
    const auto letters = zone.abbreviation(at);
    const auto own = phrase_if_any("zone-" + letters);
    return phrase("time", Values{}.text("clock", clock(at, zone)).text("zone", own.empty() ? letters : own));
}

std::string Tongue::moment(base::Instant at, const base::Zone& zone) const {
    return phrase("moment", Values{}.text("date", date(zone.date(at))).text("time", time(at, zone)));
}

std::string Tongue::listed(const std::vector<std::string>& items) const {
    if (items.size() < 2) return items.empty() ? std::string{} : items.front();
    const auto before = base::joined({items.begin(), items.end() - 1}, ", ");
    return phrase("and", Values{}.text("before", before).text("last", items.back()));
}

} // namespace followup::words
