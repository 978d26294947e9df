#include "core/words/in_english.hpp"

#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::words {
namespace {

TEST(InEnglish, TakesTheLongestWordsThatStandAlone) {
    const Tongue tongue{"xx",
                        {},
                        {{"when-tomorrow", "morgen"},
                         {"when-tomorrow-morning", "morgen früh"},
                         {"when-march", "märz"},
                         {"when-december", "dez"},
                         {"when-oclock", "uhr"},
                         {"when-", "den"},
                         {"doubt-far", "fern"}}};
    const struct {
        const char* said;
        const char* english;
    } cases[] = {
        {"morgen", "tomorrow"},
        {"Morgen  FRÜH", "tomorrow morning"},
        {"morgens", "morgens"},
        {"übermorgen", "ubermorgen"},
        {"den 3. März", "3 march"},
        {"3.12. um 9", "3.12. um 9"},
        {"am Montag, den 3.12.", "am montag, 3.12."},
        {"7. Dez. 2026", "7 december 2026"},
        {"15Uhr", "15 oclock"},
        {"15 Uhr30", "15 uhr30"},
        {"den 3.", "3rd"},
        {"12. um 9", "12th um 9"},
        {"fern", "fern"},
        {"", ""},
        {"\xff morgen", "\xef\xbf\xbd tomorrow"},
        {"15:30 Uhr", "15:30"},
        {"15.30Uhr", "15.30"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(in_english(each.said, tongue), each.english) << each.said;
}

TEST(InEnglish, PutsTheDayBehindWhatIsCountedFromIt) {
    const auto& german = texts_built_in().tongue("de");
    const struct {
        const char* said;
        const char* english;
    } cases[] = {
        {"Montag in einer Woche", "one week from monday"},
        {"am Freitag in zwei Wochen um 10 Uhr", "two weeks from friday at 10 oclock"},
        {"heute in 14 Tagen", "14 days from today"},
        {"übermorgen in einer Woche", "one week from the day after tomorrow"},
        {"Montag in acht Tagen", "one sennight from monday"},
        {"in zwei Wochen", "in two weeks"},
        {"Montag in Berlin", "monday in berlin"},
        {"Montag in", "monday in"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(in_english(each.said, german), each.english) << each.said;
}

TEST(InEnglish, LeavesEnglishAsItIs) {
    EXPECT_EQ(in_english("next Thursday at 3 pm", texts_built_in().tongue("en")), "next thursday at 3 pm");
}

} // namespace
} // namespace followup::words
