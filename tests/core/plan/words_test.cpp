#include "core/plan/words.hpp"

#include <gtest/gtest.h>

namespace followup::plan {
namespace {

Instant instant(std::string_view text) {
    return *base::parse_instant(text);
}
base::Zone zone(std::string_view name) {
    return *base::Zone::named(name);
}

ledger::Case known() {
    ledger::Case known;
    known.candidate.name = "Dana Reyes";
    known.employer.name = "Acme Robotics";
    known.rounds.resize(1);
    known.rounds[0].interview.id = "dana-acme-1";
    for (int number = 1; number <= 6; ++number) {
        ledger::Step step;
        step.number = number;
        known.rounds[0].steps.push_back(step);
    }
    auto& steps = known.rounds[0].steps;
    steps[0].next.what = queue::NextKind::second_interview;
    steps[1].next.what = queue::NextKind::test;
    steps[2].next.what = queue::NextKind::physical;
    steps[3].next.what = queue::NextKind::reference_check;
    steps[5].next.note = "Plant tour";
    return known;
}

Duty duty(Kind kind, std::string part, std::string whom) {
    Duty duty;
    duty.kind = kind;
    duty.interview = "dana-acme-1";
    duty.id = "dana-acme-1/" + std::move(part);
    duty.whom = std::move(whom);
    return duty;
}

TEST(Summary, IsOneLineForEveryKind) {
    struct Row {
        Kind kind;
        const char* part;
        const char* whom;
        const char* expected;
    };
    const Row rows[] = {
        {Kind::debrief, "debrief", "Pat Moreno", "Call Pat Moreno about the interview at Acme Robotics"},
        {Kind::debrief, "debrief", "", "Call your recruiter about the interview at Acme Robotics"},
        {Kind::client_debrief, "client-debrief", "Acme Robotics", "Call Acme Robotics about Dana Reyes"},
        {Kind::client_debrief, "client-debrief", "", "Call Acme Robotics about Dana Reyes"},
        {Kind::client_debrief, "client-debrief", "Margaret Chen",
         "Call Margaret Chen (Acme Robotics) about Dana Reyes"},
        {Kind::letter, "letter/luis-ortiz", "Luis Ortiz", "Letter to Luis Ortiz (Acme Robotics)"},
        {Kind::call, "call/margaret-chen", "Margaret Chen",
         "Call Margaret Chen (Acme Robotics), as promised"},
        {Kind::decision, "decision", "Acme Robotics", "Ask Acme Robotics what they decided about Dana Reyes"},
        {Kind::step, "step/1", "second interview", "Second interview at Acme Robotics"},
        {Kind::step, "step/2", "test", "Test at Acme Robotics"},
        {Kind::step, "step/3", "physical", "Physical examination at Acme Robotics"},
        {Kind::step, "step/4", "reference check", "Reference check at Acme Robotics"},
        {Kind::step, "step/5", "other", "Next step at Acme Robotics"},
        {Kind::step, "step/6", "other", "Plant tour (Acme Robotics)"},
        {Kind::step, "step/7", "other", "Next step at Acme Robotics"},
        {Kind::names, "names/1", "Acme Robotics", "Find out whom Dana Reyes will see next at Acme Robotics"}};
    for (const auto& row : rows)
        EXPECT_EQ(summary(duty(row.kind, row.part, row.whom), known()), row.expected) << row.part;
}

TEST(Summary, IsTheSameInEveryState) {
    auto letter = duty(Kind::letter, "letter/luis-ortiz", "Luis Ortiz");
    const auto open = summary(letter, known());
    for (const auto state : {State::open, State::done, State::dropped, State::expired}) {
        letter.state = state;
        EXPECT_EQ(summary(letter, known()), open);
    }
}

TEST(Summary, MakesNoTitleOfALongNote) {
    auto long_note = known();
    long_note.rounds[0].steps[5].next.note = std::string(61, 'x');
    EXPECT_EQ(summary(duty(Kind::step, "step/6", ""), long_note), "Next step at Acme Robotics");
    long_note.rounds[0].steps[5].next.note = "two\nlines";
    EXPECT_EQ(summary(duty(Kind::step, "step/6", ""), long_note), "Next step at Acme Robotics");
}

TEST(DueWords, AreInTheReadersZoneForEveryShape) {
    auto call = duty(Kind::call, "call/margaret-chen", "Margaret Chen");
    const auto denver = zone("America/Denver");
    call.due = instant("2026-11-30T23:00:00Z");
    call.shape = Shape::deadline;
    EXPECT_EQ(due_words(call, denver), "by Mon 30 Nov 2026, 16:00 MST");
    call.shape = Shape::on_date;
    EXPECT_EQ(due_words(call, denver), "on Mon 30 Nov 2026, by 16:00 MST");
    EXPECT_EQ(due_words(call, zone("Asia/Tokyo")), "on Tue 1 Dec 2026, by 08:00 JST");
    call.shape = Shape::at_time;
    EXPECT_EQ(due_words(call, denver), "on Mon 30 Nov 2026 at 16:00 MST");
    call.begins = instant("2026-11-30T22:00:00Z");
    EXPECT_EQ(due_words(call, denver), "on Mon 30 Nov 2026 at 15:00 MST")
        << "when it begins, if that is said";
    call.shape = Shape::window;
    EXPECT_EQ(due_words(call, denver), "on Mon 30 Nov 2026, between 15:00 and 16:00 MST");
    call.begins = instant("2026-11-30T06:30:00Z");
    EXPECT_EQ(due_words(call, denver), "between Sun 29 Nov 2026, 23:30 MST and Mon 30 Nov 2026, 16:00 MST");
    call.begins.reset();
    EXPECT_EQ(due_words(call, denver), "on Mon 30 Nov 2026, between 16:00 and 16:00 MST");
}

TEST(Awaited, SaysWhatClosesEachKind) {
    auto story = known();
    const std::vector<std::pair<Kind, const char*>> expected{
        {Kind::debrief, "the call is made"},
        {Kind::client_debrief, "Acme Robotics has been asked"},
        {Kind::letter, "it is sent"},
        {Kind::call, "it is made, or Acme Robotics is heard of"},
        {Kind::decision, "Acme Robotics is heard of"},
        {Kind::step, "it has taken place"},
        {Kind::names, "the names are known"}};
    for (const auto& [kind, words] : expected)
        EXPECT_EQ(awaited(duty(kind, "x/margaret-chen", "Margaret Chen"), story), words);
    ledger::Promised promised;
    promised.key = "margaret-chen";
    promised.promise.unless = queue::Unless::never;
    story.rounds[0].promises.push_back(promised);
    EXPECT_EQ(awaited(duty(Kind::call, "call/margaret-chen", "Margaret Chen"), story), "it is made");
}

TEST(DueWords, OfAStepOnADateHaveNoHour) {
    auto step = duty(Kind::step, "step/1", "");
    step.shape = Shape::on_date;
    step.due = instant("2026-12-08T23:00:00Z");
    EXPECT_EQ(due_words(step, zone("America/Chicago")), "on Tue 8 Dec 2026");
    step.due = instant("2026-12-09T06:00:00Z");
    EXPECT_EQ(due_words(step, zone("America/Chicago")), "on Tue 8 Dec 2026")
        << "due at the midnight that ends it";
}

} // namespace
} // namespace followup::plan
