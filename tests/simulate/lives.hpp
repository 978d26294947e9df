#pragma once

#include "core/base/instant.hpp"
#include "simulate/canary.hpp"
#include "simulate/dice.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Random years of an agency, as the event files that people would write.
namespace followup::simulated {

using base::Instant;

/// What has to become of a file.
enum class Fate {
    accepted,
    refused,
    either ///< by what has arrived before it
};

/// A file and when it arrives; or a moment at which somebody presses a button on the page of a duty.
struct Arrival {
    Instant at;
    std::string name;
    std::string bytes;
    Fate fate = Fate::accepted;
    bool pressed = false; ///< there is no file: `name` is the case
};

/// All that is written of one candidate, by time.
struct Life {
    std::vector<Arrival> files;
    Canaries words;
};

/// A recruiter and a candidate who tell everything that design 5.2 knows, more or less in order: interviews
/// to come and held, corrected, called off, a second round with only what is required, debriefings, letters,
/// calls, moved dates, news, offers and their answers, ends, cases opened again, facts struck, names nearly
/// right, things closed by hand; late, twice and broken. Some tell nothing but the interview. The interviews
/// are called "cCANDIDATE-ROUND".
[[nodiscard]] Life life(int candidate, Instant begins, Dice& dice);

/// How much happens.
struct Extent {
    Instant from;
    int days = 365;
    int candidates = 200; ///< with an interview within these days
};

/// Everything that arrives, by time, and the words in it.
struct Years {
    std::vector<Arrival> files;
    std::vector<Canaries> words; ///< of candidate n at n - 1
};

/// The same seed gives the same years. What follows from the last interviews arrives up to two months after
/// the end.
[[nodiscard]] Years lives(const Extent& extent, std::uint64_t seed);

} // namespace followup::simulated
