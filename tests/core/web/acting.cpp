#include "core/web/acting.hpp"

#include "core/web/standing.hpp"
#include "core/words/texts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <regex>

namespace followup::web {
namespace {

const plan::Person dana{.role = plan::Role::candidate,
                        .id = "dana@candidate.example",
                        .name = "Dana <Reyes>",
                        .email = {},
                        .zone = base::Zone::named("America/Denver").value(),
                        .language = {}};

struct Shown {
    plan::Rules rules = standing::rules();
    Standing of = standing::of(standing::dana(), "2026-11-27T23:05:00Z");
    ActPage page = {.standing = of,
                    .duty = *std::ranges::find(of.second.duties, "a/call/margaret-chen", &plan::Duty::id),
                    .reader = dana,
                    .agency = rules.agency,
                    .tongue = words::texts_built_in().tongue("en"),
                    .letter_due = rules.policy.letter_due,
                    .now = story::at("2026-11-27T23:05:00Z"),
                    .acts = true,
                    .seal = "SEAL"};
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

TEST(ActPages, EscapeWhatPeopleWrote) {
    const Shown shown;
    const auto body = act_page(shown.page).body;
    EXPECT_EQ(body.find("<Reyes>"), std::string::npos);
    EXPECT_NE(body.find("Dana &lt;Reyes&gt;"), std::string::npos);
    EXPECT_EQ(html_text("a\"b'c<d>&"), "a&quot;b&#39;c&lt;d&gt;&amp;");
}

TEST(ActPages, ActByFormsAloneAndEachIsSealed) {
    const Shown shown;
    const auto body = act_page(shown.page).body;
    EXPECT_EQ(body.find("<script"), std::string::npos);
    EXPECT_EQ(body.find("href=\"http"), std::string::npos);
    EXPECT_EQ(count(body, "<form method=\"post\">"), 6U);
    EXPECT_EQ(count(body, "<form"), count(body, "name=\"of\" value=\"SEAL\""));
}

TEST(ActPages, NameEveryField) {
    const Shown shown;
    const auto body = act_page(shown.page).body;
    const std::regex field{"<(?:input|select) id=\"([^\"]*)\""};
    std::size_t fields = 0;
    for (std::sregex_iterator at{body.begin(), body.end(), field}; at != std::sregex_iterator{}; ++at) {
        ++fields;
        EXPECT_NE(body.find("<label for=\"" + (*at)[1].str() + "\">"), std::string::npos) << (*at)[1];
    }
    EXPECT_EQ(fields, 3U);
    EXPECT_NE(body.find("<html lang=\"en\">"), std::string::npos);
    EXPECT_EQ(count(body, "<h1>"), 1U);
}

TEST(ActPages, SpeakTheLanguageOfTheirReader) {
    Shown shown;
    const ActPage page{.standing = shown.of,
                       .duty = shown.page.duty,
                       .reader = dana,
                       .agency = shown.rules.agency,
                       .tongue = words::texts_built_in().tongue("de"),
                       .letter_due = shown.rules.policy.letter_due,
                       .now = shown.page.now,
                       .seal = "SEAL"};
    const auto body = act_page(page).body;
    EXPECT_NE(body.find("<html lang=\"de\">"), std::string::npos);
    EXPECT_NE(body.find("Versprochener Anruf bei Margaret Chen"), std::string::npos);
    EXPECT_NE(body.find("Ich habe eine Nachricht hinterlassen"), std::string::npos);
    for (const auto* english : {"Due ", "spoke with", "Because", "Another", "Record"})
        EXPECT_EQ(body.find(english), std::string::npos) << english;
}

TEST(ActPages, SayWhatIsUndoneInTheirReadersWords) {
    Shown shown;
    queue::Closing dropped;
    dropped.act = queue::Closing::Act::dropped;
    dropped.duty = "a/call/margaret-chen";
    Undoable undo{shown.page.now, 0, dropped.duty + " is dropped", {}, {}, {}, dana.zone};
    undo.event.body = dropped;
    shown.page.undo = undo;
    const auto body = act_page(shown.page).body;
    EXPECT_NE(body.find("Last told: not owed any more, Call Margaret Chen"), std::string::npos) << body;
    EXPECT_EQ(body.find("a/call/margaret-chen"), std::string::npos) << "ids are ours";
}

TEST(ActPages, OfAnOldLinkHaveNoButtons) {
    Shown shown;
    shown.page.acts = false;
    const auto body = act_page(shown.page).body;
    EXPECT_EQ(count(body, "<form"), 0U);
    EXPECT_NE(body.find("This link is too old"), std::string::npos);
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(const std::string& hex) {
    const auto part = [&](std::size_t at) {
        const auto value = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
}
double contrast(const std::string& left, const std::string& right) {
    const auto a = luminance(left);
    const auto b = luminance(right);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST(ActPages, CanBeReadInLightAndDark) {
    const auto body = act_page(Shown{}.page).body;
    const std::regex colour{"--([a-z-]+): #([0-9a-f]{6})"};
    std::map<std::string, std::vector<std::string>> colours; // light, then dark
    for (std::sregex_iterator at{body.begin(), body.end(), colour}; at != std::sregex_iterator{}; ++at)
        colours[(*at)[1]].push_back((*at)[2]);
    for (std::size_t scheme = 0; scheme < 2; ++scheme) {
        for (const auto* ground : {"ground", "card"})
            for (const auto* text : {"text", "quiet", "strong", "alarm"})
                EXPECT_GE(contrast(colours[text].at(scheme), colours[ground].at(scheme)), 4.5)
                    << text << " on " << ground;
        EXPECT_GE(contrast(colours["on-strong"].at(scheme), colours["strong"].at(scheme)), 4.5);
        EXPECT_GE(contrast(colours["line"].at(scheme), colours["ground"].at(scheme)), 3.0);
    }
}

TEST(ActPages, AskForWhatComesNextAfterACall) {
    auto story = standing::dana();
    story.arrives("2026-11-25T17:00:00Z",
                  "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n");
    const Shown other;
    const auto spoken = standing::of(story, "2026-11-25T17:10:00Z");
    const ActPage page{.standing = spoken,
                       .duty =
                           *std::ranges::find(spoken.second.duties, "a/call/margaret-chen", &plan::Duty::id),
                       .reader = dana,
                       .agency = other.rules.agency,
                       .tongue = words::texts_built_in().tongue("en"),
                       .letter_due = other.rules.policy.letter_due,
                       .now = story::at("2026-11-25T17:10:00Z"),
                       .acts = true,
                       .seal = "SEAL"};
    const auto body = act_page(page).body;
    EXPECT_NE(body.find("What comes next: another date, what they said, or an end?"), std::string::npos)
        << body;
    EXPECT_EQ(count(body, "<form method=\"post\">"), 2U) << "closing a case is the recruiter's";
}

} // namespace
} // namespace followup::web
