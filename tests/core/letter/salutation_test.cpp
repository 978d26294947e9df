#include "core/letter/salutation.hpp"

#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::letter {
namespace {

const words::Tongue& tongue(std::string_view code) {
    return words::texts_built_in().tongue(code);
}

TEST(Greetings, AreThoseOfTheLanguage) {
    const struct {
        const char* name;
        const char* salutation;
        const char* english;
        const char* american;
        const char* german;
    } cases[] = {
        {"Ngozi Okafor", "Dr.", "Dear Dr. Okafor,", "Dear Dr. Okafor:", "Guten Tag Dr. Okafor,"},
        {"Ngozi Okafor", "Dr", "Dear Dr. Okafor,", "Dear Dr. Okafor:", "Guten Tag Dr. Okafor,"},
        {"Anna Siedler", "Frau Dr.", "Dear Dr. Siedler,",
         "Dear Dr. Siedler:", "Sehr geehrte Frau Dr. Siedler,"},
        {"Margaret Chen", "Ms", "Dear Ms Chen,", "Dear Ms. Chen:", "Sehr geehrte Frau Chen,"},
        {"Margaret Chen", "Mrs.", "Dear Mrs Chen,", "Dear Mrs. Chen:", "Sehr geehrte Frau Chen,"},
        {"Jens Vogt", "Herr", "Dear Mr Vogt,", "Dear Mr. Vogt:", "Sehr geehrter Herr Vogt,"},
        {"Luis Ortiz", "mr", "Dear Mr Ortiz,", "Dear Mr. Ortiz:", "Sehr geehrter Herr Ortiz,"},
        {"Jo Lind", "Mx", "Dear Mx Lind,", "Dear Mx. Lind:", "Guten Tag Jo Lind,"},
        {"Jo Lind", "Mx Dr", "Dear Dr. Lind,", "Dear Dr. Lind:", "Guten Tag Dr. Lind,"},
        {"Karl Huber", "Herr Prof Dr", "Dear Prof. Dr. Huber,",
         "Dear Prof. Dr. Huber:", "Sehr geehrter Herr Prof. Dr. Huber,"},
        {"Karl Huber", "Captain", "Dear Captain Huber,", "Dear Captain Huber:", "Guten Tag Captain Huber,"},
        // Without one nobody's sex is guessed.
        {"Margaret Chen", "", "Dear Margaret Chen,", "Dear Margaret Chen:", "Guten Tag Margaret Chen,"},
        {"Dr. Anna Siedler", "", "Dear Dr. Anna Siedler,",
         "Dear Dr. Anna Siedler:", "Guten Tag Dr. Anna Siedler,"},
        // A greeting or a name that was written into it is not said twice.
        {"Anna Siedler", "Sehr geehrte Frau Dr. Siedler", "Dear Dr. Siedler,",
         "Dear Dr. Siedler:", "Sehr geehrte Frau Dr. Siedler,"},
        {"Ngozi Okafor", "Dear Dr. Okafor,", "Dear Dr. Okafor,", "Dear Dr. Okafor:", "Guten Tag Dr. Okafor,"},
        {"Dr. Anna Siedler", "Frau Dr.", "Dear Dr. Siedler,",
         "Dear Dr. Siedler:", "Sehr geehrte Frau Dr. Siedler,"},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(greeting(each.name, each.salutation, tongue("en")), each.english) << each.salutation;
        EXPECT_EQ(greeting(each.name, each.salutation, tongue("en-US")), each.american) << each.salutation;
        EXPECT_EQ(greeting(each.name, each.salutation, tongue("de")), each.german) << each.salutation;
    }
}

TEST(Greetings, NameWhoIsCalledByTheLastName) {
    const struct {
        const char* name;
        const char* last;
    } cases[] = {
        {"Margaret Chen", "Chen"},
        {"Margaret J. Chen", "Chen"},
        {"M. J. Chen", "Chen"},
        {"Okafor", "Okafor"},
        {"Dirk van der Berg", "van der Berg"},
        {"Anna De Luca", "De Luca"},
        {"Ludwig von Thun", "von Thun"},
        {"Siobhán O'Neill", "O'Neill"},
        {"Jean-Luc Picard", "Picard"},
        {"Martin King, Jr.", "King"},
        {"Dr. Anna Müller-Siedler", "Müller-Siedler"},
        // Where the last name begins only she knows.
        {"María García López", "María García López"},
        {"Anna Maria Siedler", "Anna Maria Siedler"},
        {"Dr.", "Dr."},
        {"", ""},
    };
    for (const auto& each : cases)
        EXPECT_EQ(surname(each.name), each.last) << each.name;
}

TEST(Greetings, CallWhoReadsMailsByTheHonorificThatIsKnown) {
    EXPECT_EQ(called("Anna Brandt", "Frau", tongue("de")), "Frau Brandt");
    EXPECT_EQ(called("Anna Brandt", "Ms", tongue("en")), "Ms Brandt");
    EXPECT_EQ(called("Anna Brandt", "", tongue("de")), "Anna Brandt");
}

TEST(Greetings, StandOnTheEnvelopeAsThePostHasThem) {
    EXPECT_EQ(addressee("Jens Vogt", "Herr", tongue("de")), "Herrn Jens Vogt");
    EXPECT_EQ(addressee("Dr. Anna Siedler", "Frau Dr.", tongue("de")), "Frau Dr. Anna Siedler");
    EXPECT_EQ(addressee("Ngozi Okafor", "Dr", tongue("en")), "Dr. Ngozi Okafor");
    EXPECT_EQ(addressee("Margaret Chen", "Ms", tongue("en-US")), "Ms. Margaret Chen");
    EXPECT_EQ(addressee("Margaret Chen", "", tongue("en")), "Margaret Chen");
    EXPECT_EQ(addressee("Jo Lind", "Mx", tongue("de")), "Jo Lind");
}

} // namespace
} // namespace followup::letter
