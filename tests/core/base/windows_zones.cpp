#include "core/base/windows_zones.hpp"

#include "core/base/text.hpp"
#include "core/base/zone.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace followup::base {
namespace {

TEST(WindowsZones, AreZonesOfThisSystem) {
    EXPECT_GE(windows_zones().size(), 139) << "as many as Windows lists";
    for (const auto& each : windows_zones())
        EXPECT_TRUE(base::Zone::named(each.iana).has_value()) << each.name;
}

TEST(WindowsZones, AreNamedOnce) {
    std::set<std::string> names;
    for (const auto& each : windows_zones()) {
        EXPECT_TRUE(names.insert(ascii_lower(each.name)).second) << each.name;
        EXPECT_TRUE(names.insert(ascii_lower(each.shown)).second) << each.shown;
    }
}

TEST(WindowsZones, NamedWithAnOffsetHaveThatOffset) {
    for (const auto& each : windows_zones()) {
        if (!each.name.starts_with("UTC")) continue;
        const auto hours = each.name.size() > 3 ? std::stoi(std::string{each.name.substr(3)}) : 0;
        EXPECT_EQ(base::Zone::named(each.iana)->offset(base::Instant{}), base::hours{hours}) << each.name;
    }
}

TEST(WindowsZones, AreFoundByNameAndByWhatIsShown) {
    const struct {
        std::string_view name;
        std::string_view iana;
    } cases[] = {
        {"Central Standard Time", "America/Chicago"},
        {" central standard time ", "America/Chicago"},
        {"(UTC-06:00) Central Time (US & Canada)", "America/Chicago"},
        {"(GMT-06:00) Central Time (US & Canada)", "America/Chicago"},
        {"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"},
        {"(UTC) Coordinated Universal Time", "Etc/UTC"},
        {"UTC", "Etc/UTC"},
        {"Central Time (US & Canada)", ""},
        {"(UTC-06:00)", ""},
        {"(UTC-06:00", ""},
        {"Customized Time Zone", ""},
        {"", ""},
    };
    for (const auto& each : cases)
        EXPECT_EQ(iana_of_windows(each.name), each.iana) << each.name;
}

} // namespace
} // namespace followup::base
