#include "core/base/loose.hpp"

#include <gtest/gtest.h>

namespace followup::base {
namespace {

const std::vector<Named> people{{"dana-acme-1", {"Dana Reyes", "Acme Robotics", "Margaret Chen"}},
                                {"dana-bolt-1", {"Dana Reyes", "Bolt & Söhne", "Siobhán O’Neill"}},
                                {"eli-acme-1", {"Eli Stone", "Acme", "Luis Ortiz"}}};

std::string found(std::string_view words) {
    std::string ids;
    for (const auto n : meant(words, people))
        ids += (ids.empty() ? "" : " ") + people[n].id;
    return ids;
}

TEST(Loose, NamesAreMatchedWithoutCaseAndAccents) {
    struct Case {
        const char* words;
        const char* expected;
    };
    for (const auto& [words, expected] : {
             Case{"dana-acme-1", "dana-acme-1"},
             Case{"chen", "dana-acme-1"},
             Case{"margaret CHEN", "dana-acme-1"},
             Case{"siobhan o'neill", "dana-bolt-1"},
             Case{"SOHNE", "dana-bolt-1"},
             Case{"dana bolt", "dana-bolt-1"},
             Case{"dan bol", "dana-bolt-1"},
             Case{"ort", "eli-acme-1"},
             Case{"dana", "dana-acme-1 dana-bolt-1"},
             Case{"zoe", ""},
             Case{"", ""},
             Case{"---", ""},
         })
        EXPECT_EQ(found(words), expected) << words;
}

TEST(Loose, AWholeNameBeatsOneThatHasItAsAWord) {
    EXPECT_EQ(found("acme"), "eli-acme-1");
    EXPECT_EQ(found("acme robotics"), "dana-acme-1");
}

TEST(Loose, AWholeWordBeatsTheBeginningOfOne) {
    const std::vector<Named> two{{"a", {"Chen"}}, {"b", {"Cheney Ltd"}}};
    EXPECT_EQ(meant("chen", two), std::vector<std::size_t>{0});
    EXPECT_EQ(meant("che", two), (std::vector<std::size_t>{0, 1}));
}

TEST(Loose, AMailAddressIsMeantAsAWhole) {
    const std::vector<Named> readers{{"dana-r", {"Dana Reyes", "c5@candidate.example"}},
                                     {"c54@candidate.example", {"Eli Stone", "c54@candidate.example"}}};
    EXPECT_EQ(meant("C5@candidate.example", readers), std::vector<std::size_t>{0});
    EXPECT_TRUE(meant("c@candidate.example", readers).empty());
    EXPECT_TRUE(meant("c5@candidate.exampl", readers).empty());
}

TEST(Loose, WhatIsNearIsSuggested) {
    EXPECT_EQ(nearest("chne", people), "did you mean 'chen'?");
    EXPECT_EQ(nearest("dana-acme-2", people), "did you mean 'dana-acme-1'?");
    EXPECT_EQ(nearest("somebody else", people), "");
}

} // namespace
} // namespace followup::base
