#include "core/calendar/property.hpp"

#include <gtest/gtest.h>

namespace followup::calendar {
namespace {

TEST(Property, IsTakenApart) {
    const struct {
        std::string_view line;
        std::string_view parameter;
        std::string_view value;
    } cases[] = {
        {"ATTENDEE;CN=Dana Reyes:mailto:dana@candidate.example", "Dana Reyes",
         "mailto:dana@candidate.example"},
        {"attendee;rsvp=TRUE;cn=\"Chen, Margaret\":mailto:m@x", "Chen, Margaret", "mailto:m@x"},
        {"ATTENDEE;CN=\"Ann: of; Acme\":mailto:m@x", "Ann: of; Acme", "mailto:m@x"},
        {"ATTENDEE;CN=Ann (UTC-06:00; x):mailto:m@x", "Ann (UTC-06:00; x)", "mailto:m@x"},
        {"ATTENDEE;CN=Ann (open:mailto:m@x", "Ann (open", "mailto:m@x"},
        {"ATTENDEE;CN=\"Ann:mailto:m@x", "Ann", "mailto:m@x"},
        {"ATTENDEE;CN=Ann ^'Bo^' Lee^^:mailto:m@x", "Ann \"Bo\" Lee^", "mailto:m@x"},
        {"ATTENDEE:mailto:m@x", "", "mailto:m@x"},
        {"ATTENDEE;CN=Ann", "Ann", ""},
        {"ATTENDEE;CN", "", ""},
        {"ATTENDEE;", "", ""},
        {"", "", ""},
    };
    for (const auto& each : cases) {
        const auto read = property(each.line);
        EXPECT_EQ(read.parameter("CN"), each.parameter) << each.line;
        EXPECT_EQ(read.value, each.value) << each.line;
        EXPECT_EQ(read.name, each.line.empty() ? "" : "ATTENDEE") << each.line;
    }
}

} // namespace
} // namespace followup::calendar
