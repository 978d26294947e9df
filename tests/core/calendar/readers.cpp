#include "core/calendar/feed.hpp"

#include "lint.hpp"
#include "samples.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>

namespace followup::calendar {
namespace {

/// What a Python program says to the text on its standard input; nothing when it fails.
std::optional<std::string> python(const std::string& program, const std::string& input) {
    const auto path = testing::TempDir() + "followup-feed.ics";
    const std::unique_ptr<FILE, int (*)(FILE*)> file{std::fopen(path.c_str(), "wb"), std::fclose};
    if (!file || std::fwrite(input.data(), 1, input.size(), file.get()) != input.size()) return std::nullopt;
    std::fflush(file.get());
    const auto command = "/usr/bin/python3 -c '" + program + "' < " + path + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return std::nullopt;
    std::string output;
    char buffer[4096];
    while (const auto count = std::fread(buffer, 1, sizeof buffer, pipe))
        output.append(buffer, count);
    return pclose(pipe) == 0 ? std::optional{output} : std::nullopt;
}

TEST(OtherReaders, FindTheSameEntriesWithPythonsIcalendar) {
    if (!python("import icalendar", "")) GTEST_SKIP() << "python3-icalendar is not installed";
    auto odd = entry("a@x", "2026-11-21T21:00:00Z");
    odd.summary = "Letter; to Siobhán O’Neill, \\ at “Acme”";
    odd.description = std::string(200, 'x') + "\nsecond line, with: signs; 😀";
    auto day = entry("b@x", "2026-11-22T21:00:00Z");
    day.time = AllDay{*base::parse_date("2026-11-30")};
    const auto bytes = ics(feed_of({odd, day}));
    ASSERT_TRUE(bytes);
    const auto said = python("import sys, icalendar\n"
                             "c = icalendar.Calendar.from_ical(sys.stdin.buffer.read())\n"
                             "assert not c.errors\n"
                             "for e in c.walk(\"VEVENT\"):\n"
                             "  assert not e.errors and all(r in e for r in e.required)\n"
                             "  print(e[\"UID\"], e[\"DTSTART\"].dt, e[\"DTEND\"].dt)\n"
                             "  print(e[\"SUMMARY\"])\n"
                             "  print(e[\"DESCRIPTION\"])\n",
                             *bytes);
    ASSERT_TRUE(said);
    EXPECT_EQ(*said, "a@x 2026-11-21 21:00:00+00:00 2026-11-21 21:30:00+00:00\n" + odd.summary + "\n"
                         + odd.description + "\nb@x 2026-11-30 2026-12-01\n" + day.summary + "\n"
                         + day.description + "\n");
}

} // namespace
} // namespace followup::calendar
