#include "core/letter/print.hpp"

#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"
#include "core/words/texts.hpp"

#include <gtest/gtest.h>

namespace followup::letter {
namespace {

namespace acme = mail::acme;

std::string page(const ledger::Case& known, Paper paper, const char* language = "en") {
    auto plan = acme::plan();
    const auto& tongue = words::texts_built_in().tongue(language);
    auto letter = acme::duty(plan, "letter/margaret-chen");
    letter.owner.language = language;
    const auto made = draft(letter, known, plan, acme::at("2026-11-20T23:30:00Z"), words::texts_built_in());
    return print_page(made.value(), paper, tongue);
}

TEST(PrintPage, HoldsTheWholeLetter) {
    const auto html = page(acme::known(), Paper::us_letter);
    EXPECT_EQ(html, mail::golden("print.en.html", html, "letter"));
    const auto german = page(acme::known(), Paper::a4, "de");
    EXPECT_EQ(german, mail::golden("print.de.html", german, "letter"));
    EXPECT_TRUE(
        html.contains("<div class=\"recipient\">Margaret Chen<br>\nVP Engineering<br>\nAcme Robotics<br>\n"
                      "400 W Lake St<br>\nChicago, IL 60606</div>"))
        << html;
    EXPECT_TRUE(html.contains("<p class=\"date\">20 November 2026</p>\n<p>Dear Margaret Chen,</p>\n"));
    EXPECT_TRUE(html.contains("<p>Sincerely,</p>\n<p>Dana Reyes</p>\n"));
    EXPECT_TRUE(html.contains("Dana Reyes<br>\n+1 303 555 0117<br>\ndana@candidate.example"));
    EXPECT_TRUE(html.contains("<title>Letter to Margaret Chen</title>"));
}

TEST(PrintPage, FitsTheEnvelopeOfItsPaper) {
    const auto american = page(acme::known(), Paper::us_letter);
    EXPECT_TRUE(american.contains("size: letter;") && american.contains("#10 envelope")) << american;
    const auto german = page(acme::known(), Paper::a4, "de");
    EXPECT_TRUE(german.contains("size: A4;") && german.contains("Umschlags DL")) << german;
    EXPECT_TRUE(german.contains("<html lang=\"de\">"));
    EXPECT_EQ(paper("us"), Paper::us_letter);
    EXPECT_EQ(paper("de"), Paper::a4);
    EXPECT_EQ(paper(""), Paper::a4);
}

TEST(PrintPage, ShowsHostileWordsAsTheyWereWritten) {
    auto known = acme::known();
    known.candidate.name = "Dana <script>x</script> & \"co\" {{name}}";
    known.rounds[0].people[0].met.name = "<b>Chen</b>";
    known.rounds[0].told.problem = "</p><img src=x> {{{body}}}";
    const auto html = page(known, Paper::a4);
    for (const auto* evil : {"<script", "<b>", "<img"})
        EXPECT_FALSE(html.contains(evil)) << evil;
    EXPECT_TRUE(html.contains("&lt;script&gt;x&lt;/script&gt; &amp; &quot;co&quot; {{name}}"));
    EXPECT_TRUE(html.contains("&lt;img src=x&gt; {{{body}}}"));
}

} // namespace
} // namespace followup::letter
