#include "core/mail/delivery.hpp"

#include <gtest/gtest.h>

namespace followup::mail {
namespace {

TEST(DeliveryLines, SayWhyWithoutTheRelaysWords) {
    const Reply greylisted{Stage::rcpt, 450, "<dana@candidate.example>: greylisted", "4.7.1", false};
    EXPECT_EQ(delivery_line(7, {.state = State::deferred}, greylisted),
              "mail 7 deferred code=450 stage=rcpt enhanced=4.7.1");
    EXPECT_EQ(delivery_line(7, {.state = State::deferred}, {}), "mail 7 deferred code=0 stage=connect");
    EXPECT_EQ(delivery_line(7, {.state = State::sent}, {Stage::done, 250, "ok", "2.0.0", true}),
              "mail 7 sent code=250");
}

} // namespace
} // namespace followup::mail
