#include "shell/run/obeying.hpp"

#include "core/queue/telling.hpp"
#include "core/web/acting.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/arrivals.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

using base::days;
using base::hours;
using base::minutes;

/// Answers to the reminder of the call that Dana promised.
class Obeying : public Arrivals {
  protected:
    Obeying() : reminder(reminded("call", "dana@candidate.example")) {}
    std::string answer_with(const std::string& text,
                            const std::string& from = "Dana <dana@candidate.example>",
                            const std::string& more = {}) {
        return fmt::format("From: {}\nTo: {}\nSubject: Re: {}\nMessage-ID: <{}@there.example>\n{}\n{}\n",
                           from, web::tagged("replies@glass.example", reminder.tag), reminder.subject,
                           ++written, more, text);
    }
    std::string mails_to(std::string_view address) {
        std::string all;
        for (const auto& mail : to_address(out, address))
            all += read_whole(mail);
        return all;
    }

    Reminder reminder;
    int written = 0;
};

TEST_F(Obeying, ADoubtfulDateChangesNothingUntilItsPageConfirmsIt) {
    const auto before = facts();
    come(answer_with("push to next Thursday"), monday);
    EXPECT_EQ(facts(), before);
    const auto asked = mails_to("dana@candidate.example");
    const auto at = asked.find("https://glass.example/a/");
    ASSERT_NE(at, std::string::npos) << asked;
    const auto address = asked.substr(at, asked.find_first_of(" \n", at) - at);
    EXPECT_TRUE(address.ends_with("?act=push&date=next%20Thursday")) << address;
    const auto path = address.substr(std::string_view{"https://glass.example"}.size());
    web::Request request;
    request.method = "GET";
    request.target = path;
    const auto token = path.substr(3, path.find('?') - 3);
    const auto page = answer_act(*keeper, {token}, request, monday);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.body.contains("next Thursday")) << page.body;
    EXPECT_TRUE(page.body.contains("name=\"sure\"")) << page.body;
    EXPECT_EQ(facts(), before) << "to look is not to confirm";
}

TEST_F(Obeying, AFarDateIsAskedAbout) {
    const auto before = facts();
    come(answer_with("push to 2027-11-02"), monday);
    EXPECT_EQ(facts(), before);
    EXPECT_TRUE(mails_to("dana@candidate.example").contains("Nothing has changed yet"));
}

TEST_F(Obeying, TomorrowCountsFromWhenTheMailWasWritten) {
    come(answer_with("push to tomorrow", "Dana <dana@candidate.example>",
                     "Date: Wed, 2 Dec 2026 20:00:00 -0700\n"),
         at("2026-12-03T15:00:00Z"));
    EXPECT_EQ(base::iso(base::Zone::named("America/Denver")->date(duty("call", clock).due)), "2026-12-03");
}

TEST_F(Obeying, StopWithMoreWordsAsksFirst) {
    come(answer_with("Stop.\n\nShe has rung me already."), monday);
    EXPECT_FALSE(got(keeper->wants_no_mails("dana@candidate.example")));
    EXPECT_TRUE(mails_to("dana@candidate.example").contains("answer with “stop” alone"));
    EXPECT_TRUE(mails_to("pat@glass.example").contains("She has rung me already."));
    come(answer_with("Stop."), monday + minutes{5});
    EXPECT_TRUE(got(keeper->wants_no_mails("dana@candidate.example")));
}

TEST_F(Obeying, WhoeverElseHasTheTagRecordsNothingAndIsNotAnswered) {
    take({"met.toml", "[[debriefed]]\ninterview = \"dana-1\"\nwith = \"client\"\n"
                      "[[debriefed.met]]\nname = \"Luis Ortiz\"\nemail = \"luis@harbour.example\"\n"},
         monday);
    const auto before = facts();
    for (const auto* from : {"Luis <luis@harbour.example>", "Front desk <desk@harbour.example>",
                             "Eve <eve@elsewhere.example>"}) {
        out.clear();
        come(answer_with("heard: an offer", from), monday);
        EXPECT_EQ(facts(), before);
        EXPECT_TRUE(mails_to("pat@glass.example").contains("heard: an offer")) << from;
        for (const auto& mail : out)
            EXPECT_TRUE(mail.to == "pat@glass.example" || mail.to == "dana@candidate.example") << mail.to;
    }
}

TEST_F(Obeying, AnotherAddressOfHersHearsNothingOfTheCase) {
    come(answer_with("done", "Dana Reyes <d.r@otherhouse.example>"), monday);
    const auto told = mails_to("d.r@otherhouse.example");
    EXPECT_TRUE(told.contains("Nothing was recorded"));
    for (const auto* secret : {"Harbour", "Margaret", "Pat"})
        EXPECT_FALSE(told.contains(secret)) << told;
    EXPECT_TRUE(mails_to("pat@glass.example").contains("looks like the same person at another address"));
}

TEST_F(Obeying, WhatIsTooLargeIsToldOfAndStays) {
    const auto mail = answer_with("Here is the hall.") + std::string(11 * 1024 * 1024, 'x');
    const auto received = come(mail, monday, "/inbox/cur/7:2,S");
    EXPECT_TRUE(received.keep);
    const auto told = mails_to("pat@glass.example");
    EXPECT_TRUE(told.contains("Here is the hall."));
    EXPECT_TRUE(told.contains("has 12 MB and is not attached; for 30 days it lies in /inbox/cur/7:2,S"))
        << told.substr(0, 3000);
}

TEST_F(Obeying, OnlyTheFirstOfADayIsToldThatItWentOn) {
    for (int n = 0; n < 5; ++n)
        come(answer_with(fmt::format("What about number {}?", n)), monday + minutes{n});
    EXPECT_EQ(to_address(out, "pat@glass.example").size(), 5U);
    EXPECT_EQ(to_address(out, "dana@candidate.example").size(), 1U);
}

/// Answers of Pat, who looks after the case.
class ObeyingRecruiters : public Obeying {
  protected:
    ObeyingRecruiters() = default;
};

TEST_F(ObeyingRecruiters, KeepsTheirWordsAsANoteThatTheCandidateDoesNotRead) {
    const auto to_pat = [&] {
        for (auto when = monday; when < monday + days{2}; when += minutes{30})
            for (const auto& mail : sent(when))
                if (mail.to == "pat@glass.example" && mail.case_number != 0) return mail;
        throw std::runtime_error("no mail to Pat");
    }();
    reminder.tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, to_pat.number);
    const auto before = facts();
    out.clear();
    come(answer_with("I left her a message and shall try again after lunch.", "Pat <pat@glass.example>"),
         monday + days{2});
    const auto events = events_since(before);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(queue::kind(events.front().body), "note");
    EXPECT_TRUE(
        queue::told(events.front(), base::Zone::utc(), queue::ForRecruiter{}).contains("after lunch"));
    EXPECT_TRUE(mails_to("pat@glass.example").contains("Kept as a note about Dana Reyes at Harbour Works"));
    for (const auto& mail : to_address(out, "dana@candidate.example"))
        EXPECT_FALSE(read_whole(mail).contains("after lunch"));
}

TEST_F(Obeying, AfterNobodyOfAnAddressEveryDigestAsksUntilTryAgain) {
    got(keeper->came_back(reminder.mail.number, 550, "550 5.1.1 user unknown", true, monday));
    std::vector<store::MailRow> digests;
    for (auto when = monday; when < monday + days{3}; when += minutes{30})
        for (const auto& mail : sent(when)) {
            EXPECT_NE(mail.to, "dana@candidate.example");
            if (mail.to == "pat@glass.example" && mail.case_number == 0)
                digests.push_back(*got(store->mail(mail.number)));
        }
    ASSERT_GE(digests.size(), 2U);
    for (const auto& digest : digests)
        EXPECT_TRUE(read_whole(digest).contains("there is nobody at dana@candidate.example"));
    reminder.tag = web::mail_tag(keeper->link_keys(), web::Purpose::reply, digests.back().number);
    come(answer_with("Try again.", "Pat <pat@glass.example>"), monday + days{3});
    EXPECT_TRUE(mails_to("pat@glass.example").contains("mails go to Dana Reyes"));
    std::size_t later = to_address(out, "dana@candidate.example").size();
    for (auto when = monday + days{3}; when < monday + days{4}; when += minutes{30})
        later += to_address(sent(when), "dana@candidate.example").size();
    EXPECT_GT(later, 0U) << "what has waited leaves";
}

} // namespace
} // namespace followup::run
