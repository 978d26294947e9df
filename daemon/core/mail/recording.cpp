#include "core/mail/sections.hpp"

#include "core/queue/toml_text.hpp"

#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;

std::string line(std::string_view key, std::string_view value) {
    return fmt::format("{} = {}", key, queue::toml_string(value));
}

std::vector<std::string> recorded(const Duty& duty) {
    const auto interview = line("interview", duty.interview);
    switch (duty.kind) {
    case Kind::debrief: return {"[[debriefed]]", interview, line("with", "candidate")};
    case Kind::client_debrief: return {"[[debriefed]]", interview, line("with", "client")};
    case Kind::letter: return {"[[letter]]", interview, line("to", duty.whom)};
    case Kind::call: return {"[[called]]", interview, line("whom", duty.whom), line("result", "spoke")};
    case Kind::decision:
        return {"[[heard]]", interview,
                line("news", "offer") + "  # or rejected, second interview, new date"};
    case Kind::next:
        return {"[[pushed]]", interview, line("whom", duty.id),
                line("to", "Thursday next week") + "  # or news, or an end: [[heard]], [[closed]]"};
    case Kind::answer: return {"[[answered]]", interview, line("answer", "accepted") + "  # or declined"};
    case Kind::step:
    case Kind::names: break;
    }
    return {"[[done]]", line("duty", duty.id)};
}

} // namespace

std::vector<std::string> recording(const std::vector<const Duty*>& duties) {
    std::vector<std::string> lines;
    for (const auto* duty : duties) {
        if (!lines.empty()) lines.emplace_back();
        for (auto& text : recorded(*duty))
            lines.push_back(std::move(text));
    }
    return lines;
}

} // namespace followup::mail
