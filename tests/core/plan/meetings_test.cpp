#include "core/plan/meetings.hpp"

#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

Meeting from_to(const char* begins, const char* ends) {
    Meeting meeting;
    if (begins != nullptr) meeting.begins = at(begins);
    if (ends != nullptr) meeting.ends = at(ends);
    return meeting;
}

TEST(Meetings, AreTheSameWhereNothingContradictsAndNothingIsAdded) {
    struct Row {
        Meeting before;
        Meeting now;
        Differs differs;
    };
    constexpr auto ten = "2026-12-08T16:00:00Z";
    constexpr auto two = "2026-12-08T20:00:00Z";
    constexpr auto half_past_eleven = "2026-12-08T17:30:00Z";
    const Meeting the_eighth{{}, {}, date("2026-12-08")};
    const Meeting the_ninth{{}, {}, date("2026-12-09")};
    for (const auto& [before, now, differs] :
         {Row{from_to(ten, nullptr), from_to(ten, half_past_eleven), Differs::nothing},
          Row{from_to(ten, nullptr), from_to(two, nullptr), Differs::moved},
          Row{from_to(ten, nullptr), from_to(nullptr, half_past_eleven), Differs::nothing},
          Row{from_to(nullptr, half_past_eleven), from_to(nullptr, two), Differs::moved},
          Row{from_to(nullptr, half_past_eleven), from_to(ten, half_past_eleven), Differs::more},
          Row{the_eighth, from_to(ten, nullptr), Differs::more},
          Row{the_ninth, from_to(ten, nullptr), Differs::moved}, Row{the_eighth, the_ninth, Differs::moved}})
        EXPECT_EQ(compared(before, now, chicago), differs);
}

} // namespace
} // namespace followup::plan
