#include "core/letter/post.hpp"

#include "core/base/country.hpp"
#include "core/mail/acme.hpp"

#include <gtest/gtest.h>

namespace followup::letter {
namespace {

namespace acme = mail::acme;

std::string shown(const Arrival& arrival) {
    return base::iso(arrival.posted) + " " + base::iso(arrival.arrives) + (arrival.too_late() ? " late" : "");
}

TEST(Post, TakesItsWorkingDaysByCountry) {
    const Transit transit;
    EXPECT_EQ(transit.days("us", "us"), 3);
    EXPECT_EQ(transit.days("gb", "gb"), 2);
    EXPECT_EQ(transit.days("us", "de"), 7);
    EXPECT_EQ(transit.days("nz", "nz"), transit.elsewhere);
    EXPECT_EQ(transit.days("", "us"), transit.elsewhere) << "where it starts is not known";
}

TEST(Post, KnowsTheCountryOfAZone) {
    EXPECT_EQ(base::country(acme::zone("America/Chicago")), "us");
    EXPECT_EQ(base::country(acme::zone("Europe/Berlin")), "de");
    EXPECT_EQ(base::country(base::Zone::utc()), "");
}

TEST(Post, WarnsOfALetterThatArrivesAfterTheDecision) {
    const auto round = acme::known().rounds[0]; // they decide by Friday 27 November
    const auto denver = acme::zone("America/Denver");
    const auto on = [&](const char* now, const Transit& transit, const hours::Calendar& calendar = {}) {
        return shown(arrival(round, denver, acme::at(now), transit, calendar));
    };
    EXPECT_EQ(on("2026-11-20T23:30:00Z", {}), "2026-11-20 2026-11-25");
    EXPECT_EQ(on("2026-11-21T23:30:00Z", {}), "2026-11-23 2026-11-26") << "posted on Monday";
    EXPECT_EQ(on("2026-11-24T23:30:00Z", {}), "2026-11-24 2026-11-27") << "on the very day is in time";
    EXPECT_EQ(on("2026-11-25T23:30:00Z", {}), "2026-11-25 2026-11-30 late");
    Transit slow;
    slow.within["us"] = 6;
    EXPECT_EQ(on("2026-11-20T23:30:00Z", slow), "2026-11-20 2026-11-30 late");
    const hours::Calendar thanksgiving{{{*base::parse_date("2026-11-26"), "Thanksgiving Day"}}};
    EXPECT_EQ(on("2026-11-24T23:30:00Z", {}, thanksgiving), "2026-11-24 2026-11-30 late");
}

TEST(Post, HasNothingToWarnOfWhenNoDecisionIsKnown) {
    auto round = acme::known().rounds[0];
    round.decisions.clear();
    Transit slow;
    slow.within["us"] = 60;
    EXPECT_FALSE(
        arrival(round, acme::zone("America/Denver"), acme::at("2026-11-20T23:30:00Z"), slow, {}).too_late());
}

} // namespace
} // namespace followup::letter
