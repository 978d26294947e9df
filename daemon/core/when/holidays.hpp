#pragma once

#include "core/when/tokens.hpp"

namespace followup::when {

/// Easter Sunday of a Gregorian year (the anonymous computus of 1876, "Meeus/Jones/Butcher").
[[nodiscard]] Date easter(int year);

/// The date of a built-in holiday (Token::holiday_rule, from 1) in a year: US federal rules, the day itself
/// and never the day it is observed.
[[nodiscard]] Date holiday(std::uint8_t rule, int year);

/// The name of a built-in holiday, in small letters and without apostrophes.
[[nodiscard]] std::string_view holiday_name(std::uint8_t rule);

/// Marks the tokens at which the name of a closed day or of a built-in holiday begins; the longer name wins,
/// of two alike both are marked.
void name_holidays(std::string_view phrase, std::span<const ClosedDay> closed, std::vector<Token>& tokens);

} // namespace followup::when
