#include "shell/run/answers.hpp"

#include "shell/run/keeper.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

using base::hours;
using base::minutes;

const Instant asked_then = ended + minutes{15}; // when the candidates are asked to call

int written_before = 0; ///< mails, each with an id of its own

std::string written(std::string_view from, std::string_view to, std::string_view text) {
    return fmt::format(
        "From: {}\r\nTo: {}\r\nSubject: Re: hello\r\nMessage-ID: <{}@elsewhere.example>\r\n\r\n{}\r\n", from,
        to, ++written_before, text);
}

class Answers : public Keeper {
  protected:
    Answers() {
        start("replies = \"replies@glass.example\"\nstrangers_per_hour = 3\nanswers_per_hour = 2\n"
              "storm_floor = 0");
    }
    Received come(const std::string& bytes, Instant now) { return got(receive(*keeper, bytes, now, now)); }
    Received stranger(Instant now) {
        return come(written("Eve <eve@elsewhere.example>", "replies@glass.example", "win a canary"), now);
    }
};

TEST_F(Answers, OfStrangersAreReadSoManyTimesInAnHour) {
    for (int n = 0; n < 3; ++n)
        EXPECT_FALSE(stranger(asked_then).keep);
    const auto more = stranger(asked_then + minutes{59});
    EXPECT_TRUE(more.keep) << "it stays in the inbox";
    EXPECT_FALSE(more.what.contains("canary"));
    const auto mails = sent(asked_then + minutes{59});
    ASSERT_EQ(mails.size(), 3U);
    EXPECT_TRUE(mails.back().bytes.contains("stay in the inbox")) << mails.back().bytes;
    EXPECT_FALSE(stranger(asked_then + hours{1}).keep);
    EXPECT_EQ(keeper->outsiders().counts().not_heeded, 1);
}

TEST_F(Answers, OfStrangersTakeNothingFromThoseOfReaders) {
    take(interview(1), ended);
    const auto mails = sent(asked_then);
    ASSERT_FALSE(mails.empty());
    for (int n = 0; n < 10; ++n)
        static_cast<void>(stranger(asked_then));
    const auto tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, mails.front().number);
    const auto own = written("c1@candidate.example", web::tagged("replies@glass.example", tag), "stop");
    EXPECT_TRUE(come(own, asked_then).what.contains("as an answer asked for"));
}

TEST_F(Answers, StopTheMailsOfSeveralCasesAsWell) {
    // As a mail program writes it for the List-Unsubscribe of a digest.
    mail::Note digest;
    digest.to = {"Pat Moreno", *base::MailAddress::parse("pat@glass.example")};
    digest.subject = "Your day";
    got(keeper->write_note(digest, 0, "pat", asked_then));
    const auto mails = sent(asked_then);
    ASSERT_EQ(mails.size(), 1U);
    const auto tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, mails.front().number);
    auto pressed = written("pat@glass.example", web::tagged("replies@glass.example", tag), "unread");
    pressed.replace(pressed.find("Re: hello"), 9, "stop");
    EXPECT_TRUE(come(pressed, asked_then).what.contains("no more mails"));
    EXPECT_TRUE(got(keeper->wants_no_mails("pat")));
}

TEST_F(Answers, ToAMailOfTwoCasesAreAskedAboutWhereTheyFitBoth) {
    for (const auto* id : {"a", "b"})
        take(interview(1, id), ended);
    const auto mails = sent(asked_then);
    ASSERT_EQ(mails.size(), 1U);
    const auto tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, mails.front().number);
    const auto own = [&](const std::string& text) {
        return written("c1@candidate.example", web::tagged("replies@glass.example", tag), text);
    };
    EXPECT_TRUE(come(own("done"), asked_then + minutes{1}).what.contains("changed nothing"));
    const auto asked = sent(asked_then + minutes{1});
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_TRUE(asked.front().bytes.contains("can mean several things")) << asked.front().bytes;
    EXPECT_TRUE(asked.front().bytes.contains("Subject: Re: ")) << asked.front().bytes;
    EXPECT_TRUE(come(own("done: all"), asked_then + minutes{62}).what.contains("was recorded"));
    for (const auto number : {1, 2}) {
        const auto standing = got(keeper->standing(number, asked_then + minutes{63}));
        EXPECT_EQ(standing.second.duties.front().state, plan::State::done);
    }
}

/// The interview with a call that was promised, of which the first mail reminds.
Incoming with_call() {
    auto file = interview(1);
    file.bytes += "\n[[interview.promise]]\ncall = \"Margaret Chen\"\non = 2026-11-20T16:30:00-06:00\n";
    return file;
}

TEST_F(Answers, ThatAreReadAgainAfterAnUncleanEndArePassedOnOnce) {
    const auto first = written("Eve <eve@elsewhere.example>", "replies@glass.example", "hello");
    const auto second = written("Eve <eve@elsewhere.example>", "replies@glass.example", "hello");
    for (const auto* name : {"1.M1.mail", "1.M1.mail", "2.M1.mail"})
        got(receive(*keeper, first, asked_then, asked_then, {name}));
    got(receive(*keeper, second, asked_then, asked_then, {"3.M1.mail"}));
    EXPECT_EQ(sent(asked_then + minutes{1}).size(), 2U) << "two mails, however often each is read";
}

TEST_F(Answers, ThatWereRecordedAndNotYetAnsweredAreRecordedOnceAndAnswered) {
    take(with_call(), ended);
    const auto mails = to(sent(asked_then), "c1@candidate.example");
    ASSERT_FALSE(mails.empty());
    const auto tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, mails.front().number);
    const auto push = written("c1@candidate.example", web::tagged("replies@glass.example", tag),
                              "push to December 8 at 10:17am");
    const auto before = got(store->counts()).facts;
    // The first of them ended before its answer was written: nothing but the event tells of it.
    for (const auto* name : {"", "1.M1.mail"})
        got(receive(*keeper, push, asked_then, asked_then, {name}));
    EXPECT_EQ(got(store->counts()).facts, before + 1);
    EXPECT_FALSE(to(sent(asked_then + minutes{1}), "c1@candidate.example").empty());
}

TEST_F(Answers, OfOneReaderInTurnComeToAnEnd) {
    take(interview(1), ended);
    const auto mails = sent(asked_then);
    ASSERT_FALSE(mails.empty());
    const auto tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, mails.front().number);
    const auto own = [&](const std::string& text) {
        return written("c1@candidate.example", web::tagged("replies@glass.example", tag), text);
    };
    EXPECT_TRUE(come(own("done"), asked_then).what.contains("was recorded"));
    EXPECT_TRUE(come(own("undo"), asked_then + minutes{1}).what.contains("passed on"))
        << "the last one is told";
    EXPECT_TRUE(come(own("done"), asked_then + minutes{2}).keep);
}

} // namespace
} // namespace followup::run
