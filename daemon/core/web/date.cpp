#include "core/web/date.hpp"

#include <charconv>

namespace followup::web {
namespace {

using std::chrono::month;

/// Takes the parts of a date from the front; the first that is missing spoils all.
class Parts {
  public:
    explicit Parts(std::string_view text) : x_rest(text) {}

    void must(std::string_view text) {
        if (x_rest.starts_with(text))
            x_rest.remove_prefix(text.size());
        else
            x_good = false;
    }
    int number(std::size_t digits) {
        int value = 0;
        const auto part = x_rest.substr(0, digits);
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        x_good = x_good && part.size() == digits && error == std::errc{} && end == part.data() + digits
                 && part.front() != '-';
        x_rest.remove_prefix(part.size());
        return value;
    }
    /// A day of one digit behind a blank, as asctime writes it.
    int padded() {
        if (!x_rest.starts_with(' ')) return number(2);
        must(" ");
        return number(1);
    }
    month name() {
        const auto part = x_rest.substr(0, 3);
        x_rest.remove_prefix(part.size());
        for (unsigned n = 1; n <= 12; ++n)
            if (base::month_short(month{n}) == part) return month{n};
        x_good = false;
        return month{1};
    }
    base::seconds clock() {
        const base::hours hour{number(2)};
        must(":");
        const base::minutes minute{number(2)};
        must(":");
        const base::seconds second{number(2)};
        x_good = x_good && hour.count() < 24 && minute.count() < 60 && second.count() < 61;
        return hour + minute + second;
    }
    void skip_past(char sign) {
        const auto at = x_rest.find(sign);
        x_good = x_good && at != std::string_view::npos;
        x_rest.remove_prefix(at == std::string_view::npos ? x_rest.size() : at + 1);
    }
    bool done() const { return x_good && x_rest.empty(); }

  private:
    std::string_view x_rest;
    bool x_good = true;
};

/// "Fri, 20 Nov 2026 09:00:00 GMT", and "Friday, 20-Nov-26 09:00:00 GMT".
std::optional<base::Instant> with_comma(std::string_view text, std::string_view between,
                                        std::size_t year_digits) {
    Parts in{text};
    in.skip_past(',');
    in.must(" ");
    const auto day = static_cast<unsigned>(in.number(2));
    in.must(between);
    const auto name = in.name();
    in.must(between);
    auto year = in.number(year_digits);
    if (year_digits == 2) year += year < 70 ? 2000 : 1900;
    in.must(" ");
    const auto time = in.clock();
    in.must(" GMT");
    const auto date = std::chrono::year{year} / name / std::chrono::day{day};
    if (!in.done() || !date.ok()) return std::nullopt;
    return std::chrono::sys_days{date} + time;
}

/// "Fri Nov 20 09:00:00 2026", as asctime writes it.
std::optional<base::Instant> without_comma(std::string_view text) {
    Parts in{text};
    in.skip_past(' ');
    const auto name = in.name();
    in.must(" ");
    const auto day = static_cast<unsigned>(in.padded());
    in.must(" ");
    const auto time = in.clock();
    in.must(" ");
    const auto date = std::chrono::year{in.number(4)} / name / std::chrono::day{day};
    if (!in.done() || !date.ok()) return std::nullopt;
    return std::chrono::sys_days{date} + time;
}

} // namespace

std::optional<base::Instant> parse_http_date(std::string_view text) {
    if (!text.contains(',')) return without_comma(text);
    if (const auto fixed = with_comma(text, " ", 4)) return fixed;
    return with_comma(text, "-", 2);
}

} // namespace followup::web
