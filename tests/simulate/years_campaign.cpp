#include "simulate/world.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <future>
#include <thread>
#include <vector>

/// `years_campaign [YEARS [SEED [CANDIDATES]]]`: random years of 200 candidates each, or of so many, with a
/// relay that fails and a process that dies; a span of years for each processor. Then one year twice with a
/// relay that works, with and without restarts, to see that the timelines are the same.
namespace {

using namespace followup;
using namespace followup::simulated;

/// A number from the arguments; `otherwise` when there is none, 0 when it is no number.
std::uint64_t number(int count, char** arguments, int index, std::uint64_t otherwise) {
    if (index >= count) return otherwise;
    const char* text = arguments[index];
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
    return error == std::errc{} && *end == '\0' ? value : 0;
}

Outcome lived(const std::string& what, const Extent& extent, std::uint64_t seed, const Trouble& trouble) {
    const auto began = std::chrono::steady_clock::now();
    auto outcome = live(lives(extent, seed), extent.from + base::days{extent.days + 90}, trouble);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!outcome) {
        fmt::print("{}: {}\n", what, base::text(outcome.error()));
        Outcome failed;
        failed.breaches.emplace_back("the ledger failed");
        return failed;
    }
    auto told = fmt::format(
        "{}: {:.1f} s; {} files ({} refused), {} duties, {} nudges in {} mails, {} copies out of doubt, {} "
        "restarts, {} cases planned again, {} texts searched for words of others\n",
        what, took.count(), outcome->files, outcome->refused, outcome->duties, outcome->nudges,
        outcome->mails, outcome->copies, outcome->restarts, outcome->replans, outcome->marked);
    for (const auto& breach : outcome->breaches)
        told += "  " + breach + "\n";
    fmt::print("{}", told);
    std::fflush(stdout);
    return *outcome;
}

std::future<Outcome> begin(const std::string& what, const Extent& extent, std::uint64_t seed,
                           const Trouble& trouble) {
    return std::async(std::launch::async, [=] { return lived(what, extent, seed, trouble); });
}

/// All of the years, with everything that can fail; true when no law was broken.
bool hard(int years, int candidates, std::uint64_t seed) {
    const int spans = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, years);
    std::vector<std::future<Outcome>> lives;
    for (int n = 0, year = 0; n < spans; ++n) {
        const int length = (years - year) / (spans - n);
        const Instant from = std::chrono::sys_days{std::chrono::year{2027 + year} / 1 / 1};
        lives.push_back(begin(fmt::format("{} years from {} in which all fails", length, 2027 + year),
                              {from, 365 * length, candidates * length}, seed + static_cast<unsigned>(n),
                              {.relay = true, .restarts = true, .downtime = true, .seed = seed}));
        year += length;
    }
    bool lawful = true;
    for (auto& life : lives)
        lawful = life.get().breaches.empty() && lawful;
    return lawful;
}

} // namespace

int main(int count, char** arguments) {
    const auto years = number(count, arguments, 1, 10);
    const auto seed = number(count, arguments, 2, 20261122);
    const auto candidates = number(count, arguments, 3, 200);
    if (years < 1 || years > 50 || candidates < 1 || candidates > 5000 || count > 4) {
        fmt::print(stderr,
                   "usage: years_campaign [YEARS (1 to 50) [SEED [CANDIDATES (1 to 5000) A YEAR]]]\n");
        return 2;
    }
    const auto began = std::chrono::steady_clock::now();
    const bool lawful = hard(static_cast<int>(years), static_cast<int>(candidates), seed);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("{} years in {:.0f} s\n", years, took.count());
    const Extent year{std::chrono::sys_days{std::chrono::year{2027} / 1 / 1}, 365, 200};
    auto with = begin("one year with restarts", year, seed, {.restarts = true, .seed = seed});
    const auto smooth = lived("one year without", year, seed, {.seed = seed});
    const auto rough = with.get();
    const bool same = rough.timeline == smooth.timeline;
    if (same)
        fmt::print("with and without restarts: the same timeline\n");
    else
        fmt::print("with and without restarts the timelines differ:\n{}\n",
                   difference(smooth.timeline, rough.timeline));
    return lawful && same && rough.breaches.empty() && smooth.breaches.empty() ? 0 : 1;
}
