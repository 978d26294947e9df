#pragma once

#include "core/calendar/description.hpp"

namespace followup::calendar {

/// What takes place without being owed: an interview, or the day by which the employer means to decide.
struct Appointment {
    enum class What { interview, decision };
    What what = What::interview;
    const ledger::Round* round = nullptr; ///< into the case
    std::variant<AllDay, Span> time;
    Instant from;  ///< when it comes into feeds
    Instant until; ///< when it has left them
};

/// Those of a case. An interview from which the candidate withdrew before it began is none, nor is one that
/// its step already shows; an employer's date counts until they were heard of.
[[nodiscard]] std::vector<Appointment> appointments(const ledger::Case& known, const plan::Plan& plan);

/// As the reader sees it; its stamps' times are those of its facts.
[[nodiscard]] Entry entry(const Appointment& appointment, const ledger::Case& known, const Reader& reader);

} // namespace followup::calendar
