#include "simulate/world.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <future>
#include <ranges>
#include <regex>
#include <set>
#include <string_view>
#include <thread>
#include <vector>

/// `years_campaign [YEARS [SEED [CANDIDATES [LENGTH]]]]`: random years of 200 candidates, or of so many, with
/// a relay that fails and a process that dies. Each year is of an agency of its own, or so many years are of
/// one. Then one year twice with a relay that works, with and without restarts, to see that the timelines are
/// the same.
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

/// What the timeline tells of the case that a breach names first, without the digests: the last of it until
/// the breach.
std::string story_of(const std::string& breach, std::string_view timeline) {
    constexpr std::size_t lines_max = 30;
    static const std::regex name{"c[0-9]+-"};
    std::smatch found;
    if (!std::regex_search(breach, found, name)) return {};
    const auto of_case = "\t" + found.str();
    const auto time = breach.substr(0, breach.find(' '));
    const bool timed = base::parse_instant(time).has_value();
    std::deque<std::string_view> lines;
    for (const auto& each : std::views::split(timeline, '\n')) {
        const std::string_view line{each};
        if (timed && line.substr(0, time.size()) > time) continue;
        if (line.contains(of_case) && !line.contains("rule=digest")) lines.push_back(line);
        if (lines.size() > lines_max) lines.pop_front();
    }
    return lines.empty() ? "" : fmt::format("    {}\n", fmt::join(lines, "\n    "));
}

/// The files that had come about the case that a breach names first.
std::string files_of(const std::string& breach, const Years& years) {
    static const std::regex name{"c[0-9]+-[0-9]+"};
    std::smatch found;
    if (!std::regex_search(breach, found, name)) return {};
    const auto end = base::parse_instant(breach.substr(0, breach.find(' ')));
    std::string text;
    for (const auto& file : years.files)
        if (file.name.starts_with(found.str()) && (!end || file.at <= *end))
            text += fmt::format("    # {} at {}\n{}\n", file.name, base::rfc3339(file.at), file.bytes);
    return text;
}

Outcome lived(const std::string& what, const Extent& extent, std::uint64_t seed, const Trouble& trouble) {
    const auto began = std::chrono::steady_clock::now();
    const auto years = lives(extent, seed);
    auto outcome = live(years, extent.from + base::days{extent.days + 90}, trouble);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!outcome) {
        fmt::print("{}: {}\n", what, base::text(outcome.error()));
        Outcome failed;
        failed.breaches.emplace_back("the ledger failed");
        return failed;
    }
    auto told = fmt::format("{}: {:.1f} s; {} files ({} refused), {} buttons pressed, {} duties, {} nudges "
                            "in {} mails, {} copies out of doubt, {} "
                            "restarts, {} cases planned again, {} texts searched for words of others\n",
                            what, took.count(), outcome->files, outcome->refused, outcome->pressed,
                            outcome->duties, outcome->nudges, outcome->mails, outcome->copies,
                            outcome->restarts, outcome->replans, outcome->marked);
    for (const auto& breach : outcome->breaches)
        told += "  " + breach + "\n" + story_of(breach, outcome->timeline) + files_of(breach, years);
    fmt::print("{}", told);
    std::fflush(stdout);
    return *outcome;
}

/// The timeline without the numbers of mails, and each line of a digest once a day: one of which nobody knows
/// whether it arrived is written anew when something in it has ended.
std::string comparable(const std::string& timeline) {
    static const std::regex mail{"\tmail=[0-9]+"};
    static const std::regex time_of_day{"T[0-9:]+Z"};
    std::set<std::string> digests;
    std::string text;
    for (const auto& each : std::views::split(timeline, '\n')) {
        auto line = std::regex_replace(std::string{std::string_view{each}}, mail, "\t");
        if (line.contains("rule=digest") && !digests.insert(std::regex_replace(line, time_of_day, "")).second)
            continue;
        text += line + "\n";
    }
    return text;
}

std::future<Outcome> begin(const std::string& what, const Extent& extent, std::uint64_t seed,
                           const Trouble& trouble) {
    return std::async(std::launch::async, [=] { return lived(what, extent, seed, trouble); });
}

struct Plan {
    int years;
    int candidates; ///< a year
    int length;     ///< years that one agency lives through
    std::uint64_t seed;
};

/// All of the years, with everything that can fail, as many agencies at a time as there are processors; true
/// when no law was broken.
bool hard(const Plan& plan) {
    std::vector<std::pair<int, int>> spans; // first year and length
    for (int year = 0; year < plan.years; year += plan.length)
        spans.emplace_back(2027 + year, std::min(plan.length, plan.years - year));
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> lawful = true;
    const auto live_some = [&] {
        for (auto n = next++; n < spans.size(); n = next++) {
            const auto [year, length] = spans[n];
            const Instant from = std::chrono::sys_days{std::chrono::year{year} / 1 / 1};
            const auto outcome = lived(
                fmt::format("{} year{} from {} in which all fails", length, length == 1 ? "" : "s", year),
                {from, 365 * length, plan.candidates * length}, plan.seed + n,
                {.relay = true, .restarts = true, .downtime = true, .seed = plan.seed + n});
            if (!outcome.breaches.empty()) lawful = false;
        }
    };
    std::vector<std::future<void>> threads;
    for (unsigned n = 0; n < std::max(1U, std::thread::hardware_concurrency()); ++n)
        threads.push_back(std::async(std::launch::async, live_some));
    for (auto& thread : threads)
        thread.get();
    return lawful;
}

} // namespace

int main(int count, char** arguments) {
    const auto years = number(count, arguments, 1, 10);
    const auto seed = number(count, arguments, 2, 20261122);
    const auto candidates = number(count, arguments, 3, 200);
    const auto length = number(count, arguments, 4, 1);
    if (years < 1 || years > 50 || candidates < 1 || candidates > 5000 || length < 1 || count > 5) {
        fmt::print(stderr, "usage: years_campaign [YEARS (1 to 50) [SEED [CANDIDATES (1 to 5000) A YEAR "
                           "[YEARS OF ONE AGENCY]]]]\n");
        return 2;
    }
    const auto began = std::chrono::steady_clock::now();
    const bool lawful = hard({static_cast<int>(years), static_cast<int>(candidates),
                              static_cast<int>(std::min(length, years)), seed});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("{} years in {:.0f} s\n", years, took.count());
    const Extent year{std::chrono::sys_days{std::chrono::year{2027} / 1 / 1}, 365, 200};
    auto with = begin("one year with restarts", year, seed, {.restarts = true, .seed = seed});
    const auto smooth = lived("one year without", year, seed, {.seed = seed});
    const auto rough = with.get();
    const auto quiet = comparable(smooth.timeline);
    const auto eventful = comparable(rough.timeline);
    const bool same = quiet == eventful;
    if (same)
        fmt::print("with and without restarts: the same timeline\n");
    else
        fmt::print("with and without restarts the timelines differ:\n{}\n", difference(quiet, eventful));
    return lawful && same && rough.breaches.empty() && smooth.breaches.empty() ? 0 : 1;
}
