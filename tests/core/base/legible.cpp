#include "core/base/legible.hpp"

#include <gtest/gtest.h>

namespace followup::base {
namespace {

TEST(LegibleText, IsWhatOneSees) {
    EXPECT_EQ(legible("done\u00a0"), "done ");
    EXPECT_EQ(legible("\uFEFFdo\u200bne\u00ad"), "done");
    EXPECT_EQ(legible("fu\u0308r"), "für");
    EXPECT_EQ(legible("12:30\u202fPM\u2028next"), "12:30 PM\nnext");
    EXPECT_EQ(legible("plain\ttext\n"), "plain\ttext\n");
    EXPECT_EQ(legible("👩‍🚒 ﬁ 明日"), "👩‍🚒 ﬁ 明日") << "nothing is made another sign";
    EXPECT_EQ(legible("\xff\xfe"), "\xff\xfe");
}

} // namespace
} // namespace followup::base
