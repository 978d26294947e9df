#include "core/mail/losing.hpp"

#include "core/mail/acme.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using ledger::Loss;

TEST(Losing, EveryLossHasWordsInEveryLanguage) {
    using What = Loss::What;
    using Of = Loss::Of;
    const auto style = acme::style();
    for (const auto* language : {"en", "de"}) {
        const auto& tongue = style.tongue(language);
        for (int of = 0; of <= static_cast<int>(Of::email); ++of) {
            if (static_cast<Of>(of) == Of::met) continue;
            for (const auto what : {What::replaced, What::gone}) {
                const auto words = loss_words({what, static_cast<Of>(of), "Luis Ortiz", "A", "B"}, tongue);
                EXPECT_THAT(words, testing::HasSubstr("A")) << of;
            }
        }
        for (const auto* how : {"rejected", "withdrawn", "closed", "accepted", "declined"})
            EXPECT_FALSE(loss_words({What::ended, Of::whole_case, how, {}, {}}, tongue).empty());
        for (const auto* step : {"second interview", "test", "physical", "reference check", "other"})
            EXPECT_FALSE(loss_words({What::struck, Of::step, step, {}, {}}, tongue).empty());
    }
    EXPECT_EQ(loss_words({What::replaced, Of::phone, "Luis Ortiz", "+1", "+2"}, style.tongue("en")),
              "the telephone of Luis Ortiz was “+1” and is “+2” now");
    EXPECT_EQ(loss_words({What::struck, Of::promise, "Luis Ortiz", {}, {}}, style.tongue("en")),
              "the promise to call Luis Ortiz is struck");
    EXPECT_EQ(loss_words({What::ended, Of::whole_case, "rejected", {}, {}}, style.tongue("de")),
              "der Fall endet: sie haben abgesagt");
}

TEST(Losing, WhoLooksAfterACaseReadsWhichPromisesSomebodyTookAway) {
    const auto plan = acme::plan();
    const auto call = std::ranges::find(plan.duties, plan::Kind::call, &plan::Duty::kind);
    ASSERT_NE(call, plan.duties.end());
    auto dropped = *call;
    dropped.reason = {.word = "struck", .own = "a slip"};
    const auto note = taken_away_note(acme::known(), {&dropped}, "Kim Park", acme::pat(), acme::style());
    EXPECT_EQ(note.subject, "Dana Reyes at Acme Robotics: a promise has fallen away");
    EXPECT_THAT(
        note.paragraphs,
        testing::ElementsAre("Kim Park takes away what was promised:\nCall Margaret Chen (Acme Robotics), as "
                             "promised, on Mon 30 Nov 2026, by 17:00 CST (struck: a slip)",
                             "If it is still owed, open it again:\nfollowup undo " + dropped.id));
    auto german = acme::pat();
    german.language = "de";
    dropped.reason = {.word = "called off"};
    const auto linked = taken_away_note(acme::known(), {&dropped}, "Kim Park", german, acme::style(),
                                        {{dropped.id, "https://f.example/a/TOKEN"}});
    EXPECT_THAT(linked.paragraphs[0], testing::Not(testing::HasSubstr("called off")));
    EXPECT_THAT(linked.paragraphs[1], testing::EndsWith(":\nhttps://f.example/a/TOKEN"))
        << "who has a page needs no command";
}

} // namespace
} // namespace followup::mail
