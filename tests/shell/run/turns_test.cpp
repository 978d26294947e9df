#include "shell/run/turns.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace followup::run {
namespace {

/// Threads that come in a certain order while somebody has the turn; `order` tells in which they had it.
class TakingTurns : public testing::Test {
  protected:
    TakingTurns() { x_turns.take(Turns::Kind::patient, "the first"); }
    ~TakingTurns() override {
        for (auto& thread : x_threads)
            thread.join();
    }
    void come(Turns::Kind kind, const std::string& name) {
        const auto waiting = x_turns.waiting();
        x_threads.emplace_back([this, kind, name] {
            x_turns.take(kind, "a piece");
            x_order.push_back(name); // under the turn: no other lock
            x_turns.give();
        });
        while (x_turns.waiting() == waiting)
            std::this_thread::yield();
    }
    void begin() {
        x_turns.give();
        for (auto& thread : x_threads)
            thread.join();
        x_threads.clear();
    }

    Turns x_turns;
    std::vector<std::thread> x_threads;
    std::vector<std::string> x_order;
};

using Order = std::vector<std::string>;

TEST_F(TakingTurns, ThePatientComeInTheOrderInWhichTheyAsked) {
    for (const auto* name : {"a", "b", "c"})
        come(Turns::Kind::patient, name);
    begin();
    EXPECT_EQ(x_order, (Order{"a", "b", "c"}));
}

TEST_F(TakingTurns, WhoIsPromptGoesFirst) {
    come(Turns::Kind::patient, "a");
    come(Turns::Kind::patient, "b");
    come(Turns::Kind::prompt, "prompt");
    begin();
    EXPECT_EQ(x_order, (Order{"prompt", "a", "b"}));
}

TEST_F(TakingTurns, OneOfThePatientComesBetweenTwoPromptOnes) {
    come(Turns::Kind::prompt, "p1");
    come(Turns::Kind::prompt, "p2");
    come(Turns::Kind::patient, "a");
    begin();
    EXPECT_EQ(x_order, (Order{"p1", "a", "p2"}));
}

TEST_F(TakingTurns, WhatTookLongestIsKnownByName) {
    x_turns.give();
    const auto one = x_turns.account();
    EXPECT_EQ(one.turns, 1U);
    EXPECT_EQ(one.longest, one.busy);
    EXPECT_EQ(one.longest_doing, "the first");
    EXPECT_FALSE(x_turns.taken());
    x_turns.take(Turns::Kind::prompt, "the second");
    EXPECT_TRUE(x_turns.taken());
    x_turns.give();
    EXPECT_EQ(x_turns.account().turns, 2U);
}

TEST(Turns, AreNeverHadByTwo) {
    Turns turns;
    int inside = 0;
    int most = 0;
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n)
        threads.emplace_back([&, n] {
            for (int round = 0; round < 500; ++round) {
                turns.take(n == 0 ? Turns::Kind::prompt : Turns::Kind::patient, "a piece");
                most = std::max(most, ++inside);
                --inside;
                turns.give();
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(most, 1);
    EXPECT_EQ(turns.account().turns, 2000U);
}

} // namespace
} // namespace followup::run
