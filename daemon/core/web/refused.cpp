#include "core/web/refused.hpp"

#include "core/when/reading.hpp"

#include <algorithm>

namespace followup::web {
namespace {

/// The phrase that says what is wrong with a date.
std::string_view date_phrase(const Typed& typed) {
    when::Context context;
    context.said = typed.said;
    context.zone = typed.zone;
    const auto read = when::read(typed.english, context);
    // Read by the clock of another zone it was refused all the same.
    if (read) return "date-past";
    using Code = when::ErrorCode;
    switch (read.error().code) {
    case Code::past: return "date-past";
    case Code::ambiguous: return "date-several";
    case Code::no_such_date: return "date-no-such";
    case Code::weekday_mismatch: return "date-mismatch";
    case Code::vague: return "date-vague";
    case Code::recurring: return "date-repeated";
    case Code::zone: return "date-zone";
    case Code::open_ended: return "date-open-ended";
    case Code::range: return "date-number";
    case Code::contradiction:
    case Code::mixed_units: return "date-contradiction";
    case Code::no_interview: return "date-no-interview";
    case Code::not_business_day: return "date-closed";
    case Code::incomplete: return "date-incomplete";
    case Code::ahead:
    case Code::empty:
    case Code::too_long:
    case Code::unexpected: break;
    }
    return "date-unreadable";
}

bool of_key(const base::Problem& problem, std::string_view key) {
    const auto quoted = "'" + std::string{key} + "'";
    return problem.what.starts_with(quoted) || problem.what.ends_with(" lacks " + quoted);
}

} // namespace

base::Problem refused(const Typed& typed, const base::Problems& problems, const words::Tongue& tongue) {
    const auto about = [&](std::string_view key) {
        return std::ranges::any_of(problems, [&](const auto& each) { return of_key(each, key); });
    };
    const bool date = about("to") || about("date") || about("next");
    if (date && !typed.date.empty())
        return {"", tongue.phrase(date_phrase(typed), words::Values{}.text("words", typed.date)),
                tongue.phrase("answer-date")};
    if (date) return {"", tongue.phrase("date-wanted"), tongue.phrase("answer-date")};
    if (about("notes") || about("reason")) return {"", tongue.phrase("text-refused"), {}};
    return {"", tongue.phrase("recorded-nothing"), {}};
}

} // namespace followup::web
