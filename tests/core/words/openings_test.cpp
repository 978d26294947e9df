#include "core/words/openings.hpp"

#include <array>
#include <gtest/gtest.h>

namespace followup::words {
namespace {

constexpr std::array deeds{std::string_view{"command-done"}, std::string_view{"command-stop"},
                           std::string_view{"command-push"}};

TEST(Openings, AreWholeWordsOfAnyLanguage) {
    const struct {
        const char* text;
        int phrase; ///< -1: none
        const char* rest;
    } cases[] = {
        {"done", 0, ""},
        {"DONE: Chen", 0, ": Chen"},
        {"Erledigt.", 0, "."},
        {"donet", -1, ""},
        {"doneé", -1, ""},
        {"stop", 1, ""},
        {"Stopp", 1, ""},
        {"stoppen", -1, ""},
        {"push to Friday", 2, " Friday"},
        {"push tomorrow", 2, " tomorrow"},
        {"verschieben auf 3.12.2026", 2, " 3.12.2026"},
        {"", -1, ""},
    };
    const Openings openings{texts_built_in(), deeds};
    for (const auto& each : cases) {
        const auto met = openings.met(each.text);
        EXPECT_EQ(met ? static_cast<int>(met->phrase) : -1, each.phrase) << each.text;
        EXPECT_EQ(met ? met->rest : std::string_view{}, each.rest) << each.text;
    }
}

TEST(Openings, OfALanguageThatAnAdministratorAddsCountToo) {
    const auto texts =
        Texts::with({{"fr/words.md", "command-done: fait, c'est fait\n"}}, "templates").value();
    const Openings openings{texts, deeds};
    EXPECT_EQ(openings.met("C'est fait !")->phrase, 0U);
    EXPECT_EQ(openings.met("done")->phrase, 0U);
}

} // namespace
} // namespace followup::words
