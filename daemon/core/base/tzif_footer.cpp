#include "core/base/tzif_footer.hpp"

#include "core/base/text.hpp"

#include <utility>

namespace followup::base {
namespace {

using std::chrono::sys_days;
using Change = TzifFooter::Change;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads a footer from the front; `good` falls once anything did not fit.
class Footer {
  public:
    explicit Footer(std::string_view text) : x_rest(text) {}

    [[nodiscard]] bool good() const { return x_good; }
    [[nodiscard]] bool empty() const { return x_rest.empty(); }
    [[nodiscard]] bool next_is(char c) const { return x_rest.starts_with(c); }

    bool sign(char c) {
        if (x_rest.empty() || x_rest.front() != c) return false;
        x_rest.remove_prefix(1);
        return true;
    }

    void must(bool holds) { x_good = x_good && holds; }

    int number(int least, int most) {
        int value = 0;
        std::size_t count = 0;
        for (; count < x_rest.size() && count < 4 && is_digit(x_rest[count]); ++count)
            value = value * 10 + (x_rest[count] - '0');
        x_rest.remove_prefix(count);
        must(count > 0 && value >= least && value <= most);
        return value;
    }

    std::string name() {
        const bool quoted = sign('<');
        std::size_t size = 0;
        while (size < x_rest.size()
               && (is_letter(x_rest[size])
                   || (quoted && (is_digit(x_rest[size]) || x_rest[size] == '+' || x_rest[size] == '-'))))
            ++size;
        must(size >= 3);
        std::string found{x_rest.substr(0, size)};
        x_rest.remove_prefix(size);
        if (quoted) must(sign('>'));
        return found;
    }

    /// `[+-]hh[:mm[:ss]]`
    seconds time(int hours_max) {
        const bool minus = sign('-');
        if (!minus) sign('+');
        seconds sum = hours{number(0, hours_max)};
        if (sign(':')) sum += minutes{number(0, 59)};
        if (sign(':')) sum += seconds{number(0, 59)};
        return minus ? -sum : sum;
    }

    Change change() {
        Change read;
        must(sign(','));
        if (sign('M')) {
            read.month = number(1, 12);
            must(sign('.'));
            read.week = number(1, 5);
            must(sign('.'));
            read.weekday = number(0, 6);
        } else if (sign('J')) {
            read.kind = Change::Kind::day_without_leap;
            read.day = number(1, 365);
        } else {
            read.kind = Change::Kind::day_of_year;
            read.day = number(0, 365);
        }
        // RFC 9636 lets a change leave its day by up to a week.
        if (sign('/')) read.time = time(167);
        return read;
    }

  private:
    std::string_view x_rest;
    bool x_good = true;
};

sys_days day_of(const Change& change, std::chrono::year year) {
    const sys_days new_year{year / 1 / 1};
    if (change.kind == Change::Kind::day_of_year) return new_year + days{change.day};
    if (change.kind == Change::Kind::day_without_leap)
        return new_year + days{change.day - 1 + (year.is_leap() && change.day >= 60 ? 1 : 0)};
    const auto month = year / change.month;
    const weekday day{static_cast<unsigned>(change.weekday)};
    if (change.week == 5) return sys_days{month / day[std::chrono::last]};
    return sys_days{month / day[static_cast<unsigned>(change.week)]};
}

} // namespace

std::optional<TzifFooter> TzifFooter::parse(std::string_view text) {
    Footer in{text};
    TzifFooter footer;
    // POSIX counts west of UTC.
    footer.standard.abbreviation = in.name();
    footer.standard.offset = -in.time(24);
    if (in.good() && !in.empty()) {
        ZoneType summer;
        summer.abbreviation = in.name();
        summer.offset = footer.standard.offset + hours{1};
        if (!in.sign(','))
            summer.offset = -in.time(24);
        else
            in = Footer{text.substr(text.find(','))};
        footer.summer = std::move(summer);
        footer.to_summer = in.change();
        footer.to_standard = in.change();
    }
    if (!in.good() || !in.empty()) return std::nullopt;
    return footer;
}

std::array<TzifFooter::Turn, 2> TzifFooter::turns(std::chrono::year year) const {
    const auto at = [year](const Change& change, seconds before) {
        return (sys_days{day_of(change, year)} + change.time - before).time_since_epoch().count();
    };
    const Turn in{at(to_summer, standard.offset), true};
    const Turn out{at(to_standard, summer->offset), false};
    return in.at < out.at ? std::array{in, out} : std::array{out, in};
}

} // namespace followup::base
