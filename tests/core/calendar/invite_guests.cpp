#include "core/calendar/invite_guests.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

Guest guest(const std::string& line) {
    bool more = false;
    const auto all = guests({property(line)}, {}, more);
    EXPECT_FALSE(more);
    return all.empty() ? Guest{} : all.front();
}

TEST(Guests, AreKnownByTheirAddressHoweverItIsWritten) {
    const struct {
        std::string line;
        std::string key;
    } cases[] = {
        {"ATTENDEE:mailto:dana@candidate.example", "dana@candidate.example"},
        {"ATTENDEE:MAILTO:Dana@Candidate.example", "dana@candidate.example"},
        {"ATTENDEE:mailto:<dana@candidate.example>", "dana@candidate.example"},
        {"ATTENDEE:mailto:dana@candidate.example?cc=pat@glass.example", "dana@candidate.example"},
        {"ATTENDEE:mailto:dana%40candidate.example", "dana@candidate.example"},
        {"ATTENDEE:mailto: dana@candidate.example", "dana@candidate.example"},
        {"ATTENDEE:dana@candidate.example", "dana@candidate.example"},
        {"ATTENDEE;EMAIL=\"dana@candidate.example\":mailto:2_GEYTEMZ@imip.me.com", "dana@candidate.example"},
        {"ATTENDEE;EMAIL=none:mailto:dana@candidate.example", "dana@candidate.example"},
        {"ATTENDEE:/dav/principals/dana@candidate.example/", "dana@candidate.example"},
        {"ATTENDEE:https://dav.example/p/dana%40candidate.example/", "dana@candidate.example"},
        {"ATTENDEE;CN=\"Dana Reyes <dana@candidate.example>\":invalid:nomail", "dana@candidate.example"},
        {"ATTENDEE;CN=Dana Reyes:invalid:nomail", ""},
    };
    for (const auto& each : cases)
        EXPECT_EQ(guest(each.line).key, each.key) << each.line;
}

TEST(Guests, AreNobodyWhereNoPersonReads) {
    for (const std::string address :
         {"c_1889abc@resource.calendar.google.com", "acme123@group.calendar.google.com",
          "noreply@acme.example", "2_GEYTEMZVGI3TCMRV@imip.me.com"})
        EXPECT_TRUE(guest("ATTENDEE:mailto:" + address).nobody) << address;
    EXPECT_TRUE(guest("ATTENDEE;CUTYPE=ROOM:mailto:lake@acme.example").nobody);
    EXPECT_FALSE(guest("ATTENDEE:mailto:luis@acme.example").nobody);
    EXPECT_TRUE(guest("ATTENDEE:mailto:recruiting@acme.example").office);
}

TEST(Guests, AreThereOnce) {
    bool more = false;
    const auto organizer = property("ORGANIZER;EMAIL=m.chen@acme.example:mailto:x@imip.me.com");
    const auto all =
        guests({property("ATTENDEE;CN=Margaret Chen:mailto:M.Chen@acme.example")}, organizer, more);
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all.front().person.name, "Margaret Chen");
    EXPECT_TRUE(all.front().organizer);
}

TEST(Houses, AreOfOneDomainAndThoseWithinIt) {
    EXPECT_TRUE(same_house("acme.example", "plant.acme.example"));
    EXPECT_FALSE(same_house("acme.example", "notacme.example"));
    EXPECT_FALSE(same_house("gmail.com", "gmail.com"));
    EXPECT_FALSE(same_house("", ""));
    for (const std::string domain :
         {"gmail.com", "yahoo.co.uk", "gmx.ch", "web.de", "icloud.com", "outlook.fr"})
        EXPECT_TRUE(is_mail_provider(domain)) << domain;
    EXPECT_FALSE(is_mail_provider("mail.acme.example"));
}

TEST(Houses, AreCalledLikeTheEmployer) {
    const struct {
        std::string domain;
        std::string employer;
        bool like;
    } cases[] = {
        {"acme.example", "Acme Robotics", true},
        {"mail.acme.co.uk", "Acme Robotics Ltd", true},
        {"acme-robotics.com", "Acme Robotics", true},
        {"acmerobotics.de", "Acme Robotics GmbH", true},
        {"bmw.de", "Bayerische Motoren Werke", true},
        {"mueller.example", "Müller & Söhne", true},
        {"candidate.example", "Acme Robotics", false},
        {"robotics.example", "Acme Robotics", false},
        {"gmail.com", "Gmail", false},
        {"acme.example", "", false},
        {"group.example", "The Group", false},
    };
    for (const auto& each : cases)
        EXPECT_EQ(called_like(each.domain, each.employer), each.like) << each.domain << " " << each.employer;
}

} // namespace
} // namespace followup::calendar
