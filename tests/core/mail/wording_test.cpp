#include "core/mail/wording.hpp"

#include "core/mail/acme.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/words.hpp"
#include "core/words/texts.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace followup::mail {
namespace {

constexpr queue::ForCandidate candidate;
constexpr queue::ForRecruiter recruiter;

const Tongue& english() {
    return words::texts_built_in().tongue("en");
}
const Tongue& german() {
    return words::texts_built_in().tongue("de");
}

queue::Spoken spoken(std::string words, when::Value value) {
    queue::Spoken made;
    made.words = std::move(words);
    made.value = value;
    made.zone = "America/Chicago";
    return made;
}

/// The story as the plan itself sees it, with every kind of step and of thing that moves a call.
ledger::Case eventful() {
    auto known = acme::known();
    auto& round = known.rounds[0];
    const auto ended = round.interview.ended;
    round.ends = {{ended, ended}};
    round.accepted = ended;
    round.interview.employer = known.employer;
    round.promises[0].dates[0].since = ended;
    round.promises[0].dates[0].learned = ended;
    auto silent = round.promises[0];
    silent.key = "luis-ortiz";
    silent.promise.call = "Luis Ortiz";
    silent.promise.said = {};
    round.promises.push_back(silent);
    round.decisions[0].since = ended;
    round.candidate_debriefing =
        ledger::Debriefing{acme::at("2026-11-20T23:02:00Z"), acme::at("2026-11-20T23:02:00Z"), {}};
    const auto add = [&](queue::NextKind what, when::Value on, std::string note = {}) {
        ledger::Step step;
        step.number = static_cast<int>(round.steps.size()) + 1;
        step.next.what = what;
        step.next.note = std::move(note);
        step.dates.push_back({spoken("then", on), ended, ended, {}});
        round.steps.push_back(step);
    };
    const auto day = *base::parse_date("2026-12-09");
    add(queue::NextKind::test, day);
    add(queue::NextKind::physical, when::DateRange{day, day + base::days{2}});
    add(queue::NextKind::reference_check,
        when::Window{acme::at("2026-12-09T16:00:00Z"), acme::at("2026-12-09T18:00:00Z")});
    add(queue::NextKind::other,
        when::Window{acme::at("2026-12-09T16:00:00Z"), acme::at("2026-12-11T18:00:00Z")});
    add(queue::NextKind::other, day, "Plant tour");
    return known;
}

void move_the_call(ledger::Case& known) {
    auto& round = known.rounds[0];
    ledger::Tried tried;
    tried.key = "margaret-chen";
    tried.whom = "Margaret Chen";
    tried.at = tried.learned = acme::at("2026-11-30T20:00:00Z");
    tried.result = queue::Called::Outcome::voicemail;
    round.calls.push_back(tried);
    tried.at = tried.learned = acme::at("2026-12-01T20:00:00Z");
    tried.result = queue::Called::Outcome::no_answer;
    round.calls.push_back(tried);
    ledger::News news;
    news.at = news.learned = acme::at("2026-12-02T15:00:00Z");
    news.heard.news = queue::Heard::News::new_date;
    news.heard.date = spoken("next Wednesday", *base::parse_date("2026-12-09"));
    known.news.push_back(news);
    round.promises[0].dates.push_back({spoken("Monday", *base::parse_date("2026-12-14")),
                                       acme::at("2026-12-03T15:00:00Z"),
                                       acme::at("2026-12-03T15:00:00Z"),
                                       {.word = {}, .own = "two more candidates to see"}});
}

/// An offer, of which the candidate has been told or not.
ledger::Case offered(bool told) {
    auto known = eventful();
    auto& offer = known.offers.emplace_back();
    offer.interview = "dana-acme-1";
    offer.origin.at = offer.origin.learned = acme::at("2026-12-02T15:00:00Z");
    offer.dates.push_back(
        {spoken("by Friday", *base::parse_date("2026-12-11")), offer.origin.at, offer.origin.learned, {}});
    if (told) offer.telling = {offer.origin.at, offer.origin.learned, "they want you"};
    return known;
}

/// A case in which nothing is owed on a date after the debriefing that nobody made.
ledger::Case silent() {
    auto known = eventful();
    auto& round = known.rounds[0];
    round.candidate_debriefing.reset();
    round.people.clear();
    round.promises.clear();
    round.steps.clear();
    round.decisions.clear();
    return known;
}

plan::Plan planned(const ledger::Case& known, std::string_view now,
                   plan::Policy::DebriefFirst first = plan::Policy::DebriefFirst::candidate) {
    plan::Rules rules;
    rules.agency = acme::agency();
    rules.policy.debrief_first = first;
    return plan::derive(known, rules, acme::at(now));
}

TEST(Wording, InEnglishIsThatOfThePlan) {
    auto moved = eventful();
    move_the_call(moved);
    const auto tokyo = acme::zone("Asia/Tokyo");
    std::size_t duties = 0;
    std::set<plan::Kind> kinds;
    auto asked = silent();
    asked.closings["dana-acme-1/client-debrief"].push_back({queue::Closing::Act::done,
                                                            acme::at("2026-11-25T15:00:00Z"),
                                                            {},
                                                            {},
                                                            acme::at("2026-11-25T15:00:00Z")});
    for (const auto& known : {eventful(), moved, offered(false), offered(true), silent(), asked})
        for (const auto first : {plan::Policy::DebriefFirst::candidate, plan::Policy::DebriefFirst::client})
            for (const auto& duty : planned(known, "2026-12-04T12:00:00Z", first).duties) {
                ++duties;
                kinds.insert(duty.kind);
                EXPECT_EQ(summary(duty, known, english()), plan::summary(duty, known));
                EXPECT_EQ(due_words(duty, tokyo, english()), plan::due_words(duty, tokyo));
                EXPECT_EQ(because(duty, known, base::hours{24}, english(), candidate), duty.because)
                    << duty.id;
            }
    EXPECT_GT(duties, 50U);
    EXPECT_EQ(kinds.size(), 9U) << "every kind of duty";
}

TEST(Wording, InGermanIsGermanExceptForWhatPeopleSaid) {
    auto known = eventful();
    move_the_call(known);
    const auto plan = planned(known, "2026-12-04T12:00:00Z");
    const auto told = [&](std::string_view id) {
        for (const auto& duty : plan.duties)
            if (duty.id == "dana-acme-1/" + std::string{id})
                return summary(duty, known, german()) + "\n"
                       + due_words(duty, acme::zone("Europe/Berlin"), german()) + "\n"
                       + because(duty, known, base::hours{24}, german(), recruiter);
        return std::string{"no such duty"};
    };
    EXPECT_EQ(
        told("call/margaret-chen"),
        "Versprochener Anruf bei Margaret Chen (Acme Robotics)\n"
        "am Dienstag, 15. Dezember 2026, bis 00:00 Uhr MEZ\n"
        "Sie haben gesagt: „Since you expect to decide next week, I will give you a call a week from Monday "
        "if "
        "I haven't heard from you by then.“; versprochen für Montag, 30. November 2026, verschoben auf "
        "Dienstag, 1. Dezember 2026: nur der Anrufbeantworter, verschoben auf Mittwoch, 2. Dezember 2026: "
        "niemand hat abgenommen, verschoben auf Donnerstag, 10. Dezember 2026: die Entscheidung fällt am "
        "Mittwoch, 9. Dezember 2026, verschoben auf Montag, 14. Dezember 2026: two more candidates to see");
    EXPECT_EQ(
        told("letter/luis-ortiz"),
        "Brief an Luis Ortiz (Acme Robotics)\nbis Samstag, 21. November 2026, 22:30 Uhr MEZ\n"
        "In dem Gespräch, das am Freitag, 20. November 2026, 15:30 Uhr CST endete, haben Sie mit Luis Ortiz, "
        "Plant Manager gesprochen; alle, mit denen man gesprochen hat, bekommen binnen 24 Stunden einen "
        "Brief");
    const auto call = std::ranges::find(plan.duties, "dana-acme-1/call/margaret-chen", &plan::Duty::id);
    EXPECT_EQ(told("step/4"),
              "Prüfung der Referenzen bei Acme Robotics\n"
              "am Mittwoch, 9. Dezember 2026, zwischen 17:00 und 19:00 Uhr MEZ\n"
              "Die Prüfung der Referenzen durch Acme Robotics ist angesetzt für Mittwoch, 9. Dezember "
              "2026, 10:00 bis 12:00 Uhr CST");
    EXPECT_FALSE(because(*call, known, base::hours{24}, german(), candidate).contains("two more"))
        << "that is the recruiter's own";
    EXPECT_TRUE(told("step/6").starts_with("Plant tour (Acme Robotics)\nam Mittwoch, 9. Dezember 2026\n"));
}

} // namespace
} // namespace followup::mail
