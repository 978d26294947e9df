#include "core/when/answer.hpp"

#include "core/base/require.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

using namespace followup;

namespace {

constexpr std::array<std::string_view, 5> zones{"America/New_York", "Europe/London", "Australia/Lord_Howe",
                                                "Asia/Kolkata", "UTC"};
constexpr std::array<std::string_view, 4> names{"", "Founders Day", "Christmas",
                                                "Day after Thanksgiving (obs.)"};

/// What the phrase is read against, from six bytes.
when::Context context(const std::uint8_t* choice) {
    when::Context out;
    out.zone = base::Zone::named(zones[choice[0] % zones.size()]).value_or(base::Zone::utc());
    out.said = base::Instant{base::seconds{1'700'000'000LL + choice[1] * 3'333'333LL + choice[2] * 997}};
    const auto today = out.zone.date(out.said);
    for (std::size_t i = 0; i < choice[3] % 16U; ++i)
        out.closed.push_back({today + base::days{choice[4] * i}, std::string{names[i % names.size()]}});
    std::ranges::sort(out.closed, {}, &when::ClosedDay::date);
    out.order = choice[5] % 2 == 0 ? when::Order::mdy : when::Order::dmy;
    if (choice[5] % 4 < 2) out.interview = out.said - base::minutes{choice[5]};
    return out;
}

} // namespace

/// Any bytes are a date that is not past, or an error inside the phrase; a date that was read prints as
/// itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 6) return 0;
    const auto here = context(data);
    const std::string_view phrase{reinterpret_cast<const char*>(data) + 6, size - 6};
    const auto outcome = when::read(phrase, here);
    base::require(!when::answer(phrase, here, here.said).empty());
    if (!outcome) {
        base::require(outcome.error().at <= phrase.size());
        return 0;
    }
    base::require(when::last_date(outcome->value, here.zone) >= here.zone.date(here.said));
    auto printed = when::porcelain(when::Reading{outcome->value, false, {}, {}}, here.zone);
    if (printed.find("..") != std::string::npos || printed.size() > 25) return 0;
    const auto again = when::read(printed, here);
    base::require(again.has_value() && again->value == outcome->value);
    return 0;
}
