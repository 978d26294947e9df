#include "core/plan/duty.hpp"

#include <array>

namespace followup::plan {

std::string_view word(Kind kind) {
    constexpr std::array<std::string_view, 9> words{
        "debrief", "client-debrief", "letter", "call", "decision", "step", "names", "next", "answer"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view word(Role role) {
    return role == Role::candidate ? "candidate" : "recruiter";
}

queue::Eyes eyes(const Person& reader) {
    if (reader.role == Role::recruiter) return queue::ForRecruiter{};
    return queue::ForCandidate{};
}

std::string_view word(News::What what) {
    constexpr std::array<std::string_view, 11> words{"ended",     "released", "offer", "answered",
                                                     "cancelled", "planned",  "moved", "invited",
                                                     "off",       "on",       "doubt"};
    return words[static_cast<std::size_t>(what)];
}

std::string_view word(State state) {
    constexpr std::array<std::string_view, 4> words{"open", "done", "dropped", "expired"};
    return words[static_cast<std::size_t>(state)];
}

} // namespace followup::plan
