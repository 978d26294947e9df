#include "core/base/suggest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

const std::vector<std::string> known{"ended", "began", "met", "promise"};

TEST(Distances, OfKnownWordsAreThePublishedOnes) {
    EXPECT_EQ(distance("kitten", "sitting"), 3u);
    EXPECT_EQ(distance("ca", "abc"), 3u); // optimal string alignment, not the unrestricted one
    EXPECT_EQ(distance("recieve", "receive"), 1u);
    EXPECT_EQ(distance("", "abc"), 3u);
    EXPECT_EQ(distance("ENDED", "ended"), 0u);
    EXPECT_EQ(distance("müller", "muller"), 1u);
}

/// Few letters, so that words meet.
rc::Gen<std::string> words() {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abc"}));
}

RC_GTEST_PROP(Distances, AreTheSameBothWaysAndZeroOnlyForLikeWords, ()) {
    const auto a = *words();
    const auto b = *words();
    RC_ASSERT(distance(a, b) == distance(b, a));
    RC_ASSERT((distance(a, b) == 0) == (a == b));
}

RC_GTEST_PROP(Distances, LieBetweenTheDifferenceInLengthAndTheLongerWord, ()) {
    const auto a = *words();
    const auto b = *words();
    const auto far = distance(a, b);
    RC_ASSERT(far <= std::max(a.size(), b.size()));
    RC_ASSERT(far >= std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
}

RC_GTEST_PROP(Distances, CountOneForOneSlip, ()) {
    const auto word = *rc::gen::suchThat(words(), [](const std::string& w) { return w.size() > 1; });
    const auto at = *rc::gen::inRange<std::size_t>(0, word.size() - 1);
    auto left_out = word;
    left_out.erase(at, 1);
    auto other = word;
    other[at] = 'x';
    auto swapped = word;
    std::swap(swapped[at], swapped[at + 1]);
    RC_ASSERT(distance(word, left_out) == 1u);
    RC_ASSERT(distance(word, other) == 1u);
    RC_ASSERT(distance(word, swapped) == (swapped == word ? 0u : 1u));
}

RC_GTEST_PROP(Suggestions, AreTheNearestWordWithinTwoSlips, ()) {
    const auto list = *rc::gen::container<std::vector<std::string>>(words());
    const auto word = *words();
    std::size_t least = std::min<std::size_t>(3, std::max<std::size_t>(word.size(), 1));
    std::string expected = "none";
    for (const auto& each : list)
        if (distance(word, each) < least) {
            least = distance(word, each);
            expected = "did you mean '" + each + "'?";
        }
    RC_ASSERT(suggest(word, list, "none") == expected);
}

TEST(Suggestions, NameTheNearWordElseTheKnownOnes) {
    EXPECT_EQ(suggest("endde", known), "did you mean 'ended'?");
    EXPECT_EQ(suggest("Began", known), "did you mean 'began'?");
    EXPECT_EQ(suggest("colour", known), "it must be one of 'ended', 'began', 'met' or 'promise'");
    EXPECT_EQ(suggest("colour", known, "see the manual"), "see the manual");
    EXPECT_EQ(suggest("colour", {}), "");
    EXPECT_EQ(suggest("xy", std::vector<std::string>{"ab"}), "it must be one of 'ab'")
        << "all of it would change";
    EXPECT_EQ(suggest(std::string(100'000, 'e'), known, "too long"), "too long");
}

TEST(Lists, AreWrittenAsInASentence) {
    EXPECT_EQ(listed({}), "");
    EXPECT_EQ(listed(std::vector<std::string>{"a"}), "'a'");
    EXPECT_EQ(listed(std::vector<std::string>{"a", "b"}), "'a' or 'b'");
}

} // namespace
} // namespace followup::base
