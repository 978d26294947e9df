#include "shell/log/log.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace followup::log {
namespace {

/// What `write` puts on standard error.
template <class Write>
std::string written(Write write) {
    testing::internal::CaptureStderr();
    write();
    return testing::internal::GetCapturedStderr();
}

void one_of_each() {
    debug("a");
    info("b");
    warning("c");
    error("d");
}

TEST(Log, EachLineHasItsPriorityForTheJournal) {
    open(Level::debug, true);
    EXPECT_EQ(written(one_of_each), "<7>a\n<6>b\n<4>c\n<3>d\n");
}

TEST(Log, WhatIsBelowTheLeastLevelIsNotWritten) {
    open(Level::warning, true);
    EXPECT_EQ(written(one_of_each), "<4>c\n<3>d\n");
}

TEST(Log, WithoutTheJournalALineHasItsTimeInUtcAndItsLevel) {
    open(Level::info, false);
    const auto line = written([] { warning("duty 7 is late"); });
    ASSERT_EQ(line.size(), std::string("2026-11-20T21:30:00.123Z warning duty 7 is late\n").size());
    EXPECT_EQ(line[10], 'T');
    EXPECT_EQ(line.substr(23), "Z warning duty 7 is late\n");
}

TEST(Log, ALineStaysOneLine) {
    open(Level::info, true);
    EXPECT_EQ(written([] { info("one\n<0>forged\r\x1b[2J"); }), "<6>one <0>forged  [2J\n");
}

TEST(Log, BracesInALineAreNoFormat) {
    open(Level::info, true);
    EXPECT_EQ(written([] { info("{} {0} %v"); }), "<6>{} {0} %v\n");
}

TEST(Log, ThreadsDoNotMixTheirLines) {
    open(Level::info, true);
    const auto text = written([] {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (int n = 0; n < 100; ++n)
                    info("abcdefghij");
            });
    });
    std::string expected;
    for (int i = 0; i < 400; ++i)
        expected += "<6>abcdefghij\n";
    EXPECT_EQ(text, expected);
}

} // namespace
} // namespace followup::log
