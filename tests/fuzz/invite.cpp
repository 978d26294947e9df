#include "core/calendar/invite.hpp"
#include "core/base/require.hpp"
#include "core/queue/reader.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

/// Any bytes as an invitation: refused with a reason, or a draft that the queue refuses for nothing but what
/// is missing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto agency = [] {
        ledger::Agency fixed;
        fixed.zone = *base::Zone::named("America/Chicago");
        fixed.domain = "glass.example";
        fixed.recruiters.push_back({.id = "pat",
                                    .name = "Pat Moreno",
                                    .email = *base::MailAddress::parse("pat@glass.example"),
                                    .phone = {},
                                    .zone = {},
                                    .login = {},
                                    .language = {},
                                    .inherits = {}});
        return fixed;
    }();
    static const auto context = [] {
        queue::Context fixed;
        fixed.file = "fuzz.toml";
        fixed.arrived = *base::parse_instant("2026-11-20T21:35:00Z");
        fixed.agency_zone = *base::Zone::named("America/Chicago");
        fixed.recruiters = {"pat"};
        fixed.recruiter = [](std::string_view id) -> std::optional<std::string> {
            if (id == "pat") return "";
            return std::nullopt;
        };
        fixed.interview = [](std::string_view) -> std::optional<queue::Known> { return std::nullopt; };
        return fixed;
    }();
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto read = calendar::read_invitation(
        bytes, "fuzz.ics", agency,
        {.recruiter = "", .own = "", .candidate = "", .employer = "Acme", .position = "E"});
    if (!read) {
        base::require(!read.error().empty(), "a refused invitation has a problem");
        return 0;
    }
    base::require(!read->drafts.empty() || !read->cancelled.empty() || !read->questions.empty(),
                  "an invitation is of something");
    const auto text = calendar::event_file(*read, agency);
    if (text.size() > queue::file_bytes_max) return 0;
    bool lacks = !read->questions.empty();
    for (const auto& draft : read->drafts)
        lacks = lacks || !calendar::missing(draft).empty();
    const auto file = queue::read(text, context);
    base::require(file.has_value() || lacks || read->drafts.size() > 1, "a whole draft is taken");
    if (!file)
        for (const auto& each : file.error())
            base::require(!each.what.starts_with("this is not valid TOML"), "a draft is TOML");
    return 0;
}
