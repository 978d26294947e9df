#include "core/calendar/invite_people.hpp"

#include "invites.hpp"

#include <gmock/gmock.h>

namespace followup::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string meeting(const std::string& organizer, const std::vector<std::string>& attendees) {
    const auto person = [](const std::string& name, const std::string& address) {
        return name + ";CN=" + address.substr(0, address.find('@')) + " Stone:mailto:" + address + "\r\n";
    };
    std::string lines = organizer.empty() ? "" : person("ORGANIZER", organizer);
    for (const auto& each : attendees)
        lines += person("ATTENDEE", each);
    return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261120T140000Z\r\nDTEND:"
           "20261120T150000Z\r\n"
           + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

Said of_employer(const std::string& employer) {
    auto said = known;
    said.employer = employer;
    return said;
}

std::string candidate_of(const std::string& bytes, const Said& said, const Ledger& ledger = {}) {
    const auto read = read_invitation(bytes, "invite.ics", two_recruiters(), said, ledger);
    if (!read || read->drafts.size() != 1) return "none read";
    const auto& draft = read->drafts.front();
    return draft.candidate ? draft.candidate->email : "asked";
}

TEST(Candidates, AreTheOnlyOnesWhoAreNotOfTheEmployer) {
    const std::string dana = "dana@candidate.example";
    EXPECT_EQ(candidate_of(meeting("chen@acme.example", {dana}), of_employer("Acme Robotics")), dana);
    EXPECT_EQ(candidate_of(meeting("chen@acme.example", {dana, "luis@acme.example"}), of_employer("")), dana)
        << "a house shows by two of it";
    EXPECT_EQ(candidate_of(meeting("pat@glass.example", {dana, "luis@acme.example"}), of_employer("Acme")),
              dana);
    EXPECT_EQ(candidate_of(meeting("", {dana}), of_employer("Acme")), dana);
    EXPECT_EQ(candidate_of(meeting("x1@group.calendar.google.com", {dana, "luis@acme.example"}),
                           of_employer("Acme")),
              dana);
    EXPECT_EQ(candidate_of(meeting("chen@acme.example", {"dana@gmail.com"}), of_employer("")),
              "dana@gmail.com");
    EXPECT_EQ(
        candidate_of(meeting("bob@gmail.com", {"dana@gmail.com", "luis@acme.example"}), of_employer("")),
        "asked");
}

TEST(Candidates, AreAskedForWhereNobodyCanTell) {
    const auto acme = of_employer("Acme Robotics");
    const struct {
        std::string organizer;
        std::vector<std::string> attendees;
        Said said;
    } cases[] = {
        {"bob@gmail.com", {"dana@gmail.com", "pat@glass.example"}, acme},
        {"bob@gmail.com", {"dana@candidate.example"}, acme},
        {"dana@candidate.example", {"chen@acme.example"}, acme},
        {"dana@candidate.example", {"chen@acme.example", "luis@acme.example"}, acme},
        {"chen@acme.example", {"dana@candidate.example"}, of_employer("")},
        {"chen@parent.example", {"dana@candidate.example"}, acme},
        {"x1@group.calendar.google.com", {"dana@candidate.example", "chen@parent.example"}, acme},
        {"chen@acme.example", {"dana@candidate.example", "vic@advisor.example"}, acme},
        {"chen@acme.example", {"luis@acme.example"}, acme},
        {"x1@group.calendar.google.com", {"dana@gmail.com"}, acme},
    };
    for (const auto& each : cases) {
        const auto draft = only(meeting(each.organizer, each.attendees), each.said);
        EXPECT_FALSE(draft.candidate) << each.organizer;
        EXPECT_THAT(lacks(draft), testing::Contains(HasSubstr("candidate ("))) << each.organizer;
        for (const auto& doubtful : draft.candidates)
            EXPECT_THAT(text_of(draft), testing::Not(HasSubstr("\nemail = \"" + doubtful.email + "\"")))
                << "nobody who may be the candidate is among those met";
    }
}

TEST(Candidates, WhoOrganizeAreKnownByTheLedger) {
    const auto bytes = meeting("dana@candidate.example", {"chen@acme.example"});
    EXPECT_THAT(lacks(only(bytes, of_employer("Acme Robotics"))), ElementsAre(HasSubstr("chen@acme.example")))
        << "whoever is asked sees all of them";
    EXPECT_EQ(candidate_of(bytes, of_employer("Acme Robotics"), knowing({}, {"dana@candidate.example"})),
              "dana@candidate.example");
}

TEST(Candidates, WhoAreToldAreThoseAndAllOthersAreMet) {
    auto said = of_employer("Acme Robotics");
    said.candidate = "Dana@gmail.com";
    const auto draft = only(meeting("bob@gmail.com", {"dana@gmail.com", "pat@glass.example"}), said);
    EXPECT_EQ(draft.candidate->email, "dana@gmail.com");
    EXPECT_THAT(names(draft.met), ElementsAre("bob Stone <bob@gmail.com>"));
    EXPECT_THAT(lacks(draft), IsEmpty());
}

TEST(PeopleMet, HaveTheNamesThatAreSaid) {
    auto said = of_employer("Acme Robotics");
    said.names = {{"info@acme.example", ""}, {"luis@acme.example", "Luis Ortis"}};
    const std::string dana = "dana@candidate.example";
    const auto bytes = meeting("info@acme.example", {dana, "luis@acme.example"});
    const auto draft = only(bytes, said);
    EXPECT_THAT(names(draft.met), ElementsAre("Luis Ortis <luis@acme.example>"));
    EXPECT_THAT(lacks(draft), IsEmpty());
    EXPECT_THAT(lacks(only(bytes, of_employer("Acme Robotics"))),
                ElementsAre(HasSubstr("the mailbox of a department")));
}

} // namespace
} // namespace followup::calendar
