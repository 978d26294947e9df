#include "core/web/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::web {
namespace {

TEST(HttpDates, AreWrittenInTheFixedForm) {
    EXPECT_EQ(base::internet_date(*base::parse_instant("2026-11-06T09:05:07Z")),
              "Fri, 06 Nov 2026 09:05:07 GMT");
}

TEST(HttpDates, AreReadInAllThreeForms) {
    for (const auto* text :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
        EXPECT_EQ(parse_http_date(text), *base::parse_instant("1994-11-06T08:49:37Z")) << text;
}

TEST(HttpDates, AreNothingElse) {
    for (const auto* text :
         {"", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov 1994 08:49 GMT", "1994-11-06T08:49:37Z",
          "Sun, -6 Nov 1994 08:49:37 GMT", ",", " ", "Sun "})
        EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

RC_GTEST_PROP(HttpDates, AreReadAsTheyAreWritten, ()) {
    const base::Instant at{base::seconds{*rc::gen::inRange<std::int64_t>(0, 253'402'300'799)}};
    RC_ASSERT(parse_http_date(base::internet_date(at)) == at);
}

RC_GTEST_PROP(HttpDates, AreReadFromAnyBytes, (const std::string& text)) {
    RC_ASSERT(!parse_http_date(text));
    RC_ASSERT(!parse_http_date("Sun, " + text));
}

} // namespace
} // namespace followup::web
