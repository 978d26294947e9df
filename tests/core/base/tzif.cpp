#include "core/base/tzif.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iterator>

namespace followup::base {
namespace {

std::string big_endian(std::int64_t value, int size) {
    std::string bytes;
    for (int i = size - 1; i >= 0; --i)
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    return bytes;
}

struct Type {
    int offset;
    int letters; ///< where its abbreviation begins
};

/// One block of a file; `leaps` only fills the count.
std::string block(char version, int time_size, const std::vector<std::pair<std::int64_t, int>>& transitions,
                  const std::vector<Type>& types, const std::string& letters, int leaps = 0) {
    std::string bytes = "TZif" + std::string{version} + std::string(15, '\0');
    for (const std::size_t count : {std::size_t{0}, std::size_t{0}, static_cast<std::size_t>(leaps),
                                    transitions.size(), types.size(), letters.size()})
        bytes += big_endian(static_cast<std::int64_t>(count), 4);
    for (const auto& [at, type] : transitions)
        bytes += big_endian(at, time_size);
    for (const auto& [at, type] : transitions)
        bytes += static_cast<char>(type);
    for (const auto& type : types)
        bytes += big_endian(type.offset, 4) + '\0' + static_cast<char>(type.letters);
    return bytes + letters + std::string(static_cast<std::size_t>(leaps * (time_size + 4)), '\0');
}

const std::string letters{"LMT\0EST\0EDT\0", 12};

std::string file(const std::vector<std::pair<std::int64_t, int>>& transitions, const std::vector<Type>& types,
                 const std::string& footer) {
    return block('2', 4, {}, {{0, 0}}, std::string{"-\0", 2}) + block('2', 8, transitions, types, letters)
           + "\n" + footer + "\n";
}

TEST(ZoneFiles, WithoutTransitionsFollowTheirFooter) {
    const auto zone = Tzif::parse("X", file({}, {{-18000, 4}}, "EST5EDT,M3.2.0,M11.1.0"));
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->at(*parse_instant("2026-07-01T00:00:00Z")).abbreviation, "EDT");
    EXPECT_EQ(zone->at(*parse_instant("2026-12-01T00:00:00Z")).abbreviation, "EST");
    EXPECT_EQ(zone->at(*parse_instant("9999-07-01T00:00:00Z")).abbreviation, "EDT");
    const auto fixed = Tzif::parse("X", file({}, {{0, 0}}, "EST5"));
    EXPECT_EQ(fixed->at(Instant{}).offset, hours{-5});
}

TEST(ZoneFiles, OfTheSlimKindGoOnFromTheirLastTransition) {
    const auto zone =
        Tzif::parse("X", file({{1'000'000'000, 1}}, {{-17762, 0}, {-18000, 4}}, "EST5EDT,M3.2.0,M11.1.0"));
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->at(Instant{seconds{999'999'999}}).abbreviation, "LMT");
    EXPECT_EQ(zone->at(Instant{seconds{1'000'000'000}}).abbreviation, "EST");
    EXPECT_EQ(zone->at(*parse_instant("2002-07-01T00:00:00Z")).abbreviation, "EDT");
}

TEST(ZoneFiles, OfTheFirstVersionAreReadToo) {
    const auto zone = Tzif::parse("X", block('\0', 4, {{-5, 1}, {5, 0}}, {{0, 0}, {3600, 4}}, letters));
    ASSERT_TRUE(zone);
    EXPECT_EQ(zone->at(Instant{}).offset, hours{1});
    EXPECT_EQ(zone->at(Instant{seconds{5}}).offset, hours{0});
    EXPECT_EQ(zone->at(Instant{seconds{4'000'000'000}}).offset, hours{0});
}

TEST(ZoneFiles, WithSummerTimeForEverStayInIt) {
    const auto zone = Tzif::parse("X", file({}, {{-18000, 4}}, "EST5EDT,0/0,J365/25"));
    ASSERT_TRUE(zone);
    for (const char* at :
         {"2026-01-01T05:00:00Z", "2026-12-31T23:59:59Z", "2027-01-01T04:30:00Z", "3000-01-01T04:00:00Z"})
        EXPECT_EQ(zone->at(*parse_instant(at)).abbreviation, "EDT") << at;
}

TEST(ZoneFiles, ThatAreDamagedAreRefusedWithTheReason) {
    const std::vector<Type> types{{0, 0}, {-18000, 4}};
    const auto reason = [](const std::string& bytes) {
        const auto zone = Tzif::parse("X", bytes);
        return zone ? std::string{} : zone.error().what;
    };
    const std::string prefix = "the time-zone file of X cannot be used: ";
    EXPECT_EQ(reason(""), prefix + "it is cut or no TZif");
    EXPECT_EQ(reason(std::string(100, 'x')), prefix + "it is cut or no TZif");
    EXPECT_EQ(reason(block('2', 4, {}, types, letters)), prefix + "its 64-bit part is cut");
    EXPECT_EQ(reason(file({{5, 7}}, types, "EST5")), prefix + "a number in it is out of range");
    EXPECT_EQ(reason(file({{5, 1}, {5, 0}}, types, "EST5")), prefix + "a number in it is out of range");
    EXPECT_EQ(reason(file({}, {{0, 77}}, "EST5")), prefix + "a number in it is out of range");
    EXPECT_EQ(reason(file({}, {{999'999, 0}}, "EST5")), prefix + "a number in it is out of range");
    EXPECT_EQ(reason(file({}, types, "EST")), prefix + "its footer is no POSIX TZ text");
    EXPECT_EQ(reason(block('2', 4, {}, types, letters) + block('2', 8, {}, types, letters) + "\nEST5"),
              prefix + "its footer is cut");
    EXPECT_EQ(reason(block('\0', 4, {}, types, letters, 1)), prefix + "it counts leap seconds");
    EXPECT_EQ(reason(file({}, types, "EST5")), "");
}

RC_GTEST_PROP(ZoneFiles, WithChangedBytesAreReadOrRefused, ()) {
    auto bytes =
        file({{1'000'000'000, 1}, {1'100'000'000, 0}}, {{0, 0}, {-18000, 4}}, "EST5EDT,M3.2.0,M11.1.0");
    for (int i = *rc::gen::inRange(0, 4); i >= 0; --i)
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    const auto zone = Tzif::parse("X", bytes);
    if (!zone) return;
    for (const auto at :
         std::vector<std::int64_t>{-9'000'000'000, 0, 1'050'000'000, 4'000'000'000, 90'000'000'000}) {
        (void)zone->at(Instant{seconds{at}});
        (void)zone->at(LocalTime{seconds{at}});
    }
}

TEST(ZoneFiles, OfUtcIsBuiltIn) {
    EXPECT_EQ(Tzif::utc().at(Instant{}).offset, seconds{0});
    EXPECT_EQ(Tzif::utc().name(), "UTC");
}

} // namespace
} // namespace followup::base
