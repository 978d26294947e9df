#include "core/plan/planned.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

TEST(Calls, ToTwoPeopleWithLikeNamesAreKeptApart) {
    auto story = told(
        "met = [{ name = 'John Smith' }, { name = 'John Smith Jr' }]\n"
        "promise = [{ call = 'John Smith', on = 2026-11-30 }, { call = 'John Smith Jr', on = 2026-12-01 }]");
    story.arrives("2026-11-30T18:00:00Z",
                  "[[called]]\ninterview = 'a'\nwhom = 'John Smith'\nresult = 'spoke'\n");
    EXPECT_EQ(duties(planned(story, "2026-11-30T18:00:00Z"), "call"),
              "call/john-smith 11-30 16:00 MST done (spoke)\n"
              "call/john-smith-jr 12-01 16:00 MST open\n");
}

TEST(Calls, PromisedTwiceToOnePersonAreTwo) {
    auto story = told("promise = [{ call = 'Margaret Chen', on = 2026-11-25 }, { call = 'Margaret Chen', on "
                      "= 2026-12-09 }]");
    EXPECT_EQ(duties(planned(story, "2026-11-20T21:35:00Z"), "call"),
              "call/margaret-chen 11-25 16:00 MST open\n"
              "call/margaret-chen-2 12-09 16:00 MST open\n");
}

TEST(Calls, AreToThePersonAsTheyAreSpeltNow) {
    auto story =
        told("met = [{ name = 'Margret Chenn' }]\npromise = [{ call = 'Margret Chenn', on = 2026-11-30 }]");
    story.arrives("2026-11-21T16:00:00Z",
                  "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"
                  "[[debriefed.met]]\nname = 'Margaret Chen'\nwas = 'Margret Chenn'\n");
    const auto plan = planned(story, "2026-11-21T16:00:00Z");
    EXPECT_EQ(duty(plan, "call/margret-chenn").whom, "Margaret Chen") << "its id stays for life";
}

} // namespace
} // namespace followup::plan
