#include "core/plan/digest.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

std::string next(std::string_view after, std::vector<when::ClosedDay> closed = {}) {
    return base::rfc3339(next_digest(rules(std::move(closed)), chicago, at(after)));
}

TEST(MorningDigests, GoOutAtEightOfTheReadersWorkingDays) {
    EXPECT_EQ(next("2026-11-20T13:59:59Z"), "2026-11-20T14:00:00Z") << "this morning";
    EXPECT_EQ(next("2026-11-20T14:00:00Z"), "2026-11-23T14:00:00Z") << "Friday's was it";
    EXPECT_EQ(next("2026-11-21T12:00:00Z"), "2026-11-23T14:00:00Z") << "no digest at the week-end";
    EXPECT_EQ(next("2026-11-25T20:00:00Z", {{date("2026-11-26"), "Thanksgiving"}}), "2026-11-27T14:00:00Z");
    EXPECT_EQ(next("2027-03-12T20:00:00Z"), "2027-03-15T13:00:00Z") << "on the wall clock of summer time";
}

TEST(MorningDigests, LookAsFarAsSundaysMidnight) {
    const auto end = [](std::string_view now) { return base::rfc3339(week_end(chicago, at(now))); };
    EXPECT_EQ(end("2026-11-23T14:00:00Z"), "2026-11-30T06:00:00Z") << "from Monday";
    EXPECT_EQ(end("2026-11-30T05:59:59Z"), "2026-11-30T06:00:00Z") << "from Sunday's last second";
    EXPECT_EQ(end("2026-11-30T06:00:00Z"), "2026-12-07T06:00:00Z");
}

} // namespace
} // namespace followup::plan
