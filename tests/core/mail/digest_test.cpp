#include "core/mail/digest.hpp"

#include "core/mail/acme.hpp"
#include "core/mail/golden.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::mail {
namespace {

std::vector<DigestLine> lines_at(std::string_view now, const plan::Plan& plan = acme::plan()) {
    return digest_lines(acme::known(), plan, acme::pat(), acme::agency(), acme::style(), {}, acme::at(now));
}

Message mail_at(std::string_view now) {
    return digest(acme::pat(), {.lines = lines_at(now)}, acme::agency(), acme::style(), acme::occasion(now));
}

TEST(Digests, TellWhatIsOverdueDueTodayAndThisWeek) {
    const auto mail = mail_at("2026-11-30T14:00:00Z");
    EXPECT_GOLDEN("digest.txt", "Subject: " + mail.subject + "\n\n" + mail.text);
}

TEST(Digests, AreWrittenInTheLanguageOfTheirReader) {
    auto pat = acme::pat();
    pat.language = "de";
    const auto now = acme::at("2026-11-30T14:00:00Z");
    auto lines = digest_lines(acme::known(), acme::plan(), pat, acme::agency(), acme::style(), {}, now);
    const auto mail = digest(pat, {.lines = std::move(lines), .unlisted = 2}, acme::agency(), acme::style(),
                             acme::occasion("2026-11-30T14:00:00Z"));
    EXPECT_GOLDEN("digest.de.txt", "Subject: " + mail.subject + "\n\n" + mail.text);
}

TEST(Digests, PutLettersThatAreOwedTogetherIntoOneLine) {
    const auto lines = lines_at("2026-11-23T14:00:00Z");
    const auto letters = std::ranges::find_if(
        lines, [](const DigestLine& line) { return line.what.starts_with("Letters to 3 people"); });
    ASSERT_NE(letters, lines.end());
    EXPECT_EQ(letters->duties.size(), 3U);
    EXPECT_EQ(letters->part, DigestLine::Part::overdue);
    EXPECT_EQ(letters->who, "Dana Reyes");
}

TEST(Digests, LinkWhatIsOverdueWhereThereArePages) {
    const auto* now = "2026-11-30T14:00:00Z";
    auto lines = lines_at(now);
    for (auto& line : lines)
        for (const auto& duty : line.duties)
            line.pages[duty] = "https://f.example/a/of-" + duty;
    const auto mail =
        digest(acme::pat(), {.lines = lines}, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_NE(mail.text.find("  https://f.example/a/of-dana-acme-1/debrief\n"), std::string::npos)
        << mail.text;
    EXPECT_NE(mail.html.find("<a href=\"https://f.example/a/of-dana-acme-1/debrief\">"), std::string::npos);
    EXPECT_EQ(mail.text.find("followup done"), std::string::npos) << mail.text;
}

TEST(Digests, LookNoFurtherThanTheWeek) {
    for (const auto& line : lines_at("2026-11-23T14:00:00Z"))
        EXPECT_LT(line.due, acme::at("2026-11-30T06:00:00Z")) << line.what;
}

TEST(Digests, TellWhoseCalendarNobodyAsksForAnyMore) {
    const auto* now = "2026-11-30T14:00:00Z";
    EXPECT_EQ(mail_at(now).text.find("gone quiet"), std::string::npos);
    const Digest told{.lines = lines_at(now),
                      .quiet = {{"Dana Reyes", acme::at("2026-11-22T03:00:00Z"), "iOS/26 dataaccessd"},
                                {"Pat", acme::at(now), ""}}};
    const auto mail = digest(acme::pat(), told, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_NE(mail.text.find("- Dana Reyes: last asked for on Sat 21 Nov 2026 by iOS/26 dataaccessd\n"),
              std::string::npos)
        << mail.text;
    EXPECT_NE(mail.text.find("- Pat: last asked for on Mon 30 Nov 2026\n"), std::string::npos) << mail.text;
}

TEST(Digests, AreSilentAboutWhatIsClosed) {
    auto plan = acme::plan();
    for (auto& duty : plan.duties)
        duty.state = plan::State::done;
    EXPECT_TRUE(lines_at("2026-11-30T14:00:00Z", plan).empty());
}

/// A duty of the recruiter's to set the next date.
plan::Plan nothing_but_next(bool carried_over) {
    plan::Plan plan;
    plan::Duty duty;
    duty.id = "dana-acme-1/next";
    duty.kind = plan::Kind::next;
    duty.interview = "dana-acme-1";
    duty.owner = acme::pat();
    duty.whom = "Acme Robotics";
    duty.due = acme::at("2026-11-30T16:00:00Z");
    duty.dates.push_back({duty.due, acme::at("2026-11-27T20:00:00Z"), {}});
    duty.carried_over = carried_over;
    plan.duties.push_back(duty);
    return plan;
}

TEST(Digests, TellWhatHasNoDateInASectionOfItsOwn) {
    const auto* now = "2026-11-30T14:00:00Z";
    const auto lines = lines_at(now, nothing_but_next(false));
    const auto mail =
        digest(acme::pat(), {.lines = lines}, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_GOLDEN("digest-undated.txt", "Subject: " + mail.subject + "\n\n" + mail.text);
}

TEST(Digests, CountOlderCasesWithoutADateAndNameNoneOfThem) {
    const auto* now = "2026-11-30T14:00:00Z";
    EXPECT_THAT(lines_at(now, nothing_but_next(true)), testing::IsEmpty());
    EXPECT_TRUE(Digest{}.empty());
    const Digest told{.older = 23};
    EXPECT_FALSE(told.empty());
    const auto mail = digest(acme::pat(), told, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_EQ(mail.subject, "Follow-ups on Mon 30 Nov 2026: 23 older without a date");
    EXPECT_THAT(mail.text,
                testing::HasSubstr("23 older cases have no date. To see them: followup agenda --undated. "
                                   "To close those that are over: followup close --undated"));
}

TEST(Digests, TellWhoHasNotBeenToldOfAnOutcome) {
    const auto* now = "2026-11-30T14:00:00Z";
    auto known = acme::known();
    ledger::Ending ending;
    ending.how = ledger::Ending::How::rejected;
    known.endings.push_back(ending);
    plan::Plan plan;
    plan.untold = acme::at("2026-11-27T20:00:00Z");
    const auto lines =
        digest_lines(known, plan, acme::pat(), acme::agency(), acme::style(), {}, acme::at(now));
    ASSERT_THAT(lines, testing::SizeIs(1));
    const auto mail =
        digest(acme::pat(), {.lines = lines}, acme::agency(), acme::style(), acme::occasion(now));
    EXPECT_THAT(mail.text,
                testing::HasSubstr(
                    "- Dana Reyes has not been told that Acme Robotics said no, known since Fri 27 Nov "
                    "2026, 14:00 CST\n  followup told dana-acme-1\n"));
    auto linked = lines;
    linked[0].pages["dana-acme-1/letter/luis-ortiz"] = "https://f.example/a/TOKEN";
    EXPECT_THAT(
        digest(acme::pat(), {.lines = linked}, acme::agency(), acme::style(), acme::occasion(now)).text,
        testing::HasSubstr("14:00 CST\n  https://f.example/a/TOKEN\n"))
        << "who has a page needs no command";
    known.carried_over = true;
    EXPECT_THAT(digest_lines(known, plan, acme::pat(), acme::agency(), acme::style(), {}, acme::at(now)),
                testing::IsEmpty())
        << "younger rules do not bring up what ended long ago";
}

TEST(Digests, SayThatSomebodyWasRemindedOnlyWhenTheMailWasAccepted) {
    const auto* now = "2026-11-30T14:00:00Z";
    const auto debrief = [&](const ReachedByDuty& reached) {
        const auto lines = digest_lines(acme::known(), acme::plan(), acme::pat(), acme::agency(),
                                        acme::style(), reached, acme::at(now));
        return std::ranges::find(lines, std::vector<std::string>{"dana-acme-1/debrief"}, &DigestLine::duties)
            ->when;
    };
    const auto due = std::string{"was due by Fri 20 Nov 2026, 17:30 CST, 10 days ago"};
    EXPECT_EQ(debrief({}), due);
    EXPECT_EQ(debrief({{"dana-acme-1/debrief", {acme::at("2026-11-20T22:00:00Z"), {}}}}),
              due + "; last reminded on Fri 20 Nov 2026");
    EXPECT_EQ(debrief({{"dana-acme-1/debrief", {acme::at("2026-11-20T22:00:00Z"), "550 no such user"}}}),
              due + "; the mail about it did not arrive: 550 no such user");
}

TEST(Digests, ListTwentyLinesOfASectionAndCountTheRest) {
    const auto* now = "2026-11-30T14:00:00Z";
    std::vector<DigestLine> lines;
    for (int n = 0; n < 34; ++n) {
        DigestLine line;
        line.part = DigestLine::Part::overdue;
        line.what = "duty " + std::to_string(n) + ".";
        lines.push_back(line);
    }
    const auto mail =
        digest(acme::pat(), {.lines = lines}, acme::agency(), acme::style(), acme::occasion(now));
    std::size_t listed = 0;
    for (auto at = mail.text.find("- duty "); at != mail.text.npos; at = mail.text.find("- duty ", at + 1))
        ++listed;
    EXPECT_EQ(listed, 20U);
    EXPECT_THAT(mail.text, testing::HasSubstr("\nand 14 more: followup agenda --overdue\n"));
    EXPECT_THAT(mail.subject, testing::HasSubstr("34 overdue"));
}

} // namespace
} // namespace followup::mail
