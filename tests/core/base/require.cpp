#include "core/base/require.hpp"

#include <gtest/gtest.h>

namespace followup::base {
namespace {

TEST(RequireDeathTest, EndsTheProcessAndNamesThePlace) {
    EXPECT_DEATH(require(false, "a mail has a recipient"),
                 "internal error: a mail has a recipient .*require.cpp");
}

TEST(Require, LetsWhatHoldsPass) {
    require(true);
}

} // namespace
} // namespace followup::base
