#pragma once

#include "core/mail/nudge.hpp"
#include "core/plan/plan.hpp"
#include "core/web/acts.hpp"
#include "simulate/laws.hpp"
#include "simulate/lives.hpp"

/// One case without a store or a relay: files in, plans and mails out, the six laws at every turning point.
/// Fast enough for ten thousand.
namespace followup::simulated {

/// What somebody presses about an open duty, with whatever it takes.
[[nodiscard]] web::Press press_of(const plan::Duty& duty, Dice& dice);

/// A law that is broken on purpose, to see it caught.
enum class Plant {
    none,
    eyes,       ///< 1: the candidate's mails are written for her recruiter's eyes
    first,      ///< 2: what comes later takes back what it leaves out, as in the first edition
    undated,    ///< 3: nobody owes the next date
    never_ends, ///< 4: the plan does not know that the case has ended
    silent,     ///< 5: news is planned for nobody
    sure,       ///< 6: whoever is nearly called so is nobody's question
    forgetful   ///< 1: what was told stands in no story
};
/// "eyes", "first", …; nothing when there is no such plant.
[[nodiscard]] std::optional<Plant> plant_named(std::string_view word);

/// What came of one case or of many.
struct Tally {
    Findings findings;
    int files = 0;
    int refused = 0;
    int events = 0;
    int pressed = 0; ///< of them by a button
    int turns = 0;
    int mails = 0;
    int texts = 0;

    Tally& operator+=(const Tally& other);
};

/// The rules of an agency with the recruiters of `lives`, and how it writes.
struct Office {
    plan::Rules rules;
    mail::Style style;
};
/// In Chicago, with recruiters in four zones, closed on some days.
[[nodiscard]] Office office();

/// Lives through one life and the 60 days after it.
void rehearse(const Life& life, const Office& office, std::uint64_t seed, Plant plant, Tally& tally);
/// The life of that number, the same for the same seed; in any season of 2027.
[[nodiscard]] Life life_of(int number, std::uint64_t seed);
void rehearse_one(int number, std::uint64_t seed, const Office& office, Plant plant, Tally& tally);

} // namespace followup::simulated
