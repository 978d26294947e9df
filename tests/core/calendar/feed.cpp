#include "core/calendar/feed.hpp"

#include "core/calendar/clean.hpp"
#include "lint.hpp"
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libical/ical.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace followup::calendar {
namespace {

using testing::IsEmpty;

std::string bytes_of(const Feed& feed) {
    const auto bytes = ics(feed);
    if (!bytes) ADD_FAILURE() << base::text(bytes.error());
    return bytes.value_or("");
}

TEST(Feeds, LookAsTheyShould) {
    auto call = entry("u1@glass.example", "2026-11-30T00:00:00Z");
    call.time = AllDay{*base::parse_date("2026-11-30")};
    call.summary = "Call Margaret Chen (Acme Robotics), as promised";
    call.description = "Due on Mon 30 Nov 2026\nhttps://f.example/";
    call.location = "Chicago";
    call.url = "https://f.example/";
    EXPECT_EQ(
        bytes_of(feed_of({call, entry("u2@glass.example", "2026-11-21T21:00:00Z")})),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//followupd//feed 1//EN\r\nCALSCALE:GREGORIAN\r\n"
        "NAME:Follow-ups\r\nX-WR-CALNAME:Follow-ups\r\nCOLOR:tomato\r\nX-APPLE-CALENDAR-COLOR:#FF6347\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
        "BEGIN:VEVENT\r\nUID:u2@glass.example\r\nDTSTAMP:20261120T213500Z\r\nCREATED:20261120T213500Z\r\n"
        "LAST-MODIFIED:20261120T213500Z\r\nSEQUENCE:0\r\nDTSTART:20261121T210000Z\r\nDTEND:"
        "20261121T213000Z\r\n"
        "SUMMARY:Letter to Margaret Chen (Acme Robotics)\r\nDESCRIPTION:Due by Sat 21 Nov 2026\r\n"
        "STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nCLASS:"
        "PRIVATE\r\nCATEGORIES:Follow-up\r\n"
        "END:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:u1@glass.example\r\nDTSTAMP:20261120T213500Z\r\nCREATED:20261120T213500Z\r\n"
        "LAST-MODIFIED:20261120T213500Z\r\nSEQUENCE:0\r\nDTSTART;VALUE=DATE:20261130\r\n"
        "DTEND;VALUE=DATE:20261201\r\nSUMMARY:Call Margaret Chen (Acme Robotics)\\, as promised\r\n"
        "DESCRIPTION:Due on Mon 30 Nov "
        "2026\\nhttps://f.example/\r\nLOCATION:Chicago\r\nURL:https://f.example/\r\n"
        "STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nCLASS:"
        "PRIVATE\r\nCATEGORIES:Follow-up\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(Feeds, EndADescriptionWithItsLink) {
    auto call = entry("u1@glass.example", "2026-11-30T00:00:00Z");
    call.url = "https://f.example/a/TOKEN";
    EXPECT_EQ(events_of(bytes_of(feed_of({call})))[0].at("DESCRIPTION"),
              "Due by Sat 21 Nov 2026\\nhttps://f.example/a/TOKEN");
    call.description.clear();
    EXPECT_EQ(events_of(bytes_of(feed_of({call})))[0].at("DESCRIPTION"), call.url);
}

TEST(Feeds, HaveOneAlarmForEachOpenEntryWhenAskedTo) {
    auto day = entry("u1@glass.example", "2026-11-30T00:00:00Z");
    day.time = AllDay{*base::parse_date("2026-11-30")};
    auto settled = entry("u2@glass.example", "2026-11-21T21:00:00Z");
    settled.settled = true;
    auto feed = feed_of({day, settled, entry("u3@glass.example", "2026-11-22T21:00:00Z")});
    EXPECT_THAT(bytes_of(feed), testing::Not(testing::HasSubstr("VALARM")));
    feed.form.alarms = true;
    const auto bytes = bytes_of(feed);
    EXPECT_THAT(bytes, testing::HasSubstr("CATEGORIES:Follow-up\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
                                          "DESCRIPTION:Letter to Margaret Chen (Acme Robotics)\r\n"
                                          "TRIGGER:-PT30M\r\nEND:VALARM\r\nEND:VEVENT\r\n"));
    EXPECT_THAT(bytes, testing::HasSubstr("TRIGGER:-PT15H\r\n"));
    EXPECT_EQ(bytes.find("TRIGGER", bytes.find("TRIGGER", bytes.find("TRIGGER") + 1) + 1), std::string::npos);
}

TEST(Tasks, HoldWhatIsOwedAndNothingElse) {
    auto call = entry("u1@glass.example", "2026-11-30T00:00:00Z");
    call.time = AllDay{*base::parse_date("2026-11-30")};
    call.task = true;
    call.priority = 1;
    auto sent = entry("u2@glass.example", "2026-11-21T21:00:00Z");
    sent.task = sent.settled = true;
    sent.done = at("2026-11-21T16:00:00Z");
    auto feed = feed_of({call, sent, entry("u3@glass.example", "2026-11-22T21:00:00Z")});
    feed.form.tasks = true;
    const auto bytes = bytes_of(feed);
    EXPECT_THAT(bytes, testing::HasSubstr(
                           "BEGIN:VTODO\r\nUID:task-u2@glass.example\r\nDTSTAMP:20261120T213500Z\r\n"
                           "CREATED:20261120T213500Z\r\nLAST-MODIFIED:20261120T213500Z\r\nSEQUENCE:0\r\n"
                           "DUE:20261121T213000Z\r\nSUMMARY:Letter to Margaret Chen (Acme Robotics)\r\n"
                           "DESCRIPTION:Due by Sat 21 Nov 2026\r\nSTATUS:COMPLETED\r\n"
                           "COMPLETED:20261121T160000Z\r\nPERCENT-COMPLETE:100\r\nCLASS:PRIVATE\r\n"
                           "CATEGORIES:Follow-up\r\nEND:VTODO\r\n"));
    EXPECT_THAT(bytes, testing::HasSubstr("DUE;VALUE=DATE:20261130\r\n"));
    EXPECT_THAT(bytes, testing::HasSubstr("STATUS:NEEDS-ACTION\r\nCLASS:PRIVATE\r\n"));
    EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("VEVENT")));
    EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("u3@")));
}

TEST(Tasks, AreNeverWithoutOne) {
    auto feed = feed_of({entry("u3@glass.example", "2026-11-22T21:00:00Z")});
    feed.form.tasks = true;
    EXPECT_THAT(bytes_of(feed),
                testing::HasSubstr("SUMMARY:Follow-ups: nothing is owed\r\nSTATUS:COMPLETED"));
}

TEST(Feeds, AreNeverWithoutAnEvent) {
    const auto bytes = bytes_of(feed_of({}));
    EXPECT_THAT(lint(bytes), IsEmpty());
    const auto events = events_of(bytes);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].at("SUMMARY"), "Follow-ups: nothing is owed");
    EXPECT_EQ(events[0].at("DTSTART;VALUE=DATE"), "20261120");
}

TEST(Feeds, AreTheSameBytesWhateverTheOrderOfEntries) {
    const auto first = feed_of({entry("a@x", "2026-11-21T21:00:00Z"), entry("b@x", "2026-11-21T21:00:00Z"),
                                entry("c@x", "2026-11-20T21:00:00Z")});
    auto turned = first;
    std::ranges::reverse(turned.entries);
    std::ranges::reverse(turned.stamps);
    EXPECT_EQ(bytes_of(first), bytes_of(first));
    EXPECT_EQ(bytes_of(first), bytes_of(turned));
}

TEST(Feeds, RefuseEntriesWithoutStampsAndDoubledOnes) {
    auto feed = feed_of({entry("a@x", "2026-11-21T21:00:00Z"), entry("a@x", "2026-11-22T21:00:00Z")});
    EXPECT_FALSE(ics(feed));
    feed.entries.pop_back();
    EXPECT_TRUE(ics(feed));
    feed.stamps.clear();
    EXPECT_FALSE(ics(feed));
}

TEST(Feeds, StayBelowWhatCalendarsRead) {
    std::vector<Entry> entries;
    for (int n = 0; n < 1200; ++n) {
        entries.push_back(entry("u" + std::to_string(n) + "@x", "2026-11-21T21:00:00Z"));
        entries.back().time =
            Span{at("2026-11-21T21:00:00Z") + base::hours{n}, at("2026-11-21T22:00:00Z") + base::hours{n}};
        entries.back().settled = n < 300;
    }
    const auto some = events_of(bytes_of(feed_of(entries)));
    EXPECT_EQ(some.size(), 1000U);
    EXPECT_EQ(some[0].at("UID"), "u0@x");
    EXPECT_EQ(some.back().at("UID"), "u1199@x");
    for (auto& each : entries)
        each.description = std::string(3000, 'x') + "," + std::string(990, ';');
    const auto bytes = bytes_of(feed_of(entries));
    EXPECT_LT(bytes.size(), 1'000'000U);
    EXPECT_THAT(lint(bytes), IsEmpty());
}

TEST(Feeds, CutWhatIsFarTooLongBetweenCharacters) {
    for (const std::string part : {"x", "é", "😀", ";", "\n", "x😀", "\\"}) {
        std::string text;
        while (text.size() < 100'000)
            text += part;
        auto huge = entry("a@x", "2026-11-21T21:00:00Z");
        huge.summary = "S" + text;
        huge.description = huge.location = text;
        huge.categories = {text};
        auto feed = feed_of({huge, entry("b@x", "2026-11-22T21:00:00Z")});
        feed.name = text;
        const auto bytes = bytes_of(feed);
        EXPECT_THAT(lint(bytes), IsEmpty()) << part;
        EXPECT_EQ(events_of(bytes).size(), 2U) << part;
        EXPECT_LT(bytes.size(), 20'000U) << part;
    }
}

TEST(Feeds, HaveNamesWithoutCommasAndSemicolons) {
    auto feed = feed_of({});
    feed.name = "Dana, Pat; all\r\nMETHOD:PUBLISH";
    const auto bytes = bytes_of(feed);
    EXPECT_THAT(bytes, testing::HasSubstr("\r\nX-WR-CALNAME:Dana  Pat  all METHOD:PUBLISH\r\n"));
    EXPECT_THAT(lint(bytes), IsEmpty());
}

TEST(Feeds, TakeNoLineOutOfAUrlOrACategory) {
    auto sly = entry("a@x", "2026-11-21T21:00:00Z");
    sly.url = "https://x.example/\r\nATTENDEE:mailto:evil@x";
    sly.categories = {"a,b", "c\r\nMETHOD:REQUEST"};
    const auto bytes = bytes_of(feed_of({sly}));
    EXPECT_THAT(lint(bytes), IsEmpty());
    EXPECT_EQ(events_of(bytes)[0].at("URL"), "https://x.example/");
}

/// Texts of the kind that breaks writers: separators, escapes, controls, halves of UTF-8, property lines.
rc::Gen<std::string> hostile() {
    const auto part = rc::gen::element<std::string>(
        "a", " ", ",", ";", ":", "\\", "\\n", "\"", "^n", "\r\n", "\n", "\r", std::string(1, '\0'), "\x07",
        "\x7f", "é", "\xc3", "\xe2\x80", "😀", "\u202e", "\u2028", "\ufeff", "BEGIN:VEVENT",
        "END:VCALENDAR\r\n", "METHOD:PUBLISH", "X-LIC-ERROR;X-LIC-ERRORTYPE=VALUE-PARSE-ERROR:x",
        "\r\nX-LIC-ERROR:x", std::string(80, 'x'));
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(part),
                        [](const std::vector<std::string>& parts) { return base::joined(parts, ""); });
}

RC_GTEST_PROP(Feeds, AreCleanWhateverPeopleWrite, ()) {
    auto made = entry("a@x", "2026-11-21T21:00:00Z");
    made.summary = *hostile();
    made.description = *hostile();
    made.location = *hostile();
    made.url = *hostile();
    made.categories = {*hostile()};
    auto feed = feed_of({made, entry("b@x", "2026-11-22T21:00:00Z")});
    feed.name = *hostile();
    const auto bytes = ics(feed);
    RC_ASSERT(bytes.has_value());
    auto wrong = lint(*bytes);
    std::erase(wrong, "SUMMARY is missing"); // nothing was written, or nothing that may stand there
    RC_ASSERT(wrong == std::vector<std::string>{});
    RC_ASSERT(events_of(*bytes).size() == 2U);
    RC_ASSERT(*ics(feed) == *bytes);
}

RC_GTEST_PROP(Feeds, SayToLibicalWhatPeopleWrote, ()) {
    auto made = entry("a@x", "2026-11-21T21:00:00Z");
    made.summary = "S" + *hostile();
    made.description = "D" + *hostile();
    const auto bytes = ics(feed_of({made}));
    RC_ASSERT(bytes.has_value());
    auto* calendar = icalparser_parse_string(bytes->c_str());
    auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    const bool found = event != nullptr;
    RC_ASSERT(found);
    const std::string summary = icalcomponent_get_summary(event);
    const std::string description = icalcomponent_get_description(event);
    const int errors = icalcomponent_count_errors(calendar);
    icalcomponent_free(calendar);
    RC_ASSERT(errors == 0);
    RC_ASSERT(summary == clean_line(made.summary, 250));
    RC_ASSERT(description == clean_text(made.description, 4000));
}

TEST(FeedsOfACase, AreCleanForEveryReaderAtEveryTime) {
    auto window = duty(plan::Kind::call, "margaret-chen-2", plan::Shape::window, "2026-12-01T18:00:00Z");
    window.begins = at("2026-12-01T14:00:00Z");
    const auto plan = plan_of(
        {call(), letter(), window, duty(plan::Kind::step, "1", plan::Shape::at_time, "2026-12-08T16:00:00Z"),
         duty(plan::Kind::client_debrief, "", plan::Shape::deadline, "2026-11-21T01:00:00Z"),
         done(duty(plan::Kind::debrief, "", plan::Shape::deadline, "2026-11-20T23:30:00Z"),
              "2026-11-20T22:00:00Z", "debriefed")});
    for (const auto audience : {Audience::candidate, Audience::recruiter, Audience::team}) {
        std::vector<Stamp> stamps;
        for (auto now = at("2026-11-20T21:35:00Z"); now < at("2027-01-20T00:00:00Z");
             now += base::hours{13}) {
            auto feed = feed_of(entries(dana(), plan, in_english(audience), glass(), now));
            feed.stamps = stamps = advanced(stamps, feed.entries);
            EXPECT_THAT(lint(bytes_of(feed)), IsEmpty());
        }
    }
}

} // namespace
} // namespace followup::calendar
