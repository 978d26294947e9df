#pragma once

#include "core/mail/nudge.hpp"
#include "core/plan/duty.hpp"

#include <string>
#include <string_view>

/// The story the examples tell: Dana Reyes (Denver) was interviewed by Acme Robotics (Chicago) on Friday 20
/// November 2026; the case and the duties that follow, built by hand.
namespace followup::mail::acme {

[[nodiscard]] base::Instant at(std::string_view rfc3339);
[[nodiscard]] base::Zone zone(std::string_view name);
[[nodiscard]] base::MailAddress address(std::string_view text);

[[nodiscard]] ledger::Agency agency();
[[nodiscard]] Style style();
[[nodiscard]] ledger::Case known();
[[nodiscard]] plan::Person dana();
[[nodiscard]] plan::Person pat();
/// All duties of the story, open, with their first dates.
[[nodiscard]] plan::Plan plan();

/// A posting to one person about these duties.
[[nodiscard]] plan::Posting posting(const plan::Person& to, const std::vector<std::string>& duties);
[[nodiscard]] Occasion occasion(std::string_view now);
/// The duty of an id; fails the process when there is none.
[[nodiscard]] plan::Duty& duty(plan::Plan& plan, std::string_view id);

} // namespace followup::mail::acme
