#include "core/base/zone_names.hpp"

#include "core/base/text.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::base {
namespace {

/// What people write, which zone they mean, what must not be offered, and whether it may be taken as meant.
TEST(ZoneNames, AreSuggestedByMeaning) {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/base/zone-names.tsv"};
    std::string line;
    std::getline(in, line);
    int cases = 0;
    while (std::getline(in, line)) {
        const auto fields = split(line, '\t');
        ASSERT_GE(fields.size(), 4U) << line;
        const auto typed = zone_typed(fields[0]);
        const auto said = typed ? typed->name() : text(typed.error()) + zone_mend(fields[0]);
        const bool either = fields[1].contains('|');
        int named = 0;
        const auto wanted = split(replaced(fields[1], "|", "&"), '&');
        for (const auto& zone : wanted)
            named += said.contains(zone) ? 1 : 0;
        EXPECT_TRUE(either ? named > 0 : named == static_cast<int>(wanted.size())) << line << ": " << said;
        for (const auto& never : split(fields[2], ','))
            EXPECT_FALSE(said.contains("'" + never + "'") || said == never) << line << ": " << said;
        if (fields[3] == "asked") {
            EXPECT_FALSE(typed) << line;
        }
        ++cases;
    }
    EXPECT_EQ(cases, 15);
}

TEST(ZoneNames, OfTheTablesAreZonesOfThisSystemAndFoundOnce) {
    for (const auto table : {zone_clocks(), zone_places()}) {
        std::string_view before;
        for (const auto& each : table) {
            EXPECT_LT(before, each.name) << "sorted";
            before = each.name;
            EXPECT_EQ(folded(each.name), each.name);
            for (const auto& zone : split(each.zones, ' '))
                EXPECT_TRUE(Zone::named(zone)) << each.name << ": " << zone;
            EXPECT_EQ(zone_meant(each.name).zones, split(each.zones, ' ')) << each.name;
        }
    }
}

TEST(ZoneNames, OfTheDatabaseMeanThemselves) {
    for (const auto& name : Zone::names()) {
        if (is_doubtful_zone(name)) continue;
        EXPECT_EQ(zone_meant(name).zones, std::vector{name});
        EXPECT_EQ(zone_meant(name).doubt, "");
    }
}

TEST(ZoneNames, MayBeWrittenInManyWays) {
    const auto zone = [](std::string_view text) {
        const auto typed = zone_typed(text);
        return typed ? typed->name() : std::string{text} + ": " + typed.error().mend;
    };
    EXPECT_EQ(zone(" chicago "), "America/Chicago");
    EXPECT_EQ(zone("America/New York"), "America/New_York");
    EXPECT_EQ(zone("Eastern Time"), "America/New_York");
    EXPECT_EQ(zone("München"), "Europe/Berlin");
    EXPECT_EQ(zone("Austin, Texas"), "America/Chicago");
    EXPECT_EQ(zone("(UTC-06:00) Central Time (US & Canada)"), "America/Chicago");
    EXPECT_EQ(zone("mst"),
              "mst: 'MST' has no summer time; did you mean 'America/Denver' or 'America/Phoenix'?");
}

TEST(ZoneNames, ThatAreOffsetsKeepTheirSignAndAreAskedAbout) {
    EXPECT_EQ(zone_mend("UTC+5:30"), "an offset knows no summer time, so name a city; zone names look like "
                                     "America/Chicago");
    EXPECT_EQ(zone_mend("GMT +1"),
              "an offset knows no summer time, so name a city; did you mean 'Etc/GMT-1'?");
    EXPECT_EQ(zone_mend("-06:00"),
              "an offset knows no summer time, so name a city; did you mean 'Etc/GMT+6'?");
    EXPECT_EQ(zone_mend("UTC−6"), zone_mend("-06:00")) << "a minus sign of typographers";
}

TEST(ZoneNames, ThatAreShortAreNotSuggestedByTheirLetters) {
    EXPECT_EQ(zone_mend("XST"), "zone names look like America/Chicago");
    EXPECT_EQ(zone_mend("Europe/Berln"), "did you mean 'Europe/Berlin'?");
}

RC_GTEST_PROP(ZoneNames, AreLookedUpForAnyBytes, (const std::string& text)) {
    const auto meant = zone_meant(text);
    for (const auto& zone : meant.zones)
        RC_ASSERT(Zone::named(zone).has_value());
    RC_ASSERT(!zone_mend(text).empty());
}

} // namespace
} // namespace followup::base
