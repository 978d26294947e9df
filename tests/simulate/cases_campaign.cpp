#include "simulate/rehearsal.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fmt/format.h>
#include <future>
#include <thread>
#include <vector>

/// `cases_campaign [CASES [SEED [PLANT]]]`: random cases (10,000) of a recruiter and a candidate who tell
/// everything, held against the six laws at every turning point. PLANT breaks one of them on purpose.
/// `cases_campaign tell NUMBER [SEED]`: the files of one of them, to be read.
namespace {

using namespace followup;
using namespace followup::simulated;

constexpr std::uint64_t seed_usual = 20261130;

std::uint64_t number(const char* text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
    return error == std::errc{} && *end == '\0' ? value : 0;
}

int tell(int count, char** arguments) {
    const auto seed = count > 3 ? number(arguments[3]) : seed_usual;
    const auto one = count > 2 ? static_cast<int>(number(arguments[2])) : 1;
    for (const auto& file : life_of(one, seed).files)
        fmt::print("# {} {}\n{}\n", base::rfc3339(file.at), file.name, file.bytes);
    Tally tally;
    rehearse_one(one, seed, office(), Plant::none, tally);
    for (const auto& each : tally.findings.all())
        fmt::print("# {}\n", each);
    return tally.findings.all().empty() ? 0 : 1;
}

} // namespace

int main(int count, char** arguments) {
    if (count > 1 && std::string_view{arguments[1]} == "tell") return tell(count, arguments);
    const auto cases = count > 1 ? static_cast<int>(number(arguments[1])) : 10000;
    const auto seed = count > 2 ? number(arguments[2]) : seed_usual;
    const auto plant = count > 3 ? plant_named(arguments[3]) : Plant::none;
    if (cases < 1 || !plant) {
        fmt::print(stderr, "usage: cases_campaign [CASES [SEED [PLANT]]]\n");
        return 2;
    }
    const auto by = office();
    const auto began = std::chrono::steady_clock::now();
    std::atomic<int> next = 0;
    const auto some = [&] {
        Tally tally;
        for (auto n = next++; n < cases; n = next++)
            rehearse_one(n + 1, seed, by, *plant, tally);
        return tally;
    };
    std::vector<std::future<Tally>> threads;
    for (unsigned n = 0; n < std::max(1U, std::thread::hardware_concurrency()); ++n)
        threads.push_back(std::async(std::launch::async, some));
    Tally all;
    for (auto& thread : threads)
        all += thread.get();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("{} cases in {:.0f} s: {} files ({} refused), {} events ({} pressed), {} turning points, {} "
               "mails, {} "
               "texts searched\n",
               cases, took.count(), all.files, all.refused, all.events, all.pressed, all.turns, all.mails,
               all.texts);
    for (const auto& [law, broken] : all.findings.counts())
        fmt::print("{}: broken {} times\n", law, broken);
    for (const auto& each : all.findings.all())
        fmt::print("  {}\n", each);
    return all.findings.all().empty() ? 0 : 1;
}
