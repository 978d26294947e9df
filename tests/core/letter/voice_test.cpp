#include "core/letter/voice.hpp"

#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::letter {
namespace {

TEST(Voice, PutsNotesIntoTheFirstPersonWhereTheLanguageKnowsHow) {
    const struct {
        const char* language;
        const char* note;
        const char* own;
    } cases[] = {
        {"en", "has not led a team", "I have not led a team"},
        {"en", "Brought a line back.", "I brought a line back"},
        {"en", "ten years of PLC work", "ten years of PLC work"},
        {"en", "hasty", "hasty"},
        {"en", "", ""},
        {"en", "is new to\nrobots", "I am new to robots"},
        {"en", "and so on...", "and so on..."},
        {"de", "hat noch kein Team geführt", "ich habe noch kein Team geführt"},
        {"de", "ist neu in der Branche.", "ich bin neu in der Branche"},
        {"de", "has not led a team", "has not led a team"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(in_first_person(each.note, words::texts_built_in().tongue(each.language)), each.own);
}

TEST(Voice, LeavesOutNotesThatSayNothing) {
    EXPECT_EQ(parts({"a.", " ", "", "b"}), (std::vector<std::string>{"a", "b"}));
}

} // namespace
} // namespace followup::letter
