#include "core/web/may.hpp"

#include <algorithm>
#include <array>

namespace followup::web {
namespace {

constexpr std::array all_commands{
    Command{"status", "GET", Concern::anybody},     Command{"add", "POST", Concern::anybody},
    Command{"plan", "POST", Concern::anybody},      Command{"find", "GET", Concern::recruiter},
    Command{"agenda", "GET", Concern::recruiter},   Command{"show", "GET", Concern::recruiter},
    Command{"why", "GET", Concern::recruiter},      Command{"score", "GET", Concern::recruiter},
    Command{"complete", "GET", Concern::recruiter}, Command{"tell", "POST", Concern::recruiter},
    Command{"invited", "POST", Concern::recruiter}, Command{"feeds", "GET", Concern::recruiter},
    Command{"feeds", "POST", Concern::steward},     Command{"outbox", "GET", Concern::recruiter},
    Command{"mail", "GET", Concern::recruiter},     Command{"mail", "POST", Concern::steward},
    Command{"backup", "POST", Concern::steward},    Command{"check", "GET", Concern::steward},
    Command{"reload", "POST", Concern::steward}};

} // namespace

bool may(const Who& who, Concern concern, std::string_view recruiter) {
    if (who.steward || concern == Concern::anybody) return true;
    if (concern == Concern::steward || who.recruiter.empty()) return false;
    return recruiter.empty() || recruiter == who.recruiter
           || std::ranges::find(who.absent, recruiter) != who.absent.end();
}

std::span<const Command> commands() {
    return all_commands;
}

std::optional<Command> command_named(std::string_view name, std::string_view method) {
    for (const auto& each : all_commands)
        if (each.name == name && each.method == method) return each;
    return std::nullopt;
}

base::Problem not_allowed(const Who& who, Concern concern) {
    if (concern == Concern::steward)
        return {who.name, "this is for administrators",
                "ask root, or to be put into a group that '[web] admins' names"};
    if (who.recruiter.empty())
        return {who.name, "this is for recruiters, and no [[recruiter]] has this 'login'",
                "ask an administrator for 'login' in your [[recruiter]]"};
    return {who.name, "this is of another recruiter",
            "ask them, or to stand in for them; administrators see all"};
}

} // namespace followup::web
