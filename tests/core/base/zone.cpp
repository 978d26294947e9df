#include "core/base/zone.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <thread>

namespace followup::base {
namespace {

using namespace std::chrono_literals;

/// The C library's own reading of a zone, with the process set to it: the second source.
class LibcZone {
  public:
    explicit LibcZone(const std::string& name) {
        setenv("TZ", (":" + name).c_str(), 1);
        tzset();
    }
    ~LibcZone() {
        unsetenv("TZ");
        tzset();
    }
    LibcZone(const LibcZone&) = delete;
    LibcZone& operator=(const LibcZone&) = delete;

    [[nodiscard]] seconds offset(Instant at) const { return seconds{broken_down(at).tm_gmtoff}; }
    [[nodiscard]] std::string abbreviation(Instant at) const { return broken_down(at).tm_zone; }

    /// RFC 5545 3.3.5 by brute force: the first instant that shows the wall time, else forward by the gap.
    [[nodiscard]] Zone::Resolved resolve(LocalTime wall, seconds before, seconds after) const {
        const Instant by_before{wall.time_since_epoch() - before};
        const Instant by_after{wall.time_since_epoch() - after};
        const bool shown_before = offset(by_before) == before;
        const bool shown_after = offset(by_after) == after;
        if (!shown_before && !shown_after) return {by_before, Zone::Met::gap};
        if (shown_before && shown_after && before != after)
            return {std::min(by_before, by_after), Zone::Met::fold};
        return {shown_before ? by_before : by_after, Zone::Met::once};
    }

  private:
    static std::tm broken_down(Instant at) {
        const std::time_t time = at.time_since_epoch().count();
        std::tm tm{};
        localtime_r(&time, &tm);
        return tm;
    }
};

Instant new_year(int year) {
    return Instant{std::chrono::sys_days{std::chrono::year{year} / 1 / 1}};
}

/// The instants between two at which the C library's offset changes.
std::vector<Instant> transitions(const LibcZone& libc, Instant from, Instant until) {
    std::vector<Instant> found;
    auto offset = libc.offset(from);
    for (auto at = from; at < until; at += 24h) {
        const auto next = libc.offset(at + 24h);
        if (next == offset) continue;
        auto low = at;
        auto high = at + 24h;
        while (high - low > 1s) {
            const auto middle = low + (high - low) / 2;
            (libc.offset(middle) == offset ? low : high) = middle;
        }
        found.push_back(high);
        offset = next;
    }
    return found;
}

/// Compares every kind of lookup around one transition; the first difference, or nothing.
std::string difference(const Zone& zone, const LibcZone& libc, Instant turn) {
    const auto before = libc.offset(turn - 1s);
    const auto after = libc.offset(turn);
    const auto say = [&](std::string_view what, LocalTime wall) {
        return fmt::format("{} at {}: {} {}", zone.name(), rfc3339(turn), what,
                           rfc3339(Instant{wall.time_since_epoch()}));
    };
    for (const seconds gap : {-3600s, -1s, 0s, 1s, 3600s}) {
        if (zone.offset(turn + gap) != libc.offset(turn + gap)) return say("offset", zone.local(turn + gap));
        if (zone.abbreviation(turn + gap) != libc.abbreviation(turn + gap))
            return say("abbreviation", zone.local(turn + gap));
    }
    const auto size = after > before ? after - before : before - after;
    for (const auto offset : {before, after})
        for (const seconds gap :
             {-size - 1s, -size, -size + 1s, -size / 2, -1s, 0s, 1s, size / 2, size - 1s, size}) {
            const LocalTime wall{turn.time_since_epoch() + offset + gap};
            const auto ours = zone.resolve(wall);
            const auto theirs = libc.resolve(wall, before, after);
            if (ours.at != theirs.at || ours.met != theirs.met) return say("wall time", wall);
        }
    return {};
}

TEST(Zones, OfTheWholeListAgreeWithTheCLibraryAtEveryTransition) {
    std::size_t turns = 0;
    std::size_t far_turns = 0;
    std::string differences;
    for (const auto& name : Zone::names()) {
        const auto zone = Zone::named(name);
        ASSERT_TRUE(zone) << name;
        const LibcZone libc{name};
        const auto check = [&](int first, int last) {
            std::size_t count = 0;
            for (const auto turn : transitions(libc, new_year(first), new_year(last))) {
                const auto found = difference(*zone, libc, turn);
                if (!found.empty()) differences += found + "\n";
                ++count;
            }
            return count;
        };
        turns += check(2024, 2038);
        for (const int year : {2038, 2044, 2052, 2060, 2400, 2437})
            far_turns += check(year, year + 1);
    }
    EXPECT_EQ(differences, "");
    EXPECT_GT(Zone::names().size(), 400u);
    EXPECT_GT(turns, 4000u) << "the search itself must find something";
    EXPECT_GT(far_turns, 1000u);
}

TEST(Zones, BetweenTransitionsAgreeWithTheCLibraryFrom1970To2500) {
    for (const auto& name :
         {"America/Chicago", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia",
          "Antarctica/Troll", "America/St_Johns", "Asia/Kathmandu", "Etc/GMT+5"}) {
        const auto zone = *Zone::named(name);
        const LibcZone libc{name};
        for (auto at = new_year(1970); at < new_year(2500); at += 97h + 7s) {
            ASSERT_EQ(zone.offset(at), libc.offset(at)) << name << rfc3339(at);
            ASSERT_EQ(zone.instant(zone.local(at)) <= at, true) << name << rfc3339(at);
        }
    }
}

struct WallCase {
    const char* zone;
    const char* wall; ///< written as if it were UTC
    const char* instant;
    Zone::Met met;
};

class WallTimes : public testing::TestWithParam<WallCase> {};

TEST_P(WallTimes, AreResolvedAsRfc5545Says) {
    const auto& [zone, wall, instant, met] = GetParam();
    const auto resolved = Zone::named(zone)->resolve(LocalTime{parse_instant(wall)->time_since_epoch()});
    EXPECT_EQ(rfc3339(resolved.at), instant);
    EXPECT_EQ(resolved.met, met);
}

constexpr auto once = Zone::Met::once;
constexpr auto gap = Zone::Met::gap;
constexpr auto fold = Zone::Met::fold;

INSTANTIATE_TEST_SUITE_P(
    Known, WallTimes,
    testing::Values(WallCase{"Europe/London", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z", gap},
                    WallCase{"Europe/London", "2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z", fold},
                    WallCase{"America/Chicago", "2026-03-08T02:00:00Z", "2026-03-08T08:00:00Z", gap},
                    WallCase{"America/Chicago", "2026-03-08T03:00:00Z", "2026-03-08T08:00:00Z", once},
                    WallCase{"America/Chicago", "2026-11-01T00:59:59Z", "2026-11-01T05:59:59Z", once},
                    WallCase{"America/Chicago", "2026-11-01T01:00:00Z", "2026-11-01T06:00:00Z", fold},
                    WallCase{"America/Chicago", "2026-11-01T02:00:00Z", "2026-11-01T08:00:00Z", once},
                    WallCase{"America/Chicago", "2045-07-04T12:00:00Z", "2045-07-04T17:00:00Z", once},
                    WallCase{"Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z", gap},
                    WallCase{"Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z", gap},
                    WallCase{"Africa/Casablanca", "2026-02-15T02:30:00Z", "2026-02-15T01:30:00Z", fold},
                    WallCase{"UTC", "2026-02-15T02:30:00Z", "2026-02-15T02:30:00Z", once}));

RC_GTEST_PROP(Zones, AnInstantIsFoundAgainUnlessItIsTheSecondOfTwo, ()) {
    static const std::vector<std::string> names{"America/Chicago", "Europe/London", "Australia/Lord_Howe",
                                                "Asia/Gaza"};
    const auto zone = *Zone::named(*rc::gen::elementOf(names));
    const Instant at{seconds{*rc::gen::inRange<std::int64_t>(0, 20'000'000'000)}};
    const auto [again, met] = zone.resolve(zone.local(at));
    RC_ASSERT(met != Zone::Met::gap);
    RC_ASSERT(zone.local(again) == zone.local(at));
    RC_ASSERT(again == at || (met == Zone::Met::fold && again < at));
}

TEST(Zones, ThatDoNotExistAreRefusedWithASuggestion) {
    EXPECT_EQ(Zone::named("America/Chcago").error().mend, "did you mean 'America/Chicago'?");
    EXPECT_EQ(Zone::named("europe/london").error().mend, "did you mean 'Europe/London'?");
    EXPECT_EQ(Zone::named("Mars/Olympus_Mons").error().mend, "zone names look like America/Chicago");
}

TEST(Zones, AreNeverReadFromOutsideTheList) {
    for (const std::string name :
         {"", "/etc/passwd", "../../../etc/passwd", "America/../America/Chicago", "America", "America/",
          "zone.tab", "tzdata.zi", "localtime", "posixrules", "right/Europe/Paris", "posix/Europe/Paris",
          "America//Chicago", "Europe/Par\nis", "Europe/Paris "})
        EXPECT_FALSE(Zone::named(name)) << name;
    EXPECT_FALSE(Zone::named(std::string{"UTC\0", 4}));
    EXPECT_FALSE(Zone::named(std::string(100'000, 'A')));
}

TEST(Zones, CompareByName) {
    EXPECT_EQ(*Zone::named("UTC"), Zone::utc());
    EXPECT_NE(*Zone::named("Europe/Paris"), *Zone::named("Europe/Berlin"));
    EXPECT_EQ(Zone::named("Europe/Paris")->name(), "Europe/Paris");
}

TEST(Zones, MayBeNamedFromManyThreadsAtOnce) {
    std::vector<std::jthread> threads;
    for (std::size_t start = 0; start < 4; ++start)
        threads.emplace_back([start] {
            const auto names = Zone::names();
            for (std::size_t i = 0; i < 60; ++i)
                if (!Zone::named(names[(start * 20 + i * 7) % names.size()])) std::abort();
        });
}

TEST(ZoneText, ShowsTheOffsetAndTheLetters) {
    const auto at = *parse_instant("2026-11-30T23:00:00Z");
    const auto chicago = *Zone::named("America/Chicago");
    EXPECT_EQ(rfc3339(at, chicago), "2026-11-30T17:00:00-06:00");
    EXPECT_EQ(spoken(at, chicago), "Mon 30 Nov 2026, 17:00 CST");
    EXPECT_EQ(rfc3339(at, *Zone::named("Asia/Kathmandu")), "2026-12-01T04:45:00+05:45");
    EXPECT_EQ(spoken(at, *Zone::named("Australia/Lord_Howe")), "Tue 1 Dec 2026, 10:00 +11");
    EXPECT_EQ(rfc3339(at, Zone::utc()), "2026-11-30T23:00:00+00:00");
    EXPECT_EQ(chicago.date(*parse_instant("2026-12-01T05:59:59Z")), *parse_date("2026-11-30"));
}

} // namespace
} // namespace followup::base
