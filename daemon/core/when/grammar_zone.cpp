#include "core/when/grammar.hpp"

#include "core/base/zone_names.hpp"
#include "core/when/zone_words.hpp"

namespace followup::when {

using T = Term;
using namespace said;

// zone = [ "(" ] ( ZONEWORD [ [ "standard" | "daylight" ] "time" ] | CITY "time" ) [ ")" ] .
void Grammar::zone(Part& out) {
    const auto start = x_at;
    if (out.zone) return;
    const bool opened = rarely(T::opened);
    out.zone = zone_word();
    if (!out.zone) out.zone = zone_city();
    if (out.zone && opened && !rarely(T::closed)) out.zone.reset();
    if (!out.zone) {
        x_at = start;
        return;
    }
    out.zone->span = since(start);
    out.span.until = out.zone->span.until;
}

Grammar::Maybe<Zone> Grammar::zone_word() {
    if (!rarely(T::zone)) return {};
    const auto& word = zone_words[static_cast<std::size_t>(taken().value)];
    Zone out{.name = word.zone};
    const bool standard = here().terms.has(T::standard) && ahead(1).terms.has(T::time);
    const bool daylight = here().terms.has(T::daylight) && ahead(1).terms.has(T::time);
    if (standard || daylight) ++x_at;
    if (!standard && !daylight) {
        if (word.says == Season::standard) out.abbreviation = word.standard;
        if (word.says == Season::daylight) out.abbreviation = word.daylight;
    } else {
        out.abbreviation = standard ? word.standard : word.daylight;
    }
    static_cast<void>(rarely(T::time));
    return out;
}

/// "New York time": one to three words that no phrase has, and mean one zone.
Grammar::Maybe<Zone> Grammar::zone_city() {
    std::size_t words = 0;
    while (words < 3 && ahead(words).terms == Terms{} && ahead(words).refusal == Refusal::none)
        ++words;
    if (words == 0 || !ahead(words).terms.has(T::time)) return {};
    const auto from = here().at;
    const auto meant = base::zone_meant(x_phrase.substr(from, ahead(words - 1).until - from));
    if (meant.zones.size() != 1 || !meant.doubt.empty()) return {};
    // The list of the names stays as long as the process, a name of its own does not.
    const auto names = base::Zone::names();
    const auto name = std::ranges::lower_bound(names, meant.zones.front());
    if (name == names.end() || *name != meant.zones.front()) return {};
    x_at += words + 1;
    return Zone{.name = *name};
}

} // namespace followup::when
