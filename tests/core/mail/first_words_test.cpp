#include "core/mail/first_words.hpp"

#include "core/mail/incoming.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

TEST(Commands, AreFoundInWhatPeoplePutAroundThem) {
    const struct {
        const char* text;
        std::optional<Command> command;
    } cases[] = {
        {"“done”", Command{Verb::done, ""}},
        {"„Erledigt“\n\nViele Grüße\nDana", Command{Verb::done, ""}},
        {"„Erledigt”, danke!", Command{Verb::done, ""}},
        {"«done»", Command{Verb::done, ""}},
        {"*Done*", Command{Verb::done, ""}},
        {"\"done: chen\"", Command{Verb::done, "chen"}},
        {"done :)", Command{Verb::done, ""}},
        {"Done \U0001F44D\U0001F3FD", Command{Verb::done, ""}},
        {"\U0001F389 done!", Command{Verb::done, ""}},
        {"Hi Pat,\n\nDone.\n\nBest,\nDana", Command{Verb::done, ""}},
        {"Hallo Frau Moreno, erledigt", Command{Verb::done, ""}},
        {"Dear all,\nvoicemail", Command{Verb::voicemail, ""}},
        {"Hi", std::nullopt},
        {"Hi Pat, I am not done", std::nullopt},
        {"CAUTION: this e-mail comes from outside. Open no links.\n\ndone", Command{Verb::done, ""}},
        {"[EXTERNAL] Unknown sender\n\nErledigt", Command{Verb::done, ""}},
        {"Achtung: Diese Mail kommt von außerhalb.\n\nerledigt", Command{Verb::done, ""}},
        {"Caution: they want my references.\n\ndone", std::nullopt},
        {"CAUTION: this e-mail comes from outside.", std::nullopt},
        {"push to\nThursday, 10 December", Command{Verb::push, "Thursday, 10 December"}},
        {"push to\n\nBest", Command{Verb::push, ""}},
        {"Stop: she has rung me already", std::nullopt},
        {"stop!", Command{Verb::stop, ""}},
        {"Gesendet: Montag, 30. November 2026 16:00\nAn: Dana Reyes\n\nDarf ich?", std::nullopt},
        {"done?", std::nullopt},
    };
    for (const auto& each : cases)
        EXPECT_EQ(command_in(each.text), each.command) << each.text;
}

TEST(FirstWords, LeaveTheLinesBelowAsTheyAre) {
    const auto& texts = words::texts_built_in();
    EXPECT_EQ(first_words("Hi Pat,\n\n*Done* :)\n\n“thanks” :)", texts), "Done\n\n“thanks” :)");
    EXPECT_EQ(first_words("They said “no” to me", texts), "They said “no” to me");
    EXPECT_EQ(first_words("", texts), "");
}

} // namespace
} // namespace followup::mail
