#include "core/plan/duty.hpp"

#include <array>

namespace followup::plan {

std::string_view word(Kind kind) {
    constexpr std::array<std::string_view, 7> words{"debrief",  "client-debrief", "letter", "call",
                                                    "decision", "step",           "names"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view word(Role role) {
    return role == Role::candidate ? "candidate" : "recruiter";
}

std::string_view word(State state) {
    constexpr std::array<std::string_view, 4> words{"open", "done", "dropped", "expired"};
    return words[static_cast<std::size_t>(state)];
}

} // namespace followup::plan
