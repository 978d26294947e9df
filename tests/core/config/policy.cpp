#include "reading.hpp"

#include <gmock/gmock.h>

namespace followup::config {
namespace {

using base::minutes;
using testing::HasSubstr;

TEST(Policies, HaveEveryNumberAsAKey) {
    const auto policy =
        good(with_mail("[policy]\ndebrief_due = \"3 h\"\ndebrief_nudge = \"20 min\"\n"
                       "client_debrief_due = \"5 h\"\ndebrief_first = \"client\"\nletter_due = \"1 d\"\n"
                       "letter_nudge = 0\nletter_last_nudge = \"1 h 30 min\"\nletter_late_due = \"6 h\"\n"
                       "letter_mornings = 4\ncall_by = 18:00:00\neve_nudge = \"15:00\"\n"
                       "day_nudge = 09:00:00\ntimed_call_nudge = \"2 h\"\ntimed_call_told = \"30 min\"\n"
                       "call_mornings = 5\ncall_pushes = 2\ncall_after_decision = 5\ndecision_due = "
                       "11:00:00\ndecision_nudge = 17:00:00\n"
                       "names_days = 3\nnames_due = 13:00:00\nnames_nudge = 10:00:00\n"
                       "digest_at = 07:30:00\n"))
            .rules.policy;
    plan::Policy wanted;
    wanted.debrief_due = base::hours{3};
    wanted.debrief_nudge = minutes{20};
    wanted.client_debrief_due = base::hours{5};
    wanted.debrief_first = plan::Policy::DebriefFirst::client;
    wanted.letter_due = base::hours{24};
    wanted.letter_nudge = minutes{0};
    wanted.letter_last_nudge = minutes{90};
    wanted.letter_late_due = base::hours{6};
    wanted.letter_mornings = 4;
    wanted.call_by = base::hours{18};
    wanted.eve_nudge = base::hours{15};
    wanted.day_nudge = base::hours{9};
    wanted.timed_call_nudge = base::hours{2};
    wanted.timed_call_told = minutes{30};
    wanted.call_mornings = 5;
    wanted.call_pushes = 2;
    wanted.call_after_decision = 5;
    wanted.decision_due = base::hours{11};
    wanted.decision_nudge = base::hours{17};
    wanted.names_days = 3;
    wanted.names_due = base::hours{13};
    wanted.names_nudge = base::hours{10};
    wanted.digest_at = minutes{450};
    EXPECT_EQ(policy, wanted);
}

TEST(Policies, MustMakeSense) {
    const struct {
        std::string_view lines;
        std::string_view problem;
    } cases[] = {
        {"letter_nudge = \"24 h\"", "12:16: 'letter_nudge' (24 h) must be less than 'letter_due' (24 h)"},
        {"letter_due = \"2 h\"", "12:14: 'letter_nudge' (2 h) must be less than 'letter_due' (2 h)"},
        {"letter_due = \"3 h\"", "12:14: 'letter_last_nudge' (4 h) must be less than 'letter_due' (3 h)"},
        {"debrief_nudge = \"2 h\"", "'debrief_nudge' (2 h) must be less than 'debrief_due' (2 h)"},
        {"call_by = 08:00:00", "'day_nudge' (08:30) must be less than 'call_by' (08:00)"},
        {"call_by = \"24:00\"", "'call_by' must lie within the day"},
        {"call_by = \"5pm\"", "'5pm' is not a time of day; write it like 08:30:00 or \"08:30\""},
        {"letter_mornings = -1", "'letter_mornings' must lie between 0 and 30"},
        {"names_days = 0", "'names_days' must lie between 1 and 30"},
        {"letter_due = \"31 d\"", "'letter_due' must lie between 1 min and 30 d"},
        {"letter_due = 24.5", "'letter_due' cannot be a number with a fraction"},
        {"debrief_first = \"cleint\"", "did you mean 'client'?"},
        {"leter_due = 1", "12:1: [policy] has no key 'leter_due'; did you mean 'letter_due'?"},
    };
    for (const auto& each : cases)
        EXPECT_THAT(bad(with_mail("[policy]\n" + std::string{each.lines})), HasSubstr(each.problem))
            << each.lines;
}

} // namespace
} // namespace followup::config
