#include "core/base/require.hpp"
#include "core/queue/reader.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

/// Any bytes as an event file: accepted, or refused with a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto context = [] {
        queue::Context fixed;
        fixed.file = "fuzz.toml";
        fixed.arrived = *base::parse_instant("2026-11-20T21:35:00Z");
        fixed.agency_zone = *base::Zone::named("America/Chicago");
        fixed.recruiters = {"pat"};
        fixed.recruiter = [](std::string_view id) -> std::optional<std::string> {
            if (id == "pat") return "America/Denver";
            return std::nullopt;
        };
        fixed.interview = [](std::string_view id) -> std::optional<queue::Known> {
            if (id == "old-1")
                return queue::Known{"America/New_York", *base::parse_instant("2026-11-19T17:00:00Z")};
            return std::nullopt;
        };
        return fixed;
    }();
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto file = queue::read(bytes, context);
    if (file)
        base::require(!file->events.empty(), "an accepted file holds an event");
    else
        base::require(!file.error().empty(), "a refused file has a problem");
    base::require(queue::recruiter_named(bytes).size() <= 64, "a recruiter's id is short");
    return 0;
}
