#include "core/web/mails_page.hpp"

#include "core/words/texts.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace followup::web {
namespace {

using HowMany = queue::Mails::Wanted;

std::string shown(const mail::Wishes& wishes, std::optional<mail::Wishes> before = {}) {
    const words::Texts texts;
    return mails_page({texts.tongue("en"), "Dana Reyes", "Glass Recruiters", wishes, before}).body;
}

TEST(MailsPage, OffersWhatIsNotChosenAlready) {
    struct Row {
        mail::Wishes wishes;
        std::vector<const char*> acts;
    };
    const std::vector<const char*> all = {"resume", "few", "stop", "neutral", "full"};
    for (const auto& [wishes, acts] : {Row{{}, {"few", "stop", "neutral"}},
                                       {{HowMany::last_call, false}, {"resume", "stop", "neutral"}},
                                       {{HowMany::all, true}, {"few", "stop", "full"}},
                                       {{HowMany::none, false}, {"resume", "few"}}}) {
        const auto page = shown(wishes);
        for (const auto* act : all)
            EXPECT_EQ(page.contains("value=\"" + std::string{act} + "\""),
                      std::ranges::find(acts, std::string_view{act}) != acts.end())
                << act << "\n"
                << page;
    }
}

TEST(MailsPage, SaysWhatWasRecorded) {
    EXPECT_TRUE(shown({HowMany::none}, mail::Wishes{}).contains("Recorded: no more mails come to you."));
    EXPECT_TRUE(shown({HowMany::last_call}, mail::Wishes{}).contains("only about what is due within a day"));
    EXPECT_TRUE(shown({HowMany::all, true}, mail::Wishes{}).contains("Recorded: subjects say nothing"));
    EXPECT_FALSE(shown({}).contains("Recorded"));
}

TEST(MailsPage, TakesAPressThatNamesNothingForAMailProgramsOneClick) {
    const mail::Wishes now{HowMany::last_call, true};
    EXPECT_EQ(wished(now, ""), (mail::Wishes{HowMany::none, true}));
    EXPECT_EQ(wished(now, "List-Unsubscribe=One-Click"), (mail::Wishes{HowMany::none, true}));
    EXPECT_EQ(wished(now, "resume"), (mail::Wishes{HowMany::all, true}));
    EXPECT_EQ(wished(now, "few"), now);
    EXPECT_EQ(wished(now, "full"), (mail::Wishes{HowMany::last_call, false}));
}

} // namespace
} // namespace followup::web
