#include "core/base/tzif.hpp"

#include "core/base/tzif_footer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::base {
namespace {

/// The Gregorian calendar repeats after 400 years, weekdays included.
constexpr std::int64_t cycle = 146097LL * 86400;

constexpr std::size_t header_size = 44;

/// Reads big-endian numbers; the caller has checked the size.
std::int64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8 | static_cast<unsigned char>(c);
    if (bytes.size() == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
}

/// The counts of one block of a file, and where its parts begin (RFC 9636 3.1, 3.2).
struct Block {
    std::size_t time_size;
    std::size_t at, transitions, types, letters, leaps, flags, size;

    [[nodiscard]] std::size_t indices() const { return at + transitions * time_size; }
    [[nodiscard]] std::size_t records() const { return indices() + transitions; }
    [[nodiscard]] std::size_t names() const { return records() + types * 6; }
    [[nodiscard]] std::size_t end() const { return at + size; }
};

std::optional<Block> block(std::string_view bytes, std::size_t begin, std::size_t time_size) {
    if (bytes.size() < begin + header_size || bytes.substr(begin, 4) != "TZif") return std::nullopt;
    std::array<std::size_t, 6> counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto count = big_endian(bytes.substr(begin + 20 + i * 4, 4));
        if (count < 0 || count > 100'000) return std::nullopt;
        counts[i] = static_cast<std::size_t>(count);
    }
    const auto [utc, standard, leaps, transitions, types, letters] = counts;
    Block found{time_size, begin + header_size, transitions, types, letters, leaps, utc + standard, 0};
    found.size = transitions * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) + found.flags;
    if (types == 0 || types > 200 || bytes.size() < found.end()) return std::nullopt;
    return found;
}

/// What a file holds besides its footer; empty when a number points outside.
struct Tables {
    std::vector<ZoneType> types;
    std::vector<Tzif::Transition> transitions;
    bool repeats = false; ///< summer time goes on after the file's last transition
};

std::optional<Tables> tables(std::string_view bytes, const Block& in) {
    Tables read;
    const auto letters = bytes.substr(in.names(), in.letters);
    for (std::size_t i = 0; i < in.types; ++i) {
        const auto record = bytes.substr(in.records() + i * 6, 6);
        const auto offset = big_endian(record.substr(0, 4));
        const auto name = static_cast<std::size_t>(static_cast<unsigned char>(record[5]));
        if (name >= letters.size() || offset < -26 * 3600 || offset > 26 * 3600) return std::nullopt;
        const auto end = std::min(letters.find('\0', name), letters.size());
        read.types.push_back({seconds{offset}, std::string{letters.substr(name, end - name)}});
    }
    for (std::size_t i = 0; i < in.transitions; ++i) {
        const auto at = big_endian(bytes.substr(in.at + i * in.time_size, in.time_size));
        const auto type = static_cast<std::uint8_t>(bytes[in.indices() + i]);
        const bool later = read.transitions.empty() || read.transitions.back().at < at;
        if (type >= in.types || !later) return std::nullopt;
        read.transitions.push_back({at, type});
    }
    return read;
}

std::uint8_t type_of(std::vector<ZoneType>& types, const ZoneType& type) {
    const auto found = std::ranges::find(types, type);
    const auto index = found - types.begin();
    if (found == types.end()) types.push_back(type);
    return static_cast<std::uint8_t>(index);
}

/// Carries the transitions on by the footer, for one cycle after the year of the last one in the file.
void expand(Tables& zone, const TzifFooter& footer) {
    const auto standard = type_of(zone.types, footer.standard);
    if (!footer.summer) {
        // Without transitions the footer holds for all time (RFC 9636 3.2); else it repeats the last type.
        if (zone.transitions.empty()) std::swap(zone.types[0], zone.types[standard]);
        return;
    }
    zone.repeats = true;
    const auto summer = type_of(zone.types, *footer.summer);
    const auto last = zone.transitions.empty() ? std::int64_t{-2'208'988'800} : zone.transitions.back().at;
    const year_month_day ymd{std::chrono::floor<days>(Instant{seconds{last}})};
    std::vector<TzifFooter::Turn> turns;
    for (int i = 0; i <= 401; ++i)
        for (const auto& turn : footer.turns(ymd.year() + std::chrono::years{i}))
            turns.push_back(turn);
    // Summer time for ever is written as an end and a beginning at one instant: the beginning wins.
    std::ranges::sort(
        turns, [](const auto& a, const auto& b) { return a.at != b.at ? a.at < b.at : a.summer < b.summer; });
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (turns[i].at <= last || (i + 1 < turns.size() && turns[i + 1].at == turns[i].at)) continue;
        zone.transitions.push_back({turns[i].at, turns[i].summer ? summer : standard});
    }
}

} // namespace

Tzif::Tzif(std::string name, std::vector<ZoneType> types, const std::vector<Transition>& transitions,
           bool repeats)
    : x_name(std::move(name)), x_types(std::move(types)), x_periods{0}, x_repeats(repeats) {
    for (const auto& transition : transitions) {
        const auto before = x_types[x_periods.back()].offset.count();
        const auto after = x_types[transition.type].offset.count();
        x_periods.push_back(transition.type);
        x_at.push_back(transition.at);
        x_wall.push_back(transition.at + std::max(before, after));
    }
}

Result<Tzif> Tzif::parse(std::string name, std::string_view bytes) {
    const auto wrong = [&name](std::string_view why) {
        return problem("", fmt::format("the time-zone file of {} cannot be used: {}", name, why),
                       "install the system's tzdata again");
    };
    auto in = block(bytes, 0, 4);
    if (!in) return wrong("it is cut or no TZif");
    std::optional<TzifFooter> footer;
    if (bytes[4] >= '2') {
        in = block(bytes, in->end(), 8);
        if (!in) return wrong("its 64-bit part is cut");
        const auto tail = bytes.substr(in->end());
        const auto end = tail.find('\n', 1);
        if (!tail.starts_with('\n') || end == std::string_view::npos) return wrong("its footer is cut");
        footer = TzifFooter::parse(tail.substr(1, end - 1));
        if (!footer && end > 1) return wrong("its footer is no POSIX TZ text");
    }
    if (in->leaps > 0) return wrong("it counts leap seconds");
    auto zone = tables(bytes, *in);
    if (!zone) return wrong("a number in it is out of range");
    if (footer) expand(*zone, *footer);
    return Tzif{std::move(name), std::move(zone->types), zone->transitions, zone->repeats};
}

Tzif Tzif::utc() {
    return Tzif{"UTC", {{seconds{0}, "UTC"}}, {}, false};
}

std::int64_t Tzif::offset(std::size_t period) const {
    return x_types[x_periods[period]].offset.count();
}

const ZoneType& Tzif::at(Instant instant) const {
    const auto at = folded_back(instant.time_since_epoch().count(), x_at);
    const auto period = std::ranges::upper_bound(x_at, at) - x_at.begin();
    return x_types[x_periods[static_cast<std::size_t>(period)]];
}

Tzif::Wall Tzif::at(LocalTime wall) const {
    const auto at = folded_back(wall.time_since_epoch().count(), x_wall);
    const auto period = static_cast<std::size_t>(std::ranges::upper_bound(x_wall, at) - x_wall.begin());
    const auto here = offset(period);
    if (period < x_at.size()) {
        const auto next = offset(period + 1);
        // The offset before a transition is the one for a gap and for the first of two.
        if (at >= x_at[period] + std::min(here, next)) return {seconds{here}, next > here, next < here};
    }
    return {seconds{here}, false, false};
}

std::int64_t Tzif::folded_back(std::int64_t at, const std::vector<std::int64_t>& transitions) const {
    if (!x_repeats || at <= transitions.back()) return at;
    return at - ((at - transitions.back() - 1) / cycle + 1) * cycle;
}

} // namespace followup::base
