#include "core/config/reading.hpp"

namespace followup::config {
namespace {

/// A folder of templates, and the path under which it is asked for.
struct Folder {
    std::map<std::string, std::string> files;
    std::string path = "etc/templates";

    [[nodiscard]] base::Checked<Config> read(std::string_view text) const {
        Directories directories;
        directories.folder =
            [this](const std::string& asked) -> base::Result<std::map<std::string, std::string>> {
            if (asked != path) return std::map<std::string, std::string>{};
            return files;
        };
        return config::read(text, "etc/f.toml", config::files(), directories, today);
    }
};

TEST(Texts, AreOursWhenThereIsNoFolder) {
    const auto config = good(with_mail(""));
    EXPECT_EQ(config.texts->tongue("de").phrase("act-mail"), "Als E-Mail schreiben");
    EXPECT_TRUE(config.warnings.empty());
}

TEST(Texts, BesideTheConfigurationTakeThePlaceOfOurs) {
    const Folder folder{{{"de/words.md", "act-mail: Mailen\n"}}};
    const auto config = folder.read(with_mail(""));
    ASSERT_TRUE(config) << base::text(config.error());
    EXPECT_EQ(config->texts->tongue("de").phrase("act-mail"), "Mailen");
    const Folder elsewhere{{{"de/words.md", "act-mail: Mailen\n"}}, "/srv/words"};
    EXPECT_EQ(
        elsewhere.read(with_mail("templates = \"/srv/words\"\n"))->texts->tongue("de").phrase("act-mail"),
        "Mailen");
}

TEST(Texts, ThatAreWrongAreProblemsOfTheConfiguration) {
    const Folder folder{{{"en/call.md", "Hello\n{{emploier}}\n"}, {"en/cal.md", ""}}};
    const auto config = folder.read(with_mail("helo = \"no host\"\n"));
    ASSERT_FALSE(config);
    const auto text = base::text(config.error());
    EXPECT_TRUE(text.contains("etc/templates/en/call.md:2:1: nothing is called 'emploier' here; did you mean "
                              "'employer'?\n"))
        << text;
    EXPECT_TRUE(text.contains("etc/templates/en/cal.md: no text has this name")) << text;
    EXPECT_TRUE(text.contains("etc/f.toml:11:8: ")) << "and what else is wrong: " << text;
}

TEST(Texts, ThatNobodyHasInALanguageAreWarnedOf) {
    const std::string french =
        "[agency]\nname = \"Glass\"\nzone = \"America/Chicago\"\ndomain = \"glass.example\"\n"
        "language = \"fr\"\n[[recruiter]]\nid = \"pat\"\nname = \"Pat\"\n"
        "email = \"pat@glass.example\"\n[mail]\nfrom = \"f@glass.example\"\n";
    EXPECT_EQ(
        good(french).warnings,
        std::vector<std::string>{"etc/f.toml:5:12: there are no texts in 'fr': such mails are English"});
    const Folder folder{{{"fr/words.md", "act-mail: Écrire\n"}}};
    EXPECT_TRUE(folder.read(french)->warnings.empty());
}

TEST(Letters, HaveTheirTimeInThePostByCountry) {
    const auto config =
        good(with_mail("[letters]\ntransit = [{ country = \"US\", days = 5 }, { country = \"nz\", "
                       "days = 4 }]\nelsewhere = 6\nabroad = 9\n"));
    EXPECT_EQ(config.transit.days("us", "us"), 5);
    EXPECT_EQ(config.transit.days("nz", "nz"), 4);
    EXPECT_EQ(config.transit.days("de", "de"), 3) << "the default of what is not named stays";
    EXPECT_EQ(config.transit.days("fr", "fr"), 6);
    EXPECT_EQ(config.transit.days("us", "de"), 9);
    const auto problems =
        bad(with_mail("[letters]\ntransit = [{ country = \"usa\", days = 5 }, { country = \"de\" }, "
                      "{ country = \"at\", days = 0 }, { country = \"de\", days = 1, day = 2 }]\n"));
    for (const auto* what :
         {"'usa' is no country code", "'transit' needs 'days'", "'de' stands there twice", "'day'"})
        EXPECT_TRUE(problems.contains(what)) << what << "\n" << problems;
}

} // namespace
} // namespace followup::config
