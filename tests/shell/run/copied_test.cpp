#include "shell/run/copied.hpp"

#include "shell/run/arrivals.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace followup::run {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A copy of a mail that Pat sent to the employer.
class CopiesOfRecruiters : public Arrivals {
  protected:
    CopiesOfRecruiters() {
        start("replies = \"replies@glass.example\"\nauthserv_id = \"mx.glass.example\"\nstorm_floor = 0");
    }
    std::string copy(const Reminder& reminder, std::string_view results, std::string_view to) {
        return fmt::format(
            "Authentication-Results: {}\r\nDelivered-To: {}\r\nFrom: Pat <pat@glass.example>\r\n"
            "To: {}\r\nSubject: Your decision\r\nMessage-ID: <{}@glass.example>\r\n\r\n"
            "Done is better than perfect: have you decided?\r\n",
            results, web::tagged("replies@glass.example", reminder.tag), to, ++written);
    }
    int written = 0;
};

TEST_F(CopiesOfRecruiters, BecomeANoteOfTheCaseAndNoCommand) {
    const auto reminder = reminded("recruiter", "dana@candidate.example");
    const auto before = facts();
    const auto bytes =
        copy(reminder, "mx.glass.example; spf=pass smtp.mailfrom=pat@glass.example", "m.chen@acme.example");
    come(bytes, clock);
    const auto events = events_since(before);
    ASSERT_EQ(events.size(), 1U);
    const auto* note = std::get_if<queue::Noted>(&events.front().body);
    ASSERT_NE(note, nullptr);
    EXPECT_THAT(note->notes.read(queue::ForRecruiter{}),
                HasSubstr("→ m.chen@acme.example\nYour decision\n\nDone is better than perfect"));
    come(bytes, clock + base::minutes{1});
    EXPECT_EQ(facts(), before + 1) << "the same mail twice";
}

TEST_F(CopiesOfRecruiters, WaitForHerWhereNobodyVouchesForThem) {
    const auto reminder = reminded("recruiter", "dana@candidate.example");
    const auto before = facts();
    come(copy(reminder, "mx.evil.example; dkim=pass header.d=glass.example", "m.chen@acme.example"), clock);
    EXPECT_EQ(facts(), before);
    const auto mails = to_address(out, "pat@glass.example");
    ASSERT_FALSE(mails.empty());
    EXPECT_THAT(read_whole(mails.back()), HasSubstr("To keep it as a note of the case, answer this mail"));
    EXPECT_THAT(read_whole(mails.back()), HasSubstr("have you decided?"));
}

TEST_F(CopiesOfRecruiters, AreWhatWasNotSentToUs) {
    const Came came{{}, "To: Replies <replies+1-1-a@glass.example>, m.chen@acme.example\r\n\r\nx", {}};
    EXPECT_TRUE(copied_to(*keeper, came).empty());
    const Came hidden{{}, "To: M. Chen <M.Chen@acme.example>\r\nCc: luis@acme.example\r\n\r\nx", {}};
    EXPECT_THAT(copied_to(*keeper, hidden), testing::ElementsAre("m.chen@acme.example", "luis@acme.example"));
    const Came nobody{{}, "Subject: x\r\n\r\nx", {}};
    EXPECT_TRUE(copied_to(*keeper, nobody).empty());
}

} // namespace
} // namespace followup::run
