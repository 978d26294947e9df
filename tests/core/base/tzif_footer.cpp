#include "core/base/tzif_footer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

std::string turn(const char* footer, int year, std::size_t n) {
    const auto turn = TzifFooter::parse(footer)->turns(std::chrono::year{year})[n];
    return rfc3339(Instant{seconds{turn.at}}) + (turn.summer ? " summer" : " standard");
}

TEST(ZoneFooters, GiveTheChangesOfAYear) {
    EXPECT_EQ(turn("CST6CDT,M3.2.0,M11.1.0", 2045, 0), "2045-03-12T08:00:00Z summer");
    EXPECT_EQ(turn("CST6CDT,M3.2.0,M11.1.0", 2045, 1), "2045-11-05T07:00:00Z standard");
    // Dublin's winter is its "summer" time, an hour back.
    EXPECT_EQ(turn("IST-1GMT0,M10.5.0,M3.5.0/1", 2045, 0), "2045-03-26T01:00:00Z standard");
    EXPECT_EQ(turn("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2045, 0), "2045-03-26T01:00:00Z summer");
    EXPECT_EQ(turn("IST-2IDT,M3.4.4/26,M10.5.0", 2045, 0), "2045-03-24T00:00:00Z summer");
    EXPECT_EQ(turn("XXX3YYY,J60,J300", 2048, 0), "2048-03-01T05:00:00Z summer");
    EXPECT_EQ(turn("XXX3YYY,59,300", 2048, 0), "2048-02-29T05:00:00Z summer");
    EXPECT_EQ(turn("XXX3YYY,59,300", 2047, 0), "2047-03-01T05:00:00Z summer");
    EXPECT_EQ(turn("XXX3EDT4,0/0,J365/23", 2047, 1), "2048-01-01T03:00:00Z standard");
}

TEST(ZoneFooters, MayHaveNoSummerTime) {
    const auto footer = TzifFooter::parse("<+0545>-5:45");
    ASSERT_TRUE(footer);
    EXPECT_FALSE(footer->summer);
    EXPECT_EQ(footer->standard, (ZoneType{hours{5} + minutes{45}, "+0545"}));
    EXPECT_EQ(TzifFooter::parse("LMT-0:01:15")->standard.offset, seconds{75});
}

TEST(ZoneFooters, ThatAreNoneAreRefused) {
    for (const char* text : {"", "CST", "C6", "6", "CST6CDT", "CST6CDT,M3.2.0", "CST6CDT,M3.2.0,M11.1.0x",
                             "CST6CDT,M13.2.0,M11.1.0", "CST6CDT,M3.6.0,M11.1.0", "CST6CDT,M3.2.7,M11.1.0",
                             "CST25CDT,M3.2.0,M11.1.0", "<+05-5", "CST6CDT,M3.2.0/168,M11.1.0",
                             "CST6CDT,J0,J1", "CST6CDT,366,1", "CST6:60", "CST6 "})
        EXPECT_FALSE(TzifFooter::parse(text)) << text;
}

RC_GTEST_PROP(ZoneFooters, OfAnyBytesAreReadOrRefused, ()) {
    static const std::string signs = "CSTDM<>+-0123456789,./:J";
    const auto footer = TzifFooter::parse(*rc::gen::container<std::string>(rc::gen::elementOf(signs)));
    if (footer && footer->summer) (void)footer->turns(std::chrono::year{2040});
}

} // namespace
} // namespace followup::base
