#include "shell/run/ahead.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <string>
#include <thread>

namespace followup::run {
namespace {

/// The helper is held up until the test lets it go.
class WorkAhead : public testing::Test {
  protected:
    void hold_up() {
        boost::asio::post(x_helper, [this] { x_go.wait(); });
    }
    void let_go() { x_go.count_down(); }
    void finish() {
        std::latch done{1};
        boost::asio::post(x_helper, [&] { done.count_down(); });
        done.wait();
    }

    boost::asio::thread_pool x_helper{1};
    std::latch x_go{1};
};

TEST_F(WorkAhead, MakesEveryResultOnceAndInItsPlace) {
    std::vector<std::atomic<int>> made(1000);
    Ahead<std::string> ahead{x_helper, made.size(), [&](std::size_t n) {
                                 ++made[n];
                                 return std::to_string(n);
                             }};
    for (std::size_t n = 0; n < made.size(); ++n)
        ASSERT_EQ(ahead.take(n), std::to_string(n));
    for (const auto& each : made)
        EXPECT_EQ(each, 1);
}

TEST_F(WorkAhead, IsNotWaitedForWhenItGetsNoTime) {
    hold_up();
    const auto mine = std::this_thread::get_id();
    {
        Ahead<std::thread::id> ahead{x_helper, 10, [](std::size_t) { return std::this_thread::get_id(); }};
        for (std::size_t n = 0; n < 10; ++n)
            EXPECT_EQ(ahead.take(n), mine);
        let_go();
    }
}

TEST_F(WorkAhead, HasMadeEverythingWhenNobodyTookAnything) {
    const auto mine = std::this_thread::get_id();
    Ahead<std::thread::id> ahead{x_helper, 10, [](std::size_t) { return std::this_thread::get_id(); }};
    finish();
    for (std::size_t n = 0; n < 10; ++n)
        EXPECT_NE(ahead.take(n), mine);
}

TEST_F(WorkAhead, IsLeftAloneForAFewAndForNothing) {
    const auto mine = std::this_thread::get_id();
    Ahead<std::thread::id> few{x_helper, 3, [](std::size_t) { return std::this_thread::get_id(); }};
    Ahead<std::thread::id> none{x_helper, 0, [](std::size_t) { return std::this_thread::get_id(); }};
    finish();
    for (std::size_t n = 0; n < 3; ++n)
        EXPECT_EQ(few.take(n), mine);
}

TEST_F(WorkAhead, StopsEarlyWhenItsResultsAreNotWantedAnyMore) {
    std::atomic<int> made = 0;
    hold_up();
    std::thread waiting{[&] { const Ahead<int> ahead{x_helper, 1000, [&](std::size_t) { return ++made; }}; }};
    let_go();
    waiting.join();
    finish();
    EXPECT_LE(made, 1000);
}

} // namespace
} // namespace followup::run
