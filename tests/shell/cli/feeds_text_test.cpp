#include "shell/cli/feeds_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string feed(const std::string& more = "") {
    return R"([{"person": "pat", "name": "Pat Moreno", "feed": "follow-ups", "fetched": "2026-11-20T21:40:00Z",
"client": "iOS/26", "revoked": null, "https": "https://x.example/f/T/Follow-ups.ics",
"webcal": "webcal://x.example/f/T/Follow-ups.ics", "page": "https://x.example/f/T/")"
           + more + "}]";
}

TEST(FeedsTexts, ShowEveryFormOfAnAddress) {
    EXPECT_EQ(feeds_text(feed(), {}), "Pat Moreno (pat)\n"
                                      "  page    https://x.example/f/T/\n"
                                      "  https   https://x.example/f/T/Follow-ups.ics\n"
                                      "  webcal  webcal://x.example/f/T/Follow-ups.ics\n"
                                      "  last fetched 2026-11-20T21:40:00Z by iOS/26\n");
}

TEST(FeedsTexts, HaveTheStepsAndTheCodeWhenTheyAreWanted) {
    const auto text = feeds_text(feed(), {.steps = true, .code = true});
    EXPECT_THAT(text, HasSubstr("█▀▀▀▀▀█"));
    EXPECT_THAT(text, HasSubstr("Google Calendar: on a computer"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(feeds_text(feed(), {.code = true, .colour = true}), HasSubstr("\x1b[30;107m"));
}

TEST(FeedsTexts, MarkWhatIsNotFetchedAnyMoreAndWhatWasRevoked) {
    EXPECT_THAT(feeds_text(feed(R"(, "quiet": true)"), {}),
                HasSubstr("\n  no program has asked for it in more than a week\n"));
    const auto revoked = feeds_text(R"([{"person": "pat", "name": "Pat", "feed": "follow-ups-busy",
"revoked": "2026-11-20T21:40:00Z", "https": "", "webcal": "", "page": ""}])",
                                    {.steps = true, .code = true});
    EXPECT_EQ(revoked, "Pat (pat)\n"
                       "  follow-ups-busy was revoked 2026-11-20T21:40:00Z; --rotate makes another\n"
                       "  address\n");
}

TEST(FeedsTexts, SayWhenThereIsNobody) {
    EXPECT_EQ(feeds_text("[]", {}), "nobody of that name has a feed\n");
    EXPECT_EQ(feeds_text("nonsense", {}), "nonsense");
}

} // namespace
} // namespace followup::cli
