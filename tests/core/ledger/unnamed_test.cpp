#include "core/ledger/unnamed.hpp"

#include "core/ledger/codec.hpp"
#include "core/ledger/sighted.hpp"
#include "support/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Somebody met is forgotten, and the candidate's case stays whole.
namespace followup::ledger {
namespace {

using story::acme;
using story::at;
using story::Story;
using story::told;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string with_margaret = R"(notes = 'Margaret smiled at Dana.'
problem = 'false stops'
objections = ['travel', { text = 'too junior', by = 'Margaret Chen' }]
met = [
  { name = 'Margaret Chen', title = 'Head of Engineering', role = 'main', email = 'mchen@acme.example', phone = '+1 312 555 0143', talked_about = 'sailing' },
  { name = 'Luis Ortiz', title = 'Assistant to Margaret Chen' },
]
promise = [
  { call = 'Margaret Chen', on = 'a week from Monday', phone = '+1 312 555 0143', said = 'I will call you, Margaret.' },
  { call = 'Luis Ortiz', on = 2026-12-02 },
]
next = [{ what = 'second interview', with = ['Margaret Chen, Head of Engineering', 'the Head of Engineering', 'Ann Lee'] }]
)";

Story whole_story() {
    auto story = told(with_margaret);
    story.arrives("2026-11-20T23:00:00Z",
                  "[[debriefed]]\ninterview = 'a'\nwith = 'client'\nnotes = 'Chen was pleased'\n"
                  "met = [{ name = 'Margaret Chen', address = '1 Sail Road' }]\n");
    story.arrives("2026-11-21T10:00:00Z",
                  "[[letter]]\ninterview = 'a'\nto = 'Margaret Chen'\nat = 2026-11-21T09:00:00Z\n");
    story.arrives("2026-11-21T11:00:00Z",
                  "[[called]]\ninterview = 'a'\nwhom = 'mchen@acme.example'\nresult = 'voicemail'\n"
                  "at = 2026-11-21T10:30:00Z\nnotes = 'on the boat'\n");
    story.arrives("2026-11-21T12:00:00Z",
                  "[[pushed]]\ninterview = 'a'\nwhom = 'a/call/margaret-chen'\nto = 2026-12-03\n"
                  "reason = 'Margaret travels'\n");
    story.arrives("2026-11-21T13:00:00Z", "[[heard]]\ninterview = 'a'\nfrom = 'Margaret Chen'\n"
                                          "news = 'acknowledged'\nnotes = 'she likes boats'\n");
    story.arrives("2026-11-21T14:00:00Z",
                  "[[dropped]]\nduty = 'a/letter/luis-ortiz'\nreason = 'Margaret said so'\n");
    return story;
}

Sighted her(const Story& story, std::string_view name = "Margaret Chen") {
    auto people = sighted(story.history(), story.known());
    spare(people, story.known());
    for (const auto& each : people)
        if (each.who.called(name)) return each;
    ADD_FAILURE() << "nobody is called so";
    return {};
}

struct Left {
    History history;
    Unnamed change;
};

Left without_her(const Story& story) {
    Left left{story.history(),
              unnamed(story.history(), her(story).who, placeholder(story.history(), "a forgotten person"),
                      "asked to be forgotten", at("2026-11-22T10:00:00Z"))};
    for (const auto& fact : left.change.facts)
        left.history.facts.at(static_cast<std::size_t>(fact.number - 1)) = fact;
    for (const auto& event : left.change.struck)
        left.history.facts.push_back({std::ssize(left.history.facts) + 1, at("2026-11-22T10:00:00Z"), event});
    return left;
}

std::string everything(const History& history) {
    std::string all;
    for (const auto& fact : history.facts)
        all += encoded(fact.event) + "\n";
    return all;
}

TEST(Forgetting, LeavesNoWordOfThemInAnyFact) {
    const auto story = whole_story();
    EXPECT_THAT(everything(story.history()), HasSubstr("margaret-chen")) << "else the test looks in vain";
    const auto text = everything(without_her(story).history);
    for (const auto* canary :
         {"argaret", "Chen", "chen", "Head of", "0143", "sailing", "Sail Road", "too junior", "boat"})
        EXPECT_THAT(text, Not(HasSubstr(canary)));
    for (const auto* kept : {"Dana Reyes", "Luis Ortiz", "Ann Lee", "travel", "false stops",
                             "… smiled at Dana.", "… was pleased", "Assistant to …", "I will call you, …."})
        EXPECT_THAT(text, HasSubstr(kept));
}

TEST(Forgetting, KeepsTheCaseWholeAndItsWarningsFew) {
    const auto story = whole_story();
    const auto before = story.known();
    const auto after = fold(without_her(story).history);
    const auto& round = after.rounds.at(0);
    ASSERT_THAT(round.people, SizeIs(2));
    EXPECT_EQ(round.people[0].met.name, "a forgotten person");
    EXPECT_EQ(round.people[0].met.role, queue::Role::main);
    EXPECT_TRUE(round.people[0].struck);
    EXPECT_FALSE(round.people[1].struck);
    ASSERT_THAT(round.promises, SizeIs(2));
    EXPECT_TRUE(round.promises[0].struck);
    EXPECT_THAT(round.promises[0].dates, SizeIs(2)) << "the history of its dates stays";
    EXPECT_FALSE(round.promises[1].struck);
    EXPECT_THAT(round.letters, SizeIs(1)) << "that a letter went out stays";
    EXPECT_TRUE(round.letters.contains(round.people[0].key));
    EXPECT_EQ(round.calls.at(0).key, round.promises[0].key);
    ASSERT_THAT(round.steps, SizeIs(1));
    EXPECT_EQ(round.steps[0].next.with, (std::vector<std::string>{"a forgotten person", "Ann Lee"}));
    EXPECT_EQ(after.news.size(), before.news.size());
    EXPECT_EQ(after.doubts.size(), before.doubts.size());
    EXPECT_EQ(after.warnings.size(), before.warnings.size());
}

TEST(Forgetting, TellsWhichTextsAreGoneSoThatMailsAreKnownByThem) {
    EXPECT_EQ(without_her(whole_story()).change.texts,
              (std::set<std::string>{"Head of Engineering", "1 Sail Road", "too junior", "on the boat",
                                     "she likes boats"}));
}

TEST(Forgetting, NamesTheDutiesAnew) {
    const auto change = without_her(whole_story()).change;
    EXPECT_EQ(change.duties,
              (std::map<std::string, std::string>{{"a/letter/margaret-chen", "a/letter/a-forgotten-person"},
                                                  {"a/call/margaret-chen", "a/call/a-forgotten-person"}}));
    ASSERT_THAT(change.struck, SizeIs(2));
    EXPECT_NE(change.struck[0].digest, change.struck[1].digest);
    EXPECT_EQ(without_her(whole_story()).change.struck, change.struck) << "after a restore they are the same";
}

TEST(Forgetting, OfASecondOneKeepsThemApart) {
    auto story = told("met = [{ name = 'Margaret Chen' }, { name = 'Ann Lee' }]");
    auto left = without_her(story);
    EXPECT_EQ(placeholder(left.history, "a forgotten person").name, "a forgotten person (2)");
    EXPECT_EQ(placeholder(left.history, "a forgotten person").id, "forgotten-2");
    auto people = sighted(left.history, fold(left.history));
    const auto ann =
        std::ranges::find_if(people, [](const auto& each) { return each.who.called("Ann Lee"); });
    ASSERT_NE(ann, people.end());
    const auto change = unnamed(left.history, ann->who, placeholder(left.history, "a forgotten person"),
                                "asked", at("2026-11-23T10:00:00Z"));
    for (const auto& fact : change.facts)
        left.history.facts.at(static_cast<std::size_t>(fact.number - 1)) = fact;
    const auto after = fold(left.history);
    ASSERT_THAT(after.rounds.at(0).people, SizeIs(2));
    EXPECT_EQ(after.rounds[0].people[1].met.name, "a forgotten person (2)");
}

TEST(Forgetting, MeansTheNamesakeWithThatAddress) {
    const auto story = told("met = [{ name = 'Margaret Chen', email = 'mchen@acme.example' },\n"
                            "       { name = 'Margaret Chen', email = 'chen2@acme.example' }]");
    auto people = sighted(story.history(), story.known());
    ASSERT_THAT(people, SizeIs(2));
    const auto change = unnamed(story.history(), people[1].who, placeholder(story.history(), "gone"), "asked",
                                at("2026-11-22T10:00:00Z"));
    ASSERT_THAT(change.facts, SizeIs(1));
    const auto& said = std::get<queue::Interview>(change.facts[0].event.body);
    EXPECT_EQ(said.met[0].name, "Margaret Chen");
    EXPECT_EQ(said.met[0].email->text(), "mchen@acme.example");
    EXPECT_EQ(said.met[1].name, "gone");
    EXPECT_FALSE(said.met[1].email);
}

TEST(Forgetting, LeavesAStruckConcernStruck) {
    auto story = told(with_margaret);
    story.arrives("2026-11-20T23:00:00Z", "[[struck]]\ninterview = 'a'\nobjection = 'too junior'\n");
    const auto before = story.known().doubts.size();
    const auto left = without_her(story);
    EXPECT_THAT(everything(left.history), Not(HasSubstr("too junior")));
    EXPECT_EQ(fold(left.history).doubts.size(), before) << "nobody is asked what was meant";
}

TEST(People, OfACaseAreKnownByEverythingThatWasEverToldOfThem) {
    auto story = told("met = [{ name = 'Margret Chen', email = 'mc@acme.example' }]\n"
                      "promise = [{ call = 'Bo Chan', on = 2026-12-02, phone = '+1 312 555 0199' }]\n"
                      "next = [{ what = 'test', with = ['Ann Lee, HR'] }]");
    story.arrives("2026-11-20T23:00:00Z",
                  "[[debriefed]]\ninterview = 'a'\nwith = 'candidate'\n"
                  "met = [{ name = 'Margaret Chen', was = 'Margret Chen', email = 'mchen@acme.example' }]\n");
    const auto chen = her(story);
    EXPECT_EQ(chen.who.addresses, (std::set<std::string>{"mc@acme.example", "mchen@acme.example"}));
    EXPECT_TRUE(chen.who.called("Margret Chen"));
    EXPECT_EQ(chen.name, "Margaret Chen");
    EXPECT_EQ(chen.employer, "Acme Robotics");
    EXPECT_EQ(chen.interview, "a");
    EXPECT_TRUE(her(story, "Bo Chan").who.numbers.contains("13125550199"));
    EXPECT_TRUE(her(story, "Ann Lee").who.called("Ann Lee"));
    EXPECT_TRUE(traces(chen).contains(trace_of_address("MC@acme.example")));
    EXPECT_TRUE(marks(chen, story.known()).contains(trace_of_name("Ms Margaret CHEN", "ACME Robotics")));
    for (const auto& trace : traces(story.known()))
        EXPECT_FALSE(base::MailAddress::parse(trace)) << "a candidate's identity could be the same";
}

TEST(People, AreOneByAddressAnywhereAndByNameAtOneEmployer) {
    Sighted chen;
    chen.who.names = {"Margaret Chen"};
    chen.employer = "Acme";
    auto other = chen;
    EXPECT_TRUE(same_person(chen, other));
    other.employer = "Bolt";
    EXPECT_FALSE(same_person(chen, other));
    other.who.addresses = {"mchen@acme.example"};
    chen.who.addresses = {"mchen@acme.example"};
    EXPECT_TRUE(same_person(chen, other)) << "she has moved on";
    other.employer = "Acme";
    other.who.addresses = {"mchen2@acme.example"};
    EXPECT_FALSE(same_person(chen, other));
}

} // namespace
} // namespace followup::ledger
