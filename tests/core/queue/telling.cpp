#include "core/queue/telling.hpp"

#include "core/queue/desk.hpp"

#include <gtest/gtest.h>

namespace followup::queue {
namespace {

std::string said(const std::string& toml) {
    return told(desk::first(toml), desk::chicago, ForRecruiter{});
}

TEST(Telling, EveryKindOfEventHasItsSentence) {
    struct Case {
        const char* event;
        const char* sentence;
    };
    for (const auto& [event, sentence] : {
             Case{"[[debriefed]]\ninterview = 'old-1'\nwith = 'client'\nnotes = 'keen'\n",
                  "The employer told how it went; keen"},
             Case{"[[letter]]\ninterview = 'old-1'\nto = 'Luis Ortiz'\nby = 'courier'\n",
                  "A letter to Luis Ortiz was sent by courier"},
             Case{"[[letter]]\ninterview = 'old-1'\nto = 'Luis Ortiz'\nsent_at = 2026-11-20T09:00:00-06:00\n",
                  "A letter to Luis Ortiz was sent Fri 20 Nov 2026, 09:00 CST"},
             Case{"[[called]]\ninterview = 'old-1'\nwhom = 'Luis'\nresult = 'voicemail'\nnext = 'Monday'\n",
                  "Luis was called: voicemail; again “Monday” (Mon 23 Nov 2026)"},
             Case{"[[heard]]\ninterview = 'old-1'\nnews = 'new date'\ndate = 2026-12-01\n",
                  "The employer was heard of: new date Tue 1 Dec 2026"},
             Case{"[[pushed]]\ninterview = 'old-1'\nwhom = 'Luis'\nto = 'Monday'\nreason = 'busy'\n",
                  "The call to Luis was moved to “Monday” (Mon 23 Nov 2026): busy"},
             Case{"[[dropped]]\nduty = 'old-1/letter/luis'\nreason = 'left'\nby = 'Pat'\n",
                  "old-1/letter/luis is dropped, says Pat: left"},
             Case{"[[reopened]]\nduty = 'old-1/letter/luis'\n", "old-1/letter/luis is open again"},
             Case{"[[withdrawn]]\ninterview = 'old-1'\nreason = 'another offer'\n",
                  "The candidate withdrew: another offer"},
             Case{"[[forget]]\ncandidate = 'dana@candidate.example'\n",
                  "dana@candidate.example asked to be forgotten"},
         })
        EXPECT_EQ(said(event), sentence);
}

TEST(Telling, AnInterviewTellsWhatItPromised) {
    EXPECT_EQ(
        said(desk::interview("decision = 2026-11-27\n[[interview.met]]\nname = 'Luis Ortiz'\ntitle = "
                             "'Plant Manager'\n[[interview.promise]]\ncall = 'Luis Ortiz'\non = 'Monday'\n"
                             "[[interview.next]]\nwhat = 'test'\n")),
        "Dana Reyes had an interview with Acme Robotics (Controls Engineer); met Luis Ortiz (Plant "
        "Manager); they decide Fri 27 Nov 2026; promised to call Luis Ortiz “Monday” (Mon 23 Nov 2026); "
        "next: test");
}

TEST(Telling, LeavesNoWordOut) {
    const auto* keys =
        "place = 'W1'\nproblem = 'W2'\nstrengths = ['W3']\nprojects = ['W4']\nnotes = 'W5'\n"
        "objections = [{ text = 'W6', by = 'W7', answer = 'W8' }]\n"
        "[[interview.met]]\nname = 'Luis'\ntitle = 'W9'\nphone = 'X1'\naddress = 'X2'\n"
        "talked_about = 'X3'\n[[interview.promise]]\ncall = 'Luis'\non = 'Monday'\nsaid = 'X4'\n"
        "phone = 'X5'\n[[interview.next]]\nwhat = 'test'\nwith = ['X6']\nnote = 'X7'\n";
    const auto words = said(desk::interview(keys));
    for (const auto* word :
         {"W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "X1", "X2", "X3", "X4", "X5", "X6", "X7"})
        EXPECT_TRUE(words.contains(word)) << word << " in " << words;
}

TEST(Telling, OfAnEmployerTellsACandidateNamesAndDatesAlone) {
    const auto event =
        desk::first("[[debriefed]]\ninterview = 'old-1'\nwith = 'client'\nnotes = 'W1'\n"
                    "problem = 'W2'\nobjections = [{ text = 'W3', answer = 'W4' }]\n"
                    "[[debriefed.met]]\nname = 'Luis'\ntitle = 'W5'\nphone = 'W6'\n"
                    "[[debriefed.promise]]\ncall = 'Luis'\non = 'Monday'\nsaid = 'W7'\nphone = 'W8'\n"
                    "[[debriefed.next]]\nwhat = 'test'\nnote = 'W9'\n");
    EXPECT_EQ(told(event, desk::chicago, ForCandidate{}),
              "The employer told how it went; met Luis; promised to call Luis “Monday” (Mon 23 Nov 2026); "
              "next: test");
}

} // namespace
} // namespace followup::queue
