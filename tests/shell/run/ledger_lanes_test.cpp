#include "shell/run/ledger_lanes.hpp"

#include "keeper.hpp"

#include <future>
#include <latch>

namespace followup::run {
namespace {

/// The ledger's threads; a bookkeeper over an empty ledger.
class Lanes : public Keeper {
  protected:
    void begin(LedgerLanes::Round round = [](Bookkeeper&) {}) {
        x_lanes = std::make_unique<LedgerLanes>(std::move(keeper), std::move(round));
    }
    std::unique_ptr<LedgerLanes> x_lanes;
};

TEST_F(Lanes, APromptTaskIsDoneBetweenTwoPiecesOfWhatIsLengthy) {
    begin();
    std::promise<void> begun;
    std::promise<void> done;
    bool answered = false;
    ASSERT_TRUE(x_lanes->post_lengthy(
        [&](Bookkeeper& book) {
            begun.set_value();
            while (!answered)
                EXPECT_TRUE(book.breath().take("another piece"));
            done.set_value();
        },
        "a long list"));
    begun.get_future().wait();
    ASSERT_TRUE(x_lanes->post([&](Bookkeeper&) { answered = true; })); // under the turn, as all of it
    done.get_future().wait();
}

TEST_F(Lanes, ARoundGoesOnBesideSomethingLengthy) {
    std::atomic<int> rounds = 0;
    begin([&](Bookkeeper&) { ++rounds; });
    std::promise<void> done;
    ASSERT_TRUE(x_lanes->post_lengthy(
        [&](Bookkeeper& book) {
            x_lanes->wake();
            while (rounds == 0)
                EXPECT_TRUE(book.breath().take("another piece"));
            done.set_value();
        },
        "a long list"));
    done.get_future().wait();
    EXPECT_EQ(rounds, 1);
}

TEST_F(Lanes, WithinATransactionNobodyElseWorks) {
    begin();
    std::promise<void> begun;
    std::promise<void> done;
    bool other = false;
    ASSERT_TRUE(x_lanes->post_lengthy(
        [&](Bookkeeper& book) {
            got(book.store().begin());
            begun.set_value();
            for (int n = 0; n < 1000; ++n)
                EXPECT_TRUE(book.breath().take("another piece"));
            EXPECT_FALSE(other);
            book.store().rollback();
            while (!other)
                EXPECT_TRUE(book.breath().take("another piece"));
            done.set_value();
        },
        "a long list"));
    begun.get_future().wait();
    ASSERT_TRUE(x_lanes->post([&](Bookkeeper&) { other = true; }));
    done.get_future().wait();
}

TEST_F(Lanes, WhatIsDoneOutsideHoldsUpNobody) {
    begin();
    std::latch other{1};
    std::promise<int> done;
    ASSERT_TRUE(x_lanes->post_lengthy(
        [&](Bookkeeper& book) {
            done.set_value(book.breath().outside("the end", [&] {
                other.wait(); // it would never come
                return 7;
            }));
        },
        "a long list"));
    ASSERT_TRUE(x_lanes->post([&](Bookkeeper&) { other.count_down(); }));
    EXPECT_EQ(done.get_future().get(), 7);
}

TEST_F(Lanes, WhatIsLengthyHearsThatEverythingEnds) {
    begin();
    std::promise<void> begun;
    bool gave_up = false;
    ASSERT_TRUE(x_lanes->post_lengthy(
        [&](Bookkeeper& book) {
            begun.set_value();
            while (book.breath().take("another piece")) {
            }
            gave_up = true;
        },
        "a long list"));
    begun.get_future().wait();
    x_lanes->stop();
    EXPECT_TRUE(gave_up);
    EXPECT_FALSE(x_lanes->post([](Bookkeeper&) {}));
    EXPECT_FALSE(x_lanes->post_lengthy([](Bookkeeper&) {}, "a list"));
}

TEST_F(Lanes, WhatWasQueuedIsDoneBeforeTheyEnd) {
    begin();
    int prompt = 0;
    bool lengthy = false;
    for (int n = 0; n < 50; ++n)
        ASSERT_TRUE(x_lanes->post([&](Bookkeeper&) { ++prompt; }));
    ASSERT_TRUE(x_lanes->post_lengthy([&](Bookkeeper&) { lengthy = true; }, "a list"));
    x_lanes->stop();
    EXPECT_EQ(prompt, 50);
    EXPECT_TRUE(lengthy);
    EXPECT_TRUE(x_lanes->idle());
}

} // namespace
} // namespace followup::run
