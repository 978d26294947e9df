#include "simulate/world.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

/// `years_campaign [YEARS [SEED]]`: random years of 200 candidates each, with a relay that fails and a
/// process that dies. Then one year twice with a relay that works, with and without restarts, to see that the
/// timelines are the same.
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

Outcome lived(std::string_view what, const Extent& extent, std::uint64_t seed, const Trouble& trouble) {
    const auto began = std::chrono::steady_clock::now();
    auto outcome = live(lives(extent, seed), extent.from + base::days{extent.days + 90}, trouble);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!outcome) {
        fmt::print("{}: {}\n", what, base::text(outcome.error()));
        Outcome failed;
        failed.breaches.emplace_back("the ledger failed");
        return failed;
    }
    fmt::print(
        "{}: {:.1f} s; {} files ({} refused), {} duties, {} nudges in {} mails, {} copies out of doubt, {} "
        "restarts, {} cases planned again\n",
        what, took.count(), outcome->files, outcome->refused, outcome->duties, outcome->nudges,
        outcome->mails, outcome->copies, outcome->restarts, outcome->replans);
    for (const auto& breach : outcome->breaches)
        fmt::print("  {}\n", breach);
    std::fflush(stdout);
    return *outcome;
}

} // namespace

int main(int count, char** arguments) {
    const auto years = number(count, arguments, 1, 10);
    const auto seed = number(count, arguments, 2, 20261122);
    if (years < 1 || years > 50 || count > 3) {
        fmt::print(stderr, "usage: years_campaign [YEARS (1 to 50) [SEED]]\n");
        return 2;
    }
    const Instant from = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    const auto all = Extent{from, 365 * static_cast<int>(years), 200 * static_cast<int>(years)};
    const auto hard =
        lived("all fails", all, seed, {.relay = true, .restarts = true, .downtime = true, .seed = seed});
    const auto year = Extent{from, 365, 200};
    const auto rough = lived("one year with restarts", year, seed, {.restarts = true, .seed = seed});
    const auto smooth = lived("one year without", year, seed, {.seed = seed});
    const bool same = rough.timeline == smooth.timeline;
    if (same)
        fmt::print("with and without restarts: the same timeline\n");
    else
        fmt::print("with and without restarts the timelines differ:\n{}\n",
                   difference(smooth.timeline, rough.timeline));
    const bool lawful = hard.breaches.empty() && rough.breaches.empty() && smooth.breaches.empty();
    return lawful && same ? 0 : 1;
}
