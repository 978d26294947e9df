#pragma once

#include "core/base/instant.hpp"

#include <string>
#include <toml++/toml.h>

/// Dates and times of a TOML file as ours; fractions of a second are cut.
namespace followup::queue {

[[nodiscard]] base::Date date_of(const toml::date& date);
[[nodiscard]] base::seconds time_of_day(const toml::time& time);
/// Whatever its offset.
[[nodiscard]] base::LocalTime local_time(const toml::date_time& time);
/// "2026-12-01T10:00:00-03:30", as it was written.
[[nodiscard]] std::string words(const toml::date_time& time);

} // namespace followup::queue
