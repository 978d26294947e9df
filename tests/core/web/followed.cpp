#include "core/web/followed.hpp"

#include "core/web/standing.hpp"
#include "core/words/texts.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

const Reader pat_on_wednesday{
    base::Zone::named("America/Chicago").value(), story::at("2026-11-25T17:20:00Z"), {}};

const auto& english = words::texts_built_in().tongue("en");

/// What follows from a file that arrives on Wednesday 25 November, in Dana's story.
Followed followed(std::string_view event) {
    constexpr auto now = "2026-11-25T17:20:00Z";
    auto story = standing::dana();
    const auto before = standing::of(story, now);
    const auto known = story.history().facts.size();
    story.arrives(now, event);
    Followed result;
    for (std::size_t n = known; n < story.history().facts.size(); ++n)
        result.told.push_back(story.history().facts[n]);
    result.after = standing::of(story, now);
    std::vector<plan::KeptDuty> kept;
    for (const auto& duty : before.second.duties)
        kept.push_back(plan::kept_duty(duty));
    result.changes = plan::difference(kept, {}, result.after->second, pat_on_wednesday.now).changes;
    result.losses = ledger::losses(before.first, result.after->first, queue::ForRecruiter{});
    return result;
}

TEST(Followed, ADateIsReadBackAndTheMoveIsTold) {
    EXPECT_EQ(followed_text(followed("[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\n"
                                     "to = 'Thursday next week'\n"),
                            pat_on_wednesday, english),
              "“Thursday next week” is Thu 3 Dec 2026\n"
              "Moved: Call Margaret Chen (Acme Robotics), as promised\n"
              "    to Thu 3 Dec 2026, 17:00 CST (was Mon 30 Nov 2026, 17:00 CST)\n");
}

TEST(Followed, WhatIsDroppedSaysWhy) {
    EXPECT_EQ(
        followed_text(followed("[[heard]]\ninterview = 'a'\nnews = 'offer'\n"), pat_on_wednesday, english),
        "Dropped: Letter to Luis Ortiz (Acme Robotics)\n"
        "    offer\n"
        "Dropped: Letter to Margaret Chen (Acme Robotics)\n"
        "    offer\n"
        "Dropped: Call Acme Robotics about Dana Reyes\n"
        "    offer\n"
        "Owed: Set the next date for Dana Reyes at Acme Robotics\n"
        "    Pat Moreno, by Wed 25 Nov 2026, 15:20 CST\n"
        "Dropped: Ask Acme Robotics what they decided about Dana Reyes\n"
        "    offer\n"
        "Dropped: Call Margaret Chen (Acme Robotics), as promised\n"
        "    offer\n");
}

TEST(Followed, WhatChangesNothingSaysSo) {
    EXPECT_EQ(
        followed_text(followed("[[heard]]\ninterview = 'a'\nnews = 'asked'\n"), pat_on_wednesday, english),
        "Noted for a; nothing that is owed changes.\n");
    auto known = followed("[[heard]]\ninterview = 'a'\nnews = 'asked'\n");
    known.told.clear();
    EXPECT_EQ(followed_text(known, pat_on_wednesday, english), "This was known already; nothing changes.\n");
    EXPECT_EQ(followed_text(Followed{}, pat_on_wednesday, english), "Noted; it waits for its interview.\n");
}

TEST(Followed, WarningsComeLast) {
    auto told = followed("[[heard]]\ninterview = 'a'\nnews = 'asked'\n");
    told.warnings = {"look again"};
    EXPECT_TRUE(followed_text(told, pat_on_wednesday, english).ends_with("warning: look again\n"));
}

TEST(Followed, JsonHasTheDateTheChangeAndTheDuty) {
    const auto all = boost::json::parse(followed_json(
        followed("[[pushed]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nto = 'Thursday next week'\n"),
        pat_on_wednesday, english));
    EXPECT_EQ(all.at("new").as_int64(), 1);
    EXPECT_EQ(all.at("read").at(0).at("means").as_string(), "Thu 3 Dec 2026");
    EXPECT_EQ(all.at("followed").at(0).at("what").as_string(), "moved");
    EXPECT_EQ(all.at("followed").at(0).at("from").as_string(), "2026-11-30T23:00:00Z");
    EXPECT_EQ(all.at("followed").at(0).at("duty").at("due").as_string(), "2026-12-03T23:00:00Z");
}

TEST(Followed, WhatIsTakenAwayIsTold) {
    const auto text = followed_text(followed("[[struck]]\ninterview = 'a'\npromise = 'Margaret Chen'\n"),
                                    pat_on_wednesday, english);
    EXPECT_TRUE(text.contains("Dropped: Call Margaret Chen (Acme Robotics), as promised\n")) << text;
    EXPECT_TRUE(text.contains("Taken away: the promise to call Margaret Chen is struck\n")) << text;
}

TEST(Followed, WhoSpokeAndHeardNothingNewIsAskedForWhatComesNext) {
    const auto spoke = followed("[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n");
    EXPECT_TRUE(asks_for_next(spoke));
    const auto text = followed_text(spoke, pat_on_wednesday, english);
    for (const auto* way : {"followup push a next DATE", "followup heard a NEWS", "followup close a"})
        EXPECT_TRUE(text.contains(way)) << text;
    EXPECT_TRUE(
        boost::json::parse(followed_json(spoke, pat_on_wednesday, english)).at("asks_for_next").as_bool());
    for (const auto* told : {"[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'voicemail'\n",
                             "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n"
                             "next = 'Thursday next week'\n",
                             "[[called]]\ninterview = 'a'\nwhom = 'Margaret Chen'\nresult = 'spoke'\n"
                             "[[heard]]\ninterview = 'a'\nnews = 'rejected'\n"})
        EXPECT_FALSE(asks_for_next(followed(told))) << told;
}

} // namespace
} // namespace followup::web
