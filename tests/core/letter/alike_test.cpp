#include "core/letter/alike.hpp"

#include "core/letter/draft.hpp"
#include "core/mail/acme.hpp"
#include "core/words/texts.hpp"

#include <array>
#include <gmock/gmock.h>

namespace followup::letter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
namespace acme = mail::acme;

TEST(Alike, AreLettersByTheWordsThatBothHoldInOrder) {
    EXPECT_EQ(alike("Thank you, Ms Chen.", "thank you ms chen"), 1);
    EXPECT_EQ(alike("one two", "three four"), 0);
    EXPECT_EQ(alike("one two three four", "four three two one"), 0.25) << "order counts";
    EXPECT_EQ(alike("a b c", "a b d e f"), 0.5);
    EXPECT_EQ(alike("", ""), 1);
    EXPECT_EQ(alike("", "a"), 0);
}

struct Met {
    const char* key;
    const char* name;
    queue::Role role;
    const char* talked_about;
    const char* doubt;
    const char* answer;
};
constexpr std::array panel{
    Met{"margaret-chen", "Margaret Chen", queue::Role::main, "why the palletizer was bought twice",
        "she fears canaryone", "the two plants I ran before had no such stops after a year"},
    Met{"luis-ortiz", "Luis Ortiz", queue::Role::manager, "how you hire for the night shift",
        "he fears canarytwo", "I have led crews of twelve and kept all of them"},
    Met{"priya-nair", "Priya Nair", queue::Role::panel, "the camera in front of line 3 and its shadows",
        "she fears canarythree", "I learned that controller in a month and can show the code"},
    Met{"lena-sato", "Lena Sato", queue::Role::panel, "safety reviews before every change",
        "she fears canaryfour", "each of my changes since 2019 has passed its review at the first attempt"},
    Met{"robert-okafor", "Robert Okafor", queue::Role::panel, "spare parts that nobody finds",
        "he fears canaryfive", "my shelves are labelled, and the list hangs beside them"}};

/// A panel of five, with all that its form asks for.
struct Panel {
    ledger::Case known = acme::known();
    plan::Plan plan = acme::plan();

    Panel() {
        auto& round = known.rounds[0];
        const auto letter = acme::duty(plan, "letter/margaret-chen");
        std::erase_if(plan.duties, [](const plan::Duty& duty) { return duty.kind == plan::Kind::letter; });
        const auto like = round.people.front();
        round.people.clear();
        round.told.objections.clear();
        for (const auto& each : panel) {
            auto person = like;
            person.key = each.key;
            person.met.name = each.name;
            person.names = {};
            person.met.role = each.role;
            person.met.talked_about = each.talked_about;
            round.people.push_back(person);
            queue::Concern<queue::Shared> concern;
            concern.text = each.doubt;
            concern.by = each.name;
            concern.answer = each.answer;
            round.told.objections.push_back(concern);
            auto duty = letter;
            duty.id = duty.interview + "/letter/" + each.key;
            duty.whom = each.name;
            plan.duties.push_back(duty);
        }
    }

    [[nodiscard]] std::string letter_to(const char* key, const char* language) {
        auto duty = acme::duty(plan, std::string{"letter/"} + key);
        duty.owner.language = language;
        return letter::draft(duty, known, plan, acme::at("2026-11-20T23:30:00Z"), words::texts_built_in())
            .value()
            .body;
    }
};

TEST(Alike, AreNoTwoLettersOfAPanelOfFive) {
    for (const auto* language : {"en", "de"}) {
        Panel story;
        for (std::size_t left = 0; left < panel.size(); ++left)
            for (std::size_t right = 0; right < left; ++right) {
                const auto one = story.letter_to(panel[left].key, language);
                const auto other = story.letter_to(panel[right].key, language);
                EXPECT_LE(alike(one, other), too_alike) << one << "\n\n" << other;
            }
    }
}

TEST(Letters, HoldWhatTheirReaderSaidAndNobodysDoubts) {
    for (const auto* language : {"en", "de"}) {
        Panel story;
        for (const auto& reader : panel) {
            const auto letter = story.letter_to(reader.key, language);
            EXPECT_THAT(letter, HasSubstr(reader.talked_about));
            EXPECT_THAT(letter, Not(HasSubstr("canary"))) << "a doubt is answered, not told";
            for (const auto& other : panel) {
                const auto answered = letter.contains(other.answer);
                EXPECT_EQ(answered, &other == &reader) << reader.name << " reads " << other.answer;
            }
            EXPECT_THAT(letter, HasSubstr("palletizer")) << "their problem";
            EXPECT_THAT(letter, Not(HasSubstr("[…"))) << letter;
        }
    }
}

} // namespace
} // namespace followup::letter
