#include "shell/run/doubt.hpp"

#include "shell/log/log.hpp"

#include <fmt/format.h>
#include <utility>

namespace followup::run {
namespace {

constexpr auto seen_note = "clock seen";
/// Often enough to tell a clock that was set from a machine that was off.
constexpr base::seconds seen_every = base::minutes{10};

std::string span_words(base::seconds span) {
    if (span >= 2 * base::days{1}) return fmt::format("{} days", span / base::days{1});
    if (span >= 2 * base::hours{1}) return fmt::format("{} hours", span / base::hours{1});
    return fmt::format("{} minutes", span / base::minutes{1});
}

} // namespace

base::Problem doubt_words(const clock::StepGuard::Step& step) {
    const bool back = step.gained < base::seconds{0};
    return {"clock",
            fmt::format("the system's clock {} {} and nothing like NTP keeps it, so nothing is taken in "
                        "and no reminder goes out",
                        back ? "was set back by" : "leapt ahead by",
                        span_words(back ? -step.gained : step.gained)),
            step.asks ? "set it right, and it goes on by itself; if it is right, say so with "
                        "followup outbox release all"
                      : "set it right, and it goes on by itself; else it is believed after ten minutes"};
}

base::Result<std::optional<ClockDoubt::Step>> ClockDoubt::look(const clock::Reading& reading,
                                                               const std::function<bool()>& kept) {
    if (!x_steps) {
        const auto seen = x_store.note(seen_note);
        if (!seen) return std::unexpected(seen.error());
        x_steps.emplace();
        if (*seen)
            if (const auto at = base::parse_instant(**seen)) {
                x_steps.emplace(*at);
                x_believed = *at;
            }
    }
    if (std::exchange(x_accepted, false)) x_steps->accept(reading);
    x_found = x_steps->look(reading, kept);
    if (x_found) return x_found;
    x_believed = reading.real;
    const auto since = reading.real - x_seen;
    if (since >= base::seconds{0} && since < seen_every) return x_found;
    if (auto set = x_store.set_note(seen_note, base::rfc3339(reading.real)); !set)
        return std::unexpected(set.error());
    x_seen = reading.real;
    return x_found;
}

bool ClockDoubt::accept() {
    if (!x_found) return false;
    x_accepted = true;
    log::warning("the clock is believed: somebody said that it is right");
    return true;
}

} // namespace followup::run
