#include "core/web/refused.hpp"

#include "core/base/text.hpp"
#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

base::Problem answer(std::string_view language, std::string date, base::Problems problems) {
    const Typed typed{date, date, *base::parse_instant("2026-11-30T16:00:00Z"),
                      *base::Zone::named("America/Chicago")};
    return refused(typed, problems, words::texts_built_in().tongue(language));
}

const base::Problems of_date{{"link:3:8", "'to' cannot be read: whatever", "write a date"}};

TEST(Refused, SaysWhatIsWrongWithADateAndHowToWriteOne) {
    const std::string how = "Say a date like 2026-12-03, or next Thursday.";
    EXPECT_EQ(answer("en", "soon", of_date), (base::Problem{"", "“soon” leaves the day open.", how}));
    EXPECT_EQ(answer("en", "last Friday", of_date),
              (base::Problem{"", "“last Friday” is in the past.", how}));
    EXPECT_EQ(answer("en", "Friday after next", of_date),
              (base::Problem{"", "“Friday after next” can mean more than one day.", how}));
    EXPECT_EQ(answer("en", "February 30", of_date),
              (base::Problem{"", "There is no such day as “February 30”.", how}));
    EXPECT_EQ(answer("de", "bald", of_date),
              (base::Problem{"", "„bald“ wird nicht als Tag verstanden.",
                             "Sagen Sie etwa 3.12.2026 oder nächsten Donnerstag."}));
}

TEST(Refused, AsksForADateThatIsMissing) {
    EXPECT_EQ(answer("en", "", {{"link:1:1", "[[heard]] lacks 'date'", ""}}),
              (base::Problem{"", "This needs a date.", "Say a date like 2026-12-03, or next Thursday."}));
}

TEST(Refused, NeverSpeaksOfOurGrammar) {
    for (const auto* language : {"en", "de"})
        for (const auto* date :
             {"", "soon", "next Fryday", "yesterday", "at", "every Monday", "3pm EST", "13/13",
              "in 2000 days", "a few days", "by next week", "Monday or Tuesday"}) {
            const auto said = base::text(answer(language, date, of_date));
            for (const auto* words : {"expected", "understood here", "before now", "byte", "'to'", "phrase"})
                EXPECT_FALSE(said.contains(words)) << date << ": " << said;
        }
}

TEST(Refused, OfWhatIsNoDateSaysThatToo) {
    EXPECT_EQ(answer("en", "", {{"", "'notes' is 9000 bytes long; at most 8192 are taken", ""}}).what,
              "This text cannot be kept: it is too long, or it holds a sign that nobody sees.");
    EXPECT_EQ(answer("en", "tomorrow", {{"", "something else", ""}}).what, "Nothing was recorded.");
    EXPECT_FALSE(answer("en", "tomorrow", {}).what.empty());
}

} // namespace
} // namespace followup::web
