#include "core/mail/unreached.hpp"

#include "core/base/text.hpp"
#include "core/mail/acme.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text_of(const Note& note) {
    return base::joined(note.paragraphs, "\n\n");
}

Unreached was_refused(std::vector<std::string> about) {
    return {.why = Unreached::Why::refused,
            .whom = acme::dana(),
            .reply = "550 5.1.1 no such user\nsecond line",
            .about = std::move(about)};
}

Note note_of(const Unreached& mail, const plan::Plan& plan, const plan::Person& reader = acme::pat()) {
    auto known = acme::known();
    known.candidate.phone = "+1 720 555 0199";
    return unreached_note(mail, known, plan, reader, acme::agency(), acme::style(),
                          acme::at("2026-11-23T14:00:00Z"));
}

TEST(Unreached, SaysWhomToCallAndWhatTheMailWasAbout) {
    const auto note = note_of(was_refused({"dana-acme-1/debrief"}), acme::plan());
    EXPECT_EQ(note.subject, "Dana Reyes at Acme Robotics: a mail did not arrive, please call");
    EXPECT_EQ(note.to.address, acme::pat().email);
    EXPECT_THAT(text_of(note),
                HasSubstr("A mail to dana@candidate.example was refused: 550 5.1.1 no such user\n"));
    EXPECT_THAT(text_of(note), HasSubstr("Please call Dana Reyes: +1 720 555 0199"));
    EXPECT_THAT(text_of(note), HasSubstr("It was about:\nCall Pat Moreno about the interview"));
    EXPECT_THAT(text_of(note), Not(HasSubstr("Letter"))) << "only what it was about";
}

TEST(Unreached, TellsNewsWholeAsTheyWereWritten) {
    auto plan = acme::plan();
    plan::News news;
    news.id = "dana-acme-1/news/7";
    news.what = plan::News::What::ended;
    news.how = ledger::Ending::How::rejected;
    news.own = "their second choice";
    news.tell = "They chose somebody with more shifts behind them.";
    plan.news.push_back(news);
    const auto words = text_of(note_of(was_refused({news.id}), plan));
    EXPECT_THAT(words, HasSubstr("Dana Reyes was to read this:"));
    EXPECT_THAT(words, HasSubstr("They chose somebody with more shifts behind them."));
    EXPECT_THAT(words, Not(HasSubstr("second choice"))) << "it is read to her on the telephone";
}

TEST(Unreached, OfSomebodyWhoWantsNoMailsNothingIsToBeMended) {
    auto mail = was_refused({"dana-acme-1/debrief"});
    mail.why = Unreached::Why::unwanted;
    const auto words = text_of(note_of(mail, acme::plan()));
    EXPECT_THAT(words, HasSubstr("Dana Reyes wants no mails"));
    EXPECT_THAT(words, Not(HasSubstr("address")));
}

TEST(Unreached, IsSaidInTheLanguageOfItsReader) {
    auto pat = acme::pat();
    pat.language = "de";
    const auto note = note_of(was_refused({"dana-acme-1/debrief"}), acme::plan(), pat);
    EXPECT_THAT(text_of(note), HasSubstr("Bitte rufen Sie Dana Reyes an: +1 720 555 0199"));
    EXPECT_THAT(stopped_note(acme::known(), pat, acme::style()).subject, HasSubstr("keine Mails mehr"));
}

} // namespace
} // namespace followup::mail
