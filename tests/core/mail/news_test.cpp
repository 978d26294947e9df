#include "core/mail/news.hpp"

#include "core/base/text.hpp"
#include "core/mail/golden.hpp"
#include "core/mail/nudges.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace followup::mail {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using How = ledger::Ending::How;
using What = plan::News::What;

constexpr auto own = "SECRET: they found her too quiet";
constexpr auto tell = "They chose somebody who knows their line, and they liked you.";

/// News of a kind, with both: what is the recruiter's, and what is for the candidate.
plan::News news(What what, How how = How::closed) {
    plan::News made;
    made.id = "dana-acme-1/news/" + std::string{plan::word(what)} + std::string{ledger::word(how)};
    made.what = what;
    made.interview = "dana-acme-1";
    made.how = how;
    made.from = plan::Meeting{{}, acme::at("2026-11-20T21:30:00Z"), {}};
    made.to = plan::Meeting{acme::at("2026-11-24T16:00:00Z"), acme::at("2026-11-24T17:30:00Z"), {}};
    made.step = "dana-acme-1/step/1";
    made.own = own;
    made.tell = tell;
    return made;
}

const std::vector<How> hows = {How::rejected, How::withdrawn, How::closed, How::accepted, How::declined};
const std::vector<What> whats = {What::ended,     What::released, What::offer,    What::answered,
                                 What::cancelled, What::planned,  What::moved,    What::invited,
                                 What::off,       What::on,       What::reopened, What::doubt};

plan::Person speaking(plan::Person reader, const char* language) {
    reader.language = language;
    return reader;
}

/// What a section says to somebody, and every date's news.
struct Told : Story {
    plan::Person reader;

    Told(const plan::Person& to, const char* language)
        : Story("2026-11-23T15:00:00Z"), reader(speaking(to, language)) {}

    [[nodiscard]] Scene scene() const {
        return {reader, known, plan, agency, style, occasion, style.tongue(reader.language)};
    }
    [[nodiscard]] std::string of(const plan::News& what) const {
        return news_section(what, scene()).plain + "\n\n";
    }
    [[nodiscard]] std::string date(const std::string& id, const char* rule) {
        auto posting = acme::posting(reader, {id});
        posting.nudges.front().rule = rule;
        return date_news(acme::duty(plan, id), posting, scene()).plain;
    }
    /// The mail about news that is due to somebody.
    [[nodiscard]] Message mail_of(const std::vector<plan::News>& all) {
        plan::Posting posting;
        posting.to = reader;
        posting.case_id = known.id;
        for (const auto& each : all) {
            plan.news.push_back(each);
            posting.nudges.emplace_back().duty = each.id;
        }
        return compose(posting, known, plan, agency, style, occasion);
    }
};

TEST(NewsSections, TellTheCandidateWhatChangedForHerAndHerRecruitersWords) {
    for (const auto* language : {"en", "de"}) {
        const Told dana{acme::dana(), language};
        auto untold = news(What::cancelled);
        untold.tell = {};
        const auto all = dana.of(news(What::ended, How::rejected)) + dana.of(news(What::offer))
                         + dana.of(news(What::cancelled)) + dana.of(untold) + dana.of(news(What::moved));
        auto released = news(What::released);
        released.tell = {};
        std::string ahead;
        for (const auto what : {What::planned, What::invited, What::off, What::on})
            ahead += dana.of(news(what));
        EXPECT_GOLDEN("news.candidate." + std::string{language} + ".txt", all + dana.of(released) + ahead);
    }
}

TEST(NewsSections, TellTheRecruiterWhatTheCandidateDidAndWhy) {
    for (const auto* language : {"en", "de"}) {
        const Told pat{acme::pat(), language};
        const auto plain = [&](What what, How how = How::closed) {
            auto made = news(what, how);
            made.tell = {};
            made.own =
                what == What::doubt ? "“Margret Chen” was called; is that Margaret Chen?" : "Her words.";
            return pat.of(made);
        };
        std::string all;
        for (const auto how : {How::rejected, How::withdrawn, How::closed})
            all += plain(What::ended, how);
        for (const auto how : {How::accepted, How::declined})
            all += plain(What::answered, how);
        for (const auto what :
             {What::offer, What::cancelled, What::planned, What::moved, What::invited, What::doubt})
            all += plain(what);
        EXPECT_GOLDEN("news.recruiter." + std::string{language} + ".txt", all);
    }
}

TEST(NewsSections, HoldNothingForTheCandidateThatIsTheRecruitersOwn) {
    for (const auto* language : {"en", "de"})
        for (const auto what : whats)
            for (const auto how : hows) {
                const Told dana{acme::dana(), language};
                const Told pat{acme::pat(), language};
                const auto made = news(what, how);
                const auto both = news_section(made, dana.scene());
                EXPECT_FALSE((both.plain + both.markdown).contains("SECRET")) << both.plain;
                EXPECT_TRUE(both.plain.contains(tell)) << both.plain;
                EXPECT_TRUE(pat.of(made).contains(own)) << pat.of(made);
            }
}

TEST(NewsSections, OfAnOutcomeSayNothingToTheCandidateButTheWordsForHer) {
    for (const auto* language : {"en", "de"})
        for (const auto what : {What::ended, What::offer, What::answered}) {
            const Told dana{acme::dana(), language};
            const auto one = dana.of(news(what, How::rejected));
            for (const auto how : hows)
                EXPECT_EQ(dana.of(news(what, how)), one) << "how it ended is hers to hear from a person";
        }
}

TEST(NewsSections, NameTheEmployerThatHerRecruitersWordsMayNotName) {
    const Told dana{acme::dana(), "en"};
    EXPECT_TRUE(dana.of(news(What::ended)).contains("This is about Acme Robotics: Controls Engineer."));
}

TEST(NewsSections, BeginWhatTheProgramAsksLikeASentence) {
    const Told pat{acme::pat(), "en"};
    auto asked = news(What::doubt);
    asked.own = "a letter went to Ms Chen";
    EXPECT_TRUE(pat.of(asked).contains("\nA letter went to Ms Chen"));
}

TEST(NewsSections, AskEveryQuestionInTheReadersLanguage) {
    const Told english{acme::pat(), "en"};
    const Told german{acme::pat(), "de"};
    for (int n = 0; n <= static_cast<int>(ledger::Question::news_after_end); ++n) {
        auto asked = news(What::doubt);
        asked.question = static_cast<ledger::Question>(n);
        for (const auto* value : {"how", "ended", "interview", "other", "what", "case", "name", "key",
                                  "count", "dates", "met", "open", "events"})
            asked.about[value] = fmt::format("<{}>", value);
        asked.own = ledger::in_english(*asked.question, asked.about);
        EXPECT_THAT(english.of(asked), Not(HasSubstr("{{")));
        const Told dana{acme::dana(), "de"};
        EXPECT_THAT(dana.of(asked), Not(HasSubstr("<"))) << "what is asked is the recruiter's";
        const auto words = german.of(asked);
        EXPECT_THAT(words, HasSubstr("<")) << "it names what it is about";
        EXPECT_THAT(words, Not(ContainsRegex("\\b(the|until|is)\\b [a-z]+ [a-z]"))) << words;
        EXPECT_THAT(words, Not(HasSubstr("{{")));
        EXPECT_NE(english.of(asked), words);
    }
}

TEST(NewsSections, AreInTheLanguageOfTheirReader) {
    for (const auto& reader : {acme::dana(), acme::pat()})
        for (const auto what : whats)
            for (const auto how : hows) {
                auto made = news(what, how);
                made.own = {};
                made.tell = {};
                const auto text = Told{reader, "de"}.of(made);
                for (const auto* english : {"The ", " the ", "News", " was to ", " says ", "You ", " Nov "})
                    EXPECT_FALSE(text.contains(english)) << text;
            }
}

TEST(News, AreThoseOfThePostingEachOnce) {
    Told dana{acme::dana(), "en"};
    auto moved = news(What::moved);
    auto cancelled = news(What::cancelled);
    dana.plan.news = {moved, cancelled};
    auto posting = acme::posting(acme::dana(), {"debrief"});
    EXPECT_TRUE(news_of(posting, dana.plan).empty());
    posting.nudges.emplace_back().duty = cancelled.id;
    posting.nudges.emplace_back().duty = cancelled.id;
    const auto found = news_of(posting, dana.plan);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front()->id, cancelled.id);
}

TEST(News, ComeInAMailOfTheirOwnWithoutAnythingToRecord) {
    Told dana{acme::dana(), "en"};
    auto made = news(What::ended, How::rejected);
    made.tell = "<b>No</b>, *alas*.";
    const auto mail = dana.mail_of({made});
    EXPECT_TRUE(mail.text.contains("News from Pat Moreno\n")) << mail.text;
    EXPECT_TRUE(mail.text.contains("Pat Moreno writes:\n\n<b>No</b>, *alas*.\n")) << mail.text;
    EXPECT_TRUE(mail.html.contains("&lt;b&gt;No&lt;/b&gt;, *alas*.")) << mail.html;
    EXPECT_FALSE(mail.text.contains("nothing left to do")) << mail.text;
    EXPECT_FALSE(mail.text.contains("Done, moved")) << mail.text;
    EXPECT_EQ(mail.subject, "News from Pat Moreno") << "a lock screen shows it to anybody";
    for (const auto& part : {mail.text, mail.html})
        EXPECT_FALSE(part.contains("SECRET")) << part;
}

TEST(DateNews, SayThatADateWasSetOrMovedAndWhy) {
    Told dana{acme::dana(), "en"};
    Told german{acme::dana(), "de"};
    EXPECT_EQ(dana.date("step/1", "set"), "Acme Robotics invites you to a second interview.\n\n");
    EXPECT_EQ(german.date("step/1", "set"), "Acme Robotics lädt Sie zu einem zweiten Gespräch ein.\n\n");
    EXPECT_EQ(dana.date("step/1", "moved"), "") << "it has one date only";
    EXPECT_EQ(dana.date("step/1", "eve"), "");
    for (auto* told : {&dana, &german}) {
        auto& step = acme::duty(told->plan, "step/1");
        step.due = acme::at("2026-12-10T16:00:00Z");
        step.dates.push_back({step.due, {}, {.word = "pushed", .own = own, .tell = "She is in Joliet."}});
    }
    EXPECT_EQ(dana.date("step/1", "moved"),
              "It is on Thu 10 Dec 2026, 09:00 MST now, no longer on Tue 8 Dec 2026, 09:00 MST.\n\n"
              "Pat Moreno: “She is in Joliet.”\n\n");
    EXPECT_EQ(
        german.date("step/1", "moved"),
        "Der neue Termin: Donnerstag, 10. Dezember 2026, 09:00 Uhr MST, nicht mehr Dienstag, 8. Dezember "
        "2026, 09:00 Uhr MST.\n\n"
        "Pat Moreno: „She is in Joliet.“\n\n");
    EXPECT_EQ(dana.date("step/1", "eve"), "") << "she has been told before";
}

TEST(DateNews, TellTheCandidateNoReasonThatIsNotForHer) {
    Told dana{acme::dana(), "en"};
    auto& step = acme::duty(dana.plan, "step/1");
    step.due = acme::at("2026-12-10T16:00:00Z");
    step.dates.push_back({step.due, {}, {.word = {}, .own = own}});
    EXPECT_EQ(dana.date("step/1", "moved"),
              "It is on Thu 10 Dec 2026, 09:00 MST now, no longer on Tue 8 Dec 2026, 09:00 MST.\n\n");
}

TEST(DateNews, OfWhatHadADayOnlyClaimNoHour) {
    Told dana{acme::dana(), "en"};
    auto& step = acme::duty(dana.plan, "step/1");
    step.dates.front().shape = plan::Shape::on_date;
    step.due = acme::at("2026-12-08T16:00:00Z");
    step.dates.push_back({step.due, {}, {}});
    step.dates.back().shape = plan::Shape::at_time;
    EXPECT_EQ(dana.date("step/1", "moved"), "The time is known now: Tue 8 Dec 2026, 09:00 MST.\n\n");
    step.dates.back().due += base::days{1};
    EXPECT_EQ(dana.date("step/1", "moved"),
              "It is on Wed 9 Dec 2026, 09:00 MST now, no longer on Tue 8 Dec 2026.\n\n");
}

TEST(DateNews, NameTheCallsThatFallAwayWithIt) {
    Told dana{acme::dana(), "en"};
    const ledger::Origin heard{9, acme::at("2026-11-25T16:00:00Z"), acme::at("2026-11-25T16:01:00Z")};
    acme::duty(dana.plan, "step/1").dates.back().said = heard;
    auto& call = acme::duty(dana.plan, "call/margaret-chen");
    call.state = plan::State::dropped;
    call.closed = heard.at;
    EXPECT_EQ(dana.date("step/1", "set"), "Acme Robotics invites you to a second interview.\n\n"
                                          "You need not call Margaret Chen on Mon 30 Nov any more.\n\n");
    auto invited = news(What::invited);
    invited.origin = heard;
    EXPECT_TRUE(dana.of(invited).contains("You need not call Margaret Chen on Mon 30 Nov any more."));
    call.closed = acme::at("2026-11-24T16:00:00Z");
    EXPECT_FALSE(dana.of(invited).contains("need not call")) << "it had fallen away before";
}

TEST(News, UnderTheirOwnTitleAsHeadlineAreNotTitledTwice) {
    Told dana{acme::dana(), "en"};
    const auto mail = dana.mail_of({news(What::moved)});
    EXPECT_EQ(mail.subject, "Interview at Acme Robotics: moved to Tue 24 Nov, 09:00");
    const auto first = mail.text.find(mail.subject);
    EXPECT_EQ(mail.text.find(mail.subject, first + 1), std::string::npos) << mail.text;
    const auto two = dana.mail_of({news(What::cancelled), news(What::planned)});
    EXPECT_TRUE(two.text.contains("The interview at Acme Robotics is off\n---")) << two.text;
}

TEST(DateNews, StandBeforeTheDutyInTheMail) {
    Told dana{acme::dana(), "en"};
    auto posting = acme::posting(acme::dana(), {"step/1"});
    posting.nudges.front().rule = "set";
    const auto mail = compose(posting, dana.known, dana.plan, dana.agency, dana.style, dana.occasion);
    const auto said = mail.text.find("Acme Robotics invites you to a second interview.");
    ASSERT_NE(said, std::string::npos) << mail.text;
    EXPECT_LT(said, mail.text.find("Second interview at Acme Robotics\n")) << mail.text;
}

} // namespace
} // namespace followup::mail
