#include "core/words/texts.hpp"

#include "core/words/built_in.hpp"
#include "core/words/phrases.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

namespace followup::words {
namespace {

std::set<std::string> paths() {
    std::set<std::string> all;
    for (const auto& file : built_in())
        all.emplace(file.path);
    return all;
}

TEST(Texts, AreAllThatLieInConfig) {
    const std::filesystem::path folder{FOLLOWUP_SOURCE_DIR "/config/templates"};
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) files.insert(std::filesystem::relative(entry.path(), folder).string());
    EXPECT_EQ(files, paths());
    for (const auto& file : built_in()) {
        std::ifstream in{folder / file.path, std::ios::binary};
        EXPECT_EQ((std::string{std::istreambuf_iterator<char>{in}, {}}), file.text) << file.path;
    }
}

TEST(Texts, OfEveryLanguageAreWhole) {
    std::set<std::string> languages;
    std::set<std::string> forms;
    for (const auto& path : paths())
        if (const auto slash = path.find('/'); slash != path.npos) {
            languages.insert(path.substr(0, slash));
            forms.insert(path.substr(slash + 1));
        }
    EXPECT_EQ(languages, (std::set<std::string>{"de", "en", "en-us"}));
    languages.erase("en-us"); // a dialect says only what it says otherwise
    std::map<std::string, std::set<std::string>> names;
    for (const auto& file : built_in()) {
        const std::string path{file.path};
        if (!path.ends_with("words.md")) continue;
        const auto found = phrases(file.text, path).value();
        for (const auto& [name, phrase] : found)
            if (!is_open_ended(name)) names[path].insert(name);
    }
    for (const auto& language : languages) {
        for (const auto& form : forms)
            EXPECT_TRUE(paths().contains(language + "/" + form)) << language << " " << form;
        EXPECT_EQ(names[language + "/words.md"], names["en/words.md"]) << language;
    }
}

TEST(Texts, SpeakTheLanguageWantedOrTheNearest) {
    const Texts texts;
    EXPECT_EQ(texts.tongue("de").code(), "de");
    EXPECT_EQ(texts.tongue("de-AT").code(), "de");
    EXPECT_EQ(texts.tongue("en-US").code(), "en-us");
    EXPECT_EQ(texts.tongue("en-GB").code(), "en");
    EXPECT_EQ(texts.tongue("fr").code(), "en");
    EXPECT_EQ(texts.tongue("").code(), "en");
    EXPECT_TRUE(texts.speaks("DE-at"));
    EXPECT_FALSE(texts.speaks("fr"));
}

TEST(Texts, OfADialectAreThoseOfItsLanguageButForWhatItSaysOtherwise) {
    const Texts texts;
    const auto& american = texts.tongue("en-US");
    const auto& english = texts.tongue("en");
    EXPECT_EQ(american.phrase("page-done"), english.phrase("page-done"));
    EXPECT_EQ(american.phrase("first-has"), english.phrase("first-has"))
        << "what is its language's alone, too";
    EXPECT_EQ(american.form("call.md"), english.form("call.md"));
    const auto chicago = *base::Zone::named("America/Chicago");
    const auto noon = *base::parse_instant("2026-12-02T12:05:00-06:00");
    EXPECT_EQ(american.moment(noon, chicago), "Wed, Dec 2, 2026, 12:05 PM CST");
    EXPECT_EQ(american.clock(noon - base::hours{12}, chicago), "12:05 AM");
    EXPECT_EQ(american.clock(noon + base::hours{4}, chicago), "4:05 PM");
    EXPECT_EQ(english.moment(noon, chicago), "Wed 2 Dec 2026, 12:05 CST");
}

TEST(Texts, OfAnAdministratorTakeThePlaceOfOurs) {
    const auto texts = Texts::with({{"de/call.md", "Ruf {{summary}} an\n"},
                                    {"de/words.md", "act-call: Na?\n"},
                                    {"page.html", "{{{body}}}"}},
                                   "/etc/followupd/templates");
    ASSERT_TRUE(texts) << base::text(texts.error());
    EXPECT_EQ(texts->tongue("de").form("call.md"), "Ruf {{summary}} an\n");
    EXPECT_EQ(texts->tongue("de").form("step.md"), Texts{}.tongue("de").form("step.md"));
    EXPECT_EQ(texts->tongue("de").phrase("act-call"), "Na?");
    EXPECT_EQ(texts->tongue("de").phrase("act-step"), Texts{}.tongue("de").phrase("act-step"));
    EXPECT_EQ(texts->tongue("en").phrase("act-call"), Texts{}.tongue("en").phrase("act-call"));
    EXPECT_EQ(texts->tongue("en").form("page.html"), "{{{body}}}");
}

TEST(Texts, OfAThirdLanguageAreOneFolder) {
    const auto texts = Texts::with(
        {{"fr/words.md", "act-mail: Écrire un courriel\nweekdays: lu ma me je ve sa di\n"}}, "templates");
    ASSERT_TRUE(texts);
    const auto& french = texts->tongue("fr");
    EXPECT_EQ(french.code(), "fr");
    EXPECT_EQ(french.phrase("act-mail"), "Écrire un courriel");
    EXPECT_EQ(french.date(*base::parse_date("2026-11-30")), "lu 30 Nov 2026") << "what it lacks is English";
    EXPECT_EQ(french.phrase_if_any("first-has"), "")
        << "but no words of another language are taken for its own";
}

TEST(Texts, ReportEveryProblemAtOnce) {
    const auto texts = Texts::with({{"de/call.md", "{{a}}"}, {"en/cal.md", ""}}, "/etc/t");
    ASSERT_FALSE(texts);
    ASSERT_EQ(texts.error().size(), 2U);
    EXPECT_EQ(texts.error()[0].where, "/etc/t/de/call.md:1:1");
    EXPECT_EQ(texts.error()[1].where, "/etc/t/en/cal.md");
}

TEST(Texts, HideNothingAndFetchNothing) {
    for (const auto* form : {"page.html", "letter.html"}) {
        const std::string page = Texts{}.tongue("en").form(form);
        for (const auto* word :
             {"visibility", "opacity", "font-size: 0", "<img", "url(", "http", "<script", "src="})
            EXPECT_FALSE(page.contains(word)) << form << " " << word;
        EXPECT_TRUE(page.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
        EXPECT_TRUE(page.contains("prefers-color-scheme: dark"));
        EXPECT_TRUE(page.contains("width=device-width"));
    }
    EXPECT_FALSE(Texts{}.tongue("en").form("page.html").contains("display"));
}

} // namespace
} // namespace followup::words
