#include "core/web/outbox.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace followup::web {
namespace {

const Instant noon = base::parse_instant("2026-12-02T12:00:00Z").value();
const Reader pat_at_noon{base::Zone::named("America/Chicago").value(), noon, {}};

MailShown mail(std::int64_t number, mail::State state) {
    return {.number = number,
            .state = state,
            .person = "dana@candidate.example",
            .from = "followups@glass.example",
            .to = "dana@candidate.example",
            .subject = "Acme Robotics: Controls Engineer",
            .due = noon,
            .claimed = noon,
            .handed = {},
            .settled = noon,
            .wait_until = {},
            .relay = "smtp://mail.example:587",
            .code = 250,
            .reply = "250 2.0.0 queued as 4F",
            .message_id = "x@glass.example",
            .duties = {"a/call/margaret-chen"}};
}

TEST(Outbox, SaysOfEachMailWhatBecameOfIt) {
    auto waits = mail(13, mail::State::deferred);
    waits.settled.reset();
    waits.wait_until = noon + base::minutes{30};
    waits.code = 450;
    waits.reply = "4.2.0 greylisted";
    auto back = mail(14, mail::State::sent);
    back.came_back = true;
    back.code = 550;
    back.reply = "550 5.1.1 unknown";
    back.relay = {};
    const std::vector mails{mail(12, mail::State::sent), waits, back};
    EXPECT_EQ(outbox_text(mails, true, pat_at_noon),
              "    12  sent      Wed 2 Dec 2026, 06:00 CST  dana@candidate.example\n"
              "        Acme Robotics: Controls Engineer\n"
              "    13  waits     Wed 2 Dec 2026, 06:00 CST  dana@candidate.example\n"
              "        Acme Robotics: Controls Engineer\n"
              "        is tried again Wed 2 Dec 2026, 06:30 CST\n"
              "        450 4.2.0 greylisted (smtp://mail.example:587)\n"
              "    14  came back Wed 2 Dec 2026, 06:00 CST  dana@candidate.example\n"
              "        Acme Robotics: Controls Engineer\n"
              "        550 5.1.1 unknown\n"
              "Older ones are not listed; see all with --all.\n");
    EXPECT_EQ(outbox_text({}, false, pat_at_noon), "The outbox is empty.\n");
}

TEST(Outbox, ShowsTheLifeOfAMailAndItsBytes) {
    auto one = mail(12, mail::State::sent);
    one.steps = {{noon, mail::State::claimed, 0, {}, {}},
                 {noon + base::seconds{1}, mail::State::handed, 0, {}, {}},
                 {noon + base::seconds{2}, mail::State::sent, 250, "smtp://mail.example:587", "250 ok"}};
    one.bytes = "From: us\r\nSubject: x\r\n\r\nHello\x1b[31m\r\n";
    const auto text = mail_text(one, pat_at_noon);
    EXPECT_NE(text.find("  Wed 2 Dec 2026, 06:00:02 CST  sent\n      250 ok (smtp://mail.example:587)\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("From: us\nSubject: x\n\nHello"), std::string::npos) << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos) << "a terminal shows it: nothing in it may be an order";
    const auto json = boost::json::parse(mail_json(one)).as_object();
    EXPECT_EQ(json.at("bytes").as_string(), one.bytes);
    EXPECT_EQ(json.at("steps").as_array().size(), 3U);
}

} // namespace
} // namespace followup::web
