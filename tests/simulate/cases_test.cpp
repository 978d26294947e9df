#include "simulate/rehearsal.hpp"

#include <gtest/gtest.h>

/// The six laws over random cases, and each of them broken once; `./dev campaign cases` tries ten thousand.
namespace followup::simulated {
namespace {

constexpr std::uint64_t seed = 20261130;

TEST(Laws, HoldInRandomCases) {
    const auto by = office();
    Tally tally;
    for (int n = 1; n <= 15; ++n)
        rehearse_one(n, seed, by, Plant::none, tally);
    for (const auto& broken : tally.findings.all())
        ADD_FAILURE() << broken;
    EXPECT_GT(tally.events, 120);
    EXPECT_GT(tally.turns, 400);
    EXPECT_GT(tally.mails, 250);
    EXPECT_GT(tally.pressed, 3);
}

/// How many cases it takes to see the law broken; 0 when thirty do not.
int caught_after(Plant plant, std::string_view law) {
    const auto by = office();
    for (int n = 1; n <= 30; ++n) {
        Tally tally;
        rehearse_one(n, seed, by, plant, tally);
        for (const auto& [broken, count] : tally.findings.counts())
            if (broken == law) return n;
    }
    return 0;
}

class Plants : public testing::TestWithParam<std::pair<std::string_view, std::string_view>> {};

TEST_P(Plants, AreCaughtByTheirLaw) {
    const auto& [word, law] = GetParam();
    const auto plant = plant_named(word);
    ASSERT_TRUE(plant) << word;
    EXPECT_GT(caught_after(*plant, law), 0) << word;
}

INSTANTIATE_TEST_SUITE_P(Each, Plants,
                         testing::Values(std::pair{"eyes", "1, audience"},
                                         std::pair{"forgetful", "1, audience"},
                                         std::pair{"first", "2, adding up"},
                                         std::pair{"undated", "3, a date"},
                                         std::pair{"never_ends", "4, an end"}, std::pair{"silent", "5, told"},
                                         std::pair{"sure", "6, doubt"}),
                         [](const auto& each) { return std::string{each.param.first}; });

} // namespace
} // namespace followup::simulated
