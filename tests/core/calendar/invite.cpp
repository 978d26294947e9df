#include "core/calendar/invite.hpp"

#include "invites.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Invitation, OfOutlookBecomesAnInterview) {
    const auto draft = only(sample("outlook.ics"), known);
    const auto interview = interview_of(draft);
    EXPECT_EQ(interview.candidate.name, "Dana Reyes");
    EXPECT_EQ(interview.candidate.email.text(), "dana@candidate.example");
    EXPECT_EQ(interview.employer.zone, "America/Chicago");
    EXPECT_EQ(interview.place, "400 W Lake St, Chicago, IL 60606");
    EXPECT_EQ(interview.began, at("2026-11-20T20:00:00Z"));
    EXPECT_EQ(interview.ended, at("2026-11-20T21:30:00Z"));
    EXPECT_THAT(names(draft.met),
                ElementsAre("Margaret Chen <M.Chen@acme.example>", "Luis Ortiz <luis.ortiz@acme.example>",
                            "Siobhán O’Neill <s.oneill@plant.acme.example>"));
    EXPECT_THAT(draft.met[2].note, HasSubstr("optional"));
    EXPECT_EQ(interview.met.size(), 3);
    EXPECT_THAT(text_of(draft), HasSubstr("#   VP Engineering, Acme Robotics\n"));
}

TEST(Invitation, OfExchangeIsReadByTheClocksThatItDescribes) {
    const auto draft = only(sample("exchange_custom.ics"));
    EXPECT_EQ(draft.recruiter, "pat");
    ASSERT_TRUE(draft.candidate);
    EXPECT_EQ(draft.candidate->name, "Jürgen Weiß");
    ASSERT_TRUE(draft.began && draft.ended);
    EXPECT_EQ(draft.began->offset, base::hours{2});
    EXPECT_EQ(draft.ended->local - draft.began->local, base::minutes{75});
    EXPECT_EQ(draft.employer_zone, "");
    EXPECT_TRUE(draft.met.empty());
}

TEST(Invitation, OfGoogleHasUtcDeclinedPeopleAndRooms) {
    const auto draft = only(sample("google.ics"),
                            {.recruiter = "", .own = "", .candidate = "", .employer = "", .position = ""});
    EXPECT_EQ(draft.recruiter, "kim");
    ASSERT_TRUE(draft.candidate && draft.began && draft.ended);
    EXPECT_EQ(draft.candidate->email, "dana.reyes@mail.example");
    EXPECT_EQ(draft.candidate->name, "") << "an address is no name";
    EXPECT_EQ(draft.began->offset, -base::hours{6});
    EXPECT_EQ(base::clock(draft.ended->local - std::chrono::floor<base::days>(draft.ended->local)), "15:30");
    EXPECT_THAT(names(draft.met),
                ElementsAre("Margaret Chen <m.chen@acme.example>", "# Luis Ortiz <l.ortiz@acme.example>",
                            " <r.adeyemi@acme.example>"));
    EXPECT_THAT(lacks(draft), ElementsAre("the candidate's name", "employer", "position",
                                          "the name of r.adeyemi@acme.example"));
}

TEST(Invitation, OfAppleHasPathsForAddressesAndADuration) {
    const auto draft = only(sample("apple.ics"), known);
    const auto interview = interview_of(draft);
    EXPECT_EQ(interview.ended, at("2026-11-20T21:30:00Z"));
    EXPECT_EQ(interview.candidate.email.text(), "Dana@candidate.example");
    EXPECT_EQ(interview.employer.zone, "America/Denver");
    EXPECT_EQ(interview.place, "Acme Robotics, 400 W Lake St, Chicago, IL  60606, United States");
    EXPECT_THAT(names(draft.met), ElementsAre("Margaret Chen <m.chen@acme.example>"));
}

TEST(Invitation, IsRefusedByTheQueueForNothingButWhatIsMissing) {
    for (const std::string name : {"outlook.ics", "exchange_custom.ics", "google.ics", "apple.ics"}) {
        const auto draft = only(sample(name));
        const auto file = planned(draft);
        ASSERT_FALSE(file.has_value()) << name;
        for (const auto& each : file.error())
            EXPECT_THAT(each.what, HasSubstr(" lacks ")) << name;
        // Uncommented, each of those lines is valid, and still waits to be filled in.
        EXPECT_THAT(text_of(draft), HasSubstr("# position = \"\"   # missing: ")) << name;
    }
}

TEST(Invitation, WithSeveralPeopleFromOutsideLeavesTheCandidateOpen) {
    const auto more = "ATTENDEE;CN=Eli Stone:mailto:eli@other.example\r\nDTSTART:20261120T140000Z\r\n"
                      "DTEND:20261120T150000Z\r\n";
    const auto draft = only(invitation(more), known);
    EXPECT_FALSE(draft.candidate);
    EXPECT_EQ(draft.candidates.size(), 2);
    EXPECT_THAT(names(draft.met),
                ElementsAre("Margaret Chen <m.chen@acme.example>", "# Dana Reyes <dana@candidate.example>",
                            "# Eli Stone <eli@other.example>"));
    const auto file = planned(draft);
    ASSERT_FALSE(file.has_value());
    EXPECT_THAT(file.error().front().what, HasSubstr("lacks 'candidate'"));
    auto said = known;
    said.candidate = "ELI@other.example";
    EXPECT_EQ(interview_of(only(invitation(more), said)).candidate.name, "Eli Stone");
}

TEST(Invitation, FromUsLeavesTheAgencyOut) {
    const auto draft = only("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:2\r\n"
                            "ORGANIZER;CN=Ann:mailto:ann@glass.example\r\n"
                            "ATTENDEE;CN=Pat Moreno:mailto:PAT@glass.example\r\n"
                            "ATTENDEE;CN=All of Acme;CUTYPE=GROUP:mailto:all@acme.example\r\n"
                            "ATTENDEE;CN=Dana Reyes:mailto:dana@candidate.example\r\n"
                            "DTSTART:20261120T140000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    EXPECT_EQ(draft.recruiter, "pat");
    EXPECT_EQ(draft.candidate->name, "Dana Reyes");
    EXPECT_TRUE(draft.met.empty());
    EXPECT_THAT(draft.left_out, ElementsAre("Ann <ann@glass.example> is of the agency",
                                            "All of Acme <all@acme.example> is a list of people"));
}

TEST(Invitation, HasTheSameIdForEachOfItsUpdatesAndNoNameInIt) {
    const auto first = only(invitation("DTSTART:20261120T140000Z\r\nSEQUENCE:0\r\n"));
    const auto moved = only(invitation("DTSTART:20261123T160000Z\r\nSEQUENCE:1\r\n"
                                       "ATTENDEE;CN=Vic Stone:mailto:vic@advisor.example\r\n"));
    EXPECT_EQ(first.id, moved.id);
    EXPECT_THAT(first.id, testing::MatchesRegex("invite-[0-9a-f]+"));
}

TEST(Invitation, OfASeriesIsKnownByTheInstantOfItsOccurrence) {
    const auto id = [](const std::string& line) {
        return only(invitation("DTSTART:20261120T140000Z\r\n" + line + "\r\n")).id;
    };
    const auto chicago = id("RECURRENCE-ID;TZID=America/Chicago:20261120T080000");
    EXPECT_EQ(chicago, id("RECURRENCE-ID:20261120T140000Z"));
    EXPECT_NE(chicago, id("RECURRENCE-ID:20261127T140000Z"));
    EXPECT_NE(chicago, id("SUMMARY:the series itself"));
}

TEST(Invitation, IsRefusedPlainly) {
    const struct {
        std::string bytes;
        std::string what;
    } cases[] = {
        {invitation("", "METHOD:REPLY\r\n"), "METHOD:REPLY: this is an answer"},
        {invitation("METHOD:COUNTER\r\n", ""), "import the invitation itself"},
        {invitation("STATUS:CANCELLED\r\n", "METHOD:REPLY\r\n"), "this is an answer"},
        {"Dear Dana,\r\n", "no iCalendar file"},
        {"", "no iCalendar file"},
        {"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "holds no event"},
        {std::string(invitation_bytes_max + 1, 'x'), "at most 1048576 are taken"},
        {"From: m.chen@acme.example\r\nSubject: Interview\r\n\r\nSee you then.\r\n", "holds no invitation"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "only Outlook reads"},
    };
    for (const auto& each : cases)
        EXPECT_THAT(problem_of(each.bytes), HasSubstr(each.what));
    EXPECT_THAT(problem_of(invitation(""),
                           {.recruiter = "patt", .own = "", .candidate = "", .employer = "", .position = ""}),
                HasSubstr("did you mean 'pat'?"));
}

TEST(Invitation, OfWhichALaterStateStandsInTheFileIsTakenOnce) {
    const auto state = [](const std::string& sequence, const std::string& more) {
        return invitation("SEQUENCE:" + sequence + "\r\nDTEND:20261120T150000Z\r\n" + more);
    };
    const auto early = state("9", "DTSTART:20261120T140000Z\r\n");
    const auto late = state("10", "DTSTART:20261120T143000Z\r\n");
    for (const auto& bytes : {early + late, late + early}) {
        const auto draft = only(bytes, known);
        EXPECT_EQ(draft.revision.sequence, 10);
        EXPECT_EQ(base::clock(draft.began->local - std::chrono::floor<base::days>(draft.began->local)),
                  "08:30");
    }
}

TEST(Invitation, ThatTheCandidateDeclinedIsAskedAbout) {
    const auto declined =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nORGANIZER:mailto:m.chen@acme.example\r\n"
        "ATTENDEE;CN=Dana Reyes;PARTSTAT=DECLINED:mailto:dana@candidate.example\r\n"
        "DTSTART:20261120T140000Z\r\nDTEND:20261120T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    EXPECT_THAT(lacks(only(declined, known)), testing::Contains(HasSubstr("declined the invitation")));
    auto said = known;
    said.candidate = "dana@candidate.example";
    EXPECT_THAT(lacks(only(declined, said)), ElementsAre("the name of m.chen@acme.example"));
}

TEST(Invitation, ThatRepeatsIsTakenOnceWithAWarning) {
    const auto read = read_invitation(invitation("DTSTART:20261120T140000Z\r\nRRULE:FREQ=WEEKLY\r\n"),
                                      "invite.ics", glass(), {});
    ASSERT_TRUE(read && read->drafts.size() == 1 && read->warnings.size() == 1);
    EXPECT_THAT(read->warnings.front(), HasSubstr("only the first time"));
}

TEST(Invitation, WithSeveralEventsIsSeveralInterviews) {
    const auto event = [](const std::string& uid, const std::string& more) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\n" + more
               + "ATTENDEE;CN=Dana Reyes:mailto:dana@candidate.example\r\nDTSTART:20261120T140000Z\r\n"
                 "DTEND:20261120T150000Z\r\nEND:VEVENT\r\n";
    };
    const auto read =
        read_invitation("BEGIN:VCALENDAR\r\n" + event("1", "") + event("2", "")
                            + event("1", "RECURRENCE-ID:20261127T140000Z\r\n") + "END:VCALENDAR\r\n",
                        "invite.ics", glass(), {});
    ASSERT_TRUE(read.has_value());
    ASSERT_EQ(read->drafts.size(), 2);
    EXPECT_NE(read->drafts[0].id, read->drafts[1].id);
    EXPECT_THAT(read->warnings, ElementsAre(HasSubstr("changed occurrence")));
}

TEST(Invitation, WithoutARecruiterIsOfWhoImportsIt) {
    const Said own{.recruiter = {}, .own = "kim", .candidate = {}, .employer = {}, .position = {}};
    EXPECT_EQ(only(sample("outlook.ics"), own).recruiter, "kim");
    EXPECT_EQ(only(sample("exchange_custom.ics"), own).recruiter, "pat") << "who sent it";
}

TEST(Invitation, CannotSmuggleATableThroughItsTexts) {
    const auto draft = only(invitation("DTSTART:20261120T140000Z\r\nDTEND:20261120T150000Z\r\n"
                                       "LOCATION:\"\\n[[forget]]\\ncandidate = \"x\"\r\n"
                                       "SUMMARY:a\\n[[forget]]\r\n"
                                       "DESCRIPTION:a\\r\\n[[forget]]\\n\x01\xff[[forget]]\r\n"
                                       "ATTENDEE;CN=\"^nBo^n[[forget]]^n\":mailto:b@acme.example\r\n"),
                            known);
    const auto file = planned(draft);
    ASSERT_TRUE(file.has_value()) << base::text(file.error());
    EXPECT_EQ(file->events.size(), 1);
}

RC_GTEST_PROP(Invitation, IsReadWhateverBytesComeIn, ()) {
    const auto names = rc::gen::element<std::string>(
        "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VTIMEZONE\r\n", "END:VTIMEZONE\r\n",
        "BEGIN:STANDARD\r\n", "END:STANDARD\r\n", "DTSTART:20261120T140000Z\r\n",
        "DTSTART;TZID=X:20261120T140000\r\n", "TZID:X\r\n", "TZOFFSETTO:+0100\r\n", "TZOFFSETFROM:-2359\r\n",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;UNTIL=20300101T000000Z\r\n", "ATTENDEE;CN=\"a\":mailto:a@b.example\r\n",
        "DURATION:P1W\r\n", ";=:\r\n", " folded\r\n", "METHOD:REQUEST\r\n");
    const auto lines = *rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
        names, rc::gen::map(rc::gen::string<std::string>(), [](std::string text) { return text + "\r\n"; })));
    std::string bytes = "BEGIN:VCALENDAR\r\n";
    for (const auto& each : lines)
        bytes += each;
    const auto read = read_invitation(bytes + "END:VCALENDAR\r\n", "invite.ics", two_recruiters(), {});
    RC_ASSERT((read ? !read->drafts.empty() : !read.error().empty()));
}

} // namespace
} // namespace followup::calendar
