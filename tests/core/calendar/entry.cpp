#include "core/calendar/entry.hpp"

#include "core/base/digest.hpp"
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::calendar {
namespace {

using plan::Kind;
using plan::Shape;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Entry> seen(std::vector<plan::Duty> duties, Audience audience = Audience::candidate,
                        Instant now = soon) {
    return entries(dana(), plan_of(std::move(duties)), in_english(audience), glass(), now);
}
std::string summary(const plan::Duty& duty, Audience audience, Instant now = soon) {
    const auto list = seen({duty}, audience, now);
    return list.empty() ? std::string{} : list[0].summary;
}

TEST(Entries, OfADateWithoutATimeAreAllDayInTheEmployersZone) {
    EXPECT_EQ(std::get<AllDay>(seen({call()})[0].time).date, *base::parse_date("2026-11-30"));
    // The midnight that ends the day still is that day.
    EXPECT_EQ(
        std::get<AllDay>(seen({duty(Kind::step, "1", Shape::on_date, "2026-12-01T06:00:00Z")})[0].time).date,
        *base::parse_date("2026-11-30"));
}

TEST(Entries, OfADeadlineAreABlockThatEndsWhenItIsDue) {
    EXPECT_EQ(std::get<Span>(seen({letter()})[0].time),
              (Span{at("2026-11-21T21:00:00Z"), at("2026-11-21T21:30:00Z")}));
}

TEST(Entries, OfATimeBeginThere) {
    EXPECT_EQ(std::get<Span>(seen({duty(Kind::step, "1", Shape::at_time, "2026-12-08T16:00:00Z")})[0].time),
              (Span{at("2026-12-08T16:00:00Z"), at("2026-12-08T16:30:00Z")}));
}

TEST(Entries, OfAWindowSpanIt) {
    auto window = duty(Kind::call, "margaret-chen", Shape::window, "2026-12-01T18:00:00Z");
    window.begins = at("2026-12-01T14:00:00Z");
    EXPECT_EQ(std::get<Span>(seen({window})[0].time), (Span{*window.begins, window.due}));
    window.begins = at("2026-11-27T14:00:00Z");
    EXPECT_EQ(std::get<Span>(seen({window})[0].time), (Span{at("2026-12-01T17:30:00Z"), window.due}));
}

TEST(Entries, HaveTheUidOfTheirDutyForLife) {
    auto moved = call();
    moved.due += base::days{3};
    EXPECT_EQ(seen({call()})[0].uid, base::uuid5("dana-acme-1/call/margaret-chen") + "@glass.example");
    EXPECT_EQ(seen({moved})[0].uid, seen({call()}, Audience::team)[0].uid);
}

TEST(Entries, AreOfTheCandidatesOwnDutiesForTheCandidate) {
    const auto debrief = duty(Kind::client_debrief, "", Shape::deadline, "2026-11-21T01:00:00Z");
    EXPECT_THAT(seen({letter(), debrief}), SizeIs(1));
    EXPECT_THAT(seen({letter(), debrief}, Audience::recruiter), SizeIs(2));
    EXPECT_THAT(seen({letter(), debrief}, Audience::team), SizeIs(2));
}

TEST(Entries, NameWhoOwesItInTheFeedsOfOthers) {
    EXPECT_EQ(summary(letter(), Audience::candidate), "Letter to Margaret Chen (Acme Robotics)");
    EXPECT_EQ(summary(letter(), Audience::recruiter), "Dana Reyes: Letter to Margaret Chen (Acme Robotics)");
    auto ask = duty(Kind::client_debrief, "", Shape::deadline, "2026-11-21T01:00:00Z");
    ask.whom = "Acme Robotics";
    EXPECT_EQ(summary(ask, Audience::recruiter), "Call Acme Robotics about Dana Reyes");
    EXPECT_EQ(summary(ask, Audience::team), "Pat Moreno: Call Acme Robotics about Dana Reyes");
}

TEST(Entries, SayInWordsThatADutyIsOverdueDoneOrExpired) {
    const auto late = letter();
    EXPECT_THAT(summary(late, Audience::recruiter, late.due),
                testing::StartsWith("Overdue: Dana Reyes: Letter"));
    EXPECT_EQ(seen({late}, Audience::candidate, late.due)[0].cause, late.due);
    EXPECT_FALSE(seen({late}, Audience::candidate, late.due)[0].settled);
    EXPECT_THAT(summary(done(letter(), "2026-11-20T22:00:00Z", ""), Audience::candidate),
                testing::StartsWith("Done: L"));
    auto expired = letter();
    expired.state = plan::State::expired;
    EXPECT_THAT(summary(expired, Audience::candidate), testing::StartsWith("Expired: Letter"));
    EXPECT_TRUE(seen({expired})[0].settled);
}

TEST(Entries, LeaveInTheirTime) {
    auto dropped = letter();
    dropped.state = plan::State::dropped;
    EXPECT_THAT(seen({dropped}), IsEmpty());
    const auto sent = done(letter(), "2026-11-21T10:00:00Z", "sent");
    EXPECT_THAT(seen({sent}, Audience::candidate, at("2026-12-05T09:59:59Z")), SizeIs(1));
    EXPECT_THAT(seen({sent}, Audience::candidate, at("2026-12-05T10:00:00Z")), IsEmpty());
    EXPECT_THAT(seen({letter()}, Audience::candidate, at("2026-12-21T21:29:59Z")), SizeIs(1));
    EXPECT_THAT(seen({letter()}, Audience::candidate, at("2026-12-21T21:30:00Z")), IsEmpty());
    // A duty done weeks after it was due does not reach further back than feeds do.
    EXPECT_THAT(seen({done(letter(), "2026-12-20T10:00:00Z", "sent")}, Audience::candidate,
                     at("2026-12-22T00:00:00Z")),
                IsEmpty());
}

TEST(Entries, MoreThanAYearAheadWait) {
    const auto far = duty(Kind::call, "margaret-chen", Shape::on_date, "2028-01-10T23:00:00Z");
    EXPECT_THAT(seen({far}), IsEmpty());
    EXPECT_EQ(next_change(dana(), plan_of({far}), soon), far.due - base::days{365});
    EXPECT_THAT(seen({far}, Audience::candidate, far.due - base::days{365}), SizeIs(1));
}

TEST(NextChanges, AreTheTurningPointsOfTheirDuties) {
    EXPECT_EQ(next_change(dana(), plan_of({}), soon), std::nullopt);
    EXPECT_EQ(next_change(dana(), plan_of({call(), letter()}), soon), letter().due);
    EXPECT_EQ(next_change(dana(), plan_of({letter()}), letter().due), letter().due + base::days{30});
    EXPECT_EQ(next_change(dana(), plan_of({letter()}), letter().due + base::days{30}), std::nullopt);
    EXPECT_EQ(next_change(dana(), plan_of({done(letter(), "2026-11-21T10:00:00Z", "sent")}), soon),
              at("2026-12-05T10:00:00Z"));
    auto dropped = letter();
    dropped.state = plan::State::dropped;
    EXPECT_EQ(next_change(dana(), plan_of({dropped}), soon), std::nullopt);
}

plan::Duty any_duty() {
    auto made = letter();
    made.due = soon + base::seconds{*rc::gen::inRange(-40 * 86400, 400 * 86400)};
    made.shape = *rc::gen::element(Shape::deadline, Shape::on_date, Shape::at_time, Shape::window);
    made.state =
        *rc::gen::element(plan::State::open, plan::State::done, plan::State::dropped, plan::State::expired);
    if (made.state != plan::State::open)
        made.closed = soon + base::seconds{*rc::gen::inRange(-40 * 86400, 0)};
    return made;
}

std::vector<std::string> hashes(const plan::Plan& plan, Instant now) {
    std::vector<std::string> list;
    for (const auto& each : entries(dana(), plan, in_english(Audience::team), glass(), now))
        list.push_back(each.content_hash());
    return list;
}

RC_GTEST_PROP(NextChanges, MissNoChange, ()) {
    const auto plan = plan_of({any_duty(), any_duty()});
    const auto next = next_change(dana(), plan, soon);
    const auto later = soon + base::seconds{*rc::gen::inRange(0, 500 * 86400)};
    const auto until = next.value_or(soon + base::days{10'000});
    RC_ASSERT(until > soon);
    RC_ASSERT(hashes(plan, soon) == hashes(plan, std::min(later, until - base::seconds{1})));
}

TEST(ContentHashes, ChangeWithAllThatAReaderSeesAndNothingElse) {
    const auto first = entry("u", "2026-11-21T21:00:00Z");
    auto other = first;
    other.cause += base::days{1};
    other.settled = true;
    EXPECT_EQ(other.content_hash(), first.content_hash());
    const auto changed = [&first](auto change) {
        auto each = first;
        change(each);
        return each.content_hash() != first.content_hash();
    };
    EXPECT_TRUE(changed([](Entry& each) { each.summary += "!"; }));
    EXPECT_TRUE(changed([](Entry& each) { each.description += "!"; }));
    EXPECT_TRUE(changed([](Entry& each) { each.location += "!"; }));
    EXPECT_TRUE(changed([](Entry& each) { each.url += "!"; }));
    EXPECT_TRUE(changed([](Entry& each) { each.categories.clear(); }));
    EXPECT_TRUE(changed([](Entry& each) { each.time = AllDay{}; }));
    EXPECT_TRUE(changed([](Entry& each) { std::get<Span>(each.time).end += base::seconds{1}; }));
    EXPECT_TRUE(changed([](Entry& each) { std::swap(each.summary, each.description); }));
}

TEST(Entries, OfWhatWasCarriedOverAreInNoFeed) {
    auto next = duty(plan::Kind::next, "", plan::Shape::deadline, "2026-11-25T16:00:00Z");
    const auto now = at("2026-11-30T15:40:00Z");
    EXPECT_EQ(entries(dana(), plan_of({next}), in_english(Audience::recruiter), glass(), now).size(), 1U);
    next.carried_over = true;
    EXPECT_TRUE(entries(dana(), plan_of({next}), in_english(Audience::recruiter), glass(), now).empty());
}

TEST(Entries, AreInTheLanguageOfTheirReaderAndTheSameEntriesInEach) {
    const auto plan = plan_of({call(), letter(), done(letter(), "2026-11-21T10:00:00Z", "sent by post")});
    const auto in = [&](const char* language) {
        return entries(dana(), plan,
                       {Audience::candidate, words::texts_built_in().tongue(language), base::hours{24}},
                       glass(), at("2026-11-21T12:00:00Z"));
    };
    const auto english = in("en");
    const auto german = in("de");
    ASSERT_EQ(german.size(), english.size());
    ASSERT_GE(german.size(), 3U);
    std::string said;
    for (std::size_t n = 0; n < german.size(); ++n) {
        EXPECT_EQ(german[n].uid, english[n].uid);
        EXPECT_EQ(german[n].time, english[n].time);
        EXPECT_NE(german[n].content_hash(), english[n].content_hash()) << "another language is other content";
        EXPECT_NE(german[n].categories, english[n].categories);
        said += german[n].summary + "\n" + german[n].description + "\n\n";
    }
    for (const auto* words :
         {"Versprochener Anruf bei Margaret Chen (Acme Robotics)\n",
          "Fällig am Montag, 30. November 2026, bis ",
          "Erledigt: Brief an Margaret Chen (Acme Robotics)\nErledigt am ", ": mit der Post verschickt\n",
          "Telefon: +1 312 555 0142\n", "Sie haben gesagt: „I will call you"})
        EXPECT_THAT(said, testing::HasSubstr(words));
}

} // namespace
} // namespace followup::calendar
