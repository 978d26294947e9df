#include "core/words/tongue.hpp"

#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::words {
namespace {

const Tongue& english() {
    return texts_built_in().tongue("en");
}
const Tongue& german() {
    return texts_built_in().tongue("de");
}

TEST(Tongue, SaysDatesAsItsSpeakersDo) {
    const auto day = *base::parse_date("2026-03-02");
    EXPECT_EQ(english().date(day), base::spoken(day));
    EXPECT_EQ(german().date(day), "Montag, 2. März 2026");
    EXPECT_EQ(english().date(day, "letter-date"), "2 March 2026");
    EXPECT_EQ(german().date(day, "letter-day"), "Montag, 2. März");
}

TEST(Tongue, SaysTimesWithTheirZone) {
    const auto at = *base::parse_instant("2026-07-01T12:05:00Z");
    const auto berlin = *base::Zone::named("Europe/Berlin");
    const auto denver = *base::Zone::named("America/Denver");
    EXPECT_EQ(english().moment(at, berlin), base::spoken(at, berlin));
    EXPECT_EQ(german().moment(at, berlin), "Mittwoch, 1. Juli 2026, 14:05 Uhr MESZ");
    EXPECT_EQ(german().time(at, denver), "06:05 Uhr MDT") << "what has no German name keeps its own";
}

TEST(Tongue, ListsNames) {
    EXPECT_EQ(english().listed({}), "");
    EXPECT_EQ(english().listed({"A"}), "A");
    EXPECT_EQ(english().listed({"A", "B"}), "A and B");
    EXPECT_EQ(german().listed({"A", "B", "C"}), "A, B und C");
}

TEST(Tongue, KeepsWordsThatLookLikeTemplates) {
    EXPECT_EQ(english().phrase("summary-letter", Values{}.text("whom", "{{name}} <b> & co")),
              "Letter to {{name}} <b> & co");
}

} // namespace
} // namespace followup::words
