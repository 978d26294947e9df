#include "core/mail/subject.hpp"

#include "core/mail/golden.hpp"
#include "core/mail/nudges.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using Ids = std::vector<std::string>;

std::string subject_of(const Story& story, const plan::Person& to, const Ids& duties,
                       std::string_view rule = "rule") {
    auto posting = acme::posting(to, duties);
    for (auto& nudge : posting.nudges)
        nudge.rule = rule;
    return compose(posting, story.known, story.plan, story.agency, story.style, story.occasion).subject;
}

plan::Person speaking(plan::Person reader, const char* language) {
    reader.language = language;
    return reader;
}

TEST(Subjects, SayWhatWhomAndWhen) {
    struct Row {
        Ids duties;
        const char* candidate; ///< in her zone; null: it is none of hers
        const char* recruiter;
        const char* german;
    };
    const std::vector<Row> expected = {
        {{"debrief"},
         "Call Pat Moreno about Acme Robotics by Fri 20 Nov, 16:30",
         "Dana Reyes at Acme Robotics: has not called yet, due today 17:30",
         "Dana Reyes bei Acme Robotics: hat noch nicht angerufen, fällig heute 17:30"},
        {{"letter/luis-ortiz"},
         "Letter to Luis Ortiz by Sat 21 Nov, 14:30",
         "Dana Reyes at Acme Robotics: letter to Luis Ortiz not sent, due Sat 21 Nov, 15:30",
         "Dana Reyes bei Acme Robotics: Brief an Luis Ortiz noch offen, fällig Sa 21. Nov., 15:30"},
        {letters, "Letters to 3 people at Acme Robotics by Sat 21 Nov, 14:30",
         "Dana Reyes at Acme Robotics: 3 letters not sent, due Sat 21 Nov, 15:30",
         "Dana Reyes bei Acme Robotics: 3 Briefe noch offen, fällig Sa 21. Nov., 15:30"},
        {{"call/margaret-chen"},
         "Call Margaret Chen by Mon 30 Nov, 16:00",
         "Dana Reyes at Acme Robotics: call to Margaret Chen not confirmed, due Mon 30 Nov, 17:00",
         "Dana Reyes bei Acme Robotics: Anruf bei Margaret Chen nicht bestätigt, fällig Mo 30. Nov., 17:00"},
        {{"decision"},
         nullptr,
         "Dana Reyes at Acme Robotics: ask what they decided, Mon 30 Nov, 10:00",
         "Dana Reyes bei Acme Robotics: nach der Entscheidung fragen, Mo 30. Nov., 10:00"},
    };
    const Story story{"2026-11-20T21:45:00Z"};
    for (const auto& row : expected) {
        if (row.candidate != nullptr) {
            EXPECT_EQ(subject_of(story, acme::dana(), row.duties), row.candidate);
        }
        EXPECT_EQ(subject_of(story, acme::pat(), row.duties), row.recruiter);
        EXPECT_EQ(subject_of(story, speaking(acme::pat(), "de"), row.duties), row.german);
    }
}

TEST(Subjects, SayTodayToARecruiterOnTheDay) {
    EXPECT_EQ(subject_of(Story{"2026-11-30T14:00:00Z"}, acme::pat(), {"decision"}),
              "Dana Reyes at Acme Robotics: ask what they decided, today 10:00");
}

TEST(Subjects, AreTheSameInAllNudgesOfOneDutyAndDate) {
    Story story{"2026-11-27T23:00:00Z"};
    const auto eve = subject_of(story, acme::dana(), {"call/margaret-chen"}, "eve");
    for (const auto* now : {"2026-11-30T15:30:00Z", "2026-11-30T23:00:00Z", "2026-12-02T15:30:00Z"})
        EXPECT_EQ(subject_of(Story{now}, acme::dana(), {"call/margaret-chen"}, "morning"), eve);
}

TEST(Subjects, SayWhereToADateHasMoved) {
    const Story story{"2026-11-23T15:00:00Z"};
    EXPECT_EQ(subject_of(story, acme::dana(), {"call/margaret-chen"}, "moved"),
              "Call Margaret Chen: moved to Mon 30 Nov, 16:00");
    EXPECT_EQ(subject_of(story, acme::dana(), {"step/1"}, "set"),
              "Second interview at Acme Robotics: set for Tue 8 Dec, 09:00");
}

TEST(Subjects, AskWhetherADateThatWasMovedAgainAndAgainIsRight) {
    const Story story{"2026-11-23T15:00:00Z"};
    EXPECT_EQ(subject_of(story, acme::pat(), {"call/margaret-chen"}, "confirm"),
              "Dana Reyes at Acme Robotics: call to Margaret Chen: is Mon 30 Nov, 17:00 right?");
}

TEST(Subjects, NameTheFirstOfSeveralThingsAndCountTheOthers) {
    const Story story{"2026-11-20T21:45:00Z"};
    EXPECT_EQ(subject_of(story, acme::dana(), {"debrief", "call/margaret-chen", "step/1"}),
              "Call Pat Moreno about Acme Robotics by Fri 20 Nov, 16:30, and 2 more");
}

TEST(Subjects, OfWhatIsSettledNameTheCase) {
    Story story{"2026-11-20T21:45:00Z"};
    acme::duty(story.plan, "debrief").state = plan::State::done;
    EXPECT_EQ(subject_of(story, acme::dana(), {"debrief"}), "Acme Robotics: Controls Engineer");
}

TEST(Subjects, SayNothingToALockScreenWhoseOwnerWantsThat) {
    Story story{"2026-11-20T21:45:00Z"};
    story.occasion.neutral = true;
    for (const auto& reader : {acme::dana(), acme::pat()}) {
        const auto mail = story.mail(reader, {"debrief"});
        EXPECT_EQ(mail.subject, "A note for you");
        // What a telephone shows of the text below the subject.
        const auto first = mail.text.substr(0, 200);
        for (const auto* telling : {"Acme", "Dana", "Pat", "Call", "interview"})
            EXPECT_FALSE(first.contains(telling)) << first;
        EXPECT_TRUE(mail.text.contains("Acme Robotics")) << "the mail itself says all of it";
        EXPECT_FALSE(mail.html.substr(0, mail.html.find("<body>")).contains("Acme"));
    }
}

TEST(Subjects, StandOnceMoreAboveTheMail) {
    const auto mail = Story{"2026-11-27T23:00:00Z"}.mail(acme::dana(), {"call/margaret-chen"});
    EXPECT_TRUE(mail.text.starts_with("Call Margaret Chen by Mon 30 Nov, 16:00\n\nHello Dana Reyes,\n"))
        << mail.text;
    EXPECT_TRUE(mail.html.contains("<p><strong>Call Margaret Chen by Mon 30 Nov, 16:00</strong></p>"));
}

TEST(Thanks, AreForWhatWasDoneInGoodTimeSinceTheLastMail) {
    Story story{"2026-11-27T23:00:00Z"};
    const auto told = [&] { return story.mail(acme::dana(), {"call/margaret-chen"}).text; };
    const auto was_done = [&](const std::string& id, const char* at) {
        auto& duty = acme::duty(story.plan, id);
        duty.state = plan::State::done;
        duty.closed = acme::at(at);
    };
    EXPECT_FALSE(told().contains("Thank you"));
    story.occasion.before = acme::at("2026-11-20T21:45:00Z");
    was_done("debrief", "2026-11-20T23:02:00Z");
    EXPECT_TRUE(told().contains("Thank you for calling Pat Moreno so soon.")) << told();
    was_done("letter/luis-ortiz", "2026-11-21T16:00:00Z");
    EXPECT_TRUE(told().contains("calling Pat Moreno so soon")) << "two letters are still owed";
    was_done("letter/margaret-chen", "2026-11-21T16:00:00Z");
    was_done("letter/siobhan-oneill", "2026-11-21T16:00:00Z");
    EXPECT_TRUE(told().contains("Thank you for sending your letters in time.")) << told();
    story.occasion.before = acme::at("2026-11-23T16:00:00Z");
    EXPECT_FALSE(told().contains("Thank you")) << "once is enough";
    story.occasion.before = acme::at("2026-11-20T21:45:00Z");
    for (const auto& each : letters)
        was_done(each, "2026-11-22T16:00:00Z");
    EXPECT_FALSE(told().contains("letters in time")) << "they were late";
}

} // namespace
} // namespace followup::mail
