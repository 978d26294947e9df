#include "core/web/subscribing.hpp"

#include "core/web/page.hpp"
#include "core/words/texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace followup::web {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const FeedPage dana{.name = "Dana Reyes",
                    .agency = "Glass & Partners",
                    .base = "https://followups.example",
                    .token = std::string(32, 'a')};
const std::string place = "followups.example/f/" + std::string(32, 'a');

std::string body(const FeedPage& shown, const char* language = "en") {
    return feed_page(shown, words::texts_built_in().tongue(language)).body;
}

std::string header(const Reply& reply, const std::string& name) {
    for (const auto& [each, value] : reply.headers)
        if (each == name) return value;
    return {};
}

TEST(FeedPages, HaveAWayForEveryCalendarProgram) {
    for (const auto* language : {"en", "de"}) {
        const auto html = body(dana, language);
        EXPECT_THAT(html, HasSubstr("<a class=\"main\" href=\"webcal://" + place + "/Follow-ups.ics\">"));
        EXPECT_THAT(html, HasSubstr("value=\"https://" + place + "/Follow-ups.ics\""));
        EXPECT_THAT(html, HasSubstr("https://calendar.google.com/calendar/r/settings/addbyurl"));
        EXPECT_THAT(html, HasSubstr("addfromweb?url=https%3A%2F%2Ffollowups.example%2Ff%2Faaa"));
        for (const auto* program : {"iPhone, iPad", "Google", "Outlook", "Thunderbird", "Android", "ICSx"})
            EXPECT_THAT(html, HasSubstr(program)) << language;
        EXPECT_THAT(html, HasSubstr("<svg role=\"img\""));
        EXPECT_THAT(html, Not(HasSubstr("{{"))) << language;
    }
    EXPECT_THAT(body(dana), HasSubstr("8 to 24 hours"));
    EXPECT_THAT(body(dana, "de"), HasSubstr("8 bis 24 Stunden"));
    EXPECT_THAT(body(dana, "de"), HasSubstr("<html lang=\"de\">"));
}

TEST(FeedPages, LoadNothingAndKeepTheirAddressToThemselves) {
    const auto reply = feed_page(dana, words::texts_built_in().tongue("en"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(header(reply, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(reply, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(reply, "Cache-Control"), "no-store");
    EXPECT_EQ(header(reply, "X-Robots-Tag"), "noindex");
    EXPECT_THAT(header(reply, "Content-Security-Policy"),
                testing::MatchesRegex("default-src 'none'; style-src 'sha256-[^ ]+'; form-action 'self'; "
                                      "base-uri 'none'; frame-ancestors 'none'"));
    for (const auto* never :
         {"<script", "src=", "@import", "url(", "style=", "<link", "<form", "javascript:"})
        EXPECT_THAT(reply.body, Not(HasSubstr(never)));
}

TEST(FeedPages, SayHowMuchTheCalendarTells) {
    auto shown = dana;
    EXPECT_THAT(body(shown), HasSubstr("all that is needed to do it"));
    shown.told = calendar::Privacy::initials;
    EXPECT_THAT(body(shown), HasSubstr("initials in place of names"));
    shown.told = calendar::Privacy::busy;
    EXPECT_THAT(body(shown), HasSubstr("only that something is due"));
}

TEST(FeedPages, ShowNamesAsTheyAre) {
    auto shown = dana;
    shown.name = "<b>\"O'Neill\"</b> {{agency}} *x*";
    const auto html = body(shown);
    EXPECT_THAT(html, HasSubstr("&lt;b&gt;&quot;O&#39;Neill&quot;&lt;/b&gt; {{agency}} *x*"));
    EXPECT_THAT(html, HasSubstr("ask Glass &amp; Partners for another one"));
    EXPECT_THAT(html, Not(HasSubstr("<b>")));
}

TEST(FeedPages, AreFoundBesideTheFeed) {
    EXPECT_EQ(feed_page_url("https://x.example", "T"), "https://x.example/f/T/");
    EXPECT_EQ(webcal("https://x.example/f/T/Follow-ups.ics"), "webcal://x.example/f/T/Follow-ups.ics");
    EXPECT_EQ(webcal("http://127.0.0.1:8025/f"), "webcal://127.0.0.1:8025/f");
}

} // namespace
} // namespace followup::web
